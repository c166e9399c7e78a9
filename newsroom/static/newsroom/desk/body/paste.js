/** What a word processor puts on the clipboard, as plain markup: the structure stays, the style goes. */

const NUMBER = /^[\s\u00a0]*\(?(?:\d+|[a-z]|[ivx]+)[.)]/i;
const BLOCKS = "p, h2, h3, ul, ol, table, blockquote, div, aside, figure";

/** Return pasted HTML as p, h2, h3, lists, tables, quotations and links, with bold and italic. */
export function cleanPaste(html) {
  const { body } = new DOMParser().parseFromString(asData(html), "text/html");
  dropWhatIsNoText(body);
  markStyles(body);
  gatherWordLists(body);
  nestLists(body);
  renameHeadings(body);
  body.querySelectorAll("td, th, li").forEach(oneLine);
  dropEmpty(body);
  return body.innerHTML;
}

/**
 * Return `html` without styles and scripts, and with style and event attributes renamed: the page's policy empties such
 * attributes and counts each as a breach, also in a document that is only read.
 */
function asData(html) {
  return html.replace(/<(style|script|xml|title)\b[^]*?<\/\1\s*>/gi, "").replace(
    /<[a-z][^<>]*>/gi,
    (tag) => tag.replace(/([\s"'/])style\s*=/gi, "$1 data-style=").replace(/([\s"'/])on[a-z]+\s*=/gi, "$1 data-on="),
  );
}

const styleOf = (element) => (element.dataset.style || "").replace(/\s+/g, "").toLowerCase();
const unwrap = (element) => element.replaceWith(...element.childNodes);

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function wrapContent(element, tag) {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}

function dropWhatIsNoText(body) {
  body.querySelectorAll("script, style, meta, link, title, xml, iframe, object, img, svg, colgroup, .msocomtxt, .msocomanchor")
    .forEach((element) => element.remove());
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  found.forEach((comment) => comment.remove());
  for (const element of body.querySelectorAll("*")) {
    if (element.nodeName.includes(":")) unwrap(element);
  }
}

/** Turn bold and italic that are a style into marks, and drop those that are none. */
function markStyles(body) {
  for (const element of body.querySelectorAll("b, strong")) {
    if (/(^|;)font-weight:(normal|400)/.test(styleOf(element))) unwrap(element);
  }
  for (const element of body.querySelectorAll("span, font")) {
    const style = styleOf(element);
    if (/mso-spacerun:yes/.test(style) || element.className === "Apple-converted-space") {
      element.textContent = " ";
    }
    if (/font-weight:(bold|[6-9]00)/.test(style) && !element.closest("h1, h2, h3, h4, h5, h6")) wrapContent(element, "strong");
    if (/font-style:italic/.test(style)) wrapContent(element, "em");
    if (/text-decoration[^;]*:[^;]*line-through/.test(style)) wrapContent(element, "s");
    if (/vertical-align:super/.test(style)) wrapContent(element, "sup");
    if (/vertical-align:sub(;|$)/.test(style)) wrapContent(element, "sub");
  }
}

/** Make lists of Word's paragraphs that only look like lists. */
function gatherWordLists(body) {
  let list = null, level = 0, number = null;
  for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4")) {
    const [, id, depth] = /mso-list:l(\d+)level(\d)/.exec(styleOf(paragraph)) || [];
    if (!depth) continue;
    const bullet = [...paragraph.querySelectorAll("[data-style]")].find((inner) => /mso-list:ignore/.test(styleOf(inner)));
    const tag = NUMBER.test(bullet?.textContent || paragraph.textContent) ? "ol" : "ul";
    bullet?.remove();
    const follows = list && id === number && paragraph.previousElementSibling === list.closest("[data-word]");
    number = id;
    if (!follows) {
      list = body.ownerDocument.createElement(tag);
      list.dataset.word = "";
      paragraph.before(list);
    } else if (Number(depth) > level) {
      const inner = body.ownerDocument.createElement(tag);
      (list.lastElementChild || list).append(inner);
      list = inner;
    } else {
      for (let up = level - Number(depth); up > 0 && list.parentElement.closest("ul, ol"); up -= 1) {
        list = list.parentElement.closest("ul, ol");
      }
    }
    level = Number(depth);
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

/** Put a list that stands between items, as Google Docs writes it, into the item before it. */
function nestLists(body) {
  for (const inner of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    inner.previousElementSibling?.append(inner);
  }
}

function renameHeadings(body) {
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    heading.querySelectorAll("b, strong").forEach(unwrap);
    rename(heading, /[12]/.test(heading.nodeName) ? "h2" : "h3");
  }
}

/** Write the paragraphs of a cell or an item as lines of it. */
function oneLine(cell) {
  for (const block of cell.querySelectorAll(":scope > p, :scope > div, :scope > h2, :scope > h3")) {
    if (block.previousSibling?.textContent.trim()) block.before(block.ownerDocument.createElement("br"));
    unwrap(block);
  }
}

function dropEmpty(body) {
  for (const block of body.querySelectorAll("p, h2, h3, div")) {
    if (!block.textContent.trim() && !block.querySelector("table, [data-embed], [data-related]")) block.remove();
  }
  for (const line of body.querySelectorAll("br")) {
    const beside = (sibling) => !sibling || sibling.nodeType === Node.ELEMENT_NODE && sibling.matches(BLOCKS);
    if (line.className === "Apple-interchange-newline" || beside(line.previousElementSibling) && beside(line.nextSibling)) {
      line.remove();
    }
  }
}
