/** READ MORE cards: a place in the text whose reference stands in the form's `links`; both come and go together. */

import { Node, Plugin, pm } from "django-prose-editor/editor";
import { addressIn } from "desk/body/link";
import { make } from "desk/body/listbox";
import { pick } from "desk/body/picker";
import { lookup } from "desk/body/story";

async function find(query, signal) {
  const address = addressIn(query);
  if (address) return [{ label: address, detail: "Address", value: { hint: "", url: address } }];
  const stories = await lookup("stories", query, signal);
  return [
    ...stories.map(({ id, label, detail }) => ({ label, detail, value: { hint: label, target: id, detail } })),
    { label: `“${query}”`, detail: "Waits for a story with this headline", value: { hint: query } },
  ];
}

async function ask(editor, links, key = null) {
  const chosen = await pick({
    title: "READ MORE",
    label: "Story, headline to wait for, or address",
    query: key ? links.look(key).title : "",
    find,
    none: "Nothing found.",
  });
  editor.commands.focus();
  if (!chosen) return;
  const { detail, ...given } = chosen;
  const entry = { hint: "", url: "", kind: "read_more", note: "", ...given };
  const fresh = links.prepare(entry);
  if (detail) links.shown.set(fresh, { target: entry.target, label: entry.hint, detail });
  if (key) editor.commands.command(({ tr }) => replaceKey(tr, key, fresh));
  else editor.chain().insertContent({ type: "related", attrs: { key: fresh } }).createParagraphNear().run();
}

function replaceKey(tr, key, fresh) {
  tr.doc.forEach((node, position) => {
    if (node.attrs.key === key) tr.setNodeAttribute(position, "key", fresh);
  });
  return true;
}

const keysIn = (doc) => new Set(doc.children.filter((node) => node.type.name === "related").map((node) => node.attrs.key));

/** Give pasted cards keys of their own, with a copy of what they refer to. */
function rekeyed(slice, view, links) {
  if (view.dragging?.move) return slice;
  const taken = keysIn(view.state.doc);
  const nodes = slice.content.content.map((node) => {
    if (node.type.name !== "related") return node;
    const entry = node.attrs.copied || links.get(node.attrs.key);
    if (!entry) return null;
    const isFree = !taken.has(node.attrs.key) && !links.has(node.attrs.key);
    return node.type.create({ key: links.prepare(entry, isFree ? node.attrs.key : undefined) });
  });
  return new pm.model.Slice(pm.model.Fragment.from(nodes.filter(Boolean)), slice.openStart, slice.openEnd);
}

/** Return the reference that a copied card brings, or null. */
function entryIn(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function card(editor, links, node, getPos) {
  const dom = make("aside", { className: "body-card", contentEditable: "false", role: "group" });
  const button = (label, act) => {
    const made = make("button", { type: "button", textContent: label });
    made.addEventListener("click", act);
    return made;
  };
  const draw = () => {
    const { title, state } = links.look(node.attrs.key);
    dom.ariaLabel = `READ MORE: ${title}`;
    dom.replaceChildren(
      make("b", { textContent: "READ MORE" }), make("cite", { textContent: title }), make("small", { textContent: state }),
      button("Change", () => ask(editor, links, node.attrs.key)),
      button("Remove", () => editor.chain().focus().deleteRange({ from: getPos(), to: getPos() + 1 }).run()),
    );
  };
  const changed = ({ detail }) => detail?.field === "links" && draw();
  links.form?.addEventListener("desk:changed", changed);
  draw();
  return {
    dom,
    update: (next) => {
      if (next.type !== node.type) return false;
      node = next;
      draw();
      return true;
    },
    stopEvent: (event) => event.target.closest("button") !== null,
    destroy: () => links.form?.removeEventListener("desk:changed", changed),
  };
}

export const Related = Node.create({
  name: "related",
  group: "block",
  atom: true,
  draggable: true,
  priority: 200,
  addOptions: () => ({ links: null }),
  addStorage: () => ({ keys: new Set() }),
  addAttributes() {
    return {
      key: { parseHTML: (el) => el.dataset.related, renderHTML: ({ key }) => ({ "data-related": key }) },
      copied: {
        default: null,
        parseHTML: (el) => entryIn(el.dataset.link),
        // For the clipboard: a card that is pasted into another story brings its reference.
        renderHTML: ({ key }) => ({ "data-link": JSON.stringify(this.options.links.get(key) || null) }),
      },
    };
  },
  parseHTML() {
    return [{ tag: "aside[data-related]", priority: 70, getAttrs: (el) => /^[a-z0-9-]{1,40}$/.test(el.dataset.related) && null }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["aside", HTMLAttributes];
  },
  addNodeView() {
    return ({ editor, node, getPos }) => card(editor, this.options.links, node, getPos);
  },
  addCommands() {
    return { askRelated: () => ({ editor }) => Boolean(ask(editor, this.options.links)) };
  },
  onCreate() {
    this.storage.keys = keysIn(this.editor.state.doc);
  },
  onUpdate() {
    const keys = keysIn(this.editor.state.doc);
    for (const key of this.storage.keys) if (!keys.has(key)) this.options.links.drop(key);
    for (const key of keys) if (!this.storage.keys.has(key)) this.options.links.keep(key);
    this.storage.keys = keys;
  },
  addProseMirrorPlugins() {
    const { links } = this.options;
    return [new Plugin({ props: { transformPasted: (slice, view) => rekeyed(slice, view, links) } })];
  },
});
