"""What is searched and what is asked for: documents, terms, excerpts; pure, and the same for every engine."""

import unicodedata
from typing import NamedTuple

# What somebody types beyond these is not read: no search costs more than a long one.
MAX_CHARACTERS = 200
MAX_TERMS = 20
# A term of one letter would be the beginning of half of all words.
MIN_PREFIX = 2
# Engines put these around what matched. They are in no text, and `pieces` takes them out again.
OPEN, CLOSE, GAP = "\x02", "\x03", "…"


class Document(NamedTuple):
    """What can be found of one story; the names of the fields are the columns of the index."""

    headline: str
    short_headline: str
    standfirst: str
    body: str
    named: str
    bylines: str
    topics: str
    slug: str


class Piece(NamedTuple):
    """A stretch of text, and whether it is what was looked for."""

    text: str
    is_match: bool


class Excerpt(NamedTuple):
    """Where a story matched: its headline, and a passage of the rest if that did, too."""

    headline: list[Piece]
    passage: list[Piece]


def terms(text: str) -> list[str]:
    """Return the words to look for; none when nothing that was typed is a word."""
    return words(text[:MAX_CHARACTERS])[:MAX_TERMS]


def words(text: str) -> list[str]:
    """Return the words of a text: letters, digits and their accents, parted by anything else."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign if _is_in_word(sign) else " " for sign in composed).split()


def fold(text: str) -> str:
    """Return the text without its accents, for an engine that does not fold them itself."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def pieces(marked: str) -> list[Piece]:
    """Return an engine's text as pieces, with its marks taken out."""
    found = []
    for number, part in enumerate(marked.split(OPEN)):
        match, closed, rest = part.partition(CLOSE) if number else ("", "", part)
        found += [Piece(match, is_match=bool(closed)), Piece(rest, is_match=False)]
    return [piece for piece in found if piece.text]


def excerpt(headline: str, passages: list[str]) -> Excerpt:
    """Return where a story matched; of the passages the first one that did."""
    found = (pieces(passage) for passage in passages)
    matched = (passage for passage in found if any(piece.is_match for piece in passage))
    return Excerpt(pieces(headline), next(matched, []))


def _is_in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign) in {"Mn", "Mc"}
