"""What the desk keeps for one person: what they were told, and the views of the story list they named."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.articles import Article


class NotificationKind(models.TextChoices):
    """Why somebody is told something."""

    SUBMITTED = "submitted", "Sent to your desk"
    TAKEN = "taken", "Taken at the desk"
    CHANGES = "changes", "Changes asked"
    READY = "ready", "Ready to publish"
    ASSIGNED = "assigned", "Assigned to you"
    NOTE = "note", "Note"
    MENTION = "mention", "Mentioned you"
    PUBLISHED = "published", "Published"
    SCHEDULED = "scheduled", "Scheduled"
    CANCELLED = "cancelled", "Taken back before it went live"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SPIKED = "spiked", "Spiked"
    ASKED = "asked", "Asked for the story"


class Notification(models.Model):
    """Something that happened to a story and concerns one person; `by` is who did it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    article = models.ForeignKey(Article, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=9, choices=NotificationKind.choices)
    text = models.CharField(max_length=600, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications_made")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "-at"], name="notifications_of_a_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"


class Preference(models.Model):
    """How somebody wants the desk to be; without a row as the field's defaults say."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference")
    wants_mail = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"How {self.user} wants the desk"


class SavedView(models.Model):
    """Filters of the story list under a name; `query` is the part of the address after the question mark."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_view_has_one_name"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
