/** Colleagues are offered while a name is typed after “@” in a line; Enter without a choice is the line’s own. */

import { Combobox } from "./combobox.js";

const NAME = /(^|\s)@([\p{L}\p{M}\d._+-]*)$/u;

class Whom extends Combobox {
  constructor(input, options) {
    super(input, options);
    this.list.ariaLabel = "Colleagues";
  }

  /** The beginning of a name before the cursor, undefined where there is none. */
  get name() {
    return NAME.exec(this.input.value.slice(0, this.input.selectionStart))?.[2];
  }

  async load() {
    const { name } = this;
    if (name === undefined) return this.close();
    const found = await this.find(name);
    if (found && this.name === name) this.show(found, name, found.isMore);
    return null;
  }

  put({ detail }) {
    const { input, name = "" } = this;
    const end = input.selectionStart;
    input.setRangeText(`${detail} `, end - name.length, end, "end");
  }
}

/** Offer colleagues in an input from now on. */
export function offerColleagues(input, url) {
  if (input.role === "combobox") return;
  const box = new Whom(input, { url, choose: (who) => box.put(who), isSearch: true });
}
