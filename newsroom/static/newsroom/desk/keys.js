/** The keyboard map: what each key does and where, shown by `?`; single letters can be switched off (WCAG 2.1.4). */

import { make } from "./combobox.js";

const STORED = "desk:letters";
const MAP = [
  ["Everywhere", [
    ["?", "This map"],
    ["/", "Search, or paste a link"],
    ["n", "New story"],
    ["g d", "My desk"],
    ["g s", "Stories"],
    ["g b", "Board"],
    ["g c", "Calendar"],
    ["g p", "People"],
  ]],
  ["In lists", [
    ["j", "Down"],
    ["k", "Up"],
    ["Enter", "Open"],
    ["x", "Select"],
    ["e", "Quick edit"],
  ]],
  ["In a story", [
    ["Ctrl S", "Save a version"],
    ["Ctrl Enter", "The main button"],
    ["Alt Shift P", "Preview on or off"],
    ["Alt Shift N", "Note on the selected text"],
    ["Alt Shift 1", "Text"],
    ["Alt Shift 2", "Links"],
    ["Alt Shift 3", "Picture"],
    ["Alt Shift 4", "Publishing"],
    ["Alt Shift 5", "History"],
  ]],
  ["In the text", [
    ["Ctrl K", "Link to a story, person, organisation or address"],
    ["@", "Link to a person or organisation"],
    ["Ctrl B", "Bold"],
    ["Ctrl I", "Italic"],
    ["Ctrl Z", "Undo"],
  ]],
];
// Apple's keyboards have another name for it.
const control = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl";

/** Whether keys that are pressed here are text. */
export function isTyping(target) {
  return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [role=listbox] *");
}

const letters = () => localStorage.getItem(STORED) !== "off";

/** Show the map; `once` it is built from what stands above. */
export function show() {
  const dialog = document.getElementById("keys");
  const lists = dialog.querySelector(".keys-lists");
  if (!lists.children.length) lists.append(...MAP.map(section));
  const box = dialog.querySelector("#keys-letters");
  box.checked = letters();
  box.onchange = () => localStorage.setItem(STORED, box.checked ? "on" : "off");
  if (!dialog.open) dialog.showModal();
}

function section([title, entries]) {
  const list = make("dl");
  for (const [keys, does] of entries) {
    const term = make("dt");
    keys.split(" ").forEach((key) => term.append(make("kbd", { textContent: key === "Ctrl" ? control : key }), " "));
    list.append(term, make("dd", { textContent: does }));
  }
  return make("section", {}, make("h3", { textContent: title }), list);
}

/** The rows of the list that is on the page; the row one is at is marked. */
const rows = () => [...document.querySelectorAll("#result_list tbody tr, [data-row]")].filter((row) => row.offsetParent);
const at = () => document.querySelector(".is-at");

function step(by) {
  const all = rows();
  const row = all[Math.min(all.length - 1, Math.max(0, all.indexOf(at()) + by))];
  if (!row) return false;
  at()?.classList.remove("is-at");
  row.classList.add("is-at");
  row.querySelector("th a, [data-open], a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

const press = (selector) => {
  const found = at()?.querySelector(selector);
  found?.click();
  return Boolean(found);
};

const go = (key) => {
  const link = document.querySelector(`[data-go="${key}"]`);
  link?.click();
  return Boolean(link);
};

function focusOn(id) {
  const found = document.getElementById(id);
  found?.focus();
  found?.select?.();
  return Boolean(found);
}

const LETTERS = {
  "/": () => focusOn("desk-q"),
  n: () => { const link = document.getElementById("new-story"); link?.click(); return Boolean(link); },
  j: () => step(1),
  k: () => step(-1),
  x: () => press("input[type=checkbox]"),
  e: () => press("[data-quick-edit]"),
};

let isGoing = 0;

export function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]") || !letters()) return;
    if (handle(event.key)) event.preventDefault();
  });
  for (const button of document.querySelectorAll("[data-keys]")) button.addEventListener("click", show);
}

function handle(key) {
  if (Date.now() - isGoing < 1500) {
    isGoing = 0;
    return go(key);
  }
  if (key === "g") {
    isGoing = Date.now();
    return true;
  }
  if (key === "?") {
    show();
    return true;
  }
  return Object.hasOwn(LETTERS, key) && LETTERS[key]();
}
