"""Letting people without an account read a story before it is published, for some hours."""

import datetime as dt
import hashlib
import secrets

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.actions.moving import Denied
from articles.models import Article, PreviewLink
from articles.permissions import PREVIEW
from articles.workflow import Refused, State

HOURS, MOST_HOURS, MOST_OPEN = 8, 7 * 24, 10
TOKEN_BYTES = 32


def mint(article: Article, *, by: User, hours: int = HOURS, at: dt.datetime | None = None) -> str:
    """Make a link to the working copy and return its token, which is kept nowhere: what is stored is its hash.

    The link ends after `hours`, when it is revoked, and as soon as the story is before readers.

    Raises Denied, and Refused for a time that is too long, a story that is spiked, on legal hold, under embargo or
    known to readers, and when too many links to it are open.
    """
    at = at or timezone.now()
    with transaction.atomic():
        story = Article.objects.select_for_update().get(pk=article.pk)
        if not by.has_perm(PREVIEW, story):
            raise Denied("You may not share this story.")
        _refuse_sharing(story, hours, at)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        PreviewLink.objects.create(
            article=story,
            token_hash=hash_of(token),
            by=by,
            created_at=at,
            expires_at=at + dt.timedelta(hours=hours),
        )
    return token


def revoke(link: PreviewLink, *, by: User, at: dt.datetime | None = None) -> None:
    """End a link now. Whoever made it may, and whoever may share the story.

    Raises Denied.
    """
    if link.by_id != by.pk and not by.has_perm(PREVIEW, link.article):
        raise Denied("You may not revoke this link.")
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at or timezone.now(), revoked_by=by)


def hash_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _refuse_sharing(story: Article, hours: int, at: dt.datetime) -> None:
    if not 1 <= hours <= MOST_HOURS:
        raise Refused("A link lasts from one hour to 7 days.")
    if story.state == State.SPIKED:
        raise Refused("The story is spiked. Bring it back first.")
    if story.editions.seen_by(at).exists():
        raise Refused("Readers have had this story, and links show only what is not published yet.")
    if story.legal_hold:
        raise Refused("The story is on legal hold. Until a publisher lifts it nobody outside may read it.")
    if story.is_embargoed_at(at):
        when = f"{timezone.localtime(story.embargo_until):%a %-d %b %Y, %H:%M %Z}"
        raise Refused(f"The story is under embargo until {when}. Before that nobody outside may read it.")
    if story.preview_links.open(at).count() >= MOST_OPEN:
        raise Refused(f"{MOST_OPEN} links to this story are open. Revoke one of them first.")
