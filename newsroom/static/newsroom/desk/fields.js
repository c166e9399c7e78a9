/** What stands in the form: read as the server reads it, set as if somebody had typed it, counted. */

import { form } from "./asking.js";

const NOT_FIELDS = new Set(["csrfmiddlewaretoken", "version", "move"]);
export const PLACEHOLDER = /\b(TK|XXX)\b/g;
const SILENT = "aside[data-related], figure";
const BLOCKS = "p, h2, h3, ul, ol, li, blockquote, aside, table, tbody, tr, th, td, br";

/** Return every field by its name. */
export function read() {
  const found = {};
  for (const [name, value] of new FormData(form)) if (!NOT_FIELDS.has(name) && typeof value === "string") found[name] = value;
  return found;
}

export function label(name) {
  const field = form.elements[name];
  const words = field?.labels?.[0] ?? document.getElementById(`${field?.id}_label`);
  return words?.firstChild?.textContent.trim() || name.replaceAll("_", " ");
}

/** Set fields; what is not part of this form is left out. */
export function write(values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (!field || field.value === value) continue;
    if (name === "body") {
      form.dispatchEvent(new CustomEvent("desk:set-body", { detail: { html: value } }));
    } else {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    form.dispatchEvent(new CustomEvent("desk:changed", { detail: { field: name } }));
  }
}

/** Return the text of a body as readers get it, a space between its blocks. */
export function textOf(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  body.querySelectorAll(SILENT).forEach((each) => each.remove());
  body.querySelectorAll(BLOCKS).forEach((each) => each.before(" "));
  return body.textContent;
}

/** Count the words of a text; a dash alone is not a word. The same as `articles/body.py` counts. */
export const words = (text) => text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

export const minutes = (count) => Math.max(1, Math.floor((count + 115) / 230));

export const same = (one, other) => Object.keys({ ...one, ...other }).every((name) => (one[name] ?? "") === (other[name] ?? ""));
