/** Saving a version without leaving the page: merged in words, refused with everything still there. */

import { ask, bar, button, data, form } from "./asking.js";
import { make } from "./combobox.js";
import { label, read, write } from "./fields.js";
import { known, saved } from "./keeping.js";

let running = null;
let say = () => {};

export function saveBy(tell) {
  say = tell;
  form.addEventListener("desk:signed-in", () => { if (known.wanted) save(); });
  form.addEventListener("desk:before-panel", ({ detail }) => detail.waitUntil(save()));
}

/** Save what stands in the form; resolves to whether it is saved. One at a time: a second press waits for the first. */
export function save() {
  running ||= saveNow().finally(() => {
    running = null;
    known.isSaving = false;
  });
  return running;
}

async function saveNow() {
  known.isSaving = true;
  known.wanted = true;
  say("Saving …");
  const fields = read();
  const body = new FormData(form);
  body.set("version", known.version);
  const { status, data: said } = await ask(data.urls.save, { body });
  clearErrors();
  if (status === 200) return accept(fields, said);
  if (status === 409 && said.conflicts) return settle(fields, said);
  if (status === 400 && said.errors) showErrors(said);
  const reasons = { 0: "The server does not answer.", 401: "You are signed out.", 500: "The server broke on it." };
  const why = said.error || reasons[status] || "The server did not take it.";
  say("Not saved", true);
  if (status !== 401) bar("errors", `${why} What you typed is still here.`, button("Save again", save));
  return false;
}

function accept(fields, said) {
  known.wanted = false;
  const { merged } = said;
  const untouched = read();
  // What was typed while the answer was on its way stays.
  const taken = Object.fromEntries(Object.entries(merged).filter(([name]) => untouched[name] === fields[name]));
  saved({ ...fields, ...merged }, said.version);
  write(taken);
  // An editor may write the same text in another way.
  known.saved = { ...known.saved, ...Object.fromEntries(Object.keys(taken).map((name) => [name, read()[name]])) };
  if (!data.pk) {
    history.replaceState(null, "", said.urls.change);
    document.querySelectorAll("#discard-form").forEach((each) => each.remove());
  }
  data.pk = said.pk;
  Object.assign(data.urls, said.urls);
  document.getElementById("recovery")?.remove();
  document.getElementById("bar-errors")?.remove();
  if (Object.keys(merged).length) {
    const names = Object.keys(merged).map((name) => label(name).toLowerCase()).join(", ");
    bar("merged", `Merged: ${names}${said.by.length ? ` by ${said.by.join(" and ")}` : ""}.`);
  }
  say(said.is_new ? `Saved ${said.saved_at}` : `Saved ${said.saved_at}, nothing new`);
  form.dispatchEvent(new CustomEvent("desk:saved", { detail: said }));
  return true;
}

function clearErrors() {
  form.querySelectorAll(".from-server").forEach((each) => each.remove());
  form.querySelectorAll("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
}

function showErrors({ errors, questions = {} }) {
  for (const [name, problems] of Object.entries(errors)) {
    const field = form.elements[name];
    const place = field?.closest(".field");
    if (!place) continue;
    place.append(make("ul", { className: "errorlist from-server" }, ...problems.map((text) => make("li", { textContent: text }))));
    field.setAttribute("aria-invalid", "true");
    for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    if (questions[name]) place.append(question(name, questions[name]));
  }
  form.querySelector("[aria-invalid]:not([type=hidden])")?.focus();
}

/** A local hour that comes twice, or never, is asked about. */
function question(name, choices) {
  const choose = (choice) => make("label", {}, make("input", { type: "radio", name: `${name}_meant`, value: choice.value }), ` ${choice.label}`);
  return make("fieldset", { className: "choices-twice from-server" }, make("legend", { textContent: "Which one?" }), ...choices.map(choose));
}

/** Both changed the same field: side by side, and nothing is lost whatever is chosen. */
function settle(fields, said) {
  return new Promise((done) => {
    const dialog = make("dialog", { className: "conflicts" });
    const by = said.by.join(" and ") || "A colleague";
    const title = make("h2", { id: "conflicts-title", textContent: `${by} changed the same as you` });
    dialog.setAttribute("aria-labelledby", title.id);
    const take = button("Save with what is chosen", () => dialog.close("take"), "act");
    const back = button("Back to the text", () => dialog.close(""), "plain");
    const why = make("p", { textContent: "Nothing is saved yet and nothing is lost. Choose for each; the rest is merged." });
    dialog.append(title, why, ...said.conflicts.map((each) => choice(each, by)), make("p", { className: "dialog-actions" }, back, " ", take));
    dialog.addEventListener("close", async () => {
      const chosen = Object.fromEntries(said.conflicts.map((each) => [each.field, each[dialog.querySelector(`[name="conflict-${each.field}"]:checked`).value]]));
      dialog.remove();
      if (dialog.returnValue !== "take") {
        say("Not saved: somebody changed the same", true);
        bar("errors", `${by} changed the same as you. Your text is still here.`, button("Save again", save));
        return done(false);
      }
      known.version = said.version;
      write({ ...said.merged, ...chosen });
      running = null;
      return done(await save());
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function choice(conflict, by) {
  const isText = ["headline", "standfirst", "body"].includes(conflict.field);
  const between = conflict.field === "body" ? "\n" : " ";
  conflict.both = `${conflict.theirs}${between}${conflict.mine}`;
  const side = (value, words, text, isChosen) => make("div", { className: "side" },
    make("label", {}, make("input", { type: "radio", name: `conflict-${conflict.field}`, value, checked: isChosen }), ` ${words}`),
    text === null ? "" : make("blockquote", { textContent: text || "Nothing" }));
  return make("fieldset", {},
    make("legend", { textContent: conflict.label }),
    make("div", { className: "sides" }, side("mine", "Mine", conflict.said.mine, true), side("theirs", by, conflict.said.theirs, false)),
    isText ? side("both", "Both, theirs first", null, false) : "",
    make("h3", { textContent: "From theirs to mine" }), shown(conflict.pieces));
}

/** A difference that can be read without colour. */
export function shown(pieces) {
  return make("p", { className: "difference" }, ...pieces.map(({ op, text }) =>
    op === "ins" || op === "del" ? make(op, { textContent: text }) : text));
}
