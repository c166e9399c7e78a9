"""Saying who writes a story, for which desk, until when, how long and with what."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypedDict, Unpack

from django.contrib.auth.models import User
from django.utils import timezone

from articles.actions.moving import make
from articles.models import Article, Section
from articles.models.history import name_of
from articles.workflow import Move, Refused, State

LONGEST = 100_000


class Assignment(TypedDict, total=False):
    """What is asked of whom; what is not given stays, None takes it away."""

    assignee: User | None
    desk: Section | None
    due_at: dt.datetime | None
    commissioned_words: int | None
    needs_picture: bool


def assign(article: Article, *, by: User, at: dt.datetime | None = None, **asked: Unpack[Assignment]) -> None:
    """Give the story to somebody, or ask something else of it; the history says in words what is new.

    Raises Refused when nothing would change, for a length that is none and for somebody who could not write it,
    Denied, Stale.
    """
    given: dict[str, Any] = dict(asked)
    changes = {name: value for name, value in given.items() if getattr(article, name) != value}
    if not changes:
        raise Refused("The story is assigned like that already.")
    _refuse_impossible(article, changes)
    why = "; ".join(_in_words(name, value) for name, value in changes.items())
    make(article, Move.ASSIGN, by=by, at=at or timezone.now(), why=why, **changes)


def _refuse_impossible(article: Article, changes: dict[str, Any]) -> None:
    words, assignee, due_at = (changes.get(name) for name in ("commissioned_words", "assignee", "due_at"))
    if words is not None and not 0 < words <= LONGEST:
        raise Refused(f"A story has between 1 and {LONGEST:,} words.")
    if due_at is not None and due_at.tzinfo is None:
        raise Refused("The time it is due says no time zone.")
    if assignee is not None and not can_write(assignee, article):
        raise Refused(f"{name_of(assignee)} cannot write this story: the account is closed or has no role.")


def can_write(user: User, article: Article) -> bool:
    """Whether that person could write the story if it were theirs."""
    as_theirs = Article(section_id=article.section_id, assignee=user, state=State.DRAFT)
    return user.is_staff and user.has_perm(Move.SAVE.permission, as_theirs)


def _in_words(name: str, value: Any) -> str:
    given, taken = WORDS[name]
    return given(value) if value else taken


WORDS: dict[str, tuple[Callable[[Any], str], str]] = {
    "assignee": (lambda user: f"assigned to {name_of(user)}", "assigned to nobody"),
    "desk": (lambda section: f"for {section.name} desk", "for no desk"),
    "due_at": (lambda at: f"due {timezone.localtime(at):%a %-d %b %Y, %H:%M}", "not due"),
    "commissioned_words": (lambda words: f"{words} words", "any length"),
    "needs_picture": (lambda needed: "with a picture", "without a picture"),
}
