"""The shape of a body: harmless markup arranged as a list of blocks, one per line."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import TypeAlias, cast

import nh3
from lxml import html as lxml_html
from lxml.html import HtmlElement

from articles.markup.lines import harmless
from articles.markup.soup import BLOCKS, DROPPED, INLINE, KNOWN, balance, refuse_oversize

_CLEANER = nh3.Cleaner(
    tags=set(KNOWN),
    clean_content_tags=set(DROPPED),
    attributes={
        "a": {"href", "data-entity"},
        "aside": {"class", "data-related"},
        "figure": {"data-embed"},
        "th": {"scope"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_LINK = re.compile(r"(?:https?://[^\s/\\]|mailto:[^\s@]+@|/(?![/\\]))", re.IGNORECASE)
_RELATED = re.compile(r"[a-z0-9-]{1,40}")
_EMBED = re.compile(r"https://[^\s/\\]\S*", re.IGNORECASE)
_ENTITY = re.compile(r"[0-9]{1,18}")
_SCOPES = {"col", "row", "colgroup", "rowgroup"}
_INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad"

Part: TypeAlias = str | HtmlElement


class _Tag(str):
    """An inline tag as written, told apart from the text around it."""


_BREAK = _Tag("<br>")
_BOUNDARY = _Tag("")


def clean(html: str) -> str:
    """Return `html` as a body may hold it: restricted, harmless, one block per line.

    Cleaning twice changes nothing. Tags outside the vocabulary go and their text stays; scripts, styles and
    frames go whole. Raises Refused when the text is too large or its tags are nested too deeply.
    """
    html = harmless(html)
    refuse_oversize(html)
    safe = harmless(_CLEANER.clean(balance(html)))
    root = lxml_html.fragment_fromstring(f"<div>{safe}</div>")
    cleaned = "\n".join(markup for _, markup in _flow(root))
    refuse_oversize(cleaned)
    return cleaned


def _parts(element: HtmlElement) -> Iterator[Part]:
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _is_inline(part: Part) -> bool:
    """Tell whether `part` can stand in a line: text, a break, an inline element without a block inside."""
    if isinstance(part, str) or part.tag == "br":
        return True
    return part.tag in INLINE and next(part.iter(*BLOCKS), None) is None


def _flow(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the blocks in `element` as (tag, markup); what is inline between them becomes paragraphs."""
    for inline, parts in groupby(_parts(element), _is_inline):
        if inline:
            yield from _leaf("p", parts)
        else:
            for part in parts:
                yield from _block(part)


def _block(element: HtmlElement) -> Iterator[tuple[str, str]]:
    match element.tag:
        case "p" | "h2" | "h3":
            yield from _leaf(element.tag, [element])
        case "ul" | "ol":
            yield from _list(element)
        case "blockquote":
            yield from _quotation(element)
        case "table":
            yield from _table(element)
        case "aside" | "figure":
            yield from _special(element)
        case _:
            yield from _flow(element)


def _leaf(tag: str, parts: Iterable[Part], attributes: str = "") -> Iterator[tuple[str, str]]:
    line = _line(parts)
    if line:
        yield tag, f"<{tag}{attributes}>{line}</{tag}>"


def _special(element: HtmlElement) -> Iterator[tuple[str, str]]:
    related, embed = element.get("data-related", ""), element.get("data-embed", "").strip()
    if element.tag == "aside" and _RELATED.fullmatch(related):
        yield "aside", f'<aside data-related="{related}"></aside>'
    elif element.tag == "aside" and "pullquote" in element.get("class", "").split():
        yield from _leaf("aside", [element], ' class="pullquote"')
    else:
        if element.tag == "figure" and _EMBED.fullmatch(embed):
            yield "figure", f'<figure data-embed="{escape(embed)}"></figure>'
        yield from _flow(element)


def _quotation(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield a quotation; what cannot stand inside one (a heading, a table, another one) parts it in two."""
    if all(_is_inline(part) for part in _parts(element)):
        yield from _leaf("blockquote", [element])
        return
    for inside, run in groupby(_flow(element), lambda block: block[0] in {"p", "ul", "ol"}):
        if inside:
            yield "blockquote", f"<blockquote>{''.join(markup for _, markup in run)}</blockquote>"
        else:
            yield from run


def _list(element: HtmlElement) -> Iterator[tuple[str, str]]:
    items = _items(element)
    if items:
        yield element.tag, _as_list(element.tag, items)


def _as_list(tag: str, items: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>" if items else ""


def _items(element: HtmlElement) -> list[str]:
    """Return the content of each item; a list that stands between items belongs to the one before it."""
    items: list[str] = []
    for inline, parts in groupby(_parts(element), _is_inline):
        if inline:
            items += filter(None, [_line(parts)])
            continue
        for part in cast(Iterator[HtmlElement], parts):
            if part.tag not in {"ul", "ol"}:
                items += _item(part)
            elif items:
                items[-1] += "".join(markup for _, markup in _list(part))
            else:
                items = _items(part)
    return items


def _item(element: HtmlElement) -> list[str]:
    """Return the text of an item with its nested lists after it; without a text, the items of those lists."""
    nested = [(child, _items(child)) for child in _lists_in(element)]
    for child, _ in nested:
        child.clear(keep_tail=True)
    line = _line([element])
    if not line:
        return [item for _, items in nested for item in items]
    return [line + "".join(_as_list(child.tag, items) for child, items in nested)]


def _lists_in(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in element:
        if child.tag in {"ul", "ol"}:
            yield child
        else:
            yield from _lists_in(child)


def _table(element: HtmlElement) -> Iterator[tuple[str, str]]:
    head: list[HtmlElement] = []
    body: list[HtmlElement] = []
    for part in element:
        rows = [part] if part.tag == "tr" else part.iterchildren("tr")
        (head if part.tag == "thead" else body).extend(rows)
    sections = [("thead", [_row(row) for row in head]), ("tbody", [_row(row) for row in body])]
    filled = [f"<{tag}>{''.join(rows)}</{tag}>" for tag, rows in sections if any(rows)]
    if _line([element]):
        yield "table", f"<table>{''.join(filled)}</table>"


def _row(row: HtmlElement) -> str:
    cells = []
    for cell in row.iterchildren("th", "td"):
        scope = cell.get("scope", "").lower() if cell.tag == "th" else ""
        attributes = f' scope="{scope}"' if scope in _SCOPES else ""
        cells.append(f"<{cell.tag}{attributes}>{_line([cell])}</{cell.tag}>")
    return f"<tr>{''.join(cells)}</tr>" if cells else ""


def _line(parts: Iterable[Part]) -> str:
    """Return `parts` as inline markup, blocks in it as lines of it; "" when nothing can be seen."""
    tokens = _without_empty(_trimmed(_collapsed(token for part in parts for token in _tokens(part))))
    texts = "".join(token for token in tokens if not isinstance(token, _Tag))
    return "".join(_written(tokens)) if texts.strip().strip(_INVISIBLE) else ""


def _tokens(part: Part) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif part.tag == "br":
        yield _BREAK
    else:
        before, after = _around(part)
        yield from before
        for inner in _parts(part):
            yield from _tokens(inner)
        yield from after


def _around(element: HtmlElement) -> tuple[list[_Tag], list[_Tag]]:
    if element.tag not in INLINE:
        return [_BOUNDARY], [_BOUNDARY]
    if element.tag != "a":
        return [_Tag(f"<{element.tag}>")], [_Tag(f"</{element.tag}>")]
    attributes = _link(element)
    if not attributes or next(element.iterancestors("a"), None) is not None:
        return [], []
    return [_Tag(f"<a{attributes}>")], [_Tag("</a>")]


def _link(element: HtmlElement) -> str:
    href = re.sub("[\t\n]", "", element.get("href", "")).strip().replace(" ", "%20")
    entity = element.get("data-entity", "")
    written = f' href="{escape(href)}"' if _LINK.match(href) else ""
    return written + (f' data-entity="{entity}"' if _ENTITY.fullmatch(entity) else "")


def _collapsed(tokens: Iterable[str]) -> Iterator[str]:
    """Collapse white space across tags, and turn the boundaries of blocks between texts into breaks."""
    last, boundary = "", False
    for token in tokens:
        if token is _BOUNDARY:
            boundary = last not in {"", "\n"}
        elif token is _BREAK and last:
            yield token
            last, boundary = "\n", False
        elif isinstance(token, _Tag):
            yield from [] if token is _BREAK else [token]
        elif text := _continued(token, "\n" if boundary else last):
            yield from [_BREAK, text] if boundary else [text]
            last, boundary = text[-1], False


def _continued(text: str, last: str) -> str:
    """Return `text` with each white space as one space and none where the text so far ends with some."""
    text = re.sub("[ \t\n\f]+", " ", text)
    if last in {"", "\n"}:
        return text.lstrip()
    return text.lstrip(" ") if last == " " else text


def _trimmed(tokens: Iterable[str]) -> list[str]:
    kept = list(tokens)
    for index in range(len(kept) - 1, -1, -1):
        text = "" if isinstance(kept[index], _Tag) else kept[index].rstrip()
        if text:
            kept[index] = text
            break
        if kept[index] is _BREAK or not isinstance(kept[index], _Tag):
            del kept[index]
    return kept


def _without_empty(tokens: list[str]) -> list[str]:
    kept: list[str] = []
    for token in tokens:
        closes = isinstance(token, _Tag) and token.startswith("</")
        if closes and isinstance(kept[-1], _Tag) and kept[-1] is not _BREAK and not kept[-1].startswith("</"):
            kept.pop()
        else:
            kept.append(token)
    return kept


def _written(tokens: list[str]) -> Iterator[str]:
    for is_tag, run in groupby(tokens, lambda token: isinstance(token, _Tag)):
        text = "".join(run)
        yield text if is_tag else escape(unicodedata.normalize("NFC", text), quote=False)
