/** The notes beside a story: read, written on what is selected in the text, answered, resolved. */

import { send } from "./sending.js";

const form = document.getElementById("story-form");
const panel = document.querySelector("[data-notes]");
const SIGNED_OUT = "You are signed out. Sign in in another window, then press the button again; your note is still here.";
const NO_ANSWER = "The newsroom’s server did not answer. Your note is still here; press the button again.";

function notesOf(panel, form) {
  const part = (selector, root = panel) => root.querySelector(selector);
  const list = part(".notes-list");
  const text = part("textarea");
  const passage = part(".notes-passage");
  const say = (words) => { part(".notes-said").textContent = words; };
  let about = {};
  let withResolved = false;
  let told = { notes: [] };

  async function ask(address = "", data) {
    const url = new URL(panel.dataset.address + address, location.href);
    if (withResolved) url.searchParams.set("resolved", "1");
    const read = () => fetch(url, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    const answer = await (data ? send(url, new URLSearchParams(data)) : read());
    const said = await answer?.json().catch(() => null);
    if (answer?.status === 404) {
      say("Save the story first, then write the note.");
      return false;
    }
    if (!answer?.ok || !said) {
      say(answer?.status === 401 ? SIGNED_OUT : said?.error || NO_ANSWER);
      return false;
    }
    told = said;
    draw();
    say(said.said || "");
    return true;
  }

  function line(note, root) {
    part(".note-text", root).textContent = note.text;
    part(".note-by", root).textContent = `${note.by}, ${note.at}`;
  }

  function drawn(note) {
    const item = part("template").content.firstElementChild.cloneNode(true);
    item.id = `note-${note.id}`;
    item.dataset.id = note.id;
    line(note, item);
    const jump = part("[data-jump]", item);
    jump.hidden = !note.passage;
    jump.disabled = note.is_gone;
    jump.textContent = `“${note.passage}”`;
    part(".note-gone", item).hidden = !note.is_gone;
    part(".note-done", item).hidden = !note.resolved;
    part(".note-done", item).textContent = note.resolved;
    item.classList.toggle("is-resolved", Boolean(note.resolved));
    part("[data-answer]", item).hidden = Boolean(note.resolved);
    const settle = part("[data-settle]", item);
    settle.hidden = !note.can_settle;
    settle.textContent = note.resolved ? "Reopen" : "Resolve";
    for (const answer of note.answers) {
      const below = document.createElement("li");
      for (const name of ["note-text", "note-by"]) below.append(Object.assign(document.createElement("p"), { className: name }));
      line(answer, below);
      part(".note-answers", item).append(below);
    }
    return item;
  }

  function draw() {
    list.replaceChildren(...told.notes.map(drawn));
    part(".notes-none").hidden = told.notes.length > 0;
    const more = part("[data-resolved]");
    more.hidden = !told.resolved;
    more.setAttribute("aria-pressed", withResolved);
    more.textContent = withResolved ? "Hide what is resolved" : `Show ${told.resolved} resolved`;
    underline();
    form.dispatchEvent(new CustomEvent("desk:notes-counted", { detail: { open: told.open } }));
  }

  function underline() {
    form.dispatchEvent(new CustomEvent("desk:notes", { detail: told.notes.filter((note) => note.passage && !note.resolved) }));
  }

  function write(detail) {
    about = detail;
    const isAbout = Boolean(detail.passage) || detail.paragraph >= 0;
    passage.textContent = detail.passage || (isAbout ? `Paragraph ${detail.paragraph + 1}` : "");
    passage.hidden = part("[data-drop]").hidden = !isAbout;
    show();
    text.focus();
  }

  function show() {
    for (let box = panel; box; box = box.parentElement) if (box.matches("details")) box.open = true;
    panel.scrollIntoView({ block: "nearest" });
  }

  async function add() {
    const { passage: quoted = "", paragraph = "" } = about;
    if (await ask("", { text: text.value, passage: quoted, paragraph })) {
      text.value = "";
      about = {};
      passage.hidden = part("[data-drop]").hidden = true;
    }
    text.focus();
  }

  // The answer is written where the note stands.
  function answering(item) {
    if (part("textarea", item)) return part("textarea", item).focus();
    const box = Object.assign(document.createElement("textarea"), { rows: 2, maxLength: 2000, ariaLabel: "Your answer" });
    const send = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Send answer" });
    box.setAttribute("form", "");
    send.dataset.send = "";
    part(".note-do", item).before(box, send);
    box.focus();
  }

  async function act(item, data) {
    if (await ask(`${item.dataset.id}/`, data)) (document.getElementById(item.id) || text).focus();
  }

  panel.addEventListener("click", ({ target }) => {
    const item = target.closest(".note");
    const note = item && told.notes.find(({ id }) => id === Number(item.dataset.id));
    if (target.closest("[data-add]")) add();
    else if (target.closest("[data-drop]")) write({});
    else if (target.closest("[data-resolved]")) { withResolved = !withResolved; ask(); }
    else if (target.closest("[data-answer]")) answering(item);
    else if (target.closest("[data-send]")) act(item, { do: "answer", text: part("textarea", item).value });
    else if (target.closest("[data-settle]")) act(item, { do: note.resolved ? "reopen" : "resolve" });
    else if (target.closest("[data-jump]")) form.dispatchEvent(new CustomEvent("desk:jump", { detail: { field: "body", passage: note.passage, paragraph: note.paragraph } }));
  });
  panel.addEventListener("keydown", (event) => {
    const box = event.target.closest("textarea");
    if (!box) return;
    const item = box.closest(".note");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      if (item) act(item, { do: "answer", text: box.value });
      else add();
    } else if (event.key === "Escape" && item) {
      event.stopPropagation();
      part("[data-send]", item).remove();
      box.remove();
      part("[data-answer]", item).focus();
    }
  });
  // What is typed here is not the story.
  for (const name of ["input", "change"]) panel.addEventListener(name, (event) => event.stopPropagation());
  form.addEventListener("desk:note", ({ detail }) => write(detail));
  form.addEventListener("desk:note-open", ({ detail }) => {
    const item = document.getElementById(`note-${detail.id}`);
    if (!item) return;
    show();
    item.scrollIntoView({ block: "nearest" });
    item.focus();
  });
  // After a save the places may be others.
  form.addEventListener("desk:saved", () => ask());
  addEventListener("load", underline);
  // A story that was never saved has no notes yet.
  if (!("new" in panel.dataset)) ask();
}

if (form && panel) notesOf(panel, form);
