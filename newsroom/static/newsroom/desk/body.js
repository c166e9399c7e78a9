/** The body's editor: it stands for the form's textarea `body` and writes into it what the server will keep. */

import { Editor, Extension, Plugin, pm } from "django-prose-editor/editor";
import { Embed, Links, Related, canEmbed, isEmbeddable } from "desk/body/cards";
import { urls } from "desk/body/choose";
import { Marks } from "desk/body/marks";
import { Linking, Naming, addressIn } from "desk/body/names";
import { schema } from "desk/body/schema";
import { toolbar } from "desk/body/toolbar";
import { remember, write } from "desk/body/write";
import { make } from "desk/elements";

const lines = (text) => text.split(/[\n\r]+/).map((line) => line.trim()).filter(Boolean);

/** Alt+F10 goes to the toolbar. */
const ToToolbar = Extension.create({
  name: "toToolbar",
  addKeyboardShortcuts() {
    return { "Alt-F10": ({ editor }) => (editor.options.element.querySelector(".body-toolbar [tabindex='0']").focus(), true) };
  },
});

/** Paste lines into a table cell as lines, an address over a selection as its link, one to embed as an embed. */
function pasteText(editor, text) {
  if (editor.isActive("table") && text) {
    const nodes = lines(text).map((line) => ({ type: "text", text: line }));
    return editor.commands.insertContent(nodes.flatMap((node, index) => (index ? [{ type: "hardBreak" }, node] : [node])));
  }
  const address = /\s/.test(text) ? "" : addressIn(text);
  const { empty, $from } = editor.state.selection;
  if (!address || empty && ($from.parent.content.size || $from.depth !== 1 || !isEmbeddable(address))) return false;
  if (!empty) return editor.commands.setMark("link", { href: address, entity: null });
  const link = { type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] };
  canEmbed(address).catch(() => false).then((can) => (
    editor.commands.insertContent(can ? { type: "embed", attrs: { address } } : link)
  ));
  return true;
}

/** Paste HTML from elsewhere: its structure stays, its style goes. */
function pasteHtml(view, html, text) {
  import("desk/body/paste").then(({ cleanPaste }) => view.pasteHTML(cleanPaste(html)), () => view.pasteText(text));
  return true;
}

const Pasting = Extension.create({
  name: "pasting",
  addProseMirrorPlugins() {
    const { editor } = this;
    const take = (view, event, data) => {
      const text = data.getData("text/plain").trim();
      const html = data.getData("text/html");
      const isOurs = html.includes("data-pm-slice");
      if (!isOurs && pasteText(editor, text) || html && !isOurs && !view.input.shiftKey && pasteHtml(view, html, text)) {
        event.preventDefault();
        return true;
      }
      return false;
    };
    return [new Plugin({
      props: {
        handleDOMEvents: {
          paste: (view, event) => take(view, event, event.clipboardData),
          drop: (view, event) => {
            if (view.dragging || !event.dataTransfer) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (at) editor.commands.setTextSelection(at.pos);
            return take(view, event, event.dataTransfer);
          },
        },
      },
    })];
  },
});

/** Replace the text by `html` as one step that can be undone; the parts that are the same stay untouched. */
function setBody(editor, html) {
  const { state, view } = editor;
  const { doc } = state;
  const root = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  const next = pm.model.DOMParser.fromSchema(editor.schema).parse(root);
  remember(next, html);
  const start = doc.content.findDiffStart(next.content);
  if (start === null) return;
  let { a, b } = doc.content.findDiffEnd(next.content);
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  view.dispatch(pm.history.closeHistory(state.tr.replace(start, a, next.slice(start, b))));
}

/** Take a story that is pasted into the headline, or into the text of an empty form, apart into its fields. */
function watchForStories(form, text) {
  const { headline, standfirst, body } = form.elements;
  const take = (event, isEmpty) => {
    const pasted = { text: event.clipboardData.getData("text/plain"), html: event.clipboardData.getData("text/html") };
    if (!isEmpty || body.value || standfirst?.value || lines(pasted.text).length < 2) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const inBody = event.currentTarget === text;
    import("desk/split").then(({ split }) => split(form, { ...pasted, inBody }), () => form.dispatchEvent(new CustomEvent(
      "desk:set-body", { detail: { html: lines(pasted.text).map((line) => make("p", { textContent: line }).outerHTML).join("") } },
    )));
  };
  headline.addEventListener("paste", (event) => take(event, true));
  text.addEventListener("paste", (event) => take(event, !headline.value.trim()), { capture: true });
}

function attributesOf(textarea) {
  const label = textarea.labels?.[0];
  if (label) label.id ||= `${textarea.id}-label`;
  return {
    id: `${textarea.id}-text`, class: "body-text", role: "textbox", "aria-multiline": "true", spellcheck: "true",
    lang: textarea.form?.elements.language?.value || document.documentElement.lang,
    ...(textarea.disabled || textarea.readOnly ? { "aria-readonly": "true" } : { "aria-autocomplete": "list" }),
    ...(label ? { "aria-labelledby": label.id } : { "aria-label": "Text" }),
  };
}

function edit(textarea) {
  const { form } = textarea;
  const element = make("div", { className: "body-editor" });
  textarea.before(element);
  textarea.hidden = true;
  const editor = new Editor({
    element,
    content: textarea.value,
    editable: !textarea.disabled && !textarea.readOnly,
    injectCSS: false,
    enablePasteRules: false,
    editorProps: { attributes: attributesOf(textarea) },
    extensions: [
      ...schema, Embed, Related.configure({ links: new Links(form) }), Linking, Naming, Pasting, ToToolbar,
      Marks.configure({ form }),
    ],
    onUpdate() {
      const html = write(editor.state.doc);
      if (html === textarea.value) return;
      textarea.value = html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
      form?.dispatchEvent(new CustomEvent("desk:changed", { detail: { field: textarea.name } }));
    },
  });
  remember(editor.state.doc, textarea.value);
  textarea.labels?.[0]?.addEventListener("click", () => editor.commands.focus());
  form?.addEventListener("desk:set-body", ({ detail }) => setBody(editor, detail.html));
  if (!editor.isEditable) return;
  element.prepend(toolbar(editor, editor.view.dom.id));
  if (urls.split && form?.elements.headline) watchForStories(form, editor.view.dom);
}

for (const textarea of document.querySelectorAll("textarea[data-body]")) edit(textarea);
