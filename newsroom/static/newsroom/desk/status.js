/** The line at the foot of the form: saved, words, checks, state; and how long each field is. */

import { ask, data, form } from "./asking.js";
import { make, patient } from "./elements.js";
import { minutes, PLACEHOLDER, read, textOf, words } from "./fields.js";

const at = (name) => document.getElementById(`status-${name}`);
let inText = 0;

/** Say what became of saving; bad news stands out by more than its colour. */
export function say(text, isBad = false) {
  at("saved").textContent = isBad ? `⚠ ${text}` : text;
  at("saved").classList.toggle("is-bad", isBad);
}

const count = patient(() => {
  const fields = read();
  const number = words(textOf(fields.body ?? form.elements.body?.value ?? ""));
  const wanted = data.commissioned_words;
  const others = ["headline", "short_headline", "standfirst", "kicker"].map((name) => fields[name] ?? "").join(" ");
  const open = inText + (others.match(PLACEHOLDER)?.length ?? 0);
  at("words").textContent = `${number}${wanted ? ` of ${wanted}` : ""} ${(wanted || number) === 1 ? "word" : "words"}, ${minutes(number)} min${open ? `, ${open} TK` : ""}`;
}, 300);

const check = patient(async () => {
  if (!data.pk || document.hidden) return;
  const { status, data: said } = await ask(data.urls.checks, { method: "GET" });
  if (status !== 200) return;
  const must = said.problems.filter(({ level }) => level === "must").length;
  at("checks").textContent = said.open ? `${said.open} ${said.open === 1 ? "check" : "checks"} open${must ? `, ${must} must be fixed` : ""}` : "All checks passed";
}, 1500);

export function show() {
  at("saved").setAttribute("role", "status");
  for (const name of ["input", "desk:changed"]) form.addEventListener(name, count);
  form.addEventListener("desk:tk", ({ detail }) => {
    inText = detail.count;
    count();
  });
  for (const name of ["desk:saved", "desk:state"]) form.addEventListener(name, ({ detail }) => detail.story && state(detail.story));
  form.addEventListener("desk:saved", check);
  form.querySelectorAll("[data-good]").forEach(measure);
  count();
  check();
}

function state({ label, waiting_for: turn }) {
  document.getElementById("story-state").textContent = label;
  at("state").textContent = `${label}, waiting for ${turn}`;
}

/** Beside a field with a good length stands how long it is. */
function measure(field) {
  const good = Number(field.dataset.good);
  const counter = make("span", { className: "counter" });
  // Beside the label, not in it: a field keeps its name.
  field.labels?.[0]?.after(counter);
  const tell = () => {
    const { length } = field.value;
    counter.textContent = length > good ? `${length}, better ${good} at most` : length ? `${length} of ${good}` : "";
    counter.classList.toggle("is-long", length > good);
  };
  field.addEventListener("input", tell);
  tell();
}
