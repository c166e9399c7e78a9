/** On every page of the desk: its keys, the search in its header, and names for what Django leaves without one. */

import { Combobox } from "./combobox.js";
import { listen } from "./keys.js";

function search(form) {
  const input = form.querySelector("input");
  const open = ({ pk }) => location.assign(form.dataset.story.replace("/0/", `/${pk}/`));
  const box = new Combobox(input, { url: form.dataset.lookup, choose: open, isSearch: true });
  // The address of a story opens it.
  form.addEventListener("submit", async (event) => {
    if (!/\/\d{4}\/\d{2}\/\d{2}\//.test(input.value)) return;
    event.preventDefault();
    const [story] = await box.find(input.value);
    if (story) open(story);
    else form.submit();
  });
}

/** Django names these controls by what stands around them; who hears the page needs it on the control. */
function name(root) {
  for (const field of root.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (field.labels?.length || field.ariaLabel || field.hasAttribute("aria-labelledby") || field.matches("[type=submit], [type=button]")) continue;
    const around = field.closest(".form-row, fieldset")?.querySelector("label, legend, .inline-heading");
    const column = field.closest("td") && field.closest("table").querySelectorAll("thead th")[field.closest("td").cellIndex];
    const words = (column || around)?.textContent.trim().replace(/[:?\s]+$/, "") || field.name;
    const half = field.matches(".vDateField") ? ", date" : field.matches(".vTimeField") ? ", time" : "";
    field.ariaLabel = words + half;
  }
  for (const icon of root.querySelectorAll("span.help-tooltip[aria-label]")) icon.role = "img";
}

/** The panels of publishing are fetched where one is shown, or when one is asked for. */
let hasPanels = false;

async function fetchPanels() {
  hasPanels = true;
  await import("./publish.js");
}

if (document.querySelector("form.pub, [data-done]")) fetchPanels();
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-panel]");
  if (hasPanels || !link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  await fetchPanels();
  link.click();
});

const menu = document.getElementById("user-tools");
document.addEventListener("click", (event) => { if (menu && !menu.contains(event.target)) menu.open = false; });
menu?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
const form = document.getElementById("desk-search");
if (form) search(form);
// Django makes some of its controls as late as this.
addEventListener("load", () => name(document));
document.addEventListener("formset:added", (event) => name(event.target));
listen();
