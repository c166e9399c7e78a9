/** What the text is told of its page, and one dialog to look things up for it. */

import { Combobox } from "desk/combobox";
import { make } from "desk/elements";
import { lookUp } from "desk/listbox";

const data = JSON.parse(document.getElementById("story-data")?.textContent || "{}");

export const urls = data.urls || {};
export const linksShown = data.links_shown || [];
export const embedHosts = data.embeds || null;
export const csrf = () => document.querySelector("#story-form [name=csrfmiddlewaretoken]")?.value || data.csrf || "";

/** Return [{id, label, detail, …}] of what the desk knows by `asked`: {q} is what was typed, or [["pk", …], …]. */
export const lookup = (kind, asked, signal) => lookUp(urls.lookup.replace("KIND", kind), asked, signal);

/**
 * Ask for one of what `find(query, signal)` returns, and resolve to its value, or to null when nothing is chosen.
 *
 * `buttons` are {label, value}: other answers than those of the list.
 */
export function pick({ title, label, query = "", find, none, buttons = [] }) {
  return new Promise((resolve) => {
    const dialog = make("dialog", { className: "body-dialog" });
    const done = (value) => { dialog.returned = value; dialog.close(); };
    const input = make("input", { id: "body-picker", type: "text", value: query });
    const heading = make("h2", { id: "body-picker-title", textContent: title });
    dialog.setAttribute("aria-labelledby", heading.id);
    const others = [...buttons, { label: "Cancel", value: null }].map(({ label: text, value }) => {
      const button = make("button", { type: "button", textContent: text });
      button.addEventListener("click", () => done(value));
      return button;
    });
    dialog.append(heading, make("label", { htmlFor: input.id, textContent: label }), input, make("p", { className: "body-dialog-buttons" }, ...others));
    document.body.append(dialog);
    const box = new Combobox(input, {
      find: (typed, signal) => (typed ? find(typed, signal) : null),
      none,
      choose: ({ value }) => done(value),
    });
    // The list is part of the dialog: Escape closes both.
    dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") event.stopImmediatePropagation(); }, { capture: true });
    // What is typed here is not the story's, and no key here may save or publish it.
    for (const kind of ["input", "change", "keydown"]) dialog.addEventListener(kind, (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      box.close();
      dialog.remove();
      resolve(dialog.returned ?? null);
    });
    dialog.showModal();
    input.select();
    box.ask.now(query);
  });
}
