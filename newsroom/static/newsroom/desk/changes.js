/** A page that shows many stories says when it is old, and is shown anew when its reader wants it. */

import { make } from "./elements.js";

const MINUTE = 60000;

const line = document.getElementById("desk-changes");
let after = "";

async function look() {
  if (document.hidden) return;
  const asked = after;
  const answer = await fetch(`${line.dataset.url}?after=${asked}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  const told = answer?.ok ? await answer.json().catch(() => null) : null;
  if (!told || asked !== after) return;
  after ||= String(told.newest);
  show(told);
}

function show({ number, is_more: isMore }) {
  const words = `${isMore ? "More than " : ""}${number} ${number === 1 ? "story has" : "stories have"} changed since this page was shown.`;
  if (line.hidden ? !number : line.firstChild?.textContent === words) return;
  line.hidden = !number;
  line.replaceChildren(words, " ", make("a", { href: location.href, textContent: "Refresh" }));
}

// What was drawn anew after a move of one's own is not old.
document.addEventListener("desk:drawn", () => {
  after = "";
  line.hidden = true;
  look();
});
addEventListener("focus", look);
setInterval(look, MINUTE);
look();
