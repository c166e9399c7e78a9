/** What was typed and never saved, offered again: from the server or from this computer, whichever is newer. */

import { ask, bar, button, data, form } from "./asking.js";
import { label, read, same, textOf, words, write } from "./fields.js";
import { clock, forget, isDirty, known, local, offers, setOffers } from "./keeping.js";
import { shown } from "./conflicts.js";
import { difference } from "./difference.js";
import { make } from "./elements.js";

const isNew = ({ fields }) => !same({ ...read(), ...fields }, read());

export function offer() {
  const there = data.buffer && { at: Date.parse(data.buffer.at), version: data.buffer.base_version, fields: data.buffer.fields };
  const all = [...offers(), local(), there].filter(Boolean).sort((one, other) => one.at - other.at);
  setOffers(all.filter((one, index) => isNew(one) && !all.slice(index + 1).some(({ fields }) => same(fields, one.fields))));
  if (local() && !isNew(local())) forget();
  show();
}

/** Show the newest that is on offer. */
function show() {
  gone();
  const newest = offers().at(-1);
  if (!newest) return;
  const more = words(textOf(newest.fields.body ?? "")) - words(textOf(read().body ?? ""));
  const many = more ? ` (${Math.abs(more)} ${Math.abs(more) === 1 ? "word" : "words"} ${more > 0 ? "more" : "fewer"})` : "";
  const day = new Date(newest.at).toDateString() === new Date().toDateString() ? "" : `${new Date(newest.at).toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, `;
  const line = bar("unsaved", `You have unsaved work from ${day}${clock(newest.at)}${many}.`,
    button("Restore", () => restore(newest)), " ",
    button("Compare", ({ target }) => compare(newest, target)), " ",
    button("Discard", discard));
  line.id = "recovery";
}

function gone() {
  document.getElementById("recovery")?.remove();
  document.getElementById("recovery-difference")?.remove();
}

function restore({ fields, version, unanswered }) {
  // What was typed since stands in its place, and is offered in turn.
  const typed = isDirty() ? [{ at: Date.now(), version: known.version, fields: read(), unanswered: known.unanswered }] : [];
  setOffers([...offers().slice(0, -1), ...typed]);
  // The fields are those of that version: saving merges what colleagues have saved since.
  known.unanswered = unanswered ?? local()?.unanswered ?? null;
  known.version = Math.min(version, known.version);
  form.elements.version.value = known.version;
  write(fields);
  show();
  form.elements.headline?.focus();
}

function compare({ fields }, pressed) {
  const open = document.getElementById("recovery-difference");
  pressed.setAttribute("aria-expanded", String(!open));
  if (open) return open.remove();
  const now = read();
  const text = (name, value) => (name === "body" ? textOf(value) : value);
  const differing = Object.keys(fields).filter((name) => name in now && fields[name] !== now[name]);
  const parts = differing.map((name) => make("div", {},
    make("h3", { textContent: label(name) }),
    shown(difference(text(name, now[name]), text(name, fields[name])))));
  const box = make("section", { id: "recovery-difference", className: "bar", ariaLabel: "From what is saved to your unsaved work" }, ...parts);
  return document.getElementById("recovery").after(box);
}

async function discard() {
  setOffers(offers().slice(0, -1));
  gone();
  if (!isDirty()) {
    forget();
    await ask(data.urls.buffer, { method: "DELETE" });
  }
  show();
}
