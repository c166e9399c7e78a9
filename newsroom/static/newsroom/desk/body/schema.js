/** The blocks and marks of a body, which the server keeps (articles/markup/structure.py), and how it is typed. */

import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading, History, InputRule, Italic,
  ListItem, Mark, Node, OrderedList, Paragraph, Placeholder, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow,
  Text, pm,
} from "django-prose-editor/editor";

const LINK = /^(?:https?:\/\/[^\s/\\]|mailto:[^\s@]+@|\/(?![/\\]))/i;

/** Return `address` as a link may hold it, or "" when it is none. */
export function linkable(address) {
  const href = address.replace(/[\t\n]/g, "").trim().replaceAll(" ", "%20");
  return LINK.test(href) ? href : "";
}

/** A link to an address, to a person or organisation by its number, or to both. */
export const Link = Mark.create({
  name: "link",
  inclusive: false,
  priority: 1000,
  addAttributes() {
    return {
      href: { default: null, parseHTML: (a) => linkable(a.getAttribute("href") || "") || null },
      entity: {
        default: null,
        parseHTML: (a) => (/^\d{1,18}$/.test(a.dataset.entity || "") ? a.dataset.entity : null),
        renderHTML: ({ entity }) => (entity ? { "data-entity": entity } : {}),
      },
    };
  },
  parseHTML() {
    return [{
      tag: "a",
      getAttrs: (a) => (linkable(a.getAttribute("href") || "") || /^\d{1,18}$/.test(a.dataset.entity || "") ? null : false),
    }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", HTMLAttributes, 0];
  },
});

/** Not Ctrl+Enter, which is the form's main button. */
const Break = HardBreak.extend({
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
  },
});

/** Without Ctrl+Alt and a number: on many keyboards that types a sign. */
const plain = { addKeyboardShortcuts: () => ({}) };

/** An attribute that is read off the HTML by `is`, and off the clipboard by its name. */
function flag(name, is) {
  return {
    default: false,
    parseHTML: (el) => name in el.dataset || is(el),
    renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: "" } : {}),
  };
}

/** A quotation; `bare` is one written without a paragraph of its own. */
const Quotation = Blockquote.extend({
  content: "(paragraph | bulletList | orderedList)+",
  addAttributes() {
    return { bare: flag("bare", (el) => !el.querySelector("p, ul, ol")) };
  },
});

/** A line lifted out of the text. Its speaker stands in a second line. */
const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "inline*",
  defining: true,
  parseHTML() {
    return [{ tag: "aside.pullquote", priority: 60 }];
  },
  renderHTML() {
    return ["aside", { class: "pullquote" }, 0];
  },
  addCommands() {
    return {
      togglePullQuote: () => ({ commands }) => commands.toggleNode(this.name, "paragraph"),
    };
  },
  addKeyboardShortcuts() {
    return {
      "Mod-Shift-q": ({ editor }) => editor.commands.togglePullQuote(),
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== this.name) return false;
        const hasSpeaker = Boolean($from.parent.content.content.find((node) => node.type.name === "hardBreak"));
        if (hasSpeaker || !$from.parent.content.size) return editor.commands.createParagraphNear();
        const end = $from.end();
        return editor.chain().insertContentAt(end, [{ type: "hardBreak" }, { type: "text", text: "— " }]).focus(end + 3).run();
      },
    };
  },
});

const Item = ListItem.extend({
  content: "paragraph (bulletList | orderedList)*",
  addKeyboardShortcuts() {
    // Not Tab: it leaves the editor.
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Mod-]": () => this.editor.commands.sinkListItem(this.name),
      "Mod-[": () => this.editor.commands.liftListItem(this.name),
    };
  },
});

const Numbered = OrderedList.extend({
  addAttributes: () => ({}),
  addNodeView: () => null,
  addOptions() {
    return { ...this.parent?.(), enableListAttributes: false };
  },
});

const one = { default: 1, rendered: false, parseHTML: () => 1 };
const cellAttributes = {
  colspan: one, rowspan: one, colwidth: { default: null, rendered: false, parseHTML: () => null },
};

const Cell = TableCell.extend({ content: "paragraph", addAttributes: () => cellAttributes });

const HeaderCell = TableHeader.extend({
  content: "paragraph",
  addAttributes() {
    const known = ["col", "row", "colgroup", "rowgroup"];
    const parseHTML = (el) => known.find((scope) => scope === (el.getAttribute("scope") || "").toLowerCase()) || null;
    return { ...cellAttributes, scope: { default: null, parseHTML } };
  },
});

const Row = TableRow.extend({
  content: "(tableCell | tableHeader)+",
  addAttributes() {
    return { head: flag("head", (el) => el.parentNode?.nodeName === "THEAD") };
  },
});

/** A table. Tab goes from cell to cell and out behind the last one, Escape goes out at once. */
const Grid = Table.extend({
  addNodeView: () => null,
  renderHTML: () => ["table", ["tbody", 0]],
  addKeyboardShortcuts() {
    const inTable = () => this.editor.isActive("table");
    return {
      Tab: () => inTable() && this.editor.commands.goToNextCell(),
      "Shift-Tab": () => inTable() && this.editor.commands.goToPreviousCell(),
      Enter: () => inTable() && this.editor.commands.setHardBreak(),
      Escape: () => inTable() && leaveTable(this.editor),
    };
  },
  addCommands() {
    return { ...this.parent?.(), insertGrid: () => insertGrid };
  },
});

function insertGrid({ chain, state }) {
  const { from } = state.selection;
  return chain().insertContent(emptyGrid(3, 3)).command(({ tr }) => {
    let first = null;
    tr.doc.nodesBetween(Math.max(0, from - 1), tr.doc.content.size, (node, position) => {
      if (first === null && node.type.name === "table") first = position;
      return first === null;
    });
    tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(first + 1)));
    return true;
  }).run();
}

function emptyGrid(rows, columns) {
  const cells = (cell) => Array.from({ length: columns }, () => ({ ...cell, content: [{ type: "paragraph" }] }));
  const head = { type: "tableRow", attrs: { head: true }, content: cells({ type: "tableHeader", attrs: { scope: "col" } }) };
  const row = () => ({ type: "tableRow", content: cells({ type: "tableCell" }) });
  return { type: "table", content: [head, ...Array.from({ length: rows - 1 }, row)] };
}

function leaveTable(editor) {
  const { $from } = editor.state.selection;
  let depth = $from.depth;
  while ($from.node(depth).type.name !== "table") depth -= 1;
  const after = $from.after(depth);
  return editor.chain().command(({ tr, state }) => {
    if (!tr.doc.resolve(after).nodeAfter?.isTextblock) tr.insert(after, state.schema.nodes.paragraph.create());
    tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(after + 1)));
    return true;
  }).scrollIntoView().run();
}

const OPENS = String.raw`(?:^|[\s([{<“‘«„‚¿¡/=—–-])`;

function rule(find, text) {
  return new InputRule({
    find,
    handler: ({ state, range, match }) => {
      state.tr.insertText(match[0].replace(find, text), range.from, range.to);
    },
  });
}

/** House style while typing: curly quotes, dashes and the ellipsis. Backspace takes one back. */
const HouseStyle = Extension.create({
  name: "houseStyle",
  addInputRules() {
    return [
      rule(new RegExp(`(${OPENS})"$`), "$1“"),
      rule(/"$/, "”"),
      rule(new RegExp(`(${OPENS})'$`), "$1‘"),
      rule(/'$/, "’"),
      rule(/‘(\d\ds)$/, "’$1"),
      rule(/–-$/, "—"),
      rule(/--$/, "–"),
      rule(/\.\.\.$/, "…"),
    ];
  },
});

export const schema = [
  Document, Text, Paragraph.extend(plain), Heading.extend(plain).configure({ levels: [2, 3] }), Break, Link, Bold, Italic, Strike, Subscript,
  Superscript, BulletList, Numbered, Item, Quotation, PullQuote, Grid, Row, HeaderCell, Cell, History, Gapcursor,
  Dropcursor.configure({ color: false, class: "body-drop" }), HouseStyle,
  Placeholder.configure({ placeholder: "Write, or paste the whole story" }),
];
