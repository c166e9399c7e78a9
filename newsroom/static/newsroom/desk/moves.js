/** The buttons that move the story on: what is typed is saved first, a reason is asked for, what can be undone is. */

import { ask, bar, button, data, form } from "./asking.js";
import { reason } from "./dialogs.js";
import { make } from "./elements.js";
import { isDirty, known } from "./keeping.js";
import { save } from "./saving.js";

const box = document.querySelector(".desk-actions");
const [others, next] = ["story-moves", "story-next"].map((id) => document.getElementById(id));

export function listen() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter?.dataset ?? {};
    if (pressed.move) move(pressed);
    else save();
  });
  for (const name of ["desk:saved", "desk:state"]) form.addEventListener(name, ({ detail }) => detail.story?.moves && draw(detail.story.moves));
}

export const pressMain = () => next.querySelector("button")?.click();

function draw(moves) {
  const shown = (moves.map(({ move: name, label }) => name + label)).join();
  if (box.dataset.shown === shown || [others, next].some((part) => part.contains(document.activeElement))) return;
  box.dataset.shown = shown;
  const one = (each) => make("button", {
    type: "submit", name: "move", value: each.move, textContent: each.label, className: each.is_primary ? "move primary" : "move",
    title: each.is_primary ? "Ctrl+Enter" : "", data: { move: each.move, ...(each.panel && { panel: each.panel }), ...(each.needs_reason && { needsReason: "" }) },
  });
  others.replaceChildren(...moves.filter((each) => !each.is_primary).map(one));
  next.replaceChildren(...moves.filter((each) => each.is_primary).map(one));
}

async function move({ move: name, panel, needsReason }) {
  const why = needsReason === undefined || panel ? "" : await reason(box.querySelector(`[data-move="${name}"]`).textContent.replace("…", ""));
  if (why === null) return;
  if ((isDirty() || !data.pk) && !(await save())) return;
  if (panel) openPanel(panel);
  else await carryOut(name, why);
}

async function carryOut(name, why) {
  const body = new URLSearchParams({ move: name, version: known.version, why });
  const { status, data: said } = await ask(data.urls.move, { body });
  if (status !== 200) {
    if (status !== 401) bar("errors", said.error || "The server does not answer. Nothing has changed; press again.");
    return;
  }
  known.version = said.version;
  form.elements.version.value = said.version;
  if (said.story) form.dispatchEvent(new CustomEvent("desk:state", { detail: { story: said.story } }));
  const undo = said.undo ? [button(said.undo.label, () => carryOut(said.undo.move, ""))] : [];
  bar("done", said.said, ...undo);
  // What may be changed and pressed now is the server's to say.
  if (!said.undo) setTimeout(() => location.reload(), 600);
}

/** The panels of publishing open over the page; their script waits for links to them. */
function openPanel(name) {
  document.getElementById("to-panel")?.remove();
  const link = make("a", { href: data.urls[name], hidden: true, id: "to-panel", data: { panel: name } });
  document.body.append(link);
  link.click();
}
