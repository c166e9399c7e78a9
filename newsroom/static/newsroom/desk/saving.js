/** Saving a version without leaving the page: merged in words, refused with everything still there. */

import { ask, bar, button, data, form } from "./asking.js";
import { beside, label, read, write } from "./fields.js";
import { isDirty, known, saved, settled, unanswered } from "./keeping.js";

let running = null;
let next = null;
let say = () => {};

export function saveBy(tell) {
  say = tell;
  form.addEventListener("desk:signed-in", () => { if (known.wanted) save(); });
  form.addEventListener("desk:before-panel", ({ detail }) => detail.waitUntil(isDirty() || !data.pk ? save() : Promise.resolve(true)));
}

/** Save what stands in the form; resolves to whether it is saved. One at a time: a second press saves right after. */
export function save() {
  if (running) return (next ||= saveAfter(running));
  running = saveAll().finally(() => {
    running = null;
    known.isSaving = false;
  });
  return running;
}

/** What was typed while a save was on its way is saved by one of its own; where the first failed, it was said why. */
async function saveAfter(first) {
  let isSaved = false;
  try {
    isSaved = await first;
  } finally {
    next = null;
  }
  return isSaved && isDirty() ? save() : isSaved;
}

async function saveAll() {
  known.isSaving = true;
  known.wanted = true;
  say("Saving …");
  await settled();
  if (known.unanswered) {
    if (!(await sendAgain(known.unanswered))) return false;
    if (!isDirty()) return true;
    say("Saving …");
  }
  return saveNow();
}

/** Send a save again to which no answer came, as it was: where the server had it, it makes no second version. */
async function sendAgain({ fields, version }) {
  const { status, data: said } = await post(fields, version);
  if (status === 0 || status === 401) return refuse(status, said);
  known.unanswered = null;
  if (status === 200) accept(fields, said);
  return true;
}

async function saveNow() {
  const [fields, version] = [read(), known.version];
  const { status, data: said } = await post(fields, version);
  clearErrors();
  if (status === 200) return accept(fields, said);
  if (status === 409 && said.conflicts) return settle(said);
  if (status === 400 && said.errors) (await import("./refusals.js")).show(said);
  // Whether a gateway that gave up had passed it on is not known either.
  if (status === 0 || status > 500) unanswered(fields, version);
  return refuse(status, said);
}

function post(fields, version) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, version })) body.set(name, value);
  return ask(data.urls.save, { body });
}

function refuse(status, said) {
  const reasons = { 0: "The server does not answer.", 401: "You are signed out.", 500: "The server broke on it." };
  const why = said.error || reasons[status] || "The server did not take it.";
  say("Not saved", true);
  if (status !== 401) bar("errors", `${why} What you typed is still here.`, button("Save again", save));
  return false;
}

function accept(fields, said) {
  known.wanted = false;
  const { merged } = said;
  const typed = read();
  // What was typed while the answer was on its way stays, in another paragraph beside what a colleague changed. Else
  // it was typed into the version before, and the next save merges it.
  const taken = Object.fromEntries(Object.entries(merged).filter(([name]) => typed[name] === fields[name]));
  const both = "body" in merged && !("body" in taken) ? beside(fields.body, merged.body, typed.body) : null;
  const isWhole = Object.keys(merged).every((name) => name in taken || (name === "body" && both !== null));
  write(both === null ? taken : { ...taken, body: both });
  // An editor may write the same text in another way.
  const now = read();
  const stands = { ...fields, ...merged, ...Object.fromEntries(Object.keys(taken).map((name) => [name, now[name]])) };
  saved(stands, isWhole ? said.version : known.version);
  if (!data.pk) {
    history.replaceState(null, "", said.urls.change);
    document.querySelectorAll("#discard-form").forEach((each) => each.remove());
  }
  data.pk = said.pk;
  Object.assign(data.urls, said.urls);
  document.getElementById("bar-errors")?.remove();
  if (Object.keys(merged).length) {
    const names = Object.keys(merged).map((name) => label(name).toLowerCase()).join(", ");
    bar("merged", `Merged: ${names}${said.by.length ? ` by ${said.by.join(" and ")}` : ""}.`);
  }
  // Whoever gave the story into a section of others is told that it is theirs now.
  if (said.said) bar("reading", said.said);
  say(said.is_new ? `Saved ${said.saved_at}` : `Saved ${said.saved_at}, nothing new`);
  form.dispatchEvent(new CustomEvent("desk:saved", { detail: said }));
  return true;
}

function clearErrors() {
  form.querySelectorAll(".from-server").forEach((each) => each.remove());
  form.querySelectorAll("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
}

/** Both changed the same field: nothing is lost whatever is chosen. */
async function settle(said) {
  const by = said.by.join(" and ") || "A colleague";
  const { choose } = await import("./conflicts.js");
  const chosen = await choose(said.conflicts, by);
  if (!chosen) {
    say("Not saved: somebody changed the same", true);
    bar("errors", `${by} changed the same as you. Your text is still here.`, button("Save again", save));
    return false;
  }
  known.version = said.version;
  write({ ...said.merged, ...chosen });
  return saveNow();
}
