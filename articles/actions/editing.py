"""Starting a story, saving it, and bringing an earlier save back."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import body
from articles.actions import snapshots
from articles.actions.crediting import find_mentions
from articles.actions.fields import Snapshot
from articles.actions.indexing import index
from articles.actions.linking import resolve_links
from articles.actions.moving import Denied, one_step, record, write_history
from articles.models import Article, Revision
from articles.workflow import Move, Refused, State
from people.names import slug as slug_of

STARTS = frozenset({State.PLANNED, State.DRAFT})
# What keeps a story from readers whatever its text.
HOLDS = frozenset({"embargo_until", "expires_at", "legal_hold"})


def create(
    *,
    by: User,
    fields: Snapshot,
    at: dt.datetime | None = None,
    state: State = State.DRAFT,
    source: str = "",
    source_id: str = "",
    label: str = "",
    why: str = "",
    like: Article | None = None,
    identity: uuid.UUID | None = None,
) -> Article:
    """Start a story and return it; `state` is planned or draft.

    With a `source` the story's uuid follows from source and id, everywhere the same; `identity` is that of a story
    whose page was open before. One that starts `like` another may have that one's embargo, whoever starts it.

    Raises Denied without the permission to add stories, Refused for bad fields or another state.
    """
    _refuse_starting(state, by=by)
    at = at or timezone.now()
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{source}:{source_id}") if source else identity or uuid.uuid4()
    with transaction.atomic():
        article = Article.objects.create(
            uuid=identity,
            created_by=by,
            created_at=at,
            saved_at=at,
            state=state,
            state_since=at,
            version=1,
            source=source,
            source_id=source_id,
            **_first_columns(fields, identity, like or Article(), by=by),
        )
        _write_rest(article, fields)
        write_history(article, Move.SAVE, state, by=by, at=at, why=why)
        _keep_revision(article, by=by, at=at, label=label)
    return article


def _refuse_starting(state: State, *, by: User) -> None:
    if not by.has_perm("articles.add_article"):
        raise Denied("You may not start stories. Ask an administrator for the reporter’s role.")
    if state not in STARTS:
        raise Refused("A story starts as planned or as a draft.")


def _first_columns(fields: Snapshot, identity: uuid.UUID, like: Article, *, by: User) -> dict[str, Any]:
    columns = snapshots.columns(fields)
    _refuse_lifting(like, columns, by=by)
    wished = columns.get("slug") or columns.get("headline", "")
    return columns | _counted(columns) | {"slug": _slug(wished, identity), "text_version": 1}


def _slug(wished: str, identity: uuid.UUID) -> str:
    return slug_of(wished, f"story-{identity.hex[:8]}")


def _counted(columns: dict[str, Any]) -> dict[str, Any]:
    """Return the number of words when the columns set a body."""
    return {"word_count": body.word_count(columns["body"])} if "body" in columns else {}


def save(article: Article, *, by: User, changes: Snapshot, at: dt.datetime | None = None, label: str = "") -> Revision:
    """Write the changes into the working copy and keep the result as a revision. Readers see nothing of it.

    `article` is the story as it was read: a story that somebody else has changed since is not touched.

    Raises Refused for bad fields or a state that cannot be edited, Denied, Stale.
    """
    return _save(article, Move.SAVE, by=by, changes=changes, at=at or timezone.now(), label=label)


def restore(article: Article, revision: Revision, *, by: User, at: dt.datetime | None = None) -> Revision:
    """Bring an earlier revision back as the working copy, as a new revision; nothing in between is lost.

    An embargo, an end and a legal hold stay as they are: they are about the story, not about a version of its text.
    So does the address that readers know, unless a publisher restores.

    Raises Refused when the revision is another story's or names what no longer exists, Denied, Stale.
    """
    if revision.article_id != article.pk:
        raise Refused("This version belongs to another story.")
    label = f"Restored from version {revision.version}"
    kept = HOLDS | locked(article, by=by)
    changes = Snapshot(**{name: value for name, value in revision.snapshot.items() if name not in kept})
    return _save(article, Move.RESTORE, by=by, changes=changes, at=at or timezone.now(), label=label)


def _save(article: Article, move: Move, *, by: User, changes: Snapshot, at: dt.datetime, label: str) -> Revision:
    with one_step(article):
        columns = snapshots.columns(changes)
        _refuse_lifting(article, columns, by=by)
        _set_slug(article, columns, by=by)
        _refuse_beside_schedule(article, columns, at)
        columns |= _counted(columns) | {"saved_at": at, "text_version": article.version + 1}
        record(article, move, by=by, at=at, why=label, **columns)
        _write_rest(article, changes)
        return _keep_revision(article, by=by, at=at, label=label)


def _set_slug(article: Article, columns: dict[str, Any], *, by: User) -> None:
    """Let the slug follow the headline until somebody chooses one or the story has an address.

    Raises Denied when the address of a story that readers know would change and `by` may not publish.
    """
    followed = article.slug == _slug(article.headline, article.uuid)
    if "slug" in columns:
        columns["slug"] = slug_of(columns["slug"], article.slug)
    elif followed and article.published_on is None and "headline" in columns:
        columns["slug"] = _slug(columns["headline"], article.uuid)
    changes = columns.get("slug", article.slug) != article.slug
    if changes and article.published_on and not by.has_perm(Move.PUBLISH.permission, article):
        raise Denied("Only a publisher may change the address of a story that readers know.")


def locked(article: Article, *, by: User) -> frozenset[str]:
    """Return the fields that only a publisher may change now, when `by` is none."""
    if by.has_perm(Move.PUBLISH.permission, article):
        return frozenset()
    names = {"embargo_until", "expires_at"}
    if article.legal_hold:
        names.add("legal_hold")
    if article.published_on:
        names.add("slug")
    return frozenset(names)


def _refuse_lifting(article: Article, columns: dict[str, object], *, by: User) -> None:
    """Raise Denied when the columns set or lift an embargo or an end, or lift a legal hold, and `by` may not publish.

    The address is not among them: it is known only later what it would be.
    """
    changed = {name for name in HOLDS if columns.get(name, getattr(article, name)) != getattr(article, name)}
    if changed & locked(article, by=by):
        raise Denied("Only a publisher may set or lift an embargo, say when a story ends or lift a legal hold.")


def _refuse_beside_schedule(article: Article, columns: dict[str, Any], at: dt.datetime) -> None:
    """Raise Refused when the columns hold back a story whose next edition is scheduled as it was approved before."""
    coming = article.editions.coming(at).first()
    if coming is None:
        return
    embargo = columns.get("embargo_until")
    if columns.get("legal_hold") or (embargo and embargo > coming.live_from):
        when = f"{timezone.localtime(coming.live_from):%a %-d %b %Y, %H:%M %Z}"
        raise Refused(f"The story is scheduled for {when} and would go out. Unschedule it first, then hold it back.")


def _write_rest(article: Article, changes: Snapshot) -> None:
    snapshots.write_parts(article, changes)
    if "body" in changes:
        find_mentions(article)
    if "links" in changes:
        resolve_links(article)
    index(article)


def _keep_revision(article: Article, *, by: User, at: dt.datetime, label: str) -> Revision:
    return Revision.objects.create(
        article=article, version=article.version, snapshot=snapshots.take(article), by=by, at=at, label=label
    )
