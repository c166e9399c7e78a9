/** Colleagues are offered while a name is typed after “@” in a line; Enter without a choice is the line’s own. */

import { Combobox } from "./combobox.js";
import { lookUp } from "./listbox.js";

const NAME = /(^|\s)@([\p{L}\p{M}\d._+-]*)$/u;

/** Offer colleagues in an input from now on. */
export function offerColleagues(input, url) {
  if (input.role === "combobox") return;
  const name = () => NAME.exec(input.value.slice(0, input.selectionStart))?.[2];
  const box = new Combobox(input, {
    find: async (typed, signal) => (name() === undefined ? null : lookUp(url, { q: name() }, signal)),
    none: "Nobody of that name",
    choose({ detail }) {
      const end = input.selectionStart;
      input.setRangeText(`${detail} `, end - (name() ?? "").length, end, "end");
    },
    isSearch: true,
  });
  box.list.list.ariaLabel = "Colleagues";
}
