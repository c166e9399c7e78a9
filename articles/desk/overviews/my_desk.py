"""“My desk”: what waits for me, what goes out today, what just went out, what wants care, who is here."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.actions.moving import name_of
from articles.desk.clock import newsroom_zone
from articles.desk.overviews import care, day, timeline
from articles.desk.overviews.around import around
from articles.desk.overviews.waits import is_late, waited
from articles.desk.telling import whose_turn
from articles.filters.conditions import UNFINISHED
from articles.models import (
    Article,
    Edition,
    EditionKind,
    Note,
    Placement,
    place,
    with_standing,
)
from articles.timing import city, distance
from articles.workflow import State

SHOWN = 8
# A list that is longer than this is no overview any more; the story list has everything.
MOST = 200
WEEK = dt.timedelta(days=6)
LATELY = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Row:
    """A story of somebody's work: where it is, whose turn it is, how long it has waited and whether too long."""

    story: Article
    label: str
    turn: str
    waited: str
    is_late: bool
    writer: str
    notes: int


@dataclass(frozen=True, slots=True)
class Out:
    """An edition that readers have: its age, what kind of change it was, and its place on the front."""

    edition: Edition
    age: str
    change: str
    slot: int | None


def show(request: HttpRequest, site_context: dict[str, Any]) -> TemplateResponse:
    """Show the desk of whoever is signed in; `?desk=world` shows one section of it."""
    user: User = request.user  # type: ignore[assignment]
    context = desk_of(user, timezone.now(), request.GET.get("desk", "")[:60].replace("\0", ""))
    return TemplateResponse(request, "desk/overview.html", site_context | context)


def desk_of(user: User, now: dt.datetime, slug: str = "") -> dict[str, Any]:
    """Return everything on the page, with the same number of questions however much there is."""
    zone = newsroom_zone()
    start, end = day.span(now.astimezone(zone).date(), 1, zone)
    also = around(user, now)
    stories = {story.pk: story for story in _stories(user, now, (start, end), slug, also.waiting[:MOST])}
    waiting = [key for key in also.waiting if key in stories]
    in_hand = sorted(stories.values(), key=lambda story: (story.state_since, story.pk))
    mine = [story for story in in_hand if story.is_mine and story.pk not in waiting]  # type: ignore[attr-defined]
    editions = list(_editions(user, now, start - WEEK, end, slug))
    today = [edition for edition in editions if edition.live_from >= start]
    marks = [*day.of_editions(today, now, zone), *day.of_stories(stories.values(), start, end, zone)]
    counts = care.by_desk(Article.objects.readable_by(user), now, zone)
    return {
        "title": "My desk",
        "desk": slug,
        "desks": care.desks(counts),
        "now": now.astimezone(zone),
        "city": city(zone),
        "waiting": [_row(user, stories[key], now) for key in waiting[:SHOWN]],
        "waiting_count": len(waiting if slug else also.waiting),
        "mine": [_row(user, story, now) for story in mine[:SHOWN]],
        "mine_count": len(mine),
        "timeline": timeline.draw(day.in_order(marks), now, start, end, zone),
        "published": _just_published(editions, now),
        "care": care.cared_for(counts, slug, now, zone),
        "present": list(also.present.items()),
        "unsaved": also.unsaved[:SHOWN],
        # The head of every page would ask for it again.
        "inbox_unread": also.unread,
    }


def _stories(
    user: User, now: dt.datetime, today: tuple[dt.datetime, dt.datetime], slug: str, waiting: list[int]
) -> QuerySet[Article]:
    """Ask for the stories that wait for that person, are theirs, or have a time today."""
    theirs = Q(assignee=user) | Q(assignee=None, created_by=user) | Q(handled_by=user)
    coming = Edition.objects.coming(now).order_by().values("article")
    # Of what readers have only that which somebody worked on lately is asked whether its update waits.
    ready = Q(published_on=None) | Q(pk__in=coming) | Q(saved_at__gte=now - LATELY, is_pending=True)
    mine = Q(state__in=UNFINISHED) & theirs | Q(state=State.READY) & ready & theirs
    notes = Note.objects.filter(article=OuterRef("pk"), reply_to=None, resolved_at=None).order_by().values("article")
    stories = with_standing(Article.objects.readable_by(user), now).annotate(
        is_mine=_whether(mine),
        is_today=_whether(day.dated_in(*today)),
        open_notes=Subquery(notes.annotate(number=Count("pk")).values("number")),
    )
    wanted = stories.filter(Q(pk__in=waiting) | mine | day.dated_in(*today)).filter(day.in_section(slug))
    people = ("section", "desk", "assignee", "created_by", "handled_by")
    # Those with a time today come first, so that the day is whole however long somebody's list is.
    return wanted.order_by("-is_today", "state_since", "id").select_related(*people).defer("body")[: 2 * MOST]


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _row(user: User, story: Article, now: dt.datetime) -> Row:
    writer = story.assignee or story.created_by
    return Row(
        story,
        place(story).label,
        whose_turn(user, story),
        waited(story, now),
        is_late(story, now),
        name_of(writer) if writer else "",
        story.open_notes or 0,  # type: ignore[attr-defined]
    )


def _editions(user: User, now: dt.datetime, start: dt.datetime, end: dt.datetime, slug: str) -> QuerySet[Edition]:
    front = Placement.objects.at(now).filter(article=OuterRef("article"), front=None).order_by("slot").values("slot")
    found = day.editions_between(user, start, end).filter(day.in_section(slug))
    return found.annotate(slot=Subquery(front[:1])).order_by("-live_from", "-id")[:MOST]


def _just_published(editions: list[Edition], now: dt.datetime) -> list[Out]:
    newest: dict[int, Edition] = {}
    for edition in editions:
        if edition.live_from <= now:
            newest.setdefault(edition.article_id, edition)
    out = []
    for edition in [*newest.values()][:SHOWN]:
        kind = EditionKind(edition.kind)
        change = "" if kind is EditionKind.PUBLICATION else kind.label
        out.append(Out(edition, distance(edition.live_from, now), change, edition.slot))  # type: ignore[attr-defined]
    return out
