"""Who is named and who is quoted in a working copy: a ledger in which a "no" is remembered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.articles import Article
from people.models import Entity


class MentionState(models.TextChoices):
    SUGGESTED = "suggested", "Suggested"
    CONFIRMED = "confirmed", "Confirmed"
    REJECTED = "rejected", "Rejected"


class MentionManager(models.Manager["Mention"]):
    def get_by_natural_key(self, article_uuid: str, kind: str, slug: str, paragraph: int, offset: int) -> "Mention":
        return self.get(
            article__uuid=article_uuid,
            entity__kind=kind,
            entity__slug=slug,
            paragraph=paragraph,
            offset=offset,
        )


class Mention(models.Model):
    """A name found in the text; `paragraph` counts the blocks of the body, `offset` code points within one."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="mentions")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="mentions")
    surface = models.CharField(max_length=200)
    paragraph = models.PositiveIntegerField()
    offset = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=MentionState.choices, default=MentionState.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MentionManager()

    class Meta:
        ordering = ["paragraph", "offset", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "entity", "paragraph", "offset"], name="mention_is_listed_once"
            ),
            models.UniqueConstraint(
                fields=["article", "paragraph", "offset"],
                condition=Q(state="confirmed"),
                name="a_place_in_the_text_names_one_entity",
            ),
        ]

    def __str__(self) -> str:
        return self.surface

    def natural_key(self) -> tuple[str, str, str, int, int]:
        return str(self.article.uuid), *self.entity.natural_key(), self.paragraph, self.offset

    natural_key.dependencies = ["articles.article", "people.entity", "auth.user"]  # type: ignore[attr-defined]

    @property
    def end(self) -> int:
        return self.offset + len(self.surface)


class QuoteManager(models.Manager["Quote"]):
    def get_by_natural_key(self, article_uuid: str, text: str) -> "Quote":
        return self.get(article__uuid=article_uuid, text=text)


class Quote(models.Model):
    """Direct speech in a story, with its speaker or, when nobody is known, the attribution as written."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="quotes")
    speaker = models.ForeignKey(Entity, models.PROTECT, null=True, blank=True, related_name="quotes")
    text = models.CharField(max_length=1000)
    attribution = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=MentionState.choices, default=MentionState.SUGGESTED)

    objects = QuoteManager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "text"], name="quote_is_listed_once"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(speaker=None) | ~Q(attribution=""),
                name="confirmed_quote_has_a_speaker",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return str(self.article.uuid), self.text

    natural_key.dependencies = ["articles.article", "people.entity"]  # type: ignore[attr-defined]
