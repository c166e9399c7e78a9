/** Who else has the story open, and what they saved and ask meanwhile. */

import { ask, bar, button, data, form } from "./asking.js";
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
  if (isFirst && writer && data.story.may_save && !isDirty()) (await import("./reading.js")).readFirst(writer, said(writer));
  isFirst = false;
  answer.asked?.forEach(question);
  showUnread(answer.unread);
  // An answer that was on its way during a save knows less than the form.
  if (answer.version >= known.version) form.dispatchEvent(new CustomEvent("desk:state", { detail: answer }));
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
