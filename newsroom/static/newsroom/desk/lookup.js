/** Gives the boxes of the admin's forms their combobox: <div class="lookup" data-lookup="…">, one choice or several. */

import { Combobox } from "./combobox.js";
import { make } from "./elements.js";

export function equip(root) {
  for (const box of root.querySelectorAll(".lookup:not([data-is-ready])")) {
    // The blank row that Django copies is equipped when it has been copied.
    if (box.closest(".empty-form")) continue;
    box.dataset.isReady = "";
    if ("many" in box.dataset) many(box);
    else one(box);
  }
}

const hidden = (box, { pk, label }) => make("input", { type: "hidden", name: box.dataset.name, value: pk, data: { label } });
const changed = (box) => box.dispatchEvent(new Event("change", { bubbles: true }));

function one(box) {
  // A copied row has a number in its name where the blank one has none.
  const input = box.querySelector("input[type=text]");
  if (input.id) box.dataset.name = input.id.replace(/^id_/, "");
  const chosen = () => box.querySelector("input[type=hidden]");
  const choose = (result) => {
    chosen()?.remove();
    if (result) box.prepend(hidden(box, result));
    input.value = result?.label ?? "";
    changed(box);
  };
  new Combobox(input, { url: box.dataset.lookup, choose });
  // What is typed and not chosen is no choice; an empty box is none at all.
  input.addEventListener("blur", () => {
    if (!input.value.trim() && chosen()) choose(null);
    else input.value = chosen()?.dataset.label ?? "";
  });
}

function many(box) {
  const input = box.querySelector("input[type=text]");
  const list = make("ul", { className: "chosen", ariaLabel: "Chosen" });
  const keys = () => [...list.querySelectorAll("input")].map((one) => one.value);
  const add = (field) => {
    const { label } = field.dataset;
    const remove = make("button", { type: "button", textContent: "×", ariaLabel: `Remove ${label}` });
    const item = make("li", {}, make("span", { textContent: label }), field, remove);
    remove.addEventListener("click", () => {
      item.remove();
      input.focus();
      changed(box);
    });
    list.append(item);
  };
  box.querySelectorAll("input[type=hidden]").forEach(add);
  box.prepend(list);
  new Combobox(input, {
    url: box.dataset.lookup,
    without: (result) => keys().includes(String(result.pk)),
    choose: (result) => {
      add(hidden(box, result));
      input.value = "";
      changed(box);
    },
  });
}

equip(document);
document.addEventListener("formset:added", (event) => equip(event.target));
