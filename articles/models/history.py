"""Who did what to a story, when, from which state to which, and why."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from articles.models.articles import Article
from articles.workflow import Move, State


def name_of(user: User) -> str:
    """Return the name of somebody in the newsroom as colleagues read it, and as history keeps it."""
    return user.get_full_name() or user.get_username()


class HistoryEntryManager(models.Manager["HistoryEntry"]):
    def get_by_natural_key(self, article_uuid: str, version: int) -> "HistoryEntry":
        return self.get(article__uuid=article_uuid, version=version)


class HistoryEntry(models.Model):
    """One move. Append-only: a trigger of the database refuses to change or delete a row.

    It survives its user: `by_name` keeps the name, and the key to the user is not enforced, because setting it to
    NULL would be a change.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="history")
    # One entry for each version: every move counts the version up by one.
    version = models.PositiveIntegerField()
    move = models.CharField(max_length=11, choices=Move.choices)
    from_state = models.CharField(max_length=9, choices=State.choices)
    to_state = models.CharField(max_length=9, choices=State.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="history"
    )
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    why = models.CharField(max_length=600, blank=True)

    objects = HistoryEntryManager()

    class Meta:
        verbose_name_plural = "history entries"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["article", "version"], name="history_has_one_entry_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()} by {self.by_name}"

    def natural_key(self) -> tuple[str, int]:
        return str(self.article.uuid), self.version

    natural_key.dependencies = ["articles.article", "auth.user"]  # type: ignore[attr-defined]
