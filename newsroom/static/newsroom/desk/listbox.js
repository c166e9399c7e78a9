/** What may be chosen while the typing goes on elsewhere: the listbox of the ARIA practices, and the desk's answers. */

import { make } from "./elements.js";

let count = 0;

/** Return [{id, label, detail, …}] of what the desk knows by `asked`; what it throws says why there is nothing. */
export async function lookUp(url, asked, signal) {
  const options = { headers: { "X-Requested-With": "fetch" }, signal };
  const answer = await fetch(`${url}?${new URLSearchParams(asked)}`, options).catch(() => null);
  const data = await answer?.json().catch(() => null);
  if (!data) throw new Error("Nothing can be found now: the server does not answer.");
  if (!answer.ok) throw new Error(data.error || "You are signed out. Sign in again in another tab.");
  return Object.assign(data.results, { isMore: data.more, mayAdd: data.may_add });
}

/** Return {later, now, stop}: `ask(query, signal)` is run after a pause or at once, and the question before it given up. */
export function asking(ask, pause = 150) {
  let timer, control;
  const stop = () => {
    clearTimeout(timer);
    control?.abort();
  };
  const now = (query) => {
    stop();
    control = new AbortController();
    return ask(query, control.signal);
  };
  const later = (query) => {
    stop();
    timer = setTimeout(now, pause, query);
  };
  return { later, now, stop };
}

export class Listbox {
  /** `owner` is what has the focus; `choose` is called with the option that was chosen. */
  constructor(owner, label, choose) {
    Object.assign(this, { owner, choose, options: [], active: -1, id: `choices-${(count += 1)}` });
    this.list = make("ul", { id: this.id, className: "choices", role: "listbox", ariaLabel: label, hidden: true });
    this.status = make("span", { className: "visually-hidden", role: "status" });
    // The focus stays where the typing is.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.take([...this.list.children].indexOf(item));
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** Show options, each {label, detail, …}, and a line `more` below them; `active` is the one that Enter takes. */
  show(options, { more = "", active = options.length ? 0 : -1 } = {}) {
    this.options = options;
    this.list.replaceChildren(...options.map((option, index) => this.option(option, index)));
    if (more) this.list.append(make("li", { role: "presentation", className: "more", textContent: more }));
    this.open(options.length > 0 || more !== "");
    this.mark(active);
  }

  option({ label, detail }, index) {
    const item = make("li", { id: `${this.id}-${index}`, role: "option" }, make("b", { textContent: label }));
    if (detail) item.append(" ", make("span", { textContent: detail }));
    return item;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    if (this.owner.role === "combobox") this.owner.ariaExpanded = String(isOpen);
    if (isOpen) this.owner.setAttribute("aria-controls", this.id);
    else this.owner.removeAttribute("aria-controls");
  }

  close() {
    this.open(false);
    this.mark(-1);
  }

  say(words) {
    this.status.textContent = words;
  }

  mark(index) {
    this.active = index;
    [...this.list.querySelectorAll("[role=option]")].forEach((item, at) => { item.ariaSelected = String(at === index); });
    if (index < 0) return this.owner.removeAttribute("aria-activedescendant");
    this.owner.setAttribute("aria-activedescendant", `${this.id}-${index}`);
    return this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const option = this.options[index];
    if (option) this.choose(option);
  }

  /** Take an arrow key or Enter while it is open; return whether it was one. */
  takes(event) {
    const last = this.options.length - 1;
    if (!this.isOpen || last < 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown") this.mark(this.active < last ? this.active + 1 : 0);
    else if (event.key === "ArrowUp") this.mark(this.active > 0 ? this.active - 1 : last);
    else if (event.key === "Enter" && this.active >= 0) this.take(this.active);
    else return false;
    event.preventDefault();
    return true;
  }
}
