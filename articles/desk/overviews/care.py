"""What in the work of these days wants somebody's hand, counted by desk; each count is a list of stories."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from articles.filters import conditions as find
from articles.models import Article

# Older stories are found by the list's filters; here is what somebody worked on since.
DAYS = dt.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that stories lack: its count in words, one and many, and the filter that finds them."""

    key: str
    one: str
    many: str
    query: dict[str, str]
    condition: Q


@dataclass(frozen=True, slots=True)
class Care:
    """A concern on some desk: how many stories, in words, and the query of the list that shows them."""

    words: str
    query: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A section with work of these days, as one of several to look at."""

    slug: str
    name: str


def concerns(now: dt.datetime) -> list[Concern]:
    """Return what is looked for, the most pressing first: each as the story list finds it."""
    return [
        Concern("late", "late story", "late stories", {"late": "1"}, find.late(now)),
        Concern(
            "no_alt",
            "picture without alt text",
            "pictures without alt text",
            {"picture": find.NO_ALT},
            find.pictured(find.NO_ALT),
        ),
        Concern(
            "no_picture",
            "story without picture",
            "stories without picture",
            {"picture": find.WITHOUT},
            find.pictured(find.WITHOUT),
        ),
        Concern(
            "unresolved",
            "story with an unresolved READ MORE",
            "stories with an unresolved READ MORE",
            {"unresolved": "1"},
            find.unresolved(),
        ),
        Concern("notes", "story with open notes", "stories with open notes", {"notes": "1"}, find.discussed()),
    ]


def by_desk(readable: QuerySet[Article], now: dt.datetime, zone: ZoneInfo) -> list[dict[str, object]]:
    """Return one row a section with its counts, of the stories saved today and on the six days before."""
    # By their keys, so that the few recent stories are found first and then put together by section.
    keys = Article.objects.filter(saved_at__gte=_first_moment(now, zone)).order_by().values("pk")
    recent = readable.filter(pk__in=keys).order_by()
    counts = {concern.key: Count("pk", filter=concern.condition) for concern in concerns(now)}
    names = ("section__slug", "section__name", "section__order", "section__parent__slug")
    return list(recent.values(*names).annotate(**counts).order_by("section__order", "section__name"))


def desks(rows: list[dict[str, object]]) -> list[Desk]:
    """Return the sections among the rows."""
    return [Desk(str(row["section__slug"]), str(row["section__name"])) for row in rows if row["section__slug"]]


def cared_for(rows: list[dict[str, object]], slug: str, now: dt.datetime, zone: ZoneInfo) -> list[Care]:
    """Return what a desk, or without a slug every one of them, has to care for; what there is none of is left out."""
    mine = [row for row in rows if not slug or slug in {row["section__slug"], row["section__parent__slug"]}]
    found = []
    for concern in concerns(now):
        number = sum(int(str(row[concern.key])) for row in mine)
        since = {"since": f"{_first_moment(now, zone):%Y-%m-%d}"}
        query = concern.query | since | ({"section": slug} if slug else {})
        if number:
            found.append(Care(f"{number} {concern.one if number == 1 else concern.many}", urlencode(query)))
    return found


def _first_moment(now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(now.astimezone(zone).date() - DAYS, dt.time.min, zone)
