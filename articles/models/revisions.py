"""Saves of the working copy, what is being typed, and who is in the story."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, OuterRef

from articles.models.articles import Article


class RevisionManager(models.Manager["Revision"]):
    def get_by_natural_key(self, article_uuid: str, version: int) -> "Revision":
        return self.get(article__uuid=article_uuid, version=version)


class Revision(models.Model):
    """A save of the working copy, whole: `snapshot` holds its fields, bylines, links, topics, picture and mentions."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    snapshot = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions")
    at = models.DateTimeField()
    label = models.CharField(max_length=120, blank=True)

    objects = RevisionManager()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["article", "version"], name="revision_is_numbered_once")]

    def __str__(self) -> str:
        return f"Version {self.version}"

    def natural_key(self) -> tuple[str, int]:
        return str(self.article.uuid), self.version

    natural_key.dependencies = ["articles.article", "auth.user"]  # type: ignore[attr-defined]


class EditBufferQuerySet(models.QuerySet["EditBuffer"]):
    def new_stories_of(self, user: User) -> Self:
        """What that person has typed into stories that were never saved, newest first."""
        saved = Article.objects.filter(uuid=OuterRef("identity"))
        return self.filter(~Exists(saved), user=user, article=None).order_by("-at", "-id")


class EditBuffer(models.Model):
    """What one person has typed into a story and not yet saved; never history.

    `identity` is the story's uuid: a new story has one before it has a row.
    """

    identity = models.UUIDField()
    article = models.ForeignKey(Article, models.CASCADE, null=True, blank=True, related_name="edit_buffers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="edit_buffers")
    base_version = models.PositiveIntegerField()
    fields = models.JSONField()
    at = models.DateTimeField()

    objects = EditBufferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity", "user"], name="one_edit_buffer_per_story_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.article or 'a new story'}"

    @property
    def headline(self) -> str:
        """What a list calls a story that has no row yet."""
        return str(self.fields.get("headline") or "") or "New story without a headline"


class Presence(models.Model):
    """Somebody has the story open; `typed_at` is when they last changed something."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="one_presence_per_story_and_person")]

    def __str__(self) -> str:
        return f"{self.user} has {self.article} open"
