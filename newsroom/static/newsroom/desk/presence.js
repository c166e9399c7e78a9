/** Who else has the story open, what they saved meanwhile, and reading first where a colleague is typing. */

import { ask, bar, button, data, form } from "./asking.js";
import { isDirty, known } from "./keeping.js";

const BEAT = 10000;
let isFirst = true;
let told = 0;

const said = ({ name, typed, idle }) => {
  if (idle || typed === null) return `${name} has it open, idle`;
  return `${name} is editing, typed ${typed < 2 ? "just now" : `${typed} s ago`}`;
};

export function beHere() {
  if (!data.urls.presence) return;
  beat();
  setInterval(() => { if (!document.hidden) beat(); }, BEAT);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
}

async function beat() {
  const typed = known.typedAt && Math.round((Date.now() - known.typedAt) / 1000);
  const { status, data: answer } = await ask(data.urls.presence, { json: { typed } });
  if (status !== 200) return;
  const { people } = answer;
  const writer = people.find((each) => !each.idle);
  const line = document.getElementById("story-presence");
  line.textContent = people.map(said).join(" · ");
  const short = people.map(({ name }) => name).join(" and ");
  document.getElementById("status-presence").textContent = short && `${short} ${people.length === 1 ? "is" : "are"} also here`;
  if (isFirst && writer && data.story.may_save && !isDirty()) readFirst(writer);
  isFirst = false;
  form.dispatchEvent(new CustomEvent("desk:state", { detail: answer }));
  if (answer.text_version > known.version && !answer.is_mine && answer.text_version !== told) {
    told = answer.text_version;
    bar("merged", `${answer.changed_by} saved a newer version. Your text stays; when you save, both are merged.`);
  }
}

const fields = () => form.querySelectorAll(".desk-text :is(input, textarea, select), .desk-side :is(input, textarea, select), .many button, .picture button, .body-toolbar button");

function readOnly(isReading) {
  form.classList.toggle("is-reading", isReading);
  for (const field of fields()) {
    if ("readOnly" in field && !field.matches("[type=checkbox], [type=radio]")) field.readOnly = isReading;
    else if (isReading && !field.disabled) field.dataset.wasOpen = field.disabled = true;
    else if (field.dataset.wasOpen) {
      field.disabled = false;
      delete field.dataset.wasOpen;
    }
  }
  const body = form.querySelector(".body-text");
  if (body) body.contentEditable = String(!isReading);
}

function readFirst(person) {
  readOnly(true);
  const edit = button("Edit anyway", () => {
    readOnly(false);
    document.getElementById("bar-reading").remove();
    form.elements.headline?.focus();
  });
  bar("reading", `${said(person)}. You are reading; what both of you save is merged.`, edit);
}
