/** The keyboard map as it is shown: what each key does and where. */

import { make } from "./elements.js";
import { letters, setLetters } from "./letters.js";

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
    ["Ctrl Shift Q", "Pull quote"],
    ["Ctrl Shift V", "Paste without formatting"],
    ["Alt F10", "The toolbar"],
  ]],
];
// Apple's keyboards have another name for it.
const control = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl";

/** Show the map; the first time it is built from what stands above. */
export function show() {
  const dialog = document.getElementById("keys");
  const lists = dialog.querySelector(".keys-lists");
  if (!lists.children.length) lists.append(...MAP.map(section));
  const box = dialog.querySelector("#keys-letters");
  box.checked = letters();
  box.onchange = () => setLetters(box.checked);
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
