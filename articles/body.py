"""Reading a cleaned body: its blocks in order, its text, its length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from lxml import html as lxml_html
from lxml.html import HtmlElement

WORDS_PER_MINUTE = 230

_SILENT = {"related", "embed"}
# What stands between the text of such an element and the text before it, unless it is the first one.
_SEPARATORS = {
    "p": "\n",
    "ul": "\n",
    "ol": "\n",
    "li": "\n",
    "tbody": "\n",
    "tr": "\n",
    "th": "\t",
    "td": "\t",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body: its tag, its text and, for a related reference, the key it goes by.

    `tag` is p, h2, h3, li (one block an item), blockquote, pullquote, table, related or embed.
    """

    tag: str
    text: str
    related: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's text: `getattr(owner, slot)` holds it, and it begins at `start` in `text_of`."""

    owner: HtmlElement
    slot: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class EntityLink:
    """Words that an editor linked to somebody: the element, whose number, the block, where in its text, the words."""

    element: HtmlElement
    entity: int
    paragraph: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def parse(html: str) -> HtmlElement:
    """Return the root whose children are the top-level elements of a cleaned body."""
    return lxml_html.fragment_fromstring(f"<div>{html}</div>")


def serialise(root: Iterable[HtmlElement]) -> str:
    """Return the children of `root` as HTML, one block per line, as `markup.clean` writes them."""
    return "\n".join(lxml_html.tostring(child, encoding="unicode", with_tail=False) for child in root)


def block_elements(root: HtmlElement) -> list[HtmlElement]:
    """Return the elements behind `blocks`, in the same order and number."""
    elements: list[HtmlElement] = []
    for child in root:
        elements.extend(child.iter("li") if child.tag in {"ul", "ol"} else [child])
    return elements


def blocks(html: str) -> list[Block]:
    """Return the blocks of a cleaned body in reading order; an index into them is a paragraph's number."""
    return [_block(element) for element in block_elements(parse(html))]


def text_of(element: HtmlElement) -> str:
    """Return the text of one block: a break is a newline, a tab parts cells, nested lists are left out."""
    return "".join(text for _, _, text in _pieces(element))


def runs(element: HtmlElement) -> list[Run]:
    """Return where the text of a block is kept, so that offsets into `text_of` lead to its nodes."""
    found, start = [], 0
    for owner, slot, text in _pieces(element):
        if slot and text:
            found.append(Run(owner, slot, start, text))
        start += len(text)
    return found


def entity_links(root: HtmlElement) -> list[EntityLink]:
    """Return the words of a cleaned body that are linked to somebody, in reading order."""
    found = []
    for paragraph, block in enumerate(block_elements(root)):
        text = text_of(block)
        ends: dict[HtmlElement, tuple[int, int]] = {}
        for run in runs(block):
            link = link_around(run, block)
            if link is not None and link.get("data-entity"):
                start, _ = ends.get(link, (run.start, 0))
                ends[link] = start, run.start + len(run.text)
        found += [
            EntityLink(link, int(link.get("data-entity")), paragraph, start, text[start:end])
            for link, (start, end) in ends.items()
        ]
    return found


def link_around(run: Run, block: HtmlElement) -> HtmlElement | None:
    """Return the link of a block in which a stretch of its text stands."""
    element = run.owner if run.slot == "text" else run.owner.getparent()
    while element is not block and element.tag != "a":
        element = element.getparent()
    return None if element is block else element


def plain_text(html: str) -> str:
    """Return the text of a cleaned body, a blank line between blocks, without references and embeds."""
    return "\n\n".join(block.text for block in blocks(html) if block.tag not in _SILENT)


def word_count(html: str) -> int:
    """Return how many words a reader finds in a cleaned body; a dash alone is not a word."""
    return sum(any(map(str.isalnum, word)) for word in plain_text(html).split())


def reading_minutes(words: int) -> int:
    """Return the minutes that `words` take to read, rounded to the nearest and at least one."""
    return max(1, (words + WORDS_PER_MINUTE // 2) // WORDS_PER_MINUTE)


def from_blocks(blocks: Iterable[Block]) -> str:
    """Return the HTML of p, h2, h3 and related blocks, escaped; raises ValueError for another tag."""
    return "\n".join(map(_markup, blocks))


def _markup(block: Block) -> str:
    if block.tag == "related":
        return f'<aside data-related="{escape(block.related)}"></aside>'
    if block.tag not in {"p", "h2", "h3"}:
        raise ValueError(f"A {block.tag} block cannot be written from text alone.")
    text = escape(block.text, quote=False).replace("\n", "<br>")
    return f"<{block.tag}>{text}</{block.tag}>"


def _block(element: HtmlElement) -> Block:
    if element.tag == "aside":
        related = element.get("data-related", "")
        return Block("related", "", related) if related else Block("pullquote", text_of(element))
    return Block("embed", "") if element.tag == "figure" else Block(element.tag, text_of(element))


def _pieces(element: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """Yield (owner, slot, text) in reading order; separators have no slot."""
    yield element, "text", element.text or ""
    for child in element:
        if child.tag == "br":
            yield child, "", "\n"
        elif not (element.tag == "li" and child.tag in {"ul", "ol"}):
            if child.tag in _SEPARATORS and child.getprevious() is not None:
                yield child, "", _SEPARATORS[child.tag]
            yield from _pieces(child)
        yield child, "tail", child.tail or ""
