"""A whole story as somebody pastes it, text or HTML: headline, standfirst, body. Nothing is refused for its form."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from lxml.html import HtmlElement

from articles import body
from articles.formats.text import (
    MAX_HEADLINE,
    MAX_STANDFIRST,
    READ_MORE,
    is_subhead,
    lines_of,
    paragraphs,
)
from articles.markup import clean, clean_line

# A second line that is no longer than this is a paragraph.
MIN_STANDFIRST = 90


@dataclass(frozen=True, slots=True)
class Reference:
    """A READ MORE: its key in the body, the headline as written, the address it was linked to."""

    key: str
    headline: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PastedStory:
    """What was found in a paste; without a headline it was not taken apart and all of it is the body."""

    headline: str
    standfirst: str
    body: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One block: its tag, its text, its markup, and whether its tag is a guess; a READ MORE is tagged "related"."""

    tag: str
    text: str
    markup: str
    url: str = ""
    is_guess: bool = False


def from_text(text: str) -> PastedStory:
    """Return the story in plain text, read by the rules of the text format."""
    lines = lines_of(text)
    first, second, *_ = [*[line for line in lines if line.text][:2], None, None]
    if first is None or second is None:
        return _story([_from_text(line.text) for line in (first, second) if line])
    opening = [first, second] if len(second.text) > MIN_STANDFIRST else [first]
    rest = paragraphs(lines[opening[-1].number :])
    return _story([_as_subhead(_from_text(line.text)) for line in (*opening, *rest)])


def from_html(html: str) -> PastedStory:
    """Return the story in HTML; raises markup.Refused when it is too large or nested too deeply.

    Headings and paragraphs that are wholly bold and short are subheads. Only where there is neither does a short
    line without punctuation count as one.
    """
    cleaned = clean(html)
    elements = list(body.parse(cleaned))
    if len(elements) == 1 and elements[0].tag == "p" and elements[0].find("br") is not None:
        return from_text(body.text_of(elements[0]))
    lines = cleaned.split("\n") if cleaned else []
    pieces = [_from_element(element, line) for element, line in zip(elements, lines, strict=True)]
    if not any(piece.tag in {"h2", "h3"} for piece in pieces[1:]):
        pieces = [_as_subhead(piece) for piece in pieces]
    return _story(pieces)


def _from_text(text: str) -> _Piece:
    return _Piece("p", text, f"<p>{escape(text, quote=False)}</p>")


def _from_element(element: HtmlElement, markup: str) -> _Piece:
    text = clean_line(body.text_of(element))
    link = element.find(".//a[@href]")
    is_subhead_in_bold = element.tag == "p" and _is_bold(element) and is_subhead(text)
    if is_subhead_in_bold:
        return _Piece("h2", text, f"<h2>{escape(text, quote=False)}</h2>")
    return _Piece(element.tag, text, markup, "" if link is None else link.get("href", ""))


def _is_bold(element: HtmlElement) -> bool:
    return not (element.text or "").strip() and all(
        child.tag in {"strong", "br"} and not (child.tail or "").strip() for child in element
    )


def _as_subhead(piece: _Piece) -> _Piece:
    if piece.tag == "p" and is_subhead(piece.text) and not READ_MORE.fullmatch(piece.text):
        return replace(piece, tag="h2", markup=_renamed(piece.markup, "p", "h2"), is_guess=True)
    return piece


def _as_paragraph(piece: _Piece) -> _Piece:
    return replace(piece, tag="p", markup=_renamed(piece.markup, "h2", "p")) if piece.is_guess else piece


def _renamed(markup: str, tag: str, renamed: str) -> str:
    return f"<{renamed}>{markup.removeprefix(f'<{tag}>').removesuffix(f'</{tag}>')}</{renamed}>"


def _with_references(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces with each READ MORE as such; one that has only a colon takes the line after it."""
    waiting: _Piece | None = None
    for piece in pieces:
        reference = READ_MORE.fullmatch(piece.text) if piece.tag in {"p", "h2", "h3"} else None
        headline = piece.text if waiting else reference and reference[1]
        if waiting and (reference or not _fits(piece.text)):
            yield waiting
            waiting, headline = None, reference and reference[1]
        if headline and _fits(headline):
            yield replace(piece, tag="related", text=headline, is_guess=False)
            waiting = None
        elif reference and reference[1] == "":
            waiting = piece
        else:
            yield piece
    if waiting:
        yield waiting


def _fits(headline: str) -> bool:
    return 0 < len(headline) <= MAX_HEADLINE


def _story(found: list[_Piece]) -> PastedStory:
    pieces = list(_with_references(found))
    headline = pieces[0].text if _is_headline(pieces) else ""
    rest = pieces[1:] if headline else pieces
    standfirst = rest[0].text if headline and _is_standfirst(rest) else ""
    rest = rest[1:] if standfirst else rest
    # Where a guess is surely wrong: no story begins or ends with a subhead.
    for edge in (0, -1):
        if rest:
            rest[edge] = _as_paragraph(rest[edge])
    references: list[Reference] = []
    markup = []
    for piece in rest:
        if piece.tag == "related":
            references.append(Reference(f"read-more-{len(references) + 1}", piece.text, piece.url))
            markup.append(f'<aside data-related="{references[-1].key}"></aside>')
        else:
            markup.append(piece.markup)
    return PastedStory(headline, standfirst, clean("\n".join(markup)), tuple(references))


def _is_headline(pieces: list[_Piece]) -> bool:
    return len(pieces) > 1 and pieces[0].tag in {"p", "h2", "h3"} and _fits(pieces[0].text)


def _is_standfirst(rest: list[_Piece]) -> bool:
    is_long = bool(rest) and MIN_STANDFIRST < len(rest[0].text) <= MAX_STANDFIRST
    return is_long and len(rest) > 1 and rest[0].tag in {"p", "h2", "h3"}
