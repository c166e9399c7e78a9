/** Reading first where a colleague is typing: the form is shown, they can be asked for it, or it is edited anyway. */

import { ask, bar, button, data, form } from "./asking.js";
import { reason } from "./dialogs.js";
import { make } from "./elements.js";

const fields = () => form.querySelectorAll(".desk-text :is(input, textarea, select), .desk-side :is(input, textarea, select), .many button, .picture button, .body-toolbar button");

function readOnly(isReading) {
  form.classList.toggle("is-reading", isReading);
  for (const field of fields()) {
    if ("readOnly" in field && !field.matches("[type=checkbox], [type=radio]")) field.readOnly = isReading;
    else if (isReading && !field.disabled) field.dataset.wasOpen = field.disabled = true;
    else if (field.dataset.wasOpen) {
      field.disabled = false;
      delete field.dataset.wasOpen;
    }
  }
  const body = form.querySelector(".body-text");
  if (body) body.contentEditable = String(!isReading);
}

/** Show the story to read, with what a colleague does in it, until somebody edits it anyway. */
export function readFirst(person, said) {
  readOnly(true);
  const edit = button("Edit anyway", () => {
    readOnly(false);
    document.getElementById("bar-reading").remove();
    form.elements.headline?.focus();
  });
  const them = button(`Ask ${person.name}`, async () => {
    const text = await reason(`Ask ${person.name}`, "It stands on their screen within some seconds, and in their inbox.");
    if (text === null) return;
    const { status, data: answer } = await ask(data.urls.ask, { body: new URLSearchParams({ colleague: person.id, text }) });
    if (status === 200) them.replaceWith(make("span", { role: "status" }, answer.said));
    else if (status !== 401) bar("errors", answer.error || "The server does not answer. Nobody was asked; press again.");
  });
  bar("reading", `${said}. You are reading; what both of you save is merged.`, them, " ", edit);
}
