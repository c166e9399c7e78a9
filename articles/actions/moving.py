"""What all moves share: the table, the permission, compare-and-swap and the history entry; and the plain moves."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.actions.notifying import tell_of_move
from articles.markup import clean_line
from articles.models import Article, Edition, HistoryEntry
from articles.models.history import name_of
from articles.workflow import Move, Refused, State, target


class Denied(Refused):
    """This person may not make this move."""


class Stale(Refused):
    """Somebody else has changed the story since it was read; nothing was written."""


@contextmanager
def one_step(article: Article) -> Iterator[None]:
    """Let all that a verb writes be one transaction; when it is refused, the story in hand is as it was, too."""
    before = dict(article.__dict__)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        article.__dict__.clear()
        article.__dict__.update(before)
        raise


def record(article: Article, move: Move, *, by: User, at: dt.datetime, why: str = "", **columns: object) -> None:
    """Make the move inside the caller's transaction: state, version and the given columns at once, and its history.

    The row is changed only if its version is still the one that was read, so that of two people one is refused.

    Raises Refused when MOVES does not know the move here and for a reason that is too long, Denied without the
    permission, Stale after somebody else.
    """
    why = _short_enough(why)
    from_state = State(article.state)
    to_state = target(move, from_state, Edition.objects.standing(article, at))
    if not by.has_perm(move.permission, article):
        raise Denied(f"You may not do “{move.label}” with this story.")
    columns |= {"state": to_state, "version": article.version + 1}
    if to_state is not from_state:
        columns["state_since"] = at
        # A story belongs to one at the desk only while it is there: sent back to it, it waits for the whole desk.
        columns["handled_by"] = None
    changed = Article.objects.filter(pk=article.pk, version=article.version).update(**columns)
    if not changed:
        raise Stale("Somebody else has changed this story meanwhile. Your text is kept: compare it with theirs.")
    for column, value in columns.items():
        setattr(article, column, value)
    write_history(article, move, from_state, by=by, at=at, why=why)


def make(article: Article, move: Move, *, by: User, at: dt.datetime, why: str = "", **columns: object) -> None:
    """Make the move in one transaction, as `record` does, and tell those whom it concerns."""
    former = Q(pk=article.handled_by_id)
    with one_step(article):
        record(article, move, by=by, at=at, why=why, **columns)
        tell_of_move(article, move, by=by, at=at, why=why, former=former)


def _short_enough(why: str) -> str:
    limit = HistoryEntry._meta.get_field("why").max_length or 0
    if len(said := clean_line(why)) > limit:
        raise Refused(f"Say it in {limit} characters at most; the rest belongs into a note.")
    return said


def write_history(article: Article, move: Move, from_state: State, *, by: User, at: dt.datetime, why: str) -> None:
    """Append what was done to the story's history, under its present version."""
    HistoryEntry.objects.create(
        article=article,
        version=article.version,
        move=move,
        from_state=from_state,
        to_state=article.state,
        by=by,
        by_name=name_of(by),
        at=at,
        why=clean_line(why),
    )


def start(article: Article, *, by: User, at: dt.datetime | None = None, why: str = "") -> None:
    """Begin to write a story that was planned.

    Raises Refused, Denied, Stale.
    """
    _move(article, Move.START, by=by, at=at, why=why)


def submit(article: Article, *, by: User, at: dt.datetime | None = None, why: str = "") -> None:
    """Send the story to the desk.

    Raises Refused, Denied, Stale.
    """
    _move(article, Move.SUBMIT, by=by, at=at, why=why)


def recall(article: Article, *, by: User, at: dt.datetime | None = None, why: str = "") -> None:
    """Take the story back from the desk as a draft; its reporter may until somebody at the desk took it.

    Raises Refused, Denied, Stale.
    """
    _move(article, Move.RECALL, by=by, at=at, why=why)


def take(article: Article, *, by: User, at: dt.datetime | None = None, why: str = "") -> None:
    """Make the story that was sent to the desk the task of `by`; also one that a colleague has taken.

    Raises Refused, also when `by` has it already, Denied, Stale.
    """
    if article.handled_by_id == by.pk:
        raise Refused("You have this story already.")
    make(article, Move.TAKE, by=by, at=at or timezone.now(), why=why, handled_by=by)


def ask_changes(article: Article, *, by: User, why: str, at: dt.datetime | None = None) -> None:
    """Hand the story back to its reporter; `why` says what is wanted.

    Raises Refused (also without a reason), Denied, Stale.
    """
    if not clean_line(why):
        raise Refused("Say in a line what should change.")
    _move(article, Move.ASK_CHANGES, by=by, at=at, why=why)


def approve(article: Article, *, by: User, at: dt.datetime | None = None, why: str = "") -> None:
    """Mark the story ready to be published. An editor cannot approve a story of their own.

    Raises Refused, Denied, Stale.
    """
    _move(article, Move.APPROVE, by=by, at=at, why=why)


def spike(article: Article, *, by: User, at: dt.datetime | None = None, why: str = "") -> None:
    """Take an unpublished story out of the day's work; `revive` brings it back.

    Raises Refused, also while an edition waits for its moment, Denied, Stale.
    """
    if article.editions.coming(at or timezone.now()).exists():
        raise Refused("“Spike” is not possible while the story is “Scheduled” and would go out. Unschedule it first.")
    _move(article, Move.SPIKE, by=by, at=at, why=why)


def revive(article: Article, *, by: User, at: dt.datetime | None = None, why: str = "") -> None:
    """Bring a spiked story back as a draft.

    Raises Refused, Denied, Stale.
    """
    _move(article, Move.REVIVE, by=by, at=at, why=why)


def _move(article: Article, move: Move, *, by: User, at: dt.datetime | None, why: str) -> None:
    make(article, move, by=by, at=at or timezone.now(), why=why)
