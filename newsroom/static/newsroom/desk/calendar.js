/** The calendar: a line is planned without leaving its day, and what is planned is dragged to another one. */

import { draggable } from "./drag.js";
import { send } from "./sending.js";
import { offerColleagues } from "./whom.js";

const NO_ANSWER = "The newsroom’s server did not answer. Your line is still there: press Enter again.";
const SIGNED_OUT = "You are signed out. Sign in in another window, then press Enter again; your line is still there.";
const STAYS = "What readers have, and an embargo, is not moved by dragging. Open the story to change it.";

const calendar = document.getElementById("calendar");
const said = document.getElementById("cal-said");

function say(text, isRefusal = false) {
  said.classList.toggle("is-refusal", isRefusal);
  said.replaceChildren(text);
}

async function post(url, data) {
  const answer = await send(url, data);
  const told = (await answer?.json().catch(() => null)) ?? {};
  if (answer?.status === 401) told.error = SIGNED_OUT;
  else if (!answer?.ok) told.error ??= NO_ANSWER;
  return told;
}

/** Show the calendar anew; lines that are being typed elsewhere stay. */
async function refresh(focused) {
  const answer = await fetch(location.href).catch(() => null);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("calendar");
  if (!fresh) return location.reload();
  const typed = new Map([...calendar.querySelectorAll(".plan-line")].filter((line) => line.value).map((line) => [place(line), line.value]));
  const { scrollLeft } = calendar;
  calendar.replaceChildren(...fresh.childNodes);
  document.dispatchEvent(new Event("desk:drawn"));
  calendar.scrollLeft = scrollLeft;
  for (const line of calendar.querySelectorAll(".plan-line")) {
    if (typed.has(place(line))) line.value = typed.get(place(line));
    if (place(line) === focused) line.focus({ preventScroll: true });
  }
  return null;
}

const place = (line) => `${line.form.elements.section.value} ${line.form.elements.day.value}`;

calendar.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.matches(".plan")) plan(event.target, event.submitter);
  else move(event.target.getAttribute("action"), new FormData(event.target), event.target.closest(".entry").id);
});

async function plan(form, button) {
  const line = form.querySelector(".plan-line");
  if (!line.value.trim() || form.dataset.busy) return;
  const data = new FormData(form);
  if (button?.name) data.set(button.name, button.value);
  form.dataset.busy = "1";
  const told = await post(location.href, data);
  delete form.dataset.busy;
  if (told.error) return refuse(form, line, told);
  line.value = "";
  await refresh(place(line));
  return say(told.said);
}

/** The line stays as it was typed; beside it stands what is wrong, and which of two times may be meant. */
function refuse(form, line, { error, choices = [] }) {
  for (const old of form.querySelectorAll(".plan-problem, .plan-choice")) old.remove();
  const problem = Object.assign(document.createElement("p"), { className: "plan-problem", role: "alert", textContent: error });
  const buttons = choices.map(([value, textContent]) =>
    Object.assign(document.createElement("button"), { className: "plan-choice", name: "meant", value, textContent }));
  form.append(problem, ...buttons);
  line.setAttribute("aria-invalid", "true");
  (form.querySelector(".plan-choice") ?? line).focus();
}

calendar.addEventListener("focusin", ({ target }) => {
  if (target.matches(".plan-line")) offerColleagues(target, calendar.dataset.colleagues);
});

calendar.addEventListener("input", ({ target }) => {
  if (!target.matches(".plan-line[aria-invalid]")) return;
  target.removeAttribute("aria-invalid");
  for (const old of target.form.querySelectorAll(".plan-problem, .plan-choice")) old.remove();
});

async function move(url, data, id) {
  const told = await post(url, data);
  if (told.error) return say(told.error, true);
  await refresh();
  document.getElementById(id)?.querySelector(".entry-headline").focus({ preventScroll: true });
  return say(moved(data));
}

function moved(data) {
  const [day, time] = data.get("due_at").split("T");
  const shown = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  return `Now due ${shown.format(new Date(`${day}T00:00Z`)).replace(",", "")}, ${time}.`;
}

function drop(entry, cell) {
  const panel = entry.querySelector("[data-panel]");
  if (panel) return panel.click();
  const form = entry.querySelector(".entry-move form");
  if (!form) return say(STAYS, true);
  const data = new FormData(form);
  data.set("due_at", `${cell.dataset.day}T${entry.dataset.time}`);
  if (cell.dataset.desk && cell.dataset.desk !== entry.closest(".cell").dataset.desk) data.set("desk", cell.dataset.desk);
  return move(form.getAttribute("action"), data, entry.id);
}

draggable(calendar, {
  item: ".entry",
  grip: ".entry-grip",
  target: ".cell",
  still: "button, input, summary, .entry-move, .entry-panel",
  drop,
});
