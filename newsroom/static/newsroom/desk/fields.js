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

/** Return the pieces that lead from one text to another, word by word: {op: "same" | "ins" | "del", text}. */
export function difference(before, after) {
  const [a, b] = [before, after].map((text) => text.split(/(?<=\s)/u));
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [{ op: "same", text: a.slice(0, start).join("") }, ...middle, { op: "same", text: a.slice(a.length - end).join("") }]
    .filter((piece) => piece.text);
}

function between(a, b) {
  // Texts that share nothing worth finding are told as one replaced by the other.
  if (a.length * b.length > 2e6) return [{ op: "del", text: a.join("") }, { op: "ins", text: b.join("") }];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      longest[at] = a[i] === b[j] ? longest[at + width + 1] + 1 : Math.max(longest[at + width], longest[at + 1]);
    }
  }
  const pieces = [];
  const add = (op, text) => {
    if (pieces.at(-1)?.op === op) pieces.at(-1).text += text;
    else pieces.push({ op, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", a[i]);
      i += 1;
      j += 1;
    } else if (j === b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      add("del", a[i]);
      i += 1;
    } else {
      add("ins", b[j]);
      j += 1;
    }
  }
  return pieces;
}
