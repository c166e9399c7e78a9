"""The newsroom's day as marks on a clock: what is planned, scheduled, held and published, each with its own shape."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from articles import permissions
from articles.filters.conditions import UNFINISHED
from articles.models import Article, Edition, EditionKind
from articles.workflow import State

# Two stories within these minutes ask the same readers for their attention.
NEAR = dt.timedelta(minutes=5)


class Kind(StrEnum):
    """What happens at a mark; each is told apart by its shape and its word, and not only by a colour."""

    DUE = "due"
    SCHEDULED = "scheduled"
    EMBARGO = "embargo"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {"due": "Due", "scheduled": "Scheduled", "embargo": "Embargo ends", "published": "Published"}[self]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happens to a story at a time on the newsroom's clock; `note` says what is special about it."""

    at: dt.datetime
    kind: Kind
    article: int
    headline: str
    identity: uuid.UUID
    desk: int | None
    note: str = ""
    clash: str = ""

    @property
    def word(self) -> str:
        return self.note if self.kind is Kind.PUBLISHED and self.note else self.kind.label


def span(first: dt.date, days: int, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the midnight before that day and the one after so many days: 23 or 25 hours where the clocks change."""
    start = dt.datetime.combine(first, dt.time.min, zone)
    end = dt.datetime.combine(first + dt.timedelta(days=days), dt.time.min, zone)
    return start.astimezone(dt.UTC), end.astimezone(dt.UTC)


def share(at: dt.datetime, start: dt.datetime, end: dt.datetime) -> float:
    """Return how much of the time between two moments has passed at a third, in per cent."""
    return round((at - start).total_seconds() * 100 / (end - start).total_seconds(), 2)


def in_section(slug: str, via: str = "") -> Q:
    """Return the condition of belonging to a section or to one below it; `via` is the way to the story's section."""
    return Q(**{f"{via}section__slug": slug}) | Q(**{f"{via}section__parent__slug": slug}) if slug else Q()


def editions_between(user: User, start: dt.datetime, end: dt.datetime) -> QuerySet[Edition]:
    """Return the editions that began or will begin in that time; the coming ones only of stories one may read."""
    kept = Edition.objects.filter(live_from__gte=start, live_from__lt=end, live_until__gt=F("live_from"))
    if not (user.is_superuser or permissions.is_publisher(user)):
        kept = kept.filter(Exists(Article.objects.readable_by(user).filter(pk=OuterRef("article"))))
    slim = ("article", "kind", "live_from", "headline", "short_headline", "section__name")
    found = kept.filter(withheld=False).select_related("section").only("section", *slim)
    return found.annotate(identity=F("article__uuid")).order_by("live_from", "id")


def of_editions(editions: Iterable[Edition], now: dt.datetime, zone: ZoneInfo) -> Iterator[Mark]:
    """Say of editions when readers get them, or got them."""
    for edition in editions:
        kind = Kind.SCHEDULED if edition.live_from > now else Kind.PUBLISHED
        first = edition.kind == EditionKind.PUBLICATION
        note = "" if first else edition.get_kind_display()
        at = edition.live_from.astimezone(zone)
        identity = edition.identity  # type: ignore[attr-defined]
        yield Mark(at, kind, edition.article_id, edition.card_headline, identity, edition.section_id, note)


def dated_in(start: dt.datetime, end: dt.datetime) -> Q:
    """Return the condition that a story is due, or free of its embargo, in that time."""
    due = Q(due_at__gte=start, due_at__lt=end, state__in=UNFINISHED)
    return due | Q(embargo_until__gte=start, embargo_until__lt=end) & ~Q(state=State.SPIKED)


def of_stories(stories: Iterable[Article], start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> Iterator[Mark]:
    """Say of stories when they are due and when their embargo ends, if it is in that time."""
    for story in stories:
        what = (story.pk, story.short_headline or str(story), story.uuid, story.desk_id or story.section_id)
        if story.due_at and start <= story.due_at < end and story.state in UNFINISHED:
            yield Mark(story.due_at.astimezone(zone), Kind.DUE, *what, State(story.state).label)
        if story.embargo_until and start <= story.embargo_until < end:
            yield Mark(story.embargo_until.astimezone(zone), Kind.EMBARGO, *what)


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks by time; one that goes out within five minutes of another story says of which."""
    ordered = sorted(marks, key=lambda mark: (mark.at.astimezone(dt.UTC), mark.headline))
    return [_with_clash(mark, ordered[number + 1 :], ordered[:number]) for number, mark in enumerate(ordered)]


def _with_clash(mark: Mark, later: list[Mark], earlier: list[Mark]) -> Mark:
    if mark.kind is not Kind.SCHEDULED:
        return mark
    for other in (*reversed(earlier), *later):
        goes_out = other.kind in {Kind.SCHEDULED, Kind.PUBLISHED} and other.article != mark.article
        if goes_out and abs(other.at.astimezone(dt.UTC) - mark.at.astimezone(dt.UTC)) <= NEAR:
            return dataclasses.replace(mark, clash=other.headline)
    return mark
