"""The archive by year, month and day."""

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format

from articles.models import Edition
from articles.models.editions import EditionQuerySet
from people.paging import page
from people.public import public_page

Part = TypeVar("Part", int, dt.date)


@dataclass(frozen=True, slots=True)
class Step:
    """A way on from an archive page; `count` is the number of stories there."""

    label: str
    url: str
    count: int = 0


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """All years that have stories, and the newest stories."""
    counted = _counted(Edition.objects.live(), lambda day: day.year)
    years = [Step(str(year), reverse("articles:year", args=[year]), count) for year, count in reversed(counted)]
    return _answer(request, Edition.objects.live(), scope="all", heading="Archive", years=years)


@public_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The stories first published in a year."""
    stories = Edition.objects.live().filter(published_on__year=year)
    months = [
        Step(date_format(dt.date(year, month, 1), "F"), reverse("articles:month", args=[year, month]), count)
        for month, count in _counted(stories, lambda day: day.month)
    ]
    up = Step("All years", reverse("articles:archive"))
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    around = _around(first, last, _year_step)
    return _answer(request, stories.near(first, last), scope="year", heading=str(year), up=up, months=months, **around)


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories first published in a month."""
    if not 1 <= month <= 12:
        raise Http404("No such month.")
    first = dt.date(year, month, 1)
    last = first.replace(day=monthrange(year, month)[1])
    stories = Edition.objects.live().filter(published_on__range=(first, last))
    days = [
        Step(date_format(day, "j F"), reverse("articles:day", args=[day]), count)
        for day, count in _counted(stories, lambda day: day)
    ]
    up = Step(str(year), reverse("articles:year", args=[year]))
    around = _around(first, last, _month_step)
    return _answer(
        request,
        stories.near(first, last),
        scope="month",
        heading=date_format(first, "F Y"),
        up=up,
        days=days,
        **around,
    )


@public_page
def day(request: HttpRequest, day: dt.date) -> HttpResponse:
    """The stories first published on a day."""
    stories = Edition.objects.live().filter(published_on=day)
    around = _around(day, day, _day_step)
    return _answer(request, stories, scope="day", heading=date_format(day, "j F Y"), up=_month_step(day), **around)


def _answer(
    request: HttpRequest, stories: EditionQuerySet, *, scope: str, heading: str, **steps: object
) -> HttpResponse:
    shown = page(request, stories.for_cards(), key=("first_published_at", "id"))
    context = {
        "here": "archive",
        "title": heading if scope == "all" else f"Archive: {heading}",
        "description": f"Stories of {heading}." if scope != "all" else "Every story by date.",
        "robots": "" if shown.items else "noindex",
        "scope": scope,
        "heading": heading,
        "cards": shown.items,
        "pager": shown,
        "years": [],
        "months": [],
        "days": [],
        "up": None,
        "earlier": None,
        "later": None,
        **steps,
    }
    return render(request, "articles/archive.html", context)


def _counted(stories: EditionQuerySet, part: Callable[[dt.date], Part]) -> list[tuple[Part, int]]:
    """Return how many stories each part of the calendar has, in order; the database counts by day, from its index."""
    counts: Counter[Part] = Counter()
    for day, count in stories.order_by().values_list("published_on").annotate(Count("id")):
        counts[part(day)] += count
    return sorted(counts.items())


def _around(first: dt.date, last: dt.date, step: Callable[[dt.date], Step]) -> dict[str, Step | None]:
    """Return the steps to the nearest stories before and after a span of days, two queries."""
    days = Edition.objects.live().order_by("published_on").values_list("published_on", flat=True)
    before, after = days.filter(published_on__lt=first).last(), days.filter(published_on__gt=last).first()
    return {"earlier": step(before) if before else None, "later": step(after) if after else None}


def _year_step(day: dt.date) -> Step:
    return Step(str(day.year), reverse("articles:year", args=[day.year]))


def _month_step(day: dt.date) -> Step:
    return Step(date_format(day, "F Y"), reverse("articles:month", args=[day.year, day.month]))


def _day_step(day: dt.date) -> Step:
    return Step(date_format(day, "j F Y"), reverse("articles:day", args=[day]))
