/** A box to choose from what the server finds while one types: the combobox with a listbox of the ARIA practices. */

import { Listbox, asking, lookUp } from "./listbox.js";

/**
 * Let an input find things. `options`:
 *   url     the address that answers {results: [{id, label, detail}], more}, or
 *   find    called with what was typed and a signal, returns such results, or null for no list at all
 *   none    what is said when there are none
 *   choose  called with the result that was chosen; it also says what then stands in the box
 *   extra   called with what was typed, returns more options such as {label: "Use “Staff”", typed: "Staff"}
 *   without called with a result, says whether to leave it out
 *   isSearch Enter sends the form unless a choice was made by an arrow key
 */
export class Combobox {
  constructor(input, {
    url, find = (typed, signal) => lookUp(url, { q: typed }, signal), none = "Nothing of that name",
    choose, extra = () => [], without = () => false, isSearch = false,
  }) {
    Object.assign(this, { input, find, none, choose, extra, without, isSearch });
    const label = input.labels?.[0]?.textContent.trim().replace(/:$/, "") || input.ariaLabel || "Choices";
    Object.assign(input, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list", autocomplete: "off" });
    this.list = new Listbox(input, label, (result) => this.take(result));
    input.after(this.list.list, this.list.status);
    this.ask = asking((typed, signal) => this.load(typed, signal));
    this.listen();
  }

  get typed() {
    return this.input.value.trim();
  }

  listen() {
    this.input.addEventListener("input", () => {
      // What was found for fewer letters is not taken by Enter.
      this.list.mark(-1);
      this.isAsked = true;
      this.wantsFirst = false;
      this.ask.later(this.typed);
    });
    this.input.addEventListener("click", () => this.list.isOpen || this.ask.now(this.typed));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
  }

  /** Ask, and show what was found; where nothing can be, say why, also on the screen. */
  async load(typed, signal) {
    let found, why;
    try {
      found = await this.find(typed, signal);
    } catch (error) {
      why = error.message;
    }
    if (signal.aborted || document.activeElement !== this.input) return;
    const { wantsFirst } = this;
    this.isAsked = this.wantsFirst = false;
    if (found) this.show(found, typed);
    else if (why) this.complain(why);
    else this.close();
    if (wantsFirst) this.list.take(0);
  }

  complain(words) {
    this.list.show([], { more: words });
    this.list.say(words);
  }

  show(found, typed) {
    const results = found.filter((result) => !this.without(result));
    const options = [...results, ...this.extra(typed, results, found.mayAdd)];
    const number = results.length;
    const more = found.isMore ? "More: type on" : options.length ? "" : this.none;
    this.list.show(options, { more, active: typed && options.length && !this.isSearch ? 0 : -1 });
    const many = found.isMore ? `The first ${number} of more; type on to narrow them.` : `${number} ${number === 1 ? "choice" : "choices"}.`;
    this.say(number ? many : `${this.none.replace(/\.$/, "")}.`);
  }

  say(words) {
    this.list.say(words);
  }

  close() {
    this.ask.stop();
    this.isAsked = this.wantsFirst = false;
    this.list.close();
  }

  take(result) {
    this.close();
    this.choose(result);
    this.say(`${result.label} chosen.`);
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { isOpen, options, active } = this.list;
    const isEdge = active >= 0 && (event.key === "Home" || event.key === "End");
    if (this.list.takes(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.ask.now(this.typed);
    else if (isOpen && isEdge) this.list.mark(event.key === "Home" ? 0 : options.length - 1);
    else if (isOpen && event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && !this.isSearch && (isOpen || this.isAsked)) this.wantsFirst = this.isAsked;
    else return;
    event.preventDefault();
  }
}
