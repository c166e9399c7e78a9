/** One dialog to look something up and choose it; everything in it works by keyboard. */

import { Listbox, make } from "desk/body/listbox";
import { patient } from "desk/body/story";

const FAILED = "The desk does not answer just now. Type on to ask again.";

/**
 * Ask for one of what `find(query, signal)` returns, and resolve to its value, or to null when nothing is chosen.
 *
 * `buttons` are {label, value}: other answers than those of the list.
 */
export function pick({ title, label, query = "", find, none, buttons = [] }) {
  return new Promise((resolve) => {
    const input = make("input", { id: "body-picker", type: "text", value: query, autocomplete: "off", role: "combobox" });
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    const dialog = make("dialog", { className: "body-dialog" });
    const heading = make("h2", { id: "body-picker-title", textContent: title });
    dialog.setAttribute("aria-labelledby", heading.id);
    const done = (value) => { dialog.returned = value; dialog.close(); };
    const list = new Listbox(input, title, done);
    const show = (options, message) => {
      list.show(options, message);
      input.setAttribute("aria-expanded", String(Boolean(options.length)));
    };
    const ask = patient(async (wanted, signal) => {
      const options = await find(wanted, signal).catch((error) => (signal.aborted ? null : fail(error)));
      if (options) show(options, options.length ? "" : none);
    });
    const fail = () => { show([], FAILED); return null; };
    const asked = () => (input.value.trim() ? ask(input.value.trim()) : (ask(null), show([], "")));
    input.addEventListener("input", asked);
    input.addEventListener("keydown", (event) => {
      if (!list.takes(event) && event.key === "Enter") event.preventDefault();
    });
    const others = [...buttons, { label: "Cancel", value: null }].map(({ label: text, value }) => {
      const button = make("button", { type: "button", textContent: text });
      button.addEventListener("click", () => done(value));
      return button;
    });
    dialog.append(
      heading, make("label", { htmlFor: input.id, textContent: label }), input, list.dom,
      make("p", { className: "body-dialog-buttons" }, ...others),
    );
    // What is typed here is not the story's, and no key here may save or publish it.
    for (const kind of ["input", "change", "keydown"]) dialog.addEventListener(kind, (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      ask(null);
      dialog.remove();
      resolve(dialog.returned ?? null);
    });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
    asked();
  });
}
