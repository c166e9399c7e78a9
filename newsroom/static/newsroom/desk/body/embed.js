/** Embeds: an address of the allow-list that stands as a card where readers get the thing itself. */

import { Node } from "django-prose-editor/editor";
import { make } from "desk/body/listbox";
import { pick } from "desk/body/picker";
import { embedHosts } from "desk/body/story";

const ADDRESS = /^https:\/\/[^\s/\\]\S*$/i;

/** Return whether readers would get what stands at `address`, and not only a link to it. */
export function isEmbeddable(address) {
  if (!ADDRESS.test(address) || !URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return !embedHosts || embedHosts.includes(hostname);
}

async function ask(editor) {
  const hosts = (embedHosts || []).map((host) => host.replace(/^www\./, "")).join(", ");
  const address = await pick({
    title: "Embed",
    label: "Address of the page to embed",
    find: async (query) => (isEmbeddable(query) ? [{ label: query, detail: "Embed this", value: query }] : []),
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
      const dom = make("figure", { className: "body-card", contentEditable: "false", role: "group", ariaLabel: `Embed: ${address}` });
      const remove = make("button", { type: "button", textContent: "Remove" });
      remove.addEventListener("click", () => editor.chain().focus().deleteRange({ from: getPos(), to: getPos() + 1 }).run());
      const state = isEmbeddable(address) ? "Loads when a reader asks for it" : "Not on the list: readers get a link";
      dom.append(make("b", { textContent: "Embed" }), make("cite", { textContent: address }), make("small", { textContent: state }), remove);
      return { dom, stopEvent: (event) => event.target === remove };
    };
  },
  addCommands() {
    return { askEmbed: () => ({ editor }) => Boolean(ask(editor)) };
  },
});
