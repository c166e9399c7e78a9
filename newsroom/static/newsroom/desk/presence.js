/** Who else has the story open, what they saved and ask meanwhile, and reading first where a colleague is typing. */

import { ask, bar, button, data, form } from "./asking.js";
import { reason } from "./dialogs.js";
import { make } from "./elements.js";
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
  const { status, data: answer } = await ask(data.urls.presence, { json: { typed, opened: isFirst } });
  if (status !== 200) return;
  const { people } = answer;
  const writer = people.find((each) => !each.idle);
  const line = document.getElementById("story-presence");
  line.textContent = people.map(said).join(" · ");
  const short = people.map(({ name }) => name).join(" and ");
  document.getElementById("status-presence").textContent = short && `${short} ${people.length === 1 ? "is" : "are"} also here`;
  if (isFirst && writer && data.story.may_save && !isDirty()) readFirst(writer);
  isFirst = false;
  answer.asked?.forEach(question);
  showUnread(answer.unread);
  form.dispatchEvent(new CustomEvent("desk:state", { detail: answer }));
  if (answer.text_version > known.version && !answer.is_mine && answer.text_version !== told) {
    told = answer.text_version;
    bar("merged", `${answer.changed_by} saved a newer version. Your text stays; when you save, both are merged.`);
  }
}

/** What a colleague asks stands until it is put away, also when it is told once more. */
function question({ id, by, text }) {
  if (document.getElementById(`bar-asked-${id}`)) return;
  const seen = button("Seen", async () => {
    const { status, data: answer } = await ask(data.urls.inbox, { body: new URLSearchParams({ do: "read", told: id }) });
    if (status !== 200) return;
    document.getElementById(`bar-asked-${id}`).remove();
    showUnread(answer.unread);
  });
  bar(`asked-${id}`, text ? `${by} asks: “${text}”` : `${by} asks for the story.`, seen).role = "status";
}

function showUnread(count) {
  const head = document.querySelector("#user-tools > summary");
  head.querySelector(".inbox-new")?.remove();
  if (count) head.append(make("span", { className: "inbox-new" }, String(count), make("span", { className: "visually-hidden" }, " new")));
  head.parentElement.querySelector('a[href$="/inbox/"]').textContent = count ? `Inbox: ${count} new` : "Inbox";
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
  const them = button(`Ask ${person.name}`, async () => {
    const text = await reason(`Ask ${person.name}`, "It stands on their screen within some seconds, and in their inbox.");
    if (text === null) return;
    const { status, data: answer } = await ask(data.urls.ask, { body: new URLSearchParams({ colleague: person.id, text }) });
    if (status === 200) them.replaceWith(make("span", { role: "status" }, answer.said));
    else if (status !== 401) bar("errors", answer.error || "The server does not answer. Nobody was asked; press again.");
  });
  bar("reading", `${said(person)}. You are reading; what both of you save is merged.`, them, " ", edit);
}
