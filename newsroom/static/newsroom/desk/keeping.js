/** Keeps what is typed: on this computer at every pause, on the server soon after; never as a version of the story. */

import { ask, data, form } from "./asking.js";
import { patient } from "./elements.js";
import { read, same } from "./fields.js";

const QUIET = 2000;
const EVERY = 10000;
const LONGEST_WAIT = 60000;
const MOST_OFFERS = 3;
const key = `desk:story:${data.user.id}:${data.uuid}`;

export const clock = (at = Date.now()) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/** What the server knows as saved, and as kept; `unanswered` is a save that it may know of, for no answer came. */
export const known = { saved: read(), kept: null, unanswered: null, version: Number(form.elements.version.value), typedAt: null };

export const isDirty = () => known.unanswered !== null || !same(read(), known.saved);

/** What was kept on this computer: {at, version, fields, unanswered}, or null. */
export function local() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** What is on offer still, the newest last: typing on or saving takes none of it away, only an answer does. */
export const offers = () => JSON.parse(localStorage.getItem(`${key}:offers`) ?? "[]");

export function setOffers(records) {
  if (records.length) localStorage.setItem(`${key}:offers`, JSON.stringify(records.slice(-MOST_OFFERS)));
  else localStorage.removeItem(`${key}:offers`);
}

export function forget() {
  localStorage.removeItem(key);
}

const keepHere = patient(() => {
  if (!isDirty()) return forget();
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), version: known.version, fields: read(), unanswered: known.unanswered }));
  } catch {
    say("This computer has no room left to keep the text. Save soon.", true);
  }
  return undefined;
}, 400);

let say = () => {};
let timer = null;
let asking = null;
let lastAsked = 0;
let firstTyped = 0;
let failures = 0;
let failedSince = 0;

/** Begin; `tell` shows what became of it. */
export function keep(tell) {
  say = tell;
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("desk:changed", changed);
  form.addEventListener("desk:signed-in", () => plan(0));
  addEventListener("online", () => plan(0));
  addEventListener("beforeunload", (event) => {
    // On the server it would be found again from any computer; only what is not there yet is worth a question.
    if (isDirty() && !(known.kept && same(read(), known.kept))) event.preventDefault();
  });
}

function changed() {
  known.typedAt = Date.now();
  keepHere();
  firstTyped ||= Date.now();
  plan(Math.min(QUIET, firstTyped + EVERY - Date.now()));
}

function plan(wait) {
  clearTimeout(timer);
  const back = failures ? Math.min(LONGEST_WAIT, 5000 * 2 ** (failures - 1)) : EVERY;
  const soonest = Math.max(0, wait, lastAsked + back - Date.now());
  timer = setTimeout(send, soonest);
}

async function send() {
  // One at a time, so that an older text never arrives after a newer one.
  if (asking || known.isSaving) return plan(1000);
  const fields = read();
  if (same(fields, known.saved) || (known.kept && same(fields, known.kept))) return undefined;
  lastAsked = Date.now();
  firstTyped = 0;
  asking = keepThere(fields, known.version);
  const answer = await asking;
  asking = null;
  if (!answer) return isDirty() ? plan(0) : undefined;
  const { status, data: said } = answer;
  if (status === 200) {
    failures = 0;
    failedSince = 0;
    known.kept = fields;
    say(`Kept ${said.at}, not saved yet`);
    if (!same(read(), fields)) plan(QUIET);
    return undefined;
  }
  failures += 1;
  failedSince ||= Date.now();
  say(`Not kept on the server since ${clock(failedSince)}, kept on this computer`, true);
  // Signed out: it goes on when somebody has signed in again.
  if (status !== 401 && status !== 400 && status !== 404) plan(0);
  return undefined;
}

/** Keep fields on the server; null when a save overtook them: older than the story by then, they are taken away again. */
async function keepThere(fields, version) {
  const answer = await ask(data.urls.buffer, { json: { base_version: version, fields } });
  if (version === known.version) return answer;
  known.kept = null;
  await ask(data.urls.buffer, { method: "DELETE" });
  return null;
}

/** Wait until nothing that is to be kept is on its way, but not long: the server may have fallen silent. */
export const settled = () => Promise.race([asking, new Promise((go) => { setTimeout(go, 3000); })]);

/** No answer came to a save of `fields` into `version`. */
export function unanswered(fields, version) {
  known.unanswered = { fields, version };
  keepHere();
}

/** A version was saved: nothing that was kept before is needed any more. */
export function saved(fields, version) {
  Object.assign(known, { saved: fields, kept: null, unanswered: null, version });
  failures = 0;
  failedSince = 0;
  form.elements.version.value = version;
  keepHere.stop();
  if (isDirty()) changed();
  else forget();
}
