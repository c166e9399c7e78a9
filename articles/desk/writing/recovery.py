"""What somebody typed into a story and left unsaved, offered to them when they come back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from articles.actions.fields import Snapshot
from articles.actions.merging import base_of, merge
from articles.body import word_count
from articles.desk.versions.wording import LABELS
from articles.forms.story import StoryForm
from articles.models import Article, EditBuffer


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed, when, into which version, how many words longer it is, and in which fields it says more."""

    fields: dict[str, str]
    at: dt.datetime
    version: int
    words: int
    differs: list[str]

    def as_data(self) -> dict[str, Any]:
        """Return it for the page's script."""
        local = timezone.localtime(self.at)
        return {
            "at": self.at,
            "clock": f"{local:%H:%M}",
            "day": local.date(),
            "base_version": self.version,
            "fields": self.fields,
            "words": self.words,
            "differs": [LABELS[name] for name in self.differs],
        }


def with_unsaved(stories: QuerySet[Article], user: User) -> QuerySet[Article]:
    """Return the stories with what that person left unsaved in each."""
    mine = EditBuffer.objects.filter(identity=OuterRef("uuid"), user=user)
    return stories.annotate(
        typed_fields=Subquery(mine.values("fields")[:1]),
        typed_at=Subquery(mine.values("at")[:1]),
        typed_version=Subquery(mine.values("base_version")[:1]),
    )


def unsaved(story: Article, user: User, shown: Snapshot) -> Unsaved | None:
    """Return what this person typed into the story, as far as it is not in it; `shown` is how the story is now."""
    fields, at, version = _buffer(story, user)
    if at is None:
        return None
    form = StoryForm(fields)
    # What the form would refuse is unsaved as well.
    differs = list(form.errors)
    if not differs:
        base = shown if version >= story.text_version else base_of(story, version)
        merged = merge(base, form.posted(), shown)
        differs = [*merged.changes, *(conflict.name for conflict in merged.conflicts)]
    if not differs:
        return None
    words = word_count(form.cleaned_data.get("body", "")) - story.word_count
    return Unsaved(fields, at, min(version, story.version), words, differs)


def _buffer(story: Article, user: User) -> tuple[dict[str, str], dt.datetime | None, int]:
    if story.pk is not None:
        return story.typed_fields, story.typed_at, story.typed_version  # type: ignore[attr-defined]
    kept = EditBuffer.objects.filter(identity=story.uuid, user=user).first()
    return (kept.fields, kept.at, kept.base_version) if kept else ({}, None, 0)
