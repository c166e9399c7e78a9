/** The body's editor: it stands for the form's textarea `body` and writes into it what the server will keep. */

import { Editor, Extension, Plugin, pm } from "django-prose-editor/editor";
import { Embed } from "desk/body/embed";
import { Linking } from "desk/body/link";
import { Links } from "desk/body/links";
import { make } from "desk/body/listbox";
import { Marks } from "desk/body/marks";
import { Naming } from "desk/body/entity";
import { Pasting } from "desk/body/paste";
import { Related } from "desk/body/related";
import { schema } from "desk/body/schema";
import { HouseStyle } from "desk/body/style";
import { toolbar } from "desk/body/toolbar";
import { write } from "desk/body/write";

/** Alt+F10 goes to the toolbar. */
const ToToolbar = Extension.create({
  name: "toToolbar",
  addKeyboardShortcuts() {
    return { "Alt-F10": ({ editor }) => (editor.options.element.querySelector(".body-toolbar [tabindex='0']").focus(), true) };
  },
});

/** Replace the text by `html` as one step that can be undone; the parts that are the same stay untouched. */
function setBody(editor, html) {
  const { state, view } = editor;
  const { doc } = state;
  const root = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  const next = pm.model.DOMParser.fromSchema(editor.schema).parse(root);
  const start = doc.content.findDiffStart(next.content);
  if (start === null) return;
  let { a, b } = doc.content.findDiffEnd(next.content);
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  const tr = pm.history.closeHistory(state.tr.replace(start, a, next.slice(start, b)));
  view.dispatch(tr);
}

function attributesOf(textarea) {
  const label = textarea.labels?.[0];
  if (label) label.id ||= `${textarea.id}-label`;
  return {
    id: `${textarea.id}-text`, class: "body-text", role: "textbox", "aria-multiline": "true", spellcheck: "true",
    lang: textarea.lang || document.documentElement.lang, "aria-autocomplete": "list",
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
      ...schema, Embed, Related.configure({ links: new Links(form) }), Linking, Naming, HouseStyle, Pasting, ToToolbar,
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
  textarea.labels?.[0]?.addEventListener("click", () => editor.commands.focus());
  if (editor.isEditable) element.prepend(toolbar(editor, editor.view.dom.id));
  form?.addEventListener("desk:set-body", ({ detail }) => setBody(editor, detail.html));
  return editor;
}

for (const textarea of document.querySelectorAll("textarea[data-body]")) edit(textarea);
