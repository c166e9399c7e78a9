/** Links: Ctrl/Cmd+K asks once for a story, a person, an organisation or an address. */

import { Extension } from "django-prose-editor/editor";
import { pick } from "desk/body/picker";
import { linkable } from "desk/body/schema";
import { lookup } from "desk/body/story";

const LIKE_AN_ADDRESS = /^[\w-]+(\.[\w-]+)+(\/\S*)?$/;

/** Return `text` as an address when that is what it looks like, else "". */
export function addressIn(text) {
  return linkable(LIKE_AN_ADDRESS.test(text) ? `https://${text}` : text);
}

async function find(query, signal) {
  const address = addressIn(query);
  if (address) return [{ label: address, detail: "Address", value: { href: address, text: address } }];
  const [entities, stories] = await Promise.all([lookup("entities", query, signal), lookup("stories", query, signal)]);
  return [
    ...entities.map(({ id, label, detail }) => ({ label, detail, value: { entity: String(id), text: label } })),
    ...stories.filter(({ url }) => url).map(({ url, label, detail }) => ({ label, detail, value: { href: url, text: label } })),
  ];
}

/** Ask what the selection, or the link the caret stands in, is to lead to. */
async function ask(editor) {
  const { link } = editor.schema.marks;
  if (editor.isActive("link")) editor.commands.extendMarkRange("link");
  const { from, to } = editor.state.selection;
  const text = editor.state.doc.textBetween(from, to, " ");
  const { href, entity } = editor.getAttributes("link");
  const linked = Boolean(href || entity);
  const chosen = await pick({
    title: linked ? "Change this link" : "Link",
    label: "Story, person, organisation or address",
    query: href || text,
    find,
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
    return { askLink: () => ({ editor }) => Boolean(ask(editor)) };
  },
  addKeyboardShortcuts() {
    return { "Mod-k": ({ editor }) => editor.commands.askLink() };
  },
});
