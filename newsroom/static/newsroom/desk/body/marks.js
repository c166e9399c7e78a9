/** What is marked in the text but not stored in it: TK, XXX, and passages with open notes. */

import { Extension, Plugin, pm } from "django-prose-editor/editor";

const { Decoration, DecorationSet } = pm.view;
const { TextSelection } = pm.state;
// The same words that the checklist refuses to publish.
const PLACEHOLDER = /(?<![\p{L}\p{N}_])(?:TK|TKTK|XXX)(?![\p{L}\p{N}_])/gu;
const PASSAGE = 200;

/** Return the text of a text block, one character for each position in it. */
function textOf(node) {
  return node.textBetween(0, node.content.size, null, (leaf) => (leaf.type.name === "hardBreak" ? "\n" : "\ufffc"));
}

/** Return [{node, position}] of the story's paragraphs as the server numbers them: blocks, and each item of a list. */
function paragraphs(doc) {
  const found = [];
  doc.forEach((node, position) => {
    if (node.type.name === "bulletList" || node.type.name === "orderedList") {
      node.descendants((inner, at) => {
        if (inner.type.name === "listItem") found.push({ node: inner, position: position + 1 + at });
      });
    } else if (node.isAtom || node.textContent.trim()) {
      found.push({ node, position });
    }
  });
  return found;
}

/** Return {from, to} of the first place in the node at `position` that says `passage`, or null. */
function within(node, position, passage) {
  let place = null;
  const search = (block, start) => {
    const index = textOf(block).indexOf(passage);
    if (index >= 0) place = { from: start + index, to: start + index + passage.length };
  };
  if (node.isTextblock) search(node, position + 1);
  else node.descendants((inner, at) => {
    if (!place && inner.isTextblock) search(inner, position + 1 + at + 1);
    return !place;
  });
  return place;
}

/** Return where the text says `passage`, in its paragraph if it still stands there, or null. */
export function placeOf(doc, { passage, paragraph }) {
  const first = (passage || "").split("\n")[0];
  const all = paragraphs(doc);
  const there = all[paragraph] ? [all[paragraph]] : [];
  if (!first) return there[0] ? { from: there[0].position + 1, to: there[0].position + 1 } : null;
  for (const { node, position } of [...there, ...all]) {
    const place = within(node, position, first);
    if (place) return place;
  }
  return null;
}

function placeholders(doc) {
  const found = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (const { index, 0: word } of textOf(node).matchAll(PLACEHOLDER)) {
      const from = position + 1 + index;
      found.push(Decoration.inline(from, from + word.length, { class: "body-tk", title: "Still to come" }));
    }
    return false;
  });
  return found;
}

function watchPlaceholders(form) {
  const tell = (set) => {
    const count = set.find().length;
    if (!form || form.dataset.tk === String(count)) return;
    form.dataset.tk = count;
    form.dispatchEvent(new CustomEvent("desk:tk", { detail: { count } }));
  };
  const key = new pm.state.PluginKey("placeholders");
  return new Plugin({
    key,
    state: {
      init: (_, { doc }) => DecorationSet.create(doc, placeholders(doc)),
      apply: (tr, set) => (tr.docChanged ? DecorationSet.create(tr.doc, placeholders(tr.doc)) : set),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      tell(key.getState(view.state));
      return { update: (now) => tell(key.getState(now.state)) };
    },
  });
}

const notesKey = new pm.state.PluginKey("notes");

function underlineNotes(form) {
  const underlined = (doc, notes) => DecorationSet.create(doc, notes.flatMap((note) => {
    const place = note.passage && placeOf(doc, note);
    return place ? [Decoration.inline(place.from, place.to, { class: "body-note", "data-note": String(note.id) })] : [];
  }));
  return new Plugin({
    key: notesKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => {
        const notes = tr.getMeta(notesKey);
        return notes ? underlined(tr.doc, notes) : set.map(tr.mapping, tr.doc);
      },
    },
    props: {
      decorations: (state) => notesKey.getState(state),
      handleClick: (view, position, event) => {
        const note = event.target.closest?.("[data-note]")?.dataset.note;
        if (note) form?.dispatchEvent(new CustomEvent("desk:note-open", { detail: { id: Number(note) } }));
        return false;
      },
    },
  });
}

/** Offer the selected passage, or the paragraph the caret stands in, for a note. */
function offerNote(editor, form) {
  const { selection, doc } = editor.state;
  const { from, to } = selection;
  const paragraph = paragraphs(doc).findLastIndex(({ position }) => position <= from);
  const passage = doc.textBetween(from, to, "\n", "\n").trim().slice(0, PASSAGE);
  form?.dispatchEvent(new CustomEvent("desk:note", { detail: { passage, paragraph: Math.max(0, paragraph) } }));
  return true;
}

export const Marks = Extension.create({
  name: "marks",
  addOptions: () => ({ form: null }),
  addKeyboardShortcuts() {
    return { "Alt-Shift-n": ({ editor }) => offerNote(editor, this.options.form) };
  },
  addProseMirrorPlugins() {
    return [watchPlaceholders(this.options.form), underlineNotes(this.options.form)];
  },
  onCreate() {
    const { editor } = this;
    const { form } = this.options;
    form?.addEventListener("desk:notes", ({ detail }) => editor.view.dispatch(editor.state.tr.setMeta(notesKey, detail)));
    form?.addEventListener("desk:jump", ({ detail }) => {
      if (detail?.field !== "body") return;
      const { from, to } = placeOf(editor.state.doc, detail) || { from: 0, to: 0 };
      const { tr, doc } = editor.state;
      editor.view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))).scrollIntoView());
      editor.view.focus();
    });
  },
});
