"""Who has a story open, when they last typed, and what colleagues ask of them meanwhile."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.actions.notes import refuse_strangers
from articles.actions.notifying import tell
from articles.models import Article, Notification, NotificationKind, Presence
from articles.models.history import name_of
from articles.workflow import Refused

# Three heartbeats.
HERE = dt.timedelta(seconds=30)
FORGOTTEN = dt.timedelta(days=1)


def be_here(
    article: Article, *, by: User, typed: dt.timedelta | None = None, at: dt.datetime | None = None
) -> list[Presence]:
    """Say that `by` has the story open, and how long ago they typed into it; return who else has, last typed first.

    What was said of the story more than a day ago is dropped: no job has to.
    """
    at = at or timezone.now()
    said = {"seen_at": at} | ({} if typed is None else {"typed_at": at - typed})
    Presence.objects.update_or_create(article=article, user=by, defaults=said)
    Presence.objects.filter(article=article, seen_at__lt=at - FORGOTTEN).delete()
    return others_here(article, by, at)


def others_here(article: Article, user: User, at: dt.datetime) -> list[Presence]:
    """Return who else has the story open at that moment."""
    here = Presence.objects.filter(article=article, seen_at__gt=at - HERE).exclude(user=user).select_related("user")
    return sorted(here, key=lambda presence: presence.typed_at or FIRST, reverse=True)


def ask(article: Article, *, by: User, colleague: User, text: str = "", at: dt.datetime | None = None) -> None:
    """Ask a colleague who has the story open for it, in a line that stands on their screen.

    Asking again before they have seen it changes nothing.

    Raises Refused when they no longer have it open, Denied.
    """
    at = at or timezone.now()
    refuse_strangers(article, by)
    if colleague not in [presence.user for presence in others_here(article, by, at)]:
        raise Refused(f"{name_of(colleague)} no longer has the story open.")
    with transaction.atomic():
        if not questions(article, colleague).filter(by=by).exists():
            tell(article, NotificationKind.ASKED, Q(pk=colleague.pk), by=by, at=at, text=text)


def questions(article: Article, user: User) -> QuerySet[Notification]:
    """Return what colleagues asked somebody who has the story open, and they have not seen."""
    return article.notifications.filter(kind=NotificationKind.ASKED, user=user, read_at=None)


FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
