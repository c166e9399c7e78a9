/** The form of a story: its parts brought together, its keys, its panels and its drawer. */

import { data, form } from "./asking.js";
import { keep, known, local, offers } from "./keeping.js";
import { draw } from "./many.js";
import { listen as listenToMoves, pressMain } from "./moves.js";
import { beHere } from "./presence.js";
import { save, saveBy } from "./saving.js";
import { say, show } from "./status.js";

// What is not needed at once is fetched when it is.
const flip = async () => (await import("./preview.js")).flip();
const offer = async () => { if (data.buffer || local() || offers().length) (await import("./recovery.js")).offer(); };
const FOLDED = "desk:folded";
const JUMPS = { 1: "#id_headline", 2: "#panel-related", 3: "#panel-picture", 4: "#panel-publish", 5: "#panel-activity" };

/** Where a jump leads is unfolded, and on a narrow screen drawn out. */
function jump(selector) {
  const place = document.querySelector(selector);
  if (!place) return;
  if (place.matches("details")) place.open = true;
  if (place.closest(".desk-side")) drawer(true);
  place.scrollIntoView({ block: "center" });
  (place.matches("details") ? place.querySelector("summary") : place).focus();
}

function drawer(isOpen) {
  form.classList.toggle("is-drawn", isOpen);
  document.getElementById("drawer-toggle")?.setAttribute("aria-expanded", String(isOpen));
}

// The text's toolbar stops below the line with the buttons, which has one row or two.
new ResizeObserver(([{ target }]) => {
  form.style.setProperty("--desk-head-height", `${target.offsetHeight}px`);
}).observe(document.querySelector(".desk-head"));

document.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const isAltShift = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
  let act = null;
  if (isCommand && event.key === "s") act = save;
  else if (isCommand && event.key === "Enter") act = pressMain;
  else if (isAltShift && event.code === "KeyP") act = flip;
  else if (isAltShift && /^Digit[1-5]$/.test(event.code)) act = () => jump(JUMPS[event.code.at(-1)]);
  else if (event.key === "Escape" && form.classList.contains("is-drawn")) act = () => drawer(false);
  if (!act) return;
  event.preventDefault();
  act();
});

/** What somebody folds stays folded, in this browser. */
function remember() {
  const folded = JSON.parse(localStorage.getItem(FOLDED) ?? "{}");
  for (const panel of document.querySelectorAll(".desk-side details.panel")) {
    if (panel.id in folded) panel.open = !folded[panel.id];
    panel.addEventListener("toggle", () => {
      folded[panel.id] = !panel.open;
      localStorage.setItem(FOLDED, JSON.stringify(folded));
    });
  }
}

// A story that was new has a name from its first save on.
form.addEventListener("desk:saved", () => { document.querySelector(".desk-name h1").textContent = form.elements.headline.value || "No headline yet"; });
// Assigning is a form of its own beside the story's; it is asked of the story as it stands by then.
document.querySelector(".desk-assign form")?.addEventListener("submit", ({ target }) => { target.elements.version.value = known.version; });
// The checklist and the notes lead to a field.
form.addEventListener("desk:jump", ({ detail }) => {
  if (form.elements[detail.field]?.closest(".desk-side")) drawer(true);
});
document.getElementById("drawer-toggle")?.addEventListener("click", () => drawer(!form.classList.contains("is-drawn")));
document.documentElement.classList.add("has-script");
form.querySelectorAll("[data-line]").forEach((field) => field.addEventListener("keydown", (event) => {
  // A line is one line: Enter goes on, it neither breaks the line nor sends the form.
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.isComposing) event.preventDefault();
}));
remember();
draw();
if (data.story.may_save) {
  offer();
  keep(say);
  saveBy(say);
}
listenToMoves();
document.getElementById("preview-toggle")?.addEventListener("click", flip);
show();
beHere();
if (!data.pk) form.elements.headline?.focus();
