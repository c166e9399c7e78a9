"""The board: every open story as a card in the column of its state, and the moves that each of them may make."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from articles.actions.moving import Denied, name_of
from articles.desk.gate import answers
from articles.desk.moving import VERBS
from articles.desk.overviews import day
from articles.desk.overviews.columns import LEADS, Column, Stack, stacks
from articles.desk.overviews.waits import is_late, waited
from articles.models import (
    Article,
    ImageRole,
    ImageUse,
    Note,
    Offer,
    Section,
    offered,
    place,
    with_standing,
)
from articles.workflow import Move, Standing

PANELS = {Move.PUBLISH: "desk_publish", Move.SCHEDULE: "desk_publish", Move.WITHDRAW: "desk_withdraw"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a card's menu: a move with the column it leads to, made here or in the panel at `panel`."""

    offer: Offer
    to: Column | None
    panel: str = ""

    @property
    def is_verb(self) -> bool:
        return self.offer.move in VERBS


@dataclass(frozen=True, slots=True)
class Card:
    """A story on the board."""

    story: Article
    label: str
    writer: str
    waited: str
    is_late: bool
    choices: list[Choice]

    @property
    def publish(self) -> Choice | None:
        """The button of a card that is ready to go out."""
        return next((one for one in self.choices if one.offer.move is Move.PUBLISH and one.offer.is_primary), None)

    @property
    def has_verbs(self) -> bool:
        return any(choice.is_verb for choice in self.choices)

    @property
    def unschedules(self) -> bool:
        return any(choice.offer.move is Move.UNSCHEDULE for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Pile:
    """A column with its cards, the number of all its stories, and the list that has the rest."""

    column: Column
    cards: list[Card]
    count: int
    query: str

    @property
    def more(self) -> int:
        return self.count - len(self.cards)

    @property
    def is_over(self) -> bool:
        return self.column.limit is not None and self.count > self.column.limit


@require_GET
@answers
def board(request: HttpRequest) -> HttpResponse:
    """Show the board; `?section=world` shows one section of it."""
    if not request.user.has_perm("articles.view_article"):
        raise Denied("Your account reads no stories. Ask an administrator for a role.")
    user: User = request.user  # type: ignore[assignment]
    slug = request.GET.get("section", "")[:60].replace("\0", "")
    piles = board_of(user, timezone.now(), slug)
    context = {
        **admin.site.each_context(request),
        "title": "Board",
        "section": slug,
        "sections_here": list(Section.objects.filter(parent=None)),
        "piles": piles,
        "is_empty": not any(pile.count for pile in piles),
        "here": request.get_full_path(),
    }
    return TemplateResponse(request, "desk/board.html", context)


def board_of(user: User, now: dt.datetime, slug: str = "") -> list[Pile]:
    """Return the columns as that person may read them, with the same number of questions however much there is."""
    readable = Article.objects.readable_by(user).filter(day.in_section(slug))
    found = list(stacks(readable, now))
    cards = {story.pk: _card(user, story, now) for story in _stories(found, now)}
    return [
        Pile(stack.column, [cards[key] for key in stack.keys], stack.count, _query(stack.column, slug))
        for stack in found
    ]


def _stories(found: list[Stack], now: dt.datetime) -> QuerySet[Article]:
    notes = Note.objects.filter(article=OuterRef("pk"), reply_to=None, resolved_at=None).order_by().values("article")
    lead = ImageUse.objects.filter(article=OuterRef("pk"), role=ImageRole.LEAD)
    shown = Article.objects.filter(pk__in=[key for stack in found for key in stack.keys])
    stories = with_standing(shown, now).annotate(
        open_notes=Subquery(notes.annotate(number=Count("pk")).values("number")),
        is_pictured=Exists(lead),
        is_embargoed=Case(When(embargo_until__gt=now, then=Value(True)), default=Value(False)),
    )
    people = ("section", "assignee", "created_by", "handled_by")
    return stories.select_related(*people).prefetch_related("bylines").defer("body")


def _card(user: User, story: Article, now: dt.datetime) -> Card:
    where = place(story)
    writer = story.assignee or story.created_by
    label = "" if where.standing is Standing.NOTHING else where.label
    choices = [_choice(story, offer) for offer in offered(user, story)]
    return Card(story, label, name_of(writer) if writer else "", waited(story, now), is_late(story, now), choices)


def _choice(story: Article, offer: Offer) -> Choice:
    panel = PANELS.get(offer.move, "")
    return Choice(offer, LEADS.get(offer.move), reverse(f"admin:{panel}", args=[story.uuid]) if panel else "")


def _query(column: Column, slug: str) -> str:
    return urlencode({"state": column.value} | ({"section": slug} if slug else {}))


urlpatterns = [path("board/", board, name="desk_board")]
