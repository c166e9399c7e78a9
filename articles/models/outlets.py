"""What hangs on an edition and readers can walk along: who is in it, its topics, its authors, its references."""

import datetime as dt
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.articles import Article, BylineRole
from articles.models.editions import Edition, readable
from articles.models.links import LinkKind
from articles.models.topics import Topic
from people.models import Entity, Person

# Of so many of somebody's newest stories the others in them are counted.
NEWEST_TOGETHER = 200

Row = TypeVar("Row", bound=models.Model)


class OutletQuerySet(models.QuerySet[Row]):
    """What rows that hang on editions are asked by readers' pages."""

    def live(self, at: dt.datetime | None = None) -> Self:
        """Those of stories that readers may see at that moment."""
        return self.filter(readable(at or timezone.now(), via="edition__"))

    def for_cards(self) -> Self:
        """With what the card of each story shows."""
        cards = self.select_related("edition__section", "edition__picture")
        return cards.defer("edition__body_html", "edition__snapshot")


class AppearanceQuerySet(OutletQuerySet["Appearance"]):
    def get_by_natural_key(self, article_uuid: str, number: int, kind: str, slug: str) -> "Appearance":
        return self.get(
            edition__article__uuid=article_uuid, edition__number=number, entity__kind=kind, entity__slug=slug
        )

    def together_with(self, entity: Entity, at: dt.datetime, count: int = 8) -> models.QuerySet[Entity]:
        """Return who is named in the same live stories more than once, most often first, each with `stories`.

        Among the newest stories only: who was often beside somebody long ago is history, and costs as much to count.
        """
        same = Edition.objects.live(at).naming(entity).newest().values("id")[:NEWEST_TOGETHER]
        others = Entity.objects.public(timezone.localdate(at)).exclude(pk=entity.pk)
        counted = others.filter(appearances__edition__in=same).annotate(stories=models.Count("appearances"))
        return counted.filter(stories__gt=1).order_by("-stories", "sort_name", "id")[:count]


class Appearance(models.Model):
    """Somebody is in an edition; `role` is who they were on the day it was first published."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="appearances")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="appearances")
    role = models.CharField(max_length=200, blank=True)
    is_key = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "entity"], name="entity_appears_once_in_an_edition")]
        indexes = [models.Index(fields=["entity", "-edition"], name="appearance_by_entity")]

    def __str__(self) -> str:
        return f"{self.entity} in {self.edition}"

    def natural_key(self) -> tuple[str, int, str, str]:
        return *self.edition.natural_key(), *self.entity.natural_key()

    natural_key.dependencies = ["articles.edition", "people.entity"]  # type: ignore[attr-defined]


class EditionTopicManager(models.Manager["EditionTopic"]):
    def get_by_natural_key(self, article_uuid: str, number: int, slug: str) -> "EditionTopic":
        return self.get(edition__article__uuid=article_uuid, edition__number=number, topic__slug=slug)


class EditionTopic(models.Model):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="editions")
    order = models.PositiveSmallIntegerField(default=0)

    objects = EditionTopicManager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "topic"], name="edition_has_a_topic_once")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.edition}"

    def natural_key(self) -> tuple[str, int, str]:
        return *self.edition.natural_key(), self.topic.slug

    natural_key.dependencies = ["articles.edition", "articles.topic"]  # type: ignore[attr-defined]


class EditionAuthorQuerySet(OutletQuerySet["EditionAuthor"]):
    def get_by_natural_key(self, article_uuid: str, number: int, kind: str, slug: str, role: str) -> "EditionAuthor":
        return self.get(
            edition__article__uuid=article_uuid,
            edition__number=number,
            person__kind=kind,
            person__slug=slug,
            role=role,
        )

    def once_each(self) -> Self:
        """Each story once, also when somebody is credited on it in several roles."""
        earlier = EditionAuthor.objects.filter(
            edition=models.OuterRef("edition"), person=models.OuterRef("person"), order__lt=models.OuterRef("order")
        )
        return self.exclude(models.Exists(earlier))


class EditionAuthor(models.Model):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="authors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="authored")
    role = models.CharField(max_length=11, choices=BylineRole.choices)
    order = models.PositiveSmallIntegerField(default=0)

    objects = EditionAuthorQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "person", "role"], name="edition_credits_somebody_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.edition}"

    def natural_key(self) -> tuple[str, int, str, str, str]:
        return *self.edition.natural_key(), *self.person.natural_key(), self.role

    natural_key.dependencies = ["articles.edition", "people.person"]  # type: ignore[attr-defined]


class EditionLinkManager(models.Manager["EditionLink"]):
    def get_by_natural_key(self, article_uuid: str, number: int, key: str) -> "EditionLink":
        return self.get(edition__article__uuid=article_uuid, edition__number=number, key=key)


class EditionLink(models.Model):
    """A reference readers may follow. One that dangles has no target and shows nothing until its story appears."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="links")
    key = models.SlugField(max_length=40)
    target = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="public_links_here")
    url = models.URLField(max_length=500, blank=True)
    title = models.CharField(max_length=300, blank=True)
    hint_key = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    note = models.CharField(max_length=200, blank=True)
    in_text = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects = EditionLinkManager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="edition_link_key_is_unique")]
        indexes = [
            # A story that is published asks whose reference it answers.
            models.Index(
                fields=["hint_key"], name="dangling_edition_links", condition=Q(target=None) & ~Q(hint_key="")
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def natural_key(self) -> tuple[str, int, str]:
        return *self.edition.natural_key(), self.key

    natural_key.dependencies = ["articles.edition", "articles.article"]  # type: ignore[attr-defined]
