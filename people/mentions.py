"""Finding in a text who is named there: names and paragraphs in, spans out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ahocorasick_rs import AhoCorasick


class Match(StrEnum):
    """What it means when a name stands in a text: surely its entity, perhaps, or certainly not."""

    AUTO = "auto"
    SUGGEST = "suggest"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Name:
    """One name by which text may call an entity; `surname` is given on a person's main name only."""

    entity: int
    text: str
    match: Match = Match.AUTO
    case_sensitive: bool = True
    surname: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A name found: `surface` is `paragraphs[paragraph][start:end]`; `certain` needs no editor to confirm."""

    entity: int
    paragraph: int
    start: int
    end: int
    surface: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Meanings:
    """Whom one spelling may mean: by names as written, and by surnames once their persons were named."""

    names: list[Name]
    surnames: list[Name]


# Letters that are written in several ways are compared as one; each is one code point, so offsets stay.
_SAME = str.maketrans(dict.fromkeys("’‘ʼ＇", "'") | dict.fromkeys("\t\n\xa0\u2009\u202f", " ") | {"\u2011": "-"})


class Gazetteer:
    """All names, compiled once, to be found in many texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Compile `names`; those without a text are passed over."""
        self._meanings: dict[str, _Meanings] = {}
        for name in names:
            if name.text:
                self._meaning(name.text).names.append(name)
            if name.surname:
                self._meaning(name.surname).surnames.append(name)
        self._keys = list(self._meanings)
        self._automaton = AhoCorasick(self._keys)

    def find(self, paragraphs: Sequence[str]) -> list[Span]:
        """Return the spans of all names in reading order.

        The leftmost, then longest name wins and hides what it covers. A surname counts only after its person
        was found by a full name or an AUTO alias, in the same case, and only while it means one person.
        """
        named: set[int] = set()
        spans: list[Span] = []
        for index, paragraph in enumerate(paragraphs):
            same = _same(paragraph)
            covered = 0
            for start, end, key in self._hits(same):
                found = self._found(self._meanings[key], same[start:end], named) if start >= covered else None
                if found is None:
                    continue
                covered = end
                named.update(entity for entity, certain in found.items() if certain)
                surface = paragraph[start:end]
                spans += [Span(entity, index, start, end, surface, sure) for entity, sure in found.items()]
        return spans

    def _meaning(self, text: str) -> _Meanings:
        return self._meanings.setdefault(_folded(_same(text)), _Meanings([], []))

    def _hits(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, key) of whole words, leftmost first, longest first."""
        matches = self._automaton.find_matches_as_indexes(_folded(text), overlapping=True)
        for pattern, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
            if _breaks(text, start) and _breaks(text, end):
                yield start, end, self._keys[pattern]

    def _found(self, meanings: _Meanings, written: str, named: set[int]) -> dict[int, bool] | None:
        """Return whom `written` means, and whether surely; nobody when blocked, None when it is no name."""
        names = [name for name in meanings.names if not name.case_sensitive or _same(name.text) == written]
        persons = {
            name.entity for name in meanings.surnames if name.entity in named and _same(name.surname) == written
        }
        if not names and not persons:
            return None
        if len(persons) > 1:
            persons = set()
        blocked = {name.entity for name in names if name.match is Match.NEVER}
        sure = persons | {name.entity for name in names if name.match is Match.AUTO}
        meant = sorted((sure | {name.entity for name in names}) - blocked)
        return {entity: len(meant) == 1 and entity in sure for entity in meant}


def find(names: Iterable[Name], paragraphs: Sequence[str]) -> list[Span]:
    """Return the spans of `names` in `paragraphs`, as `Gazetteer.find` does."""
    return Gazetteer(names).find(paragraphs)


def _same(text: str) -> str:
    return text.translate(_SAME)


def _folded(text: str) -> str:
    """Return `text` in lower case, code point for code point."""
    return text.replace("İ", "i").lower().replace("ς", "σ")


def _breaks(text: str, index: int) -> bool:
    """Tell whether no word runs across `index`."""
    return not (_is_word(text[index - 1 : index]) and _is_word(text[index : index + 1]))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
