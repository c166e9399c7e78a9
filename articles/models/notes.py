"""What editors say to each other about a story."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.articles import Article


class Note(models.Model):
    """A comment for the desk, anchored to a passage: the block it stands in and the words it is about."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="notes")
    reply_to = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    passage = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notes_resolved"
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_to=None) | ~Q(reply_to=F("id")), name="note_does_not_answer_itself"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None) | ~Q(resolved_at=None) & ~Q(resolved_by=None),
                name="resolved_note_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
