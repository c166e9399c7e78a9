/** Naming somebody: `@` and letters list the people and organisations there are; choosing one links the name. */

import { Extension, Plugin } from "django-prose-editor/editor";
import { Listbox } from "desk/body/listbox";
import { lookup, patient } from "desk/body/story";

const TYPED = /(?:^|[\s([{“‘"'—–-])@(\p{L}[\p{L}\p{M}\d'’.-]*(?: [\p{L}\p{M}\d'’.-]+){0,3})$/u;
const LONGEST = 60;

/** Return where a name is being typed behind an `@`, as {from, to, query}, or null. */
function typed({ selection, doc }) {
  const { $from, empty, from } = selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const start = Math.max(0, $from.parentOffset - LONGEST);
  const match = TYPED.exec($from.parent.textBetween(start, $from.parentOffset, null, "\ufffc"));
  if (!match || doc.rangeHasMark(from - match[1].length - 1, from, doc.type.schema.marks.link)) return null;
  return { from: from - match[1].length - 1, to: from, query: match[1] };
}

class Names {
  constructor(view) {
    this.view = view;
    this.list = new Listbox(view.dom, "People and organisations", (value) => this.choose(value));
    this.list.dom.classList.add("body-names");
    this.list.dom.hidden = true;
    document.body.append(this.list.dom);
    this.ask = patient(async (query, signal) => {
      const found = await lookup("entities", query, signal);
      if (this.place?.query !== query) return;
      const options = found.map(({ id, label, detail }) => ({ label, detail, value: { id, label } }));
      this.open(options, options.length ? "" : `Nobody is known as “${query}”. Type on, or press Esc.`);
    });
  }

  update() {
    const place = this.view.hasFocus() ? typed(this.view.state) : null;
    if (!place) return this.close();
    if (place.from === this.dismissed) return;
    this.dismissed = null;
    const isNew = place.query !== this.place?.query;
    this.place = place;
    if (isNew) this.ask(place.query);
  }

  open(options, message) {
    this.list.show(options, message);
    const { dom } = this.list;
    dom.hidden = false;
    const at = this.view.coordsAtPos(this.place.from);
    const below = at.bottom + dom.offsetHeight + 8 <= window.innerHeight;
    dom.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - dom.offsetWidth - 8))}px`;
    dom.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - dom.offsetHeight - 4)}px`;
  }

  close() {
    this.ask(null);
    this.place = null;
    this.list.close();
    this.list.dom.hidden = true;
  }

  choose({ id, label }) {
    const { state } = this.view;
    const { from, to } = this.place;
    const link = state.schema.marks.link.create({ entity: String(id) });
    const marks = link.addToSet(state.doc.resolve(to).marks());
    this.view.dispatch(state.tr.replaceWith(from, to, state.schema.text(label, marks)).removeStoredMark(link));
    this.view.focus();
  }

  takes(event) {
    if (this.list.dom.hidden) return false;
    if (event.key === "Escape") {
      this.dismissed = this.place.from;
      this.close();
      return true;
    }
    return this.list.takes(event);
  }

  destroy() {
    this.close();
    this.list.dom.remove();
  }
}

export const Naming = Extension.create({
  name: "naming",
  priority: 1000,
  addProseMirrorPlugins() {
    let names;
    return [new Plugin({
      view: (view) => (names = new Names(view)),
      props: {
        handleKeyDown: (_, event) => names.takes(event),
        handleDOMEvents: { blur: () => { names.close(); } },
      },
    })];
  },
});
