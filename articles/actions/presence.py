"""Who has a story open, and when they last typed; said anew every few seconds, and nothing anybody waits for."""

import datetime as dt

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Presence

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


FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
