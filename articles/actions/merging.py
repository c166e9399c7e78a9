"""Saving beside others: what each changed since they read the story is merged field by field, and nothing is lost."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import body, diff
from articles.actions import snapshots
from articles.actions.buffers import discard
from articles.actions.editing import create, save
from articles.actions.fields import Snapshot
from articles.actions.moving import Denied, Stale
from articles.markup import Refused as Unreadable
from articles.markup import clean, clean_line
from articles.models import Article, BylineRole, LinkKind, Revision
from articles.models.history import name_of
from articles.workflow import Move, Refused

KEPT = "What you typed is kept."


class Gone(Refused):
    """There is no such story for this person."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people changed differently since `base`."""

    name: str
    mine: Any
    theirs: Any
    base: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """What is to be written so that the changes of both are in the story, and where that cannot be."""

    changes: Snapshot = field(default_factory=Snapshot)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kept:
    """A story after a save: as it is now, the revision made (None when nothing was new), who else had changed it."""

    article: Article
    now: Snapshot
    revision: Revision | None
    others: list[str]


class Conflicted(Stale):
    """Both changed the same fields differently; nothing was written.

    `now` is the story as it would be with what could be merged.
    """

    def __init__(self, article: Article, now: Snapshot, conflicts: list[Conflict], others: list[str]) -> None:
        self.article, self.now, self.conflicts, self.others = article, now, conflicts, others
        who = " and ".join(others) or "You, in another window,"
        super().__init__(f"{who} changed the same meanwhile. Choose what is to stand; {KEPT[0].lower()}{KEPT[1:]}")


def keep(
    identity: uuid.UUID,
    *,
    by: User,
    version: int,
    fields: Snapshot,
    label: str = "",
    at: dt.datetime | None = None,
) -> Kept:
    """Save what somebody typed into a story that they read at `version`; 0 is a story that has no row yet.

    Fields that others changed since are left as they are unless they were changed here, too. What is in the story
    already, or was saved by the same person since, makes no revision, so that a save may be sent again. What was typed
    is no longer unsaved afterwards.

    Raises Conflicted, Gone, Denied, and Refused for a version that never was and for bad fields.
    """
    at = at or timezone.now()
    # The row is locked while it is merged: whoever comes second merges with what the first has written.
    with transaction.atomic():
        article = _locked(identity, by)
        if article is None:
            try:
                begun = _begin(identity, by=by, version=version, fields=fields, label=label, at=at)
            except IntegrityError:
                # The same story came in twice at once; this is the second.
                article = _locked(identity, by)
                if article is None:
                    raise
            else:
                discard(identity, by=by, until=at)
                return begun
        kept = _merge_into(article, by=by, version=version, fields=fields, label=label, at=at)
        discard(identity, by=by, until=at)
        return kept


def _locked(identity: uuid.UUID, by: User) -> Article | None:
    row = Article.objects.select_for_update(no_key=True).filter(uuid=identity).values_list("pk", flat=True).first()
    if row is None:
        return None
    article = Article.objects.readable_by(by).select_related("section").filter(pk=row).first()
    if article is None:
        raise Gone("There is no such story.")
    return article


def _begin(identity: uuid.UUID, *, by: User, version: int, fields: Snapshot, label: str, at: dt.datetime) -> Kept:
    if version:
        raise Gone(f"There is no such story. {KEPT}")
    article = create(by=by, fields=fields, at=at, label=label, identity=identity)
    return Kept(article, snapshots.take(article), article.revisions.get(), [])


def _merge_into(article: Article, *, by: User, version: int, fields: Snapshot, label: str, at: dt.datetime) -> Kept:
    if version > article.version:
        raise Refused(f"The story has no version {version}. Load the page again. {KEPT}")
    if not by.has_perm(Move.SAVE.permission, article):
        raise Denied(f"You may no longer change this story. {KEPT} Copy it, or leave a note for those who may.")
    now = snapshots.take(article)
    base = base_of(article, version)
    others = _others(article, version, by)
    if _has_saved(article, by, base, version=version, fields=fields):
        return Kept(article, now, None, others)
    merged = merge(base, fields, now)
    if merged.conflicts:
        raise Conflicted(article, now | merged.changes, merged.conflicts, others)
    if not merged.changes:
        return Kept(article, now, None, others)
    revision = save(article, by=by, changes=merged.changes, at=at, label=label)
    return Kept(article, revision.snapshot, revision, others)


def _has_saved(article: Article, by: User, base: Snapshot, *, version: int, fields: Snapshot) -> bool:
    """Whether one of their own saves since that version says all this: it is sent again because no answer came.

    What colleagues made of it since is then no disagreement, and stays.
    """
    own = article.revisions.filter(version__gt=version, by=by).values_list("snapshot", flat=True)
    return any(merge(base, fields, snapshot) == Merge() for snapshot in own)


def base_of(article: Article, version: int) -> Snapshot:
    """Return the story as it stood at a version; nothing before the first."""
    found = article.revisions.filter(version__lte=version).order_by("-version").values_list("snapshot", flat=True)
    return found.first() or Snapshot()


def _others(article: Article, version: int, by: User) -> list[str]:
    revisions = article.revisions.filter(version__gt=version).exclude(by=by).order_by("version").select_related("by")
    return list(dict.fromkeys(name_of(revision.by) for revision in revisions.defer("snapshot")))


def merge(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> Merge:
    """Return what has to be written into `theirs` so that it also has what `mine` changed since `base`."""
    merged = Merge()
    for name, value in dict(mine).items():
        was, wanted, stands = (canonical(name, given) for given in (base.get(name), value, theirs.get(name)))
        if wanted in (was, stands):
            continue
        if was == stands:
            merged.changes[name] = value  # type: ignore[literal-required]
        elif name == "body" and (together := bodies(was, wanted, stands)) is not None:
            # A save that is sent again after others saved in other paragraphs changes nothing.
            if together != stands:
                merged.changes["body"] = together
        else:
            merged.conflicts.append(Conflict(name, value, theirs.get(name), base.get(name)))
    return merged


def bodies(base: str, mine: str, theirs: str) -> str | None:
    """Return the cleaned body with the changes of both, None when they are not of different paragraphs."""
    together = diff.merged(*(_elements(html) for html in (base, mine, theirs)))
    return None if together is None else "\n".join(together)


def _elements(html: str) -> list[str]:
    return [body.serialise([element]) for element in body.parse(html)]


def differing(one: Snapshot, other: Snapshot) -> list[str]:
    """Return the names of the fields of `one` that say something else in `other`."""
    return [name for name, value in dict(one).items() if canonical(name, value) != canonical(name, other.get(name))]


def canonical(name: str, value: Any) -> Any:
    """Return a field's value in the one form in which equal values are equal, whoever wrote them down."""
    if name in CANONICAL:
        return CANONICAL[name](value)
    return clean_line(value or "")


def _body(value: str | None) -> str:
    try:
        return clean(value or "")
    except Unreadable as refusal:
        raise Refused(f"{refusal} {KEPT}") from refusal


def _moment(value: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(value).astimezone(dt.UTC) if value else None


def _bylines(value: list[Any] | None) -> list[tuple[str, str, str]]:
    return [
        (line.get("person", ""), clean_line(line.get("name", "")), line.get("role", BylineRole.WORDS))
        for line in value or []
    ]


def _picture(value: dict[str, Any] | None) -> tuple[object, ...] | None:
    if value is None:
        return None
    said = (clean_line(value.get("caption", "")), clean_line(value.get("alt", "")))
    return (value["image"], *said, value.get("is_decorative", False))


def _links(value: list[Any] | None) -> list[tuple[object, ...]]:
    return [
        (
            *(link["key"], clean_line(link.get("hint", "")), link.get("url", ""), link.get("target", "")),
            *(link.get("kind", LinkKind.READ_MORE), clean_line(link.get("note", "")), link.get("vetoed", False)),
        )
        for link in value or []
    ]


CANONICAL: dict[str, Callable[[Any], Any]] = {
    "body": _body,
    "legal_hold": bool,
    "embargo_until": _moment,
    "expires_at": _moment,
    "section": lambda value: value or None,
    "bylines": _bylines,
    "topics": lambda value: list(dict.fromkeys(value or [])),
    "picture": _picture,
    "links": _links,
}
