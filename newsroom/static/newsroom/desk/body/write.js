/** A document written as the server keeps it: one block per line, byte for byte what `markup.clean` gives back. */

// Controls but \t \n, bidi overrides and isolates, lone surrogates, the byte order mark, noncharacters.
const HARMFUL = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;
const SOFT_BREAK = /[\x0b\x0c\x85]/g;
const EDGES = /^[\s\u200b\u200c\u200d\u2060\u00ad]+$/;
const NAMES = { bold: "strong", italic: "em", strike: "s", subscript: "sub", superscript: "sup", link: "a" };

// Of blocks as they were read, their line of HTML.
const lines = new WeakMap();

/** Keep how each block of `doc` was written, so that a block nobody touches is never written anew. */
export function remember(doc, html) {
  const written = html.split("\n");
  if (written.length === doc.childCount) doc.children.forEach((node, index) => lines.set(node, written[index]));
}

/** Return the HTML of `doc`. */
export function write(doc) {
  return doc.children.map((node) => lines.get(node) ?? block(node)).filter(Boolean).join("\n");
}

function block(node) {
  switch (node.type.name) {
    case "paragraph": return leaf("p", node);
    case "heading": return leaf(`h${node.attrs.level}`, node);
    case "pullQuote": return leaf("aside", node, ' class="pullquote"');
    case "bulletList": return list("ul", items(node));
    case "orderedList": return list("ol", items(node));
    case "blockquote": return quotation(node);
    case "table": return table(node);
    case "related": return `<aside data-related="${node.attrs.key}"></aside>`;
    case "embed": return `<figure data-embed="${attribute(node.attrs.address)}"></figure>`;
  }
  throw new Error(`No way to write a ${node.type.name}.`);
}

function leaf(tag, node, attributes = "") {
  const text = line(node);
  return text && `<${tag}${attributes}>${text}</${tag}>`;
}

function list(tag, written) {
  return written.length ? `<${tag}>${written.map((item) => `<li>${item}</li>`).join("")}</${tag}>` : "";
}

function items(node) {
  return node.children.flatMap(item);
}

/** Return the text of an item with its nested lists after it; without a text, the items of those lists. */
function item(node) {
  const [first, ...nested] = node.children;
  const text = line(first);
  if (!text) return nested.flatMap(items);
  return [text + nested.map((inner) => list(inner.type.name === "orderedList" ? "ol" : "ul", items(inner))).join("")];
}

function quotation(node) {
  const inner = node.attrs.bare && node.childCount === 1 ? line(node.firstChild) : node.children.map(block).join("");
  return inner && `<blockquote>${inner}</blockquote>`;
}

function table(node) {
  if (!node.textContent.trim()) return "";
  const section = (tag, rows) => (rows.length ? `<${tag}>${rows.map(row).join("")}</${tag}>` : "");
  const head = node.children.filter((each) => each.attrs.head);
  return `<table>${section("thead", head)}${section("tbody", node.children.filter((each) => !each.attrs.head))}</table>`;
}

function row(node) {
  const cell = (each) => {
    const tag = each.type.name === "tableHeader" ? "th" : "td";
    return `<${tag}${each.attrs.scope ? ` scope="${each.attrs.scope}"` : ""}>${line(each.firstChild)}</${tag}>`;
  };
  return `<tr>${node.children.map(cell).join("")}</tr>`;
}

/** Return the inline content of `node`, white space collapsed, without breaks at its edges; "" when nothing shows. */
function line(node) {
  const pieces = trimmed(collapsed(node));
  return EDGES.test(pieces.map((piece) => piece.text).join("") || " ") ? "" : tagged(pieces);
}

function collapsed(node) {
  const pieces = [];
  let last = "";
  for (const child of node.children) {
    if (child.type.name === "hardBreak") {
      if (last) pieces.push({ text: last = "\n", marks: child.marks });
    } else {
      let text = child.text.replace(SOFT_BREAK, " ").replace(HARMFUL, "").replace(/[ \t\n\f]+/g, " ");
      if (last === "" || last === "\n") text = text.trimStart();
      else if (last === " ") text = text.replace(/^ +/, "");
      if (!text) continue;
      pieces.push({ text, marks: child.marks });
      last = text.at(-1);
    }
  }
  return pieces;
}

function trimmed(pieces) {
  while (pieces.length) {
    const last = pieces.at(-1);
    last.text = last.text.trimEnd();
    if (last.text) break;
    pieces.pop();
  }
  return pieces;
}

/** Write pieces with their marks, the mark that runs longest outermost, each run opened and closed once. */
function tagged(pieces) {
  let html = "", open = [];
  pieces.forEach(({ text, marks }, index) => {
    const kept = open.findIndex((mark) => !mark.isInSet(marks));
    if (kept >= 0) {
      html += open.slice(kept).reverse().map((mark) => `</${NAMES[mark.type.name]}>`).join("");
      open = open.slice(0, kept);
    }
    const runs = (mark) => {
      const end = pieces.findIndex((piece, at) => at > index && !mark.isInSet(piece.marks));
      return end < 0 ? pieces.length : end;
    };
    const opened = marks.filter((mark) => !mark.isInSet(open)).sort((a, b) => runs(b) - runs(a));
    html += opened.map(opening).join("") + (text === "\n" ? "<br>" : escape(text.normalize("NFC")));
    open = [...open, ...opened];
  });
  return html + open.reverse().map((mark) => `</${NAMES[mark.type.name]}>`).join("");
}

function opening(mark) {
  const { href, entity } = mark.attrs;
  const attributes = (href ? ` href="${attribute(href)}"` : "") + (entity ? ` data-entity="${entity}"` : "");
  return `<${NAMES[mark.type.name]}${attributes}>`;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function attribute(text) {
  return escape(text).replaceAll('"', "&quot;").replaceAll("'", "&#x27;");
}
