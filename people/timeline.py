"""Offices held over time, laid out as bars on an axis of years: numbers for a template to draw, no markup.

Across, everything is measured in per cent of a drawing of any width, so that its text keeps one size on a
phone and on a wide page; down, in pixels. Labels keep clear of each other and of both edges wherever the
drawing is at least `NARROW` pixels wide, with the years beside them wherever it is at least `WIDE`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

NARROW = 288
WIDE = 480
LANE = 44
AXIS = 24
MOST_TICKS = 8
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)
# The least that a day in office takes, in per cent, and what keeps two labels apart, in pixels.
SLIVER = 1.2
GAP = 12

FONT = 13
# Widths in em of Libre Franklin 600, rounded up; other letters by case, and a square for other scripts.
EM = (
    dict.fromkeys(" ijlI.,:;'’()|!", 0.31)
    | dict.fromkeys("frt-", 0.43)
    | dict.fromkeys("ackszvxy–", 0.58)
    | dict.fromkeys("MWmw@%&—…", 1.07)
)


@dataclass(frozen=True, slots=True)
class Span:
    """An office with its first and last day; None where a day is not known or has not come."""

    label: str
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One bar with its label: `at` and `anchor` place the text, `y` the top of its lane.

    `short` is what a narrow drawing shows in place of the label, "" where the label fits; `open` is
    whether the office is still held.
    """

    x: float
    w: float
    y: int
    label: str
    span: str
    short: str
    at: float
    anchor: str
    open: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of January of a year, its label to the right of it."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The drawing: `width` is the narrowest in pixels that holds every label, `height` is as drawn."""

    width: int
    height: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """The days that the drawing covers, from the first of January of the first year."""

    first: dt.date
    days: int

    def at(self, day: dt.date) -> float:
        return 100 * (day - self.first).days / self.days


def bar(spans: Sequence[Span], today: dt.date) -> Bar | None:
    """Return the offices that have a known first day as bars, oldest first, or None if there is none.

    Offices that overlap, or whose labels would, lie in different lanes. An office without a last day runs
    until `today`.
    """
    dated = [(span.start, span) for span in spans if span.start]
    if not dated:
        return None
    scale = _scale(dated, today)
    lanes: list[list[tuple[float, float]]] = []
    rows = []
    for start, span in sorted(dated, key=lambda pair: (pair[0], pair[1].end or dt.date.max)):
        row = _row(span, start, today, scale)
        rows.append(replace(row, y=LANE * _lane(lanes, _extent(row))))
    return Bar(NARROW, LANE * len(lanes) + AXIS, tuple(rows), _ticks(scale))


def _scale(dated: Sequence[tuple[dt.date, Span]], today: dt.date) -> _Scale:
    """Cover whole years, but nothing to come where an office is still held; at least one year."""
    first = min(start for start, _ in dated).replace(month=1, day=1)
    last = max(span.end or max(start, today) for start, span in dated)
    if all(span.end for _, span in dated):
        last = last.replace(month=12, day=31)
    return _Scale(first, max((last - first).days, 364))


def _row(span: Span, start: dt.date, today: dt.date, scale: _Scale) -> Row:
    """Return the row with its text placed, in the first lane."""
    end = span.end or max(start, today)
    w = max(scale.at(end) - scale.at(start), SLIVER)
    x = min(scale.at(start), 100 - w)
    years = _years(span, start, today)
    anchor, at, room = _anchor(_narrow(span.label), _wide(span.label, years), x, w)
    short = _cut(span.label, room * NARROW / 100)
    label = _cut(span.label, room * WIDE / 100 - pixels(f" {years}"))
    short = "" if short == label else short
    return Row(x, w, 0, label, years, short, at, anchor, span.end is None)


def _narrow(text: str) -> float:
    """Return the part of a narrow drawing, in per cent, that the text takes."""
    return 100 * pixels(text) / NARROW


def _wide(label: str, years: str) -> float:
    """Return the part of a wide drawing, in per cent, that the label and its years take."""
    return 100 * pixels(f"{label} {years}") / WIDE


def _anchor(narrow: float, wide: float, x: float, w: float) -> tuple[str, float, float]:
    """Return where a text that takes so much goes: the anchor, its place and the room there.

    It starts with the bar, ends with it or is centred on it, whichever first holds it at every width, or
    else whichever has most room of those that hold it in a wide drawing. One that must be cut even there
    starts or ends with the bar.
    """
    centre = x + w / 2
    start, end = ("start", x, 100 - x), ("end", x + w, x + w)
    middle = ("middle", centre, 2 * min(centre, 100 - centre))
    whole = [way for way in (start, end, middle) if wide <= way[2]]
    always = (way for way in whole if narrow <= way[2])
    return next(always, max(whole or (start, end), key=lambda way: way[2]))


def _extent(row: Row) -> tuple[float, float]:
    """Return from where to where nothing else may lie in the row's lane."""
    width = max(_narrow(row.short or row.label), _wide(row.label, row.span)) + 100 * GAP / NARROW
    left = {"start": row.at, "middle": row.at - width / 2, "end": row.at - width}[row.anchor]
    return min(left, row.x), max(left + width, row.x + row.w)


def _lane(lanes: list[list[tuple[float, float]]], extent: tuple[float, float]) -> int:
    """Take the first lane in which the extent touches nothing, a new one if need be; return its number."""
    for number, taken in enumerate(lanes):
        if all(extent[1] <= left or right <= extent[0] for left, right in taken):
            taken.append(extent)
            return number
    lanes.append([extent])
    return len(lanes) - 1


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    """Return the round years of the axis, at most `MOST_TICKS`, without one whose label would not fit."""
    first = scale.first.year
    last = (scale.first + dt.timedelta(scale.days)).year
    by_step = ([year for year in range(first, last + 1) if year % step == 0] for step in STEPS)
    years = next(years for years in by_step if len(years) <= MOST_TICKS)
    ticks = (Tick(scale.at(dt.date(year, 1, 1)), str(year)) for year in years)
    return tuple(tick for tick in ticks if tick.x + 100 * pixels(f" {tick.label}") / NARROW <= 100)


def _years(span: Span, start: dt.date, today: dt.date) -> str:
    if span.end is None:
        return f"{'since' if start <= today else 'from'} {start.year}"
    return str(start.year) if start.year == span.end.year else f"{start.year}–{span.end.year}"


def pixels(text: str) -> float:
    """Return about how wide the text is, rather too wide than too narrow."""
    return FONT * sum(EM.get(letter) or _em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter >= "\u2e80":
        return 1.07
    return 0.62 if letter.islower() else 0.77


def _cut(text: str, room: float) -> str:
    """Return the text, or as many of its words as fit into that many pixels and an ellipsis."""
    if pixels(text) <= room:
        return text
    kept = text
    while kept and pixels(f"{kept}…") > room:
        kept = kept[:-1]
    words = kept.rpartition(" ")[0] or kept
    return f"{words.rstrip(' ,')}…"
