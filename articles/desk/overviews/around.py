"""What waits for somebody, what they typed and never saved, what they were told, who is here: asked at once."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.fields.json import KT

from articles.desk.overviews.inbox import told_to
from articles.models import Article, EditBuffer, Presence, is_turn_of

# A heartbeat comes every ten seconds.
PRESENT = dt.timedelta(seconds=30)
MOST = 50

BEGINNING = dt.datetime.min.replace(tzinfo=dt.UTC)
COLUMNS = ("what", "first", "last", "login", "title", "story", "moment", "number")
NOTHING = Value("", CharField())
NOBODY = dict.fromkeys(("first", "last", "login"), NOTHING)
NEVER = Value(None, DateTimeField())
NO_STORY = Value(None, UUIDField())
ZERO = Value(0, IntegerField())


class Unsaved(NamedTuple):
    """A new story that exists only in somebody's buffer."""

    identity: uuid.UUID
    headline: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Around:
    """The keys of the stories that wait, the longest wait first; colleagues with the headlines they have open; one's
    own unsaved stories; the number of unread notices.
    """

    waiting: list[int] = field(default_factory=list)
    present: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    unsaved: list[Unsaved] = field(default_factory=list)
    unread: int = 0


def around(user: User, now: dt.datetime) -> Around:
    """Return it with one question, because each part of it is small."""
    rows = _present(user, now).union(_waiting(user, now), _unsaved(user), _told(user), all=True)
    present: dict[str, list[tuple[str, int]]] = {}
    waiting: list[int] = []
    unsaved, unread = [], 0
    # Sorted here: a database that sorts a union walks whole tables in that order.
    for what, first, last, login, title, story, moment, number in sorted(rows, key=_newest, reverse=True):
        if what == "here":
            name = f"{first} {last}".strip() or login
            present.setdefault(name, []).append((title or str(Article()), number))
        elif what == "waits":
            waiting.insert(0, number)
        elif what == "unsaved":
            unsaved.append(Unsaved(story, title or str(Article()), moment))
        else:
            unread = number
    return Around(waiting, present, unsaved, unread)


def _newest(row: tuple[Any, ...]) -> tuple[dt.datetime, int]:
    *_, moment, number = row
    return moment or BEGINNING, number


def _present(user: User, now: dt.datetime) -> QuerySet[Any, Any]:
    readable = Article.objects.readable_by(user).filter(pk=OuterRef("article"))
    seen = Presence.objects.filter(Exists(readable), seen_at__gte=now - PRESENT)
    return seen.annotate(
        what=Value("here", CharField()),
        first=F("user__first_name"),
        last=F("user__last_name"),
        login=F("user__username"),
        title=F("article__headline"),
        story=F("article__uuid"),
        moment=F("seen_at"),
        number=F("article__pk"),
    ).values_list(*COLUMNS)


def _waiting(user: User, now: dt.datetime) -> QuerySet[Any, Any]:
    turn = Article.objects.readable_by(user).filter(is_turn_of(user, now)).order_by()
    return turn.annotate(
        what=Value("waits", CharField()),
        **NOBODY,
        title=NOTHING,
        story=F("uuid"),
        moment=F("state_since"),
        number=F("pk"),
    ).values_list(*COLUMNS)


def _unsaved(user: User) -> QuerySet[Any, Any]:
    typed = EditBuffer.objects.new_stories_of(user).order_by()
    return typed.annotate(
        what=Value("unsaved", CharField()),
        **NOBODY,
        title=KT("fields__headline"),
        story=F("identity"),
        moment=F("at"),
        number=ZERO,
    ).values_list(*COLUMNS)


def _told(user: User) -> QuerySet[Any, Any]:
    unread = told_to(user).filter(read_at=None).order_by().values("user")
    return unread.annotate(
        what=Value("told", CharField()),
        **NOBODY,
        title=NOTHING,
        story=NO_STORY,
        moment=NEVER,
        number=Count("pk"),
    ).values_list(*COLUMNS)
