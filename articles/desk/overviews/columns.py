"""The columns of the board: which stories stand in each, in which order, and how many are meant to."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, F, OrderBy, OuterRef, Q, QuerySet, Subquery, Window

from articles.desk.clock import newsroom_zone
from articles.desk.overviews import day
from articles.models import Article, Edition, is_to_publish
from articles.workflow import Move, State

# More cards than these are read in the list.
MOST = 20


class Column(StrEnum):
    """Where a card stands; a live story whose update is being written stands where its update is."""

    PLANNED = "planned"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES = "changes"
    READY = "ready"
    SCHEDULED = "scheduled"
    LIVE = "live"

    @property
    def label(self) -> str:
        return {Column.SCHEDULED: "Scheduled", Column.LIVE: "Live today"}.get(self) or State(self.value).label

    @property
    def limit(self) -> int | None:
        """How many are meant to stand here at once; nobody is stopped, the number is only marked."""
        return {Column.SUBMITTED: 8, Column.CHANGES: 6, Column.READY: 6}.get(self)

    @property
    def move(self) -> Move | None:
        """What somebody asks for who drops a card here; the publishing panel asks for itself."""
        return {
            Column.DRAFT: Move.START,
            Column.SUBMITTED: Move.SUBMIT,
            Column.CHANGES: Move.ASK_CHANGES,
            Column.READY: Move.APPROVE,
        }.get(self)


@dataclass(frozen=True, slots=True)
class Stack:
    """The stories of a column: the keys of those that are shown, in order, and the number of all."""

    column: Column
    keys: list[int]
    count: int


# To which column each move leads.
LEADS: dict[Move, Column] = {
    Move.START: Column.DRAFT,
    Move.RECALL: Column.DRAFT,
    Move.SUBMIT: Column.SUBMITTED,
    Move.ASK_CHANGES: Column.CHANGES,
    Move.APPROVE: Column.READY,
    Move.UNSCHEDULE: Column.READY,
    Move.SCHEDULE: Column.SCHEDULED,
    Move.PUBLISH: Column.LIVE,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands in a column, and in which order."""

    condition: Q
    order: tuple[str | OrderBy, ...] = ("state_since", "id")


def rules(now: dt.datetime) -> dict[Column, Rule]:
    """Return what stands in each column at that moment."""
    zone = newsroom_zone()
    midnight, _ = day.span(now.astimezone(zone).date(), 1, zone)
    coming = Q(pk__in=Edition.objects.coming(now).order_by().values("article"))
    went_out = Edition.objects.live(now).filter(live_from__gte=midnight).order_by().values("article")
    # Asked of the few that are coming or went out today; `is_pending` for all would read every edition there is.
    given = Q(state=State.READY, given=F("text_version"))
    return {
        Column.PLANNED: Rule(Q(state=State.PLANNED), (F("due_at").asc(nulls_last=True), "id")),
        Column.DRAFT: Rule(Q(state=State.DRAFT)),
        Column.SUBMITTED: Rule(Q(state=State.SUBMITTED)),
        Column.CHANGES: Rule(Q(state=State.CHANGES)),
        Column.READY: Rule(is_to_publish(now)),
        Column.SCHEDULED: Rule(given & coming, ("first_published_at", "id")),
        Column.LIVE: Rule(given & ~coming & Q(pk__in=went_out), ("-first_published_at", "-id")),
    }


def stacks(stories: QuerySet[Article], now: dt.datetime) -> Iterator[Stack]:
    """Yield the columns with the stories that stand in each, with one question for each of them."""
    newest = (
        Edition.objects.filter(article=OuterRef("pk"), withheld=False, live_until__gt=F("live_from"))
        .order_by("-number")
        .values("text_version")[:1]
    )
    for column, rule in rules(now).items():
        found = (
            stories.alias(given=Subquery(newest))
            .filter(rule.condition)
            .order_by(*rule.order)
            .annotate(number=Window(Count("pk")))
        )
        rows = list(found.values_list("pk", "number")[:MOST])
        yield Stack(column, [key for key, _ in rows], rows[0][1] if rows else 0)
