/** Cards in the text: READ MORE, whose reference comes and goes with it in the form's `links`, and embeds. */

import { Node, Plugin, pm } from "django-prose-editor/editor";
import { embedHosts, linksShown, lookup, pick, urls } from "desk/body/choose";
import { addressIn } from "desk/body/names";
import { make } from "desk/elements";

/** What the server says of the stories that are referred to, by key: {label, detail, target}. */
export const shown = new Map(linksShown.map((link) => [link.key, link]));

/** The story's references, kept as JSON in the form's hidden field `links`. */
export class Links {
  constructor(form) {
    this.form = form;
    this.field = form?.elements.links || { value: "[]" };
    this.gone = new Map();
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
    const known = shown.get(key);
    if (!entry && known && !this.form?.elements.links) return { title: known.label, state: known.detail || "" };
    if (!entry) return { title: "A reference that is gone", state: "Readers see nothing here. Remove it." };
    const title = entry.hint || (known?.target === entry.target && known?.label) || entry.url;
    if (entry.vetoed) return { title, state: "Never linked: somebody decided so" };
    if (entry.target) return { title, state: known?.detail || "Linked" };
    return { title, state: entry.url ? entry.url : "Waits for a story with this headline" };
  }
}

async function found(query, signal) {
  const address = addressIn(query);
  if (address) return [{ label: address, detail: "Address", value: { hint: "", url: address } }];
  const [live, ours] = await Promise.all([lookup("published", { q: query }, signal), lookup("stories", { q: query }, signal)]);
  const others = ours.filter((story) => !live.some(({ id }) => id === story.id));
  return [
    ...[...live, ...others].map(({ id, label, detail }) => ({ label, detail, value: { hint: label, target: id, detail } })),
    { label: `“${query}”`, detail: "Waits for a story with this headline", value: { hint: query } },
  ];
}

async function askRelated(editor, links, key = null) {
  const chosen = await pick({
    title: "READ MORE",
    label: "Story, headline to wait for, or address",
    query: key ? links.look(key).title : "",
    find: found,
    none: "Nothing found.",
  });
  editor.commands.focus();
  if (!chosen) return;
  const { detail, ...given } = chosen;
  const entry = { hint: "", url: "", kind: "read_more", note: "", ...given };
  const fresh = links.prepare(entry);
  if (detail) shown.set(fresh, { target: entry.target, label: entry.hint, detail });
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

/** A card of the editor's: what it is, what it leads to, how that stands, and buttons; `draw` may be called again. */
function card(editor, getPos, tag, look, more = []) {
  const dom = make(tag, { className: "body-card", contentEditable: "false", role: "group" });
  const remove = () => editor.chain().focus().deleteRange({ from: getPos(), to: getPos() + 1 }).run();
  const draw = () => {
    const { kind, title, state } = look();
    dom.ariaLabel = `${kind}: ${title}`;
    dom.replaceChildren(
      make("b", { textContent: kind }), make("cite", { textContent: title }), make("small", { textContent: state }),
      ...(editor.isEditable ? [...more, ["Remove", remove]] : []).map(([label, act]) => {
        const button = make("button", { type: "button", textContent: label });
        button.addEventListener("click", act);
        return button;
      }),
    );
  };
  draw();
  return { dom, draw, stopEvent: (event) => event.target.closest("button") !== null };
}

function relatedCard(editor, links, node, getPos) {
  const look = () => ({ kind: "READ MORE", ...links.look(node.attrs.key) });
  const made = card(editor, getPos, "aside", look, [["Change", () => askRelated(editor, links, node.attrs.key)]]);
  const changed = ({ detail }) => detail?.field === "links" && made.draw();
  links.form?.addEventListener("desk:changed", changed);
  return {
    ...made,
    update: (next) => {
      if (next.type !== node.type) return false;
      node = next;
      made.draw();
      return true;
    },
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
    return ({ editor, node, getPos }) => relatedCard(editor, this.options.links, node, getPos);
  },
  addCommands() {
    return { askRelated: () => ({ editor }) => Boolean(askRelated(editor, this.options.links)) };
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

const ADDRESS = /^https:\/\/[^\s/\\]\S*$/i;

/** Return whether `address` is at a site that readers may be shown something of. */
export function isEmbeddable(address) {
  if (!ADDRESS.test(address) || !URL.canParse(address)) return false;
  return !embedHosts || embedHosts.includes(new URL(address).hostname);
}

/** Return whether readers would get what stands at `address`, and not only a link to it. */
export async function canEmbed(address, signal) {
  if (!isEmbeddable(address)) return false;
  const url = `${urls.embed}?q=${encodeURIComponent(address)}`;
  return (await fetch(url, { signal, headers: { "X-Requested-With": "fetch" } })).ok;
}

async function askEmbed(editor) {
  const hosts = (embedHosts || []).map((host) => host.replace(/^www\./, "")).join(", ");
  const address = await pick({
    title: "Embed",
    label: "Address of the page to embed",
    find: async (query, signal) => (await canEmbed(query, signal) ? [{ label: query, detail: "Embed this", value: query }] : []),
    none: hosts ? `An https:// address of: ${hosts}. Anything else can be a link.` : "An address that begins with https://.",
  });
  editor.commands.focus();
  if (address) editor.commands.insertContent({ type: "embed", attrs: { address } });
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  priority: 200,
  addAttributes() {
    return {
      address: { parseHTML: (el) => el.dataset.embed.trim(), renderHTML: ({ address }) => ({ "data-embed": address }) },
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-embed]", getAttrs: (el) => ADDRESS.test(el.dataset.embed.trim()) && null }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes];
  },
  addNodeView() {
    return ({ editor, node, getPos }) => {
      const { address } = node.attrs;
      const state = isEmbeddable(address) ? "Loads when a reader asks for it" : "Not on the list: readers get a link";
      return card(editor, getPos, "figure", () => ({ kind: "Embed", title: address, state }));
    };
  },
  addCommands() {
    return { askEmbed: () => ({ editor }) => Boolean(askEmbed(editor)) };
  },
});
