"""Telling people what happened to stories that concern them: a row inside the verb's transaction, mail after it."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.actions.mailing import send
from articles.markup import clean_line
from articles.models import Article, Edition, EditionKind, Notification, NotificationKind, Preference, who_reads
from articles.permissions import ADMIN, EDITOR, PUBLISHER
from articles.timing import city, wall
from articles.workflow import Move

LONGEST = 600
NOBODY = Q(pk=None)
# What somebody was to do; done when the story moves on.
TASKS = (NotificationKind.SUBMITTED, NotificationKind.CHANGES, NotificationKind.READY)


def tell(article: Article, kind: NotificationKind, whom: Q, *, by: User, at: dt.datetime, text: str = "") -> None:
    """Tell those of `whom` who may read the story; nobody is told of what they did themselves.

    Inside the caller's transaction: when that fails, nobody is told, and mail goes out only when all is kept.
    """
    people = who_reads(article).filter(pk__in=User.objects.filter(whom).values("pk")).exclude(pk=by.pk)
    said = clean_line(text)
    if len(said) > LONGEST:
        said = said[: LONGEST - 1] + "…"
    told = [Notification(user=who, article=article, kind=kind, text=said, by=by, at=at) for who in people]
    if told:
        Notification.objects.bulk_create(told)
        transaction.on_commit(partial(send, told))


def tell_of_move(
    article: Article, move: Move, *, by: User, at: dt.datetime, why: str = "", former: Q = NOBODY
) -> None:
    """Tell those whom a move that was made concerns, and those whose task the story was until now."""
    done(article, at=at)
    if move in MOVES_TOLD:
        kind, whom = MOVES_TOLD[move]
        tell(article, kind, whom(article) | former, by=by, at=at, text=why)


def tell_of_edition(article: Article, edition: Edition, *, by: User, at: dt.datetime) -> None:
    """Tell the story's reporter that readers have it, or will at a minute that was set."""
    done(article, at=at)
    label = "" if edition.kind == EditionKind.PUBLICATION else EditionKind(edition.kind).label
    said = f"{label}: {edition.note}" if label and edition.note else label
    kind = NotificationKind.PUBLISHED
    if edition.live_from > at + SOON:
        kind = NotificationKind.SCHEDULED
        zone = timezone.get_default_timezone()
        when = f"{wall(edition.live_from, at, zone)} {city(zone)}"
        said = f"{said} – {when}" if said else when
    tell(article, kind, writer(article), by=by, at=at, text=said)


def done(article: Article, *, at: dt.datetime) -> None:
    """Mark as read what the story asked of anybody before it moved on."""
    Notification.objects.filter(article=article, kind__in=TASKS, read_at=None).update(read_at=at)


def mark_read(user: User, *, at: dt.datetime | None = None, only: list[int] | None = None) -> int:
    """Mark what somebody was told as read, all or only those rows of theirs, and return how many were not."""
    unread = Notification.objects.filter(user=user, read_at=None)
    if only is not None:
        unread = unread.filter(pk__in=only)
    return unread.update(read_at=at or timezone.now())


def mark_seen(user: User, article: Article, *, at: dt.datetime | None = None) -> None:
    """Mark what somebody was told of a story as read: they have it before them."""
    Notification.objects.filter(user=user, article=article, read_at=None).update(read_at=at or timezone.now())


def choose_mail(user: User, *, wants_mail: bool) -> None:
    """Keep whether somebody wants to be told by mail as well."""
    Preference.objects.update_or_create(user=user, defaults={"wants_mail": wants_mail})


def writer(article: Article) -> Q:
    """Return who writes the story: whom it is assigned to, else who started it."""
    return Q(pk=article.assignee_id or article.created_by_id)


def people_of(article: Article) -> Q:
    """Return all whose story it is: who started it, writes it or has it at the desk."""
    keys = {article.created_by_id, article.assignee_id, article.handled_by_id} - {None}
    return Q(pk__in=keys)


def desk(article: Article) -> Q:
    """Return the editors of the story's section; of a story without one, who could give it one."""
    if article.section_id is None:
        return publishers(article)
    return Q(groups__name=EDITOR, edited_sections=article.section_id)


def publishers(article: Article) -> Q:
    """Return who may publish."""
    return Q(groups__name__in=[PUBLISHER, ADMIN])


# "Publish now" starts a moment ahead, so that it can be taken back.
SOON = dt.timedelta(minutes=2)
MOVES_TOLD: dict[Move, tuple[NotificationKind, Callable[[Article], Q]]] = {
    Move.SUBMIT: (NotificationKind.SUBMITTED, desk),
    Move.TAKE: (NotificationKind.TAKEN, writer),
    Move.ASK_CHANGES: (NotificationKind.CHANGES, writer),
    Move.APPROVE: (NotificationKind.READY, publishers),
    Move.ASSIGN: (NotificationKind.ASSIGNED, lambda article: Q(pk=article.assignee_id)),
    Move.SPIKE: (NotificationKind.SPIKED, writer),
    Move.UNSCHEDULE: (NotificationKind.CANCELLED, writer),
    Move.WITHDRAW: (NotificationKind.WITHDRAWN, writer),
}
