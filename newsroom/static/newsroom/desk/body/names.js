/** Links: `@` and letters name somebody, Ctrl/Cmd+K asks once for a story, person, organisation or address. */

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { lookup, pick } from "desk/body/choose";
import { linkable } from "desk/body/schema";
import { make } from "desk/elements";
import { Listbox, asking } from "desk/listbox";

const { Decoration, DecorationSet } = pm.view;
const LIKE_AN_ADDRESS = /^[\w-]+(\.[\w-]+)+(\/\S*)?$/;

// Who is linked to, by number: “Liz Truss, Foreign Secretary”; empty until the desk has said.
const known = new Map();

/** Know somebody from now on; return their number. */
function meet({ pk, label, detail }) {
  known.set(String(pk), detail ? `${label}, ${detail}` : label);
  return String(pk);
}

/** Return `text` as an address when that is what it looks like, else "". */
export function addressIn(text) {
  return linkable(LIKE_AN_ADDRESS.test(text) ? `https://${text}` : text);
}

async function found(query, signal) {
  const address = addressIn(query);
  if (address) return [{ label: address, detail: "Address", value: { href: address, text: address } }];
  const [entities, stories] = await Promise.all([lookup("entities", { q: query }, signal), lookup("published", { q: query }, signal)]);
  return [
    ...entities.map((one) => ({ ...one, value: { entity: meet(one), text: one.label } })),
    ...stories.map(({ url, label, detail }) => ({ label, detail, value: { href: url, text: label } })),
  ];
}

/** Ask what the selection, or the link the caret stands in, is to lead to. */
async function askLink(editor) {
  const { link } = editor.schema.marks;
  if (editor.isActive("link")) editor.commands.extendMarkRange("link");
  const { from, to } = editor.state.selection;
  const text = editor.state.doc.textBetween(from, to, " ");
  const { href, entity } = editor.getAttributes("link");
  const linked = Boolean(href || entity);
  const chosen = await pick({
    title: linked ? `Change this link${known.get(entity) ? `: ${known.get(entity)}` : ""}` : "Link",
    label: "Story, person, organisation or address",
    query: href || text,
    find: found,
    none: "No story, person or organisation of that name. An address begins with https:// or mailto:.",
    buttons: linked ? [{ label: "Remove link", value: {} }] : [],
  });
  editor.commands.focus();
  if (!chosen) return;
  const mark = link.create({ href: chosen.href || null, entity: chosen.entity || null });
  editor.commands.command(({ tr }) => {
    tr.removeMark(from, to, link);
    if (!chosen.text) return true;
    if (from === to) tr.insert(from, editor.schema.text(chosen.text, [mark]));
    else tr.addMark(from, to, mark);
    tr.removeStoredMark(link);
    return true;
  });
}

export const Linking = Extension.create({
  name: "linking",
  addCommands() {
    return { askLink: () => ({ editor }) => Boolean(askLink(editor)) };
  },
  addKeyboardShortcuts() {
    return { "Mod-k": ({ editor }) => editor.commands.askLink() };
  },
});

// A name that is being typed behind an `@`.
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
    this.list = new Listbox(view.dom, "People and organisations", (entity) => this.choose(entity));
    this.dom = make("div", { className: "body-names", hidden: true }, this.list.list, this.list.status);
    document.body.append(this.dom);
    this.ask = asking(async (query, signal) => {
      let found = [], why = `Nobody is known as “${query}”. Type on, or press Esc.`;
      try {
        found = await lookup("entities", { q: query }, signal);
      } catch (error) {
        why = error.message;
      }
      if (!signal.aborted) this.open(found, found.length ? "" : why);
    });
  }

  update() {
    const place = this.view.hasFocus() ? typed(this.view.state) : null;
    if (!place) return this.close();
    if (place.from === this.dismissed) return;
    this.dismissed = null;
    const isNew = place.query !== this.place?.query;
    this.place = place;
    if (isNew) this.ask.later(place.query);
  }

  open(options, message) {
    const { dom } = this;
    dom.hidden = false;
    this.list.show(options, { more: message });
    this.list.say(message || `${options.length} found.`);
    const at = this.view.coordsAtPos(this.place.from);
    const below = at.bottom + dom.offsetHeight + 8 <= window.innerHeight;
    dom.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - dom.offsetWidth - 8))}px`;
    dom.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - dom.offsetHeight - 4)}px`;
  }

  close() {
    this.ask.stop();
    this.place = null;
    this.list.close();
    this.dom.hidden = true;
  }

  choose(entity) {
    const { label } = entity;
    const { state } = this.view;
    const { from, to } = this.place;
    const link = state.schema.marks.link.create({ entity: meet(entity) });
    const marks = link.addToSet(state.doc.resolve(to).marks());
    this.view.dispatch(state.tr.replaceWith(from, to, state.schema.text(label, marks)).removeStoredMark(link));
    this.view.focus();
  }

  takes(event) {
    if (this.dom.hidden) return false;
    if (event.key === "Escape") {
      this.dismissed = this.place.from;
      this.close();
      return true;
    }
    return this.list.takes(event);
  }

  destroy() {
    this.close();
    this.dom.remove();
  }
}

function linked(doc) {
  const found = [];
  doc.descendants((node, from) => {
    const entity = node.marks.find(({ type }) => type.name === "link")?.attrs.entity;
    if (entity) found.push({ from, to: from + node.nodeSize, entity });
  });
  return found;
}

/** Ask who they are to whom the text links already. */
async function introduce(view) {
  const strangers = [...new Set(linked(view.state.doc).map(({ entity }) => entity))].filter((entity) => !known.has(entity)).slice(0, AT_ONCE);
  if (!strangers.length) return;
  strangers.forEach((entity) => known.set(entity, ""));
  (await lookup("entities", strangers.map((entity) => ["pk", entity])).catch(() => [])).forEach(meet);
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(whoKey, true));
}

const AT_ONCE = 20;
const whoKey = new pm.state.PluginKey("who");

/** Each link to somebody says who that is. */
function who() {
  const named = (doc) => DecorationSet.create(doc, linked(doc).filter(({ entity }) => known.get(entity)).map(({ from, to, entity }) => (
    Decoration.inline(from, to, { title: known.get(entity) })
  )));
  return new Plugin({
    key: whoKey,
    state: { init: (_, { doc }) => named(doc), apply: (tr, set) => (tr.docChanged || tr.getMeta(whoKey) ? named(tr.doc) : set) },
    props: { decorations: (state) => whoKey.getState(state) },
    view: (view) => {
      introduce(view);
      return { update: (now, before) => { if (now.state.doc !== before.doc) introduce(now); } };
    },
  });
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
    }), who()];
  },
});
