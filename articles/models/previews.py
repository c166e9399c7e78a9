"""Links by which people without an account read a story before it is published."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from articles.models.articles import Article
from articles.models.editions import Edition
from articles.workflow import State


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, at: dt.datetime) -> Self:
        """Those that lead, or after an embargo or a legal hold will lead, to a story: nothing has ended them then.

        A link ends at its time, when it is revoked, when its maker's account is closed, when the story is spiked, and
        for good as soon as readers have had the story.
        """
        published = Edition.objects.seen_by(at).filter(article=OuterRef("article"))
        lasting = self.filter(revoked_at=None, expires_at__gt=at, by__is_active=True)
        return lasting.exclude(article__state=State.SPIKED).exclude(Exists(published))

    def showing(self, at: dt.datetime) -> Self:
        """Those that show their story at that moment: it is neither under embargo nor on legal hold."""
        over = Q(article__embargo_until=None) | Q(article__embargo_until__lte=at)
        return self.open(at).filter(over, article__legal_hold=False)


class PreviewLink(models.Model):
    """Lets somebody without an account read one unpublished story; only the SHA-256 of its token is kept."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links")
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="preview_links")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="preview_links_revoked"
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="preview_link_expires_later"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_is_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Preview of {self.article} until {self.expires_at}"
