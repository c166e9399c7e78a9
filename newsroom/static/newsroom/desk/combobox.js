/** A box to choose from what the server finds while one types: the combobox with a listbox of the ARIA practices. */

let count = 0;

/** Make an element with properties and children; `on…` are its listeners, `data` its dataset. */
export function make(tag, { data, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
}

/** Call `act` once it has not been asked for so many milliseconds. */
export function patient(act, milliseconds) {
  let timer;
  const later = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), milliseconds);
  };
  later.stop = () => clearTimeout(timer);
  return later;
}

/**
 * Let an input find things. `options`:
 *   url     the address that answers {results: [{id, label, detail}], more}
 *   choose  called with the result that was chosen; it also says what then stands in the box
 *   extra   called with what was typed, returns more options such as {label: "Use “Staff”", typed: "Staff"}
 *   without called with a result, says whether to leave it out
 *   isSearch Enter sends the form unless a choice was made by an arrow key
 */
export class Combobox {
  constructor(input, { url, choose, extra = () => [], without = () => false, isSearch = false }) {
    Object.assign(this, { input, url, choose, extra, without, isSearch, found: [], active: -1 });
    this.id = `combobox-${(count += 1)}`;
    const label = input.labels?.[0]?.textContent.trim().replace(/:$/, "") || input.ariaLabel || "Choices";
    this.list = make("ul", { id: this.id, className: "choices", role: "listbox", ariaLabel: label, hidden: true });
    this.status = make("span", { className: "visually-hidden", role: "status" });
    Object.assign(input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list", autocomplete: "off" });
    input.setAttribute("aria-controls", this.id);
    input.after(this.list, this.status);
    this.ask = patient(() => this.load(), 150);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("click", () => this.list.hidden && this.load());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // The focus stays in the box while a choice is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.take([...this.list.children].indexOf(item));
    });
  }

  async load() {
    const typed = this.input.value.trim();
    const found = await this.find(typed);
    this.mayAdd = found?.mayAdd;
    if (found) this.show(found.filter((result) => !this.without(result)), typed, found.isMore);
  }

  /** Ask the server; the answer to an earlier question is no longer wanted. */
  async find(typed) {
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.url}?q=${encodeURIComponent(typed)}`, {
        headers: { "X-Requested-With": "fetch" },
        signal: this.request.signal,
      });
      const data = await answer.json();
      if (answer.ok) return Object.assign(data.results, { isMore: data.more, mayAdd: data.may_add });
      this.complain(data.error || "You are signed out. Sign in again in another tab.");
    } catch (error) {
      if (error.name !== "AbortError") this.complain("Nothing can be found now: the server does not answer.");
    }
    return null;
  }

  /** Say also on the screen why there are no choices. */
  complain(words) {
    this.found = [];
    this.list.replaceChildren(make("li", { role: "presentation", className: "more", textContent: words }));
    this.say(words);
    this.open(document.activeElement === this.input);
  }

  show(results, typed, isMore) {
    this.found = [...results, ...this.extra(typed, results, this.mayAdd)];
    this.list.replaceChildren(...this.found.map((result, index) => this.option(result, index)));
    const number = results.length;
    const many = isMore ? `The first ${number} of more; type on to narrow them.` : `${number} ${number === 1 ? "choice" : "choices"}.`;
    this.say(number ? many : "Nothing of that name.");
    if (isMore) this.list.append(make("li", { role: "presentation", className: "more", textContent: "More: type on" }));
    if (!this.found.length) this.list.append(make("li", { role: "presentation", className: "more", textContent: "Nothing of that name" }));
    this.open(document.activeElement === this.input);
    this.mark(typed && this.found.length && !this.isSearch ? 0 : -1);
  }

  option(result, index) {
    const item = make("li", { id: `${this.id}-${index}`, role: "option" }, make("b", { textContent: result.label }));
    if (result.detail) item.append(" ", make("span", { textContent: result.detail }));
    return item;
  }

  say(words) {
    this.status.textContent = words;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.ariaExpanded = String(isOpen);
  }

  close() {
    this.ask.stop();
    this.request?.abort();
    this.open(false);
    this.mark(-1);
  }

  mark(index) {
    this.active = index;
    [...this.list.querySelectorAll("[role=option]")].forEach((item, at) => { item.ariaSelected = String(at === index); });
    if (index < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", `${this.id}-${index}`);
    return this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const result = this.found[index];
    if (!result) return;
    this.close();
    this.choose(result);
    this.say(`${result.label} chosen.`);
  }

  key(event) {
    const last = this.found.length - 1;
    const isOpen = !this.list.hidden;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.load();
      else if (event.key === "ArrowDown") this.mark(this.active < last ? this.active + 1 : 0);
      else this.mark(this.active > 0 ? this.active - 1 : last);
    } else if (isOpen && this.active >= 0 && (event.key === "Home" || event.key === "End")) {
      event.preventDefault();
      this.mark(event.key === "Home" ? 0 : last);
    } else if (isOpen && event.key === "Enter" && !(this.isSearch && this.active < 0)) {
      event.preventDefault();
      this.take(this.active);
    } else if (isOpen && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}
