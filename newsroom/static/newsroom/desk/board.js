/** The board: cards are dragged by mouse and by finger, moved by their menus, and say what became of it. */

import { draggable } from "./drag.js";
import { send } from "./sending.js";

const NO_WAY_BACK = "Nothing can be planned again once it was begun. Move it to another column.";
const NO_ANSWER = "The newsroom’s server did not answer, and nothing is known to be moved. Load the page again to see.";
const SIGNED_OUT = "You are signed out. Sign in in another window, then move the card again.";

const board = document.getElementById("board");
const said = document.getElementById("board-said");

function say(text, { isRefusal = false, undo = null } = {}) {
  said.classList.toggle("is-refusal", isRefusal);
  said.replaceChildren(text);
  if (!undo) return;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: undo.label });
  button.addEventListener("click", () => ask(undo.card, undo.url, undo.data));
  said.append(button);
}

/** Post for a card and show the board as it is then; the answer is said, a refusal too. */
async function ask(id, url, data) {
  const card = document.getElementById(id);
  if (card?.classList.contains("is-busy")) return;
  card?.classList.add("is-busy");
  const answer = await send(url, data);
  const told = (await answer?.json().catch(() => null)) ?? {};
  card?.classList.remove("is-busy");
  if (answer?.status === 401) return say(SIGNED_OUT, { isRefusal: true });
  if (!answer?.ok) {
    if (answer?.status === 409) await refresh(id);
    return say(told.error ?? NO_ANSWER, { isRefusal: true });
  }
  await refresh(id);
  say(told.said ?? told.message ?? "Moved.", { undo: undoing(id, url, told) });
}

function undoing(id, url, { undo, version }) {
  if (!undo) return null;
  const back = new FormData();
  back.set("version", version);
  back.set("move", undo.move);
  return { label: undo.label, card: id, url, data: back };
}

/** Show the board anew; the focus stays with the card. */
async function refresh(id) {
  const answer = await fetch(location.href).catch(() => null);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
  if (!fresh) return location.reload();
  const hadFocus = board.contains(document.activeElement);
  const { scrollLeft } = board;
  board.replaceChildren(...fresh.childNodes);
  document.dispatchEvent(new Event("desk:drawn"));
  board.scrollLeft = scrollLeft;
  const card = document.getElementById(id);
  if (hadFocus || document.activeElement === document.body) card?.querySelector(".card-headline").focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function formData(form, button) {
  const data = new FormData(form);
  if (button.name) data.set(button.name, button.value);
  // The line is for the move that asks for one.
  if (!button.hasAttribute("data-why")) data.delete("why");
  return data;
}

board.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter ?? event.target.querySelector("[data-why], button");
  ask(event.target.closest(".card").id, event.target.getAttribute("action"), formData(event.target, button));
});

// Enter in the line asks for changes, and does not press the first button of the form.
board.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.name === "why") {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("[data-why]"));
  }
  if (event.key !== "Escape") return;
  const menu = event.target.closest(".card-move[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// One menu is open at a time.
board.addEventListener("toggle", (event) => {
  if (!event.target.matches(".card-move") || !event.target.open) return;
  for (const other of board.querySelectorAll(".card-move[open]")) if (other !== event.target) other.open = false;
}, true);

/** What a drop on that column means for the card: as its menu has it, else the server says why not. */
async function drop(card, pile) {
  const { column, move } = pile.dataset;
  const entry = card.querySelector(`[data-to="${column}"]`);
  if (entry?.matches("[data-panel]")) return entry.click();
  if (entry?.hasAttribute("data-why")) return askWhy(card);
  if (entry) return ask(card.id, entry.form.getAttribute("action"), formData(entry.form, entry));
  if (column === "planned") return say(NO_WAY_BACK, { isRefusal: true });
  if (!move) return refuse(card);
  const data = new FormData();
  data.set("version", card.dataset.version);
  data.set("move", move);
  // Without the right to ask for changes nobody is asked for the line: the server says so.
  if (move === "ask_changes") data.set("why", "–");
  return ask(card.id, card.dataset.moveUrl, data);
}

function askWhy(card) {
  const menu = card.querySelector(".card-move");
  menu.open = true;
  menu.querySelector("[name=why]").focus();
  say("Say in a line what should change, then press Enter.");
}

async function refuse(card) {
  const answer = await fetch(card.dataset.publishUrl, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (answer?.ok) return location.assign(card.dataset.publishUrl);
  const told = await answer?.json().catch(() => null);
  return say(answer?.status === 401 ? SIGNED_OUT : (told?.error ?? NO_ANSWER), { isRefusal: true });
}

draggable(board, { item: ".card", grip: ".card-grip", target: ".pile", still: "button, input, summary, .card-menu, .card-publish", drop });
