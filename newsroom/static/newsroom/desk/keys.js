/** The keys of every page of the desk, shown by `?`; single letters can be switched off (WCAG 2.1.4). */

import { letters } from "./letters.js";

/** Whether keys that are pressed here are text. */
export function isTyping(target) {
  return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [role=listbox] *");
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
const show = async () => (await import("./map.js")).show();

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
