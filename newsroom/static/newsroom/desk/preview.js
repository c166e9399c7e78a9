/** The story as readers would get it, from what stands in the form: on a phone, on a desk, and as others show it. */

import { ask, data, form } from "./asking.js";
import { make, patient } from "./elements.js";
import { read } from "./fields.js";

const WAYS = { phone: "Phone", desktop: "Desktop", card: "Card", search: "Search result", social: "Social card" };
const WIDTHS = { phone: 390, desktop: 1280 };
const STORED = "desk:preview";
const toggle = document.getElementById("preview-toggle");
const pane = make("section", { id: "preview", className: "preview", ariaLabel: "Preview", hidden: true });
let way = localStorage.getItem(STORED) ?? "phone";

function build() {
  const ways = make("div", { className: "ways", role: "group", ariaLabel: "Preview as" }, ...Object.entries(WAYS).map(([name, text]) => {
    const made = make("button", { type: "button", textContent: text, ariaPressed: String(name === way), data: { way: name } });
    made.addEventListener("click", () => choose(name));
    return made;
  }));
  pane.append(ways, make("p", { className: "said", role: "status" }), make("div", { className: "shown" }));
  form.querySelector(".desk-columns").append(pane);
  for (const name of ["input", "desk:changed"]) form.addEventListener(name, later);
}

export function flip() {
  if (!pane.isConnected) build();
  pane.hidden = !pane.hidden;
  toggle.setAttribute("aria-pressed", String(!pane.hidden));
  form.classList.toggle("has-preview", !pane.hidden);
  if (!pane.hidden) draw();
}

const later = patient(() => { if (!pane.hidden) draw(); }, 1000);

function choose(name) {
  way = name;
  localStorage.setItem(STORED, name);
  for (const each of pane.querySelectorAll("[data-way]")) each.ariaPressed = String(each.dataset.way === name);
  draw();
}

async function draw() {
  const shown = pane.querySelector(".shown");
  if (way in WIDTHS) return page(shown, WIDTHS[way]);
  pane.querySelector(".said").textContent = "";
  shown.replaceChildren(CARDS[way](read()));
  return undefined;
}

/** The real page, without its scripts; the frame keeps its place when it is drawn anew. */
async function page(shown, width) {
  const { status, data: answer } = await ask(data.urls.preview, { body: new FormData(form) });
  const said = pane.querySelector(".said");
  if (status !== 200) {
    said.textContent = answer.error ?? "The preview comes back when the server answers.";
    return;
  }
  said.textContent = "";
  const old = shown.querySelector("iframe");
  const top = old?.contentWindow?.scrollY ?? 0;
  const frame = make("iframe", { title: `The story on a ${way}`, srcdoc: answer.text });
  frame.sandbox.add("allow-same-origin");
  const scale = Math.min(1, (shown.clientWidth || width) / width);
  Object.assign(frame.style, { width: `${width}px`, transform: `scale(${scale})`, height: `${100 / scale}%` });
  frame.addEventListener("load", () => {
    frame.contentWindow.scrollTo(0, top);
    // It is to be looked at: a link would lead away from the preview.
    frame.contentDocument.addEventListener("click", (event) => { if (event.target.closest("a")) event.preventDefault(); });
  });
  if (old) old.replaceWith(frame);
  else shown.replaceChildren(frame);
}

const first = (...texts) => texts.find((text) => text?.trim()) ?? "";
const image = (fields) => {
  const chosen = JSON.parse(fields.picture || "null");
  return chosen ? make("img", { alt: "", src: data.urls.lookup.replace("lookup/KIND/", `pictures/${chosen.image}-960.webp`) }) : "";
};
const part = (className, textContent) => make("p", { className, textContent });

const CARDS = {
  card: (fields) => make("article", { className: "as-card" }, image(fields), part("kicker", first(fields.kicker, form.elements.section?.selectedOptions?.[0]?.textContent)),
    part("title", first(fields.short_headline, fields.headline, "No headline yet")), part("text", fields.standfirst ?? "")),
  search: (fields) => make("article", { className: "as-search" }, part("address", `${location.host} › ${fields.slug ?? ""}`),
    part("title", first(fields.seo_title, fields.headline, "No headline yet")), part("text", first(fields.seo_description, fields.standfirst))),
  social: (fields) => make("article", { className: "as-social" }, image(fields), part("address", location.host),
    part("title", first(fields.social_headline, fields.headline, "No headline yet")), part("text", first(fields.standfirst))),
};
