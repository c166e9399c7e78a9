/** The story list: boxes that find, rows that are ticked and edited, links that are copied, and how dense it is. */

import { Combobox } from "./combobox.js";
import { make } from "./elements.js";
import { copies } from "./copying.js";
import { quickEdits } from "./quick.js";

const DENSITY = "desk:density";

/** A box that holds the name used in addresses shows the one that people use. */
function find(input) {
  const kept = make("input", { type: "hidden", name: input.name, value: input.value });
  const isAuthor = input.name === "author";
  let label = input.dataset.label || input.value;
  input.value = label;
  input.removeAttribute("name");
  input.before(kept);
  const keep = (value, shown) => {
    kept.value = value;
    label = input.value = shown;
  };
  new Combobox(input, {
    url: input.dataset.lookup,
    // An author may be a name without a page.
    extra: (typed) => (isAuthor && typed ? [{ id: typed, label: `“${typed}” in bylines`, typed }] : []),
    choose: (result) => keep(input.dataset.kind === "users" ? result.detail : result.id, result.typed || result.label),
  });
  input.addEventListener("blur", () => {
    if (!input.value.trim()) keep("", "");
    else input.value = label;
  });
}

function filters(form) {
  // An address says only what is asked for.
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
}

function ticks(bar) {
  const boxes = () => [...document.querySelectorAll('input[name="story"]')];
  const all = document.querySelector("[data-pick-all]");
  const said = bar.querySelector("[data-ticked]");
  const show = () => {
    const number = boxes().filter((box) => box.checked).length;
    bar.hidden = !number;
    said.textContent = `${number} ${number === 1 ? "story" : "stories"}`;
    all.checked = number === boxes().length;
    all.indeterminate = number > 0 && !all.checked;
    boxes().forEach((box) => box.closest("tr").classList.toggle("selected", box.checked));
  };
  document.querySelector(".stories-table").addEventListener("change", ({ target }) => {
    if (target === all) boxes().forEach((box) => { box.checked = all.checked; });
    show();
  });
  all.hidden = false;
  show();
}

function row(drawn) {
  drawn.querySelectorAll("[data-copy]").forEach(copies);
  drawn.querySelectorAll("[data-quick-edit]").forEach((button) => quickEdits(button, row));
}

function deeds(bar) {
  const select = bar.querySelector("select[name=do]");
  const show = () => {
    const { needs } = select.selectedOptions[0].dataset;
    bar.querySelectorAll("[data-for]").forEach((part) => { part.hidden = part.dataset.for !== needs; });
  };
  select.addEventListener("change", show);
  show();
}

function density(button) {
  const table = document.querySelector(".stories");
  const show = () => {
    const isCompact = localStorage.getItem(DENSITY) === "compact";
    table.classList.toggle("is-compact", isCompact);
    button.ariaPressed = String(isCompact);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(DENSITY, button.ariaPressed === "true" ? "roomy" : "compact");
    show();
  });
  show();
}

const bar = document.getElementById("bulk");
if (bar) {
  ticks(bar);
  deeds(bar);
}
document.querySelectorAll(".stories input[data-lookup]").forEach(find);
document.querySelectorAll("[data-filters]").forEach(filters);
document.querySelectorAll("tr[data-row]").forEach(row);
document.querySelectorAll("[data-density]").forEach(density);
