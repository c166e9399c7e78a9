/** The editor's toolbar: one stop of the Tab key, arrow keys inside, each button with a name and what it stands at. */

import { make } from "desk/elements";

const mark = (name, label, sign, keys) => ({
  label, sign, keys, active: (e) => e.isActive(name), run: (e) => e.chain().focus().toggleMark(name).run(),
});
const table = (label, sign, command) => ({
  label, sign, hidden: (e) => !e.isActive("table"), run: (e) => e.chain().focus()[command]().run(),
});

const GROUPS = [
  [
    mark("bold", "Bold", "B", "Ctrl+B"),
    mark("italic", "Italic", "I", "Ctrl+I"),
    { label: "Link", sign: "Link", keys: "Ctrl+K", active: (e) => e.isActive("link"), run: (e) => e.commands.askLink() },
  ],
  [
    ...[2, 3].map((level) => ({
      label: level === 2 ? "Subhead" : "Smaller subhead", sign: `H${level}`,
      active: (e) => e.isActive("heading", { level }), run: (e) => e.chain().focus().toggleHeading({ level }).run(),
    })),
    { label: "Bullet list", sign: "•–", active: (e) => e.isActive("bulletList"), run: (e) => e.chain().focus().toggleBulletList().run() },
    { label: "Numbered list", sign: "1.", active: (e) => e.isActive("orderedList"), run: (e) => e.chain().focus().toggleOrderedList().run() },
    { label: "Quotation", sign: "❝", active: (e) => e.isActive("blockquote"), run: (e) => e.chain().focus().toggleBlockquote().run() },
    {
      label: "Pull quote", sign: "Pull", keys: "Ctrl+Shift+Q",
      active: (e) => e.isActive("pullQuote"), run: (e) => e.chain().focus().togglePullQuote().run(),
    },
  ],
  [
    { label: "READ MORE", sign: "Read more", run: (e) => e.commands.askRelated() },
    { label: "Table", sign: "Table", hidden: (e) => e.isActive("table"), run: (e) => e.chain().focus().insertGrid().run() },
    table("Add a row below", "+ Row", "addRowAfter"),
    table("Delete this row", "− Row", "deleteRow"),
    table("Add a column to the right", "+ Col", "addColumnAfter"),
    table("Delete this column", "− Col", "deleteColumn"),
    table("Delete the table", "− Table", "deleteTable"),
    { label: "Embed", sign: "Embed", run: (e) => e.commands.askEmbed() },
  ],
  [
    { label: "Undo", sign: "↶", keys: "Ctrl+Z", enabled: (e) => e.can().undo(), run: (e) => e.chain().focus().undo().run() },
    { label: "Redo", sign: "↷", keys: "Ctrl+Shift+Z", enabled: (e) => e.can().redo(), run: (e) => e.chain().focus().redo().run() },
  ],
];

function button(editor, { label, sign, keys, run }) {
  const made = make("button", { type: "button", textContent: sign, tabIndex: -1, ariaLabel: label });
  made.title = keys ? `${label} (${/Mac/.test(navigator.platform) ? keys.replace("Ctrl", "⌘") : keys})` : label;
  // The selection stays where it is.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", () => run(editor));
  return made;
}

export function toolbar(editor, controls) {
  const bar = make("div", { className: "body-toolbar", role: "toolbar", ariaLabel: "Formatting" });
  bar.setAttribute("aria-controls", controls);
  const items = [];
  for (const group of GROUPS) {
    const made = group.map((item) => ({ ...item, dom: button(editor, item) }));
    items.push(...made);
    bar.append(make("span", {}, ...made.map(({ dom }) => dom)));
  }
  const shown = () => items.map(({ dom }) => dom).filter((dom) => !dom.hidden);
  const stop = (dom) => items.forEach((item) => { item.dom.tabIndex = item.dom === dom ? 0 : -1; });
  bar.addEventListener("focusin", ({ target }) => stop(target));
  bar.addEventListener("keydown", (event) => {
    const all = shown(), at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") editor.commands.focus();
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length).focus();
  });
  const update = () => {
    for (const { dom, active, enabled, hidden } of items) {
      dom.hidden = Boolean(hidden?.(editor));
      if (active) dom.setAttribute("aria-pressed", String(active(editor)));
      if (enabled) dom.setAttribute("aria-disabled", String(!enabled(editor)));
    }
    if (!shown().some((dom) => dom.tabIndex === 0)) stop(shown()[0]);
  };
  editor.on("transaction", update);
  update();
  return bar;
}
