/** The story's references, kept as JSON in the form's hidden field `links`. */

import { linksShown } from "desk/body/story";

export class Links {
  constructor(form) {
    this.form = form;
    this.field = form?.elements.links || { value: "[]" };
    this.gone = new Map();
    this.shown = new Map(linksShown.map((link) => [link.key, link]));
  }

  all() {
    return JSON.parse(this.field.value || "[]");
  }

  get(key) {
    return this.all().find((entry) => entry.key === key) || this.gone.get(key)?.entry;
  }

  has(key) {
    return this.all().some((entry) => entry.key === key);
  }

  /** Return a key that no reference of this story has or had here. */
  freshKey() {
    const used = new Set([...this.all().map((entry) => entry.key), ...this.gone.keys()]);
    let number = 1;
    while (used.has(`read-more-${number}`)) number += 1;
    return `read-more-${number}`;
  }

  /** Know an entry that is kept from the moment its card stands in the text; return its key. */
  prepare(entry, key = this.freshKey()) {
    this.gone.set(key, { entry: { ...entry, key }, index: Infinity });
    return key;
  }

  keep(key) {
    if (this.has(key) || !this.gone.has(key)) return;
    const { entry, index } = this.gone.get(key);
    this.write(this.all().toSpliced(index, 0, entry));
  }

  drop(key) {
    const entries = this.all();
    const index = entries.findIndex((entry) => entry.key === key);
    if (index < 0) return;
    this.gone.set(key, { entry: entries[index], index });
    this.write(entries.toSpliced(index, 1));
  }

  write(entries) {
    this.field.value = JSON.stringify(entries);
    this.form?.dispatchEvent(new CustomEvent("desk:changed", { detail: { field: "links" } }));
  }

  /** Return how a reference looks to an editor: {title, state}. */
  look(key) {
    const entry = this.get(key);
    if (!entry) return { title: "A reference that is gone", state: "Readers see nothing here. Remove it." };
    const shown = this.shown.get(key);
    const title = entry.hint || (shown?.target === entry.target && shown?.label) || entry.url;
    if (entry.vetoed) return { title, state: "Never linked: somebody decided so" };
    if (entry.target) return { title, state: entry.detail || shown?.detail || "Linked" };
    return { title, state: entry.url ? entry.url : "Waits for a story with this headline" };
  }
}
