/** Choosing: a list moved through by arrow keys while typing goes on, one dialog to look things up, the desk's answers. */

const data = JSON.parse(document.getElementById("story-data")?.textContent || "{}");

export const urls = data.urls || {};
export const linksShown = data.links_shown || [];
export const embedHosts = data.embeds || null;
export const csrf = () => document.querySelector("#story-form [name=csrfmiddlewaretoken]")?.value || data.csrf || "";

/** Return [{id, label, detail, …}] of what the desk knows by `query`; throws when it cannot be asked. */
export async function lookup(kind, query, signal) {
  const url = `${urls.lookup.replace("KIND", kind)}?q=${encodeURIComponent(query)}`;
  const answer = await fetch(url, { signal, headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) throw new Error(`The look-up answered ${answer.status}.`);
  return (await answer.json()).results;
}

/** Return a function that runs `ask(query, signal)` after a pause, and gives up on the question before it. */
export function patient(ask, pause = 150) {
  let timer, control;
  return (query) => {
    clearTimeout(timer);
    control?.abort();
    if (query === null) return;
    control = new AbortController();
    const { signal } = control;
    timer = setTimeout(() => ask(query, signal).catch((error) => {
      if (!signal.aborted) throw error;
    }), pause);
  };
}

/** Make an element with properties and children. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

let count = 0;

/** A list to choose from by arrow keys while the typing goes on elsewhere. */
export class Listbox {
  /** `owner` is what has the focus; `choose` is called with an option's value. */
  constructor(owner, label, choose) {
    this.owner = owner;
    this.choose = choose;
    this.options = [];
    this.active = -1;
    this.id = `body-list-${count += 1}`;
    this.list = make("ul", { id: this.id, className: "body-options", role: "listbox", ariaLabel: label, hidden: true });
    this.status = make("p", { className: "body-status", role: "status" });
    this.dom = make("div", { className: "body-list" }, this.list, this.status);
    // The focus stays where the typing is.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.choose(this.options[[...this.list.children].indexOf(item)].value);
    });
  }

  /** Show options, each {label, detail, value}, the first one active; `message` says what there is to know. */
  show(options, message = "") {
    this.options = options;
    this.status.textContent = message;
    this.list.replaceChildren(...options.map((option, index) => make(
      "li", { id: `${this.id}-${index}`, role: "option" },
      make("b", { textContent: option.label }), " ", make("span", { textContent: option.detail || "" }),
    )));
    this.list.hidden = !options.length;
    this.owner.setAttribute("aria-controls", this.id);
    this.move(options.length ? 0 : -1);
  }

  close() {
    this.options = [];
    this.active = -1;
    this.list.hidden = true;
    this.owner.removeAttribute("aria-controls");
    this.owner.removeAttribute("aria-activedescendant");
  }

  move(index) {
    this.active = index;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", at === index));
    if (index < 0) return this.owner.removeAttribute("aria-activedescendant");
    this.owner.setAttribute("aria-activedescendant", `${this.id}-${index}`);
    this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  /** Take an arrow key or Enter; return whether it was one. */
  takes(event) {
    const { length } = this.options;
    if (!length || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown") this.move((this.active + 1) % length);
    else if (event.key === "ArrowUp") this.move((this.active + length - 1) % length);
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.options[this.active].value);
    else return false;
    event.preventDefault();
    return true;
  }
}

const FAILED = "The desk does not answer just now. Type on to ask again.";

/**
 * Ask for one of what `find(query, signal)` returns, and resolve to its value, or to null when nothing is chosen.
 *
 * `buttons` are {label, value}: other answers than those of the list.
 */
export function pick({ title, label, query = "", find, none, buttons = [] }) {
  return new Promise((resolve) => {
    const input = make("input", { id: "body-picker", type: "text", value: query, autocomplete: "off", role: "combobox" });
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    const dialog = make("dialog", { className: "body-dialog" });
    const heading = make("h2", { id: "body-picker-title", textContent: title });
    dialog.setAttribute("aria-labelledby", heading.id);
    const done = (value) => { dialog.returned = value; dialog.close(); };
    const list = new Listbox(input, title, done);
    const show = (options, message) => {
      list.show(options, message);
      input.setAttribute("aria-expanded", String(Boolean(options.length)));
    };
    const ask = patient(async (wanted, signal) => {
      const options = await find(wanted, signal).catch((error) => (signal.aborted ? null : fail(error)));
      if (options) show(options, options.length ? "" : none);
    });
    const fail = () => { show([], FAILED); return null; };
    const asked = () => (input.value.trim() ? ask(input.value.trim()) : (ask(null), show([], "")));
    input.addEventListener("input", asked);
    input.addEventListener("keydown", (event) => {
      if (!list.takes(event) && event.key === "Enter") event.preventDefault();
    });
    const others = [...buttons, { label: "Cancel", value: null }].map(({ label: text, value }) => {
      const button = make("button", { type: "button", textContent: text });
      button.addEventListener("click", () => done(value));
      return button;
    });
    dialog.append(
      heading, make("label", { htmlFor: input.id, textContent: label }), input, list.dom,
      make("p", { className: "body-dialog-buttons" }, ...others),
    );
    // What is typed here is not the story's, and no key here may save or publish it.
    for (const kind of ["input", "change", "keydown"]) dialog.addEventListener(kind, (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      ask(null);
      dialog.remove();
      resolve(dialog.returned ?? null);
    });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
    asked();
  });
}
