/** What the server refused, said at its field. */

import { form } from "./asking.js";
import { make } from "./elements.js";

/** Show each at its field, which is unfolded, and go to the first. */
export function show({ errors, questions = {} }) {
  for (const [name, problems] of Object.entries(errors)) {
    const field = form.elements[name];
    const place = field?.closest(".field");
    if (!place) continue;
    place.append(make("ul", { className: "errorlist from-server" }, ...problems.map((text) => make("li", { textContent: text }))));
    field.setAttribute("aria-invalid", "true");
    for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    if (questions[name]) place.append(question(name, questions[name]));
  }
  form.querySelector("[aria-invalid]:not([type=hidden])")?.focus();
}

/** A local hour that comes twice, or never, is asked about. */
function question(name, choices) {
  const choose = (choice) => make("label", {}, make("input", { type: "radio", name: `${name}_meant`, value: choice.value }), ` ${choice.label}`);
  return make("fieldset", { className: "choices-twice from-server" }, make("legend", { textContent: "Which one?" }), ...choices.map(choose));
}
