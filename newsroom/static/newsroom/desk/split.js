/** Pasting a whole story: it falls into its fields, a bar says what was found, and one click takes it back. */

import { shown } from "desk/body/cards";
import { csrf, urls } from "desk/body/choose";
import { cleanPaste } from "desk/body/paste";
import { make } from "desk/elements";

const LONGEST_HEADLINE = 300;
const BLOCKS = "p, h2, h3, li, table, blockquote, div, br";
const FIELDS = ["headline", "standfirst", "body", "links"];

/** Take a pasted {text, html} apart; `inBody` says that it was pasted into the text and not into the headline. */
export function split(form, { text, html, inBody }) {
  const rich = html && cleanPaste(html);
  new Splitter(form).split({ text, html: rich && parsed(rich).querySelectorAll(BLOCKS).length > 1 ? rich : "", inBody });
}

class Splitter {
  constructor(form) {
    this.form = form;
    this.field = form.elements;
    this.said = make("p", { role: "status" });
    this.more = make("div");
    this.bar = make("div", { className: "body-split", hidden: true }, this.said, this.more);
    form.querySelector(".body-split")?.remove();
    this.field.headline.after(this.bar);
  }

  async split(pasted) {
    this.show("Taking the story apart…");
    const story = await ask(pasted).catch((error) => ({ headline: "", body: asBody(pasted), links: [], said: error.message }));
    this.before = this.values();
    this.pasted = pasted;
    this.story = story;
    this.apply();
  }

  apply() {
    const { headline, standfirst = "", body, links, links_shown: cards = [], said } = this.story;
    for (const card of cards) shown.set(card.key, card);
    const kept = JSON.parse(this.before.links || "[]");
    this.set({
      headline: headline || this.before.headline, standfirst, links: JSON.stringify([...kept, ...links]), body,
    });
    if (headline) this.show(said, [["Undo split", () => this.undo()], ["Close", () => this.close()]], body);
    else this.show(said, [["Close", () => this.close()]]);
  }

  /** Give back what was there before, with the pasted text where it was pasted, or in the body when that is too small. */
  undo() {
    const { inBody, text } = this.pasted;
    const line = [this.before.headline, text.trim().replace(/\s*[\n\r]\s*/g, " ")].filter(Boolean).join(" ");
    const isLine = !inBody && line.length <= LONGEST_HEADLINE;
    this.set({ ...this.before, ...(isLine ? { headline: line } : { body: asBody(this.pasted) }) });
    const again = [["Split again", () => this.apply()], ["Close", () => this.close()]];
    this.show(`The split is undone; what you pasted is in the ${isLine ? "headline" : "text"}.`, again);
    (isLine ? this.field.headline : this.form.querySelector(".body-text")).focus();
  }

  values() {
    return Object.fromEntries(FIELDS.map((name) => [name, this.field[name]?.value ?? ""]));
  }

  set(values) {
    // The references first: the cards in the text read them.
    for (const name of ["links", "headline", "standfirst"]) {
      if (!this.field[name]) continue;
      this.field[name].value = values[name];
      this.field[name].dispatchEvent(new Event("input", { bubbles: true }));
      this.form.dispatchEvent(new CustomEvent("desk:changed", { detail: { field: name } }));
    }
    this.form.dispatchEvent(new CustomEvent("desk:set-body", { detail: { html: values.body } }));
  }

  show(said, buttons = [], html = "") {
    this.said.textContent = said;
    this.more.replaceChildren(...buttons.map(([label, act]) => press(label, act)), ...this.subheads(html));
    this.bar.hidden = false;
  }

  close() {
    this.bar.hidden = true;
    this.field.headline.focus();
  }

  /** Offer each subhead, the one fragile guess, to be a paragraph after all. */
  subheads(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    return [...body.querySelectorAll("h2")].map((heading) => {
      const text = heading.textContent;
      const button = press("This is a paragraph", () => {
        const next = row.nextElementSibling?.querySelector("button");
        this.asParagraph(heading.innerHTML.replaceAll("&nbsp;", "\u00a0"));
        row.remove();
        (next || this.form.querySelector(".body-text")).focus();
      });
      button.ariaLabel = `This is a paragraph: ${text}`;
      const row = make("p", {}, make("span", { textContent: `Subhead: ${text}` }), " ", button);
      return row;
    });
  }

  asParagraph(text) {
    const lines = this.field.body.value.split("\n");
    const html = lines.map((line) => (line === `<h2>${text}</h2>` ? `<p>${text}</p>` : line)).join("\n");
    this.form.dispatchEvent(new CustomEvent("desk:set-body", { detail: { html } }));
  }
}

function press(label, act) {
  const button = make("button", { type: "button", textContent: label });
  button.addEventListener("click", act);
  return button;
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

/** Return a paste as a body without asking the server: nothing pasted is lost. */
function asBody({ html, text }) {
  if (html) return html;
  const lines = text.split(/[\n\r]+/).map((line) => line.trim()).filter(Boolean);
  return lines.map((line) => make("p", { textContent: line }).outerHTML).join("\n");
}

async function ask({ text, html }) {
  const kept = "The text is here as you pasted it.";
  const answer = await fetch(urls.split, {
    method: "POST",
    headers: { "X-Requested-With": "fetch", "X-CSRFToken": csrf() },
    body: new URLSearchParams(html ? { html } : { text }),
  }).catch(() => { throw new Error(`Not taken apart: the desk does not answer. ${kept}`); });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(`Not taken apart. ${told.error || "The desk could not read it."} ${kept}`);
  return told;
}
