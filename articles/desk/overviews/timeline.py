"""A day drawn as a line: where on it each thing happens, in per cent, for a picture that the server writes."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from articles.desk.overviews.day import NEAR, Kind, Mark, share

HOURS = (0, 6, 12, 18, 24)
# Marks that would cover each other stand above each other, so many at most.
CLOSE_PERCENT = 1.6
ROWS = 4
ROW_HEIGHT = 15
BASE = 64


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark in the picture: its place from the left, such as "61.04%", and from the top in pixels."""

    mark: Mark
    left: str
    top: int


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour on the line, where its name stands, and on which side of it."""

    label: str
    left: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A day: its marks as spots and as lists of what has been and what comes, its hours, and where the present is."""

    spots: list[Spot]
    hours: list[Hour]
    now_left: str
    words: str
    earlier: list[Mark]
    coming: list[Mark]


def draw(marks: list[Mark], now: dt.datetime, start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Timeline:
    """Return the day from `start` to `end` with its marks, which are in order."""
    return Timeline(
        _spots(marks, start, end),
        [_hour(hour, start, end, zone) for hour in HOURS],
        _percent(share(now, start, end)),
        _in_words(marks),
        [mark for mark in marks if mark.at.astimezone(dt.UTC) <= now],
        [mark for mark in marks if mark.at.astimezone(dt.UTC) > now],
    )


def _spots(marks: list[Mark], start: dt.datetime, end: dt.datetime) -> list[Spot]:
    places = [share(mark.at.astimezone(dt.UTC), start, end) for mark in marks]
    spots, above = [], 0
    for number, (mark, place) in enumerate(zip(marks, places, strict=True)):
        is_close = number > 0 and place - places[number - 1] < CLOSE_PERCENT
        above = (above + 1) % ROWS if is_close else 0
        spots.append(Spot(mark, _percent(place), BASE - ROW_HEIGHT * above))
    return spots


def _percent(number: float) -> str:
    # Not by the template: where people write 0,5 it would, too.
    return f"{number:.2f}%"


def _hour(hour: int, start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Hour:
    day = start.astimezone(zone).date()
    at = end if hour == 24 else dt.datetime.combine(day, dt.time(hour), zone)
    anchor = {0: "start", 24: "end"}.get(hour, "middle")
    return Hour(f"{hour:02}", _percent(share(at.astimezone(dt.UTC), start, end)), anchor)


def _in_words(marks: list[Mark]) -> str:
    counts = Counter(mark.kind for mark in marks)
    said = [f"{counts[kind]} {NOUNS[kind]}" for kind in Kind if counts[kind]]
    clashes = sum(bool(mark.clash) for mark in marks)
    if clashes:
        said.append(f"{clashes} within {NEAR.seconds // 60} minutes of another")
    return ", ".join(said) or "nothing yet"


NOUNS = {Kind.DUE: "due", Kind.SCHEDULED: "scheduled", Kind.EMBARGO: "embargo ending", Kind.PUBLISHED: "published"}
