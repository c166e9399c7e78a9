"""What changed between two texts, block by block and word by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypeVar

from articles.body import Block

# A longer stretch in which nothing unique stayed is replaced whole: difflib's time grows with the cube of it.
MAX_STRETCH = 400

_NEIGHBOURS = 8
_SIMILAR = 0.5
_TOKEN = re.compile(r"\s+|\S+\s*")


Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    op: Literal["same", "ins", "del"]
    text: str


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that stayed, came, went or was edited; `pieces` are its text, or the key of a reference."""

    op: Literal["same", "ins", "del", "edit"]
    tag: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """So many blocks that stayed and are not shown."""

    count: int


def words(old: str, new: str) -> list[Piece]:
    """Return how `old` became `new`, what went before what came.

    "same" and "del" joined give `old`; "same" and "ins" joined give `new`.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    kept = _kept([token.rstrip() for token in before], [token.rstrip() for token in after])
    pieces: list[Piece] = []
    i = j = 0
    for to_i, to_j in [*kept, (len(before), len(after))]:
        pieces += [Piece("del", token) for token in before[i:to_i]]
        pieces += [Piece("ins", token) for token in after[j:to_j]]
        for token, twin in zip(before[to_i : to_i + 1], after[to_j : to_j + 1], strict=True):
            pieces += _word(token, twin)
        i, j = to_i + 1, to_j + 1
    return list(_merged(pieces))


def blocks(old: Sequence[Block], new: Sequence[Block]) -> list[BlockChange]:
    """Return how the blocks `old` became `new`, in reading order; similar ones are compared word by word."""
    changes: list[BlockChange] = []
    i = j = 0
    for to_i, to_j in [*_kept(old, new), (len(old), len(new))]:
        changes += _replaced(old[i:to_i], new[j:to_j])
        changes += [_whole("same", block) for block in old[to_i : to_i + 1]]
        i, j = to_i + 1, to_j + 1
    return changes


def with_gaps(changes: Sequence[BlockChange], around: int) -> list[BlockChange | Gap]:
    """Leave out long runs of unchanged blocks, saying how many; of a text that did not change all of it.

    So many unchanged ones as `around` says stay visible beside a changed one.
    """
    near = {
        index + step
        for index, found in enumerate(changes)
        if found.op != "same"
        for step in range(-around, around + 1)
    }
    shown: list[BlockChange | Gap] = []
    if not near:
        return shown
    for is_near, run in groupby(enumerate(changes), lambda numbered: numbered[0] in near):
        found = [change for _, change in run]
        shown += found if is_near else [Gap(len(found))]
    return shown


def merged(base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]) -> list[Item] | None:
    """Return what `base` becomes with the changes of both, None where they changed the same stretch differently.

    Two changes are of different stretches when something that neither touched stands between them.
    """
    to_mine, to_theirs = dict(_kept(base, mine)), dict(_kept(base, theirs))
    stayed = [(i, to_mine[i], to_theirs[i]) for i in sorted(to_mine.keys() & to_theirs.keys())]
    result: list[Item] = []
    i = j = k = 0
    for to_i, to_j, to_k in [*stayed, (len(base), len(mine), len(theirs))]:
        stretch = _either(base[i:to_i], mine[j:to_j], theirs[k:to_k])
        if stretch is None:
            return None
        result += [*stretch, *base[to_i : to_i + 1]]
        i, j, k = to_i + 1, to_j + 1, to_k + 1
    return result


def _either(base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]) -> Sequence[Item] | None:
    """Return the stretch of the one who changed it."""
    if list(mine) in (list(base), list(theirs)):
        return theirs
    return mine if list(theirs) == list(base) else None


def _word(token: str, twin: str) -> list[Piece]:
    """Return the same word, and the white space after it where that differs."""
    if token == twin:
        return [Piece("same", token)]
    word = token.rstrip()
    return [Piece("same", word), Piece("del", token[len(word) :]), Piece("ins", twin[len(word) :])]


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    for same, run in groupby((piece for piece in pieces if piece.text), lambda piece: piece.op == "same"):
        texts = {"same": "", "del": "", "ins": ""}
        for op, group in groupby(sorted(run, key=lambda piece: piece.op), lambda piece: piece.op):
            texts[op] = "".join(piece.text for piece in group)
        if same:
            yield Piece("same", texts["same"])
        else:
            yield from (Piece(op, texts[op]) for op in ("del", "ins") if texts[op])


def _whole(op: Literal["same", "ins", "del"], block: Block) -> BlockChange:
    text = block.text or block.related
    return BlockChange(op, block.tag, (Piece(op, text),) if text else ())


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> list[BlockChange]:
    """Return what became of `old`: each block is paired with the first similar one of the next few in `new`."""
    changes: list[BlockChange] = []
    position = 0
    for block in old:
        near = range(position, min(position + _NEIGHBOURS, len(new)))
        twin = next((index for index in near if _similar(block.text, new[index].text)), None)
        if twin is None:
            changes.append(_whole("del", block))
            continue
        changes += [_whole("ins", added) for added in new[position:twin]]
        changes.append(BlockChange("edit", new[twin].tag, tuple(words(block.text, new[twin].text))))
        position = twin + 1
    return changes + [_whole("ins", added) for added in new[position:]]


def _similar(old: str, new: str) -> bool:
    before, after = old.split(), new.split()
    common = sum((Counter(before) & Counter(after)).values())
    return bool(common) and 2 * common >= _SIMILAR * (len(before) + len(after))


def _kept(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the pairs of indices of what stayed: what both begin and end with, anchors, difflib's finds between."""
    head = _common_head(old, new)
    tail = _common_head(old[head:][::-1], new[head:][::-1])
    end_i, end_j = len(old) - tail, len(new) - tail
    kept = [(index, index) for index in range(head)]
    i = j = head
    for to_i, to_j in [*_anchors(old, new, head, tail), (end_i, end_j)]:
        kept += [(i + a, j + b) for a, b in _matches(old[i:to_i], new[j:to_j])]
        if to_i < end_i:
            kept.append((to_i, to_j))
        i, j = to_i + 1, to_j + 1
    return kept + [(end_i + index, end_j + index) for index in range(tail)]


def _common_head(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    length = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        length += 1
    return length


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], head: int, tail: int) -> list[tuple[int, int]]:
    """Return the longest rising run of what stands once in each, without `head` and `tail` (patience diff)."""
    once = [_once(old, head, len(old) - tail), _once(new, head, len(new) - tail)]
    pairs = [(index, once[1][item]) for item, index in once[0].items() if item in once[1]]
    ends: list[int] = []
    runs: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        ends[place : place + 1] = [j]
        runs[place : place + 1] = [number]
        before.append(runs[place - 1] if place else -1)
    chain = []
    number = runs[-1] if runs else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _once(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    counts = Counter(items[start:end])
    return {items[index]: index for index in range(start, end) if counts[items[index]] == 1}


def _matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    if max(len(old), len(new)) <= MAX_STRETCH:
        for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            yield from ((i + step, j + step) for step in range(size))
