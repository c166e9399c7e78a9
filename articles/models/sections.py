"""The parts of the paper: World, Business, Culture."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

# First path segments that belong to something else; no section may take one.
RESERVED_SLUGS = frozenset(
    [
        "about",
        "accounts",
        "admin",
        "api",
        "archive",
        "authors",
        "corrections",
        "favicon",
        "feed",
        "front",
        "healthz",
        "live",
        "media",
        "news-sitemap",
        "organisations",
        "people",
        "preview",
        "robots",
        "saved",
        "search",
        "sitemap",
        "static",
        "tags",
        "topics",
    ]
)


def refuse_reserved(slug: str) -> None:
    """Raise ValidationError when the slug is the first part of another address of the site, or looks like a year."""
    if slug in RESERVED_SLUGS or slug.isdigit():
        raise ValidationError(f"“{slug}” is used by another part of the site. Choose another slug.", code="reserved")


class SectionManager(models.Manager["Section"]):
    def get_by_natural_key(self, slug: str) -> "Section":
        return self.get(slug=slug)


class Section(models.Model):
    """A section; `parent` makes a tree of two levels, and a parent's page holds its children's stories too."""

    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True, validators=[refuse_reserved])
    description = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField(default=0)
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="edited_sections")

    objects = SectionManager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="section_is_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=sorted(RESERVED_SLUGS)), name="section_slug_is_not_another_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": "A section can have sub-sections, a sub-section cannot."})
        if self.parent and self.pk and self.children.exists():
            raise ValidationError({"parent": "This section has sub-sections; it cannot be one itself."})
