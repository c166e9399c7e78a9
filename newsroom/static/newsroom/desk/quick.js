/** Quick edit in the story list: headline, section and time of a story, changed in its row. */

import { make } from "./elements.js";
import { send } from "./sending.js";

const NO_ANSWER = "The newsroom’s server did not answer. What you typed is still here: press Save again.";
const SIGNED_OUT = "You are signed out. Sign in in another window, then press Save again; what you typed is still here.";

/** Let a button open the fields of its row; `renewed` is called with a row that was drawn anew. */
export function quickEdits(button, renewed) {
  button.hidden = false;
  button.addEventListener("click", () => open(button, renewed));
}

function open(button, renewed) {
  const row = button.closest("tr");
  const old = row.querySelector(".quick");
  if (old) return old.elements.headline.focus();
  const form = draw(button);
  button.closest("th").append(form);
  form.elements.headline.focus();
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(row);
  });
  form.querySelector("[data-close]").addEventListener("click", () => close(row));
  return form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form, button.dataset, row, renewed);
  });
}

function close(row) {
  row.querySelector(".quick").remove();
  row.querySelector("[data-open]").focus();
}

function draw(button) {
  const { headline, section, due, assign } = button.dataset;
  const sections = document.querySelector(".stories-filters [name=section]").cloneNode(true);
  Object.assign(sections, { id: "", value: section });
  sections.options[0].textContent = "No section";
  const field = (words, input) => make("label", {}, make("span", {}, words), input);
  return make("form", { className: "quick" },
    field("Headline", make("input", { name: "headline", value: headline, maxLength: 300, autocomplete: "off" })),
    field("Section", sections),
    ...(assign ? [field("Due", make("input", { name: "due_at", type: "datetime-local", value: due }))] : []),
    make("p", { className: "quick-problem", role: "alert" }),
    make("button", { className: "act", textContent: "Save" }),
    make("button", { type: "button", className: "plain", textContent: "Cancel", data: { close: "" } }));
}

/** Only what was changed is posted: what a colleague changed meanwhile elsewhere stays. */
async function save(form, known, row, renewed) {
  if (form.ariaBusy) return;
  form.ariaBusy = "true";
  const { headline, section, due_at: due } = form.elements;
  const text = {};
  if (headline.value !== known.headline) text.headline = headline.value;
  if (section.value !== known.section) text.section = section.value;
  const told = { version: known.version, ...(Object.keys(text).length && await post(known.save, { version: known.version, ...text })) };
  if (!told.error) {
    Object.assign(known, text, { version: told.version });
    if (due && due.value !== known.due) Object.assign(told, await post(known.assign, { version: told.version, due_at: due.value }));
  }
  form.ariaBusy = null;
  if (told.error) form.querySelector(".quick-problem").textContent = told.error;
  else await renew(row, renewed);
}

async function post(url, fields) {
  const answer = await send(url, new URLSearchParams(fields));
  if (answer?.status === 401) return { error: SIGNED_OUT };
  const told = (await answer?.json().catch(() => null)) ?? {};
  return answer?.ok ? told : { error: told.error ?? NO_ANSWER };
}

/** Show the row as the list has it now; one that fits the filters no more is let go. */
async function renew(row, renewed) {
  const said = document.getElementById("stories-said");
  const answer = await fetch(location.href).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page) return location.reload();
  const fresh = page.getElementById(row.id);
  said.textContent = fresh ? "Saved." : "Saved. The story is not in this list any more.";
  if (!fresh) return row.remove();
  fresh.classList.toggle("is-at", row.classList.contains("is-at"));
  fresh.querySelector("[name=story]").checked = row.querySelector("[name=story]").checked;
  row.replaceWith(fresh);
  renewed(fresh);
  return fresh.querySelector("[data-open]").focus();
}
