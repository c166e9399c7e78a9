/** What stands in the form: read as the server reads it, set as if somebody had typed it, counted. */

import { form } from "./asking.js";

const NOT_FIELDS = new Set(["csrfmiddlewaretoken", "version", "move"]);
export const PLACEHOLDER = /(?<![\p{L}\p{N}_])(TK|TKTK|XXX)(?![\p{L}\p{N}_])/gu;
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

/** Return the body `mine` with what leads from `base` to `theirs`; null when both changed the same paragraphs. */
export function beside(base, theirs, mine) {
  const [before, other, own] = [base, theirs, mine].map((html) => html.split("\n"));
  const changed = (after) => {
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
    let end = 0;
    while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
    return { start, end: before.length - end, tail: after.length - end };
  };
  const [a, b] = [changed(other), changed(own)];
  if (a.end <= b.start) return [...other.slice(0, a.tail), ...own.slice(a.end)].join("\n");
  if (b.end <= a.start) return [...own.slice(0, b.tail), ...other.slice(b.end)].join("\n");
  return null;
}
