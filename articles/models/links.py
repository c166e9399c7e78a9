"""What a working copy points at, and the addresses a story has ever had."""

from django.db import models
from django.db.models import F, Q

from articles.models.articles import Article
from articles.models.sections import Section
from articles.models.topics import Topic


class LinkKind(models.TextChoices):
    READ_MORE = "read_more", "Read more"
    BACKGROUND = "background", "Background"
    FOLLOW_UP = "follow_up", "Follow-up"
    SOURCE = "source", "Source document"


class LinkState(models.TextChoices):
    DANGLING = "dangling", "Waits for its story"
    RESOLVED = "resolved", "Linked"
    VETOED = "vetoed", "Never link"
    BROKEN = "broken", "Broken"


def hint_key(hint: str) -> str:
    """Return the form in which a headline as written and a headline as published are compared."""
    return " ".join("".join(c if c.isalnum() else " " for c in hint.casefold()).split())[:300]


class RelatedLinkManager(models.Manager["RelatedLink"]):
    def get_by_natural_key(self, article_uuid: str, key: str) -> "RelatedLink":
        return self.get(article__uuid=article_uuid, key=key)


class RelatedLink(models.Model):
    """A reference from a story to another story or an address.

    `key` is its name within the story: the text holds `<aside data-related="key">` where it stands; a link without
    a place in the text stands at the end. A `hint` (a headline as written) waits for a story with that headline.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_links")
    key = models.SlugField(max_length=40)
    target = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="links_here")
    url = models.URLField(max_length=500, blank=True)
    hint = models.CharField(max_length=300, blank=True)
    hint_key = models.CharField(max_length=300, blank=True, db_index=True, editable=False)
    kind = models.CharField(max_length=10, choices=LinkKind.choices, default=LinkKind.READ_MORE)
    note = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=LinkState.choices, default=LinkState.DANGLING)

    objects = RelatedLinkManager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="related_link_key_is_unique_in_its_story"),
            models.CheckConstraint(
                condition=Q(target=None) | ~Q(target=F("article")), name="related_link_leads_to_another_story"
            ),
            models.CheckConstraint(
                condition=~Q(target=None) | ~Q(url="") | ~Q(hint=""), name="related_link_points_somewhere"
            ),
            models.CheckConstraint(
                condition=~Q(state="resolved") | ~Q(target=None) | ~Q(url=""),
                name="resolved_link_has_its_target",
            ),
        ]

    def __str__(self) -> str:
        return self.hint or self.url or str(self.target)

    def natural_key(self) -> tuple[str, str]:
        return str(self.article.uuid), self.key

    natural_key.dependencies = ["articles.article"]  # type: ignore[attr-defined]


class AddressManager(models.Manager["Address"]):
    def get_by_natural_key(self, published_on: str, slug: str) -> "Address":
        return self.get(published_on=published_on, slug=slug)


class Address(models.Model):
    """An address a story has or once had: day of first publication and slug. Two stories never share one."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="addresses")
    published_on = models.DateField()
    slug = models.SlugField(max_length=100)

    objects = AddressManager()

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [models.UniqueConstraint(fields=["published_on", "slug"], name="address_belongs_to_one_story")]

    def __str__(self) -> str:
        return f"/{self.published_on:%Y/%m/%d}/{self.slug}/"

    def natural_key(self) -> tuple[str, str]:
        return self.published_on.isoformat(), self.slug

    natural_key.dependencies = ["articles.article"]  # type: ignore[attr-defined]


class OldSlugManager(models.Manager["OldSlug"]):
    def get_by_natural_key(self, kind: str, slug: str) -> "OldSlug":
        return self.get(kind=kind, slug=slug)


class OldSlug(models.Model):
    """A slug a section or topic no longer has; its address redirects to the new one."""

    class Kind(models.TextChoices):
        SECTION = "section", "section"
        TOPIC = "topic", "topic"

    kind = models.CharField(max_length=7, choices=Kind.choices)
    slug = models.SlugField(max_length=100)
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="old_slugs")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="old_slugs")

    objects = OldSlugManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_leads_to_one_place"),
            models.CheckConstraint(
                condition=Q(kind="section", topic=None) & ~Q(section=None)
                | Q(kind="topic", section=None) & ~Q(topic=None),
                name="old_slug_has_its_target",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str, str]:
        return self.kind, self.slug

    natural_key.dependencies = ["articles.section", "articles.topic"]  # type: ignore[attr-defined]
