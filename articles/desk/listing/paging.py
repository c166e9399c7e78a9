"""Pages of the story list: keys only, from where another page ended, so that the last costs what the first does."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from articles.filters import StoryFilter
from articles.models import Article, is_waiting
from articles.search import DESK

COUNT = 50
# Where a page ends or begins: the moment in microseconds and the story's key.
PLACE = re.compile(r"([0-9]{1,17})-([0-9]{1,15})")
NUMBER = re.compile(r"[0-9]{1,4}")
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
Placed = tuple[int, dt.datetime]
# Nobody leafs further through what matches ever less.
LAST_BEST = 100


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the list, with the words for the page before and the page after."""

    name: str
    label: str
    column: str
    is_newest_first: bool
    back: str
    on: str
    # What is left out, because it has no place in this order.
    without: str = ""


SAVED = Order("saved", "Last saved", "saved_at", True, "Newer", "Older")
ORDERS = [
    SAVED,
    Order(
        "published",
        "Published",
        "first_published_at",
        True,
        "Newer",
        "Older",
        "Stories that were never published are left out.",
    ),
    Order("due", "Due", "due_at", False, "Due earlier", "Due later", "Stories without a due time are left out."),
    Order(
        "waiting",
        "Waiting longest",
        "state_since",
        False,
        "Waiting longer",
        "Waiting shorter",
        "Stories that wait for nobody are left out.",
    ),
]
BEST = Order("best", "Best match", "", False, "Better matches", "More matches")


@dataclass(frozen=True, slots=True)
class Page:
    """The keys of the stories on a page, and the parameters of the pages around it, None where there is none."""

    keys: list[int]
    back: dict[str, str] | None
    on: dict[str, str] | None


def order_of(name: str, terms: list[str]) -> Order:
    """Return the order of that name; else the best match first when words are looked for, the last saved when not."""
    offered = orders(terms)
    return next((order for order in offered if order.name == name), offered[0])


def orders(terms: list[str]) -> list[Order]:
    """Return the orders that make sense, the one that needs no asking first."""
    return [BEST, *ORDERS] if terms else ORDERS


def page_of(found: StoryFilter, order: Order, asked: Mapping[str, str]) -> Page:
    """Return the page that an address asks for; what it says of no page is the first one."""
    if order is BEST:
        return best_page(found.among, found.terms, asked.get("page", ""), COUNT)
    return page(found.qs, order, found.at, after=asked.get("after", ""), before=asked.get("before", ""), count=COUNT)


def best_page(stories: QuerySet[Article], terms: list[str], number: str, count: int) -> Page:
    """Return a page of the best matches; a number that is none is the first."""
    at = min(max(int(number), 1), LAST_BEST) if NUMBER.fullmatch(number) else 1
    found = DESK.ranked(terms, stories, start=(at - 1) * count, count=count + 1)
    back = {"page": str(at - 1)} if at > 1 else None
    on = {"page": str(at + 1)} if len(found) > count and at < LAST_BEST else None
    return Page(found[:count], back, on)


def page(
    stories: QuerySet[Article], order: Order, at: dt.datetime, *, after: str = "", before: str = "", count: int
) -> Page:
    """Return the page that follows one place of the order, or ends before another; of neither the first one."""
    placed = stories.filter(_has_place(order, at))
    if end := _read(before):
        found = _rows(placed.filter(_beyond(order, end, onwards=False)), order, count + 1, onwards=False)
        if len(found) > count:
            return _page(found[count - 1 :: -1], has_back=True, has_on=True)
        # There are no more than these before it: show the first page as it is now.
        return page(stories, order, at, count=count)
    start = _read(after)
    found = _rows(placed.filter(_beyond(order, start)) if start else placed, order, count + 1)
    return _page(found[:count], has_back=start is not None, has_on=len(found) > count)


def _has_place(order: Order, at: dt.datetime) -> Q:
    if order.column == "state_since":
        return is_waiting(at)
    return Q(**{f"{order.column}__isnull": False})


def _rows(
    stories: QuerySet[Article], order: Order, count: int, *, onwards: bool = True
) -> list[tuple[int, dt.datetime]]:
    sign = "-" if order.is_newest_first is onwards else ""
    return list(stories.order_by(f"{sign}{order.column}", f"{sign}pk").values_list("pk", order.column)[:count])


def _beyond(order: Order, place: tuple[dt.datetime, int], *, onwards: bool = True) -> Q:
    """Return the condition that a story comes after that place, or before it."""
    moment, key = place
    side = "lt" if order.is_newest_first is onwards else "gt"
    further = Q(**{f"{order.column}__{side}": moment}) | Q(**{order.column: moment, f"pk__{side}": key})
    # Says again what is meant, in the form that leads a database into the index.
    return Q(**{f"{order.column}__{side}e": moment}) & further


def _page(rows: list[Placed], *, has_back: bool, has_on: bool) -> Page:
    if not rows:
        return Page([], {} if has_back else None, None)
    return Page(
        [key for key, _ in rows],
        {"before": _written(rows[0])} if has_back else None,
        {"after": _written(rows[-1])} if has_on else None,
    )


def _written(row: Placed) -> str:
    key, moment = row
    return f"{(moment - EPOCH) // MICROSECOND}-{key}"


def _read(text: str) -> tuple[dt.datetime, int] | None:
    match = PLACE.fullmatch(text)
    return (EPOCH + int(match[1]) * MICROSECOND, int(match[2])) if match else None
