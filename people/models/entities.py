"""Anything that stories name: people and organisations on one common base."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from people.models.precision import Precision
from people.names import initials


class EntityKind(models.TextChoices):
    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"


class Protection(models.TextChoices):
    """Why somebody may not be named in print."""

    NONE = "none", "none"
    MINOR = "minor", "minor"
    VICTIM = "victim", "victim"
    COURT_ORDER = "court_order", "court order"


class EntityQuerySet(models.QuerySet["Entity"]):
    def get_by_natural_key(self, kind: str, slug: str) -> "Entity":
        return self.get(kind=kind, slug=slug)

    def public(self, on: dt.date) -> Self:
        """Those who have a profile page on the day `on`: not hidden, not merged away, not protected then."""
        unprotected = Q(protection=Protection.NONE) | Q(protection_until__lt=on)
        return self.filter(unprotected, is_public=True, merged_into=None)

    def protected(self, on: dt.date) -> Self:
        """Those whose names must stay out of print on the day `on`."""
        return self.exclude(protection=Protection.NONE).exclude(protection_until__lt=on)

    def people(self) -> Self:
        return self.filter(kind=EntityKind.PERSON)

    def organisations(self) -> Self:
        return self.filter(kind=EntityKind.ORGANISATION)


class Entity(models.Model):
    """Somebody or something that stories name; `Person` and `Organisation` extend it."""

    kind = models.CharField(max_length=12, choices=EntityKind.choices, editable=False)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, help_text="As in an index: “Truss, Liz”.")
    slug = models.SlugField(max_length=100)
    description = models.CharField(
        max_length=140,
        blank=True,
        help_text="One line for the card that opens on the name; true on any day it is read.",
    )
    bio = models.TextField(blank=True)
    wikidata_id = models.CharField(max_length=20, blank=True)
    same_as = models.JSONField(default=list, blank=True, help_text="Addresses that are about the same one.")
    is_public = models.BooleanField(default=True, help_text="Has a profile page.")
    protection = models.CharField(max_length=12, choices=Protection.choices, default=Protection.NONE)
    protection_until = models.DateField(null=True, blank=True, help_text="Last day of the protection; empty: no end.")
    protection_reason = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entities"
        ordering = ["sort_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="entity_slug_is_unique_in_its_kind"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="entity_is_not_merged_into_itself",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="entity_has_a_name_and_a_slug"),
        ]
        # The A–Z pages walk one kind by sort name.
        indexes = [models.Index(fields=["kind", "sort_name", "id"], name="entity_a_to_z")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(f"people:{self.kind}", args=[self.slug])

    def natural_key(self) -> tuple[str, str]:
        return self.kind, self.slug

    @property
    def initials(self) -> str:
        return initials(self.name)

    def is_shown_on(self, date: dt.date) -> bool:
        """Whether there is a profile page on that day; `EntityQuerySet.public` asks the same of many."""
        return self.is_public and self.merged_into_id is None and not self.is_protected_on(date)

    def is_protected_on(self, date: dt.date) -> bool:
        """Whether the name must stay out of print on that day."""
        return self.protection != Protection.NONE and (self.protection_until is None or self.protection_until >= date)


class Person(Entity):
    # The account of one of ours: whose byline a new story gets.
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    pronouns = models.CharField(max_length=30, blank=True)
    born = models.DateField(null=True, blank=True)
    born_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    died = models.DateField(null=True, blank=True)
    died_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(died=None) | Q(born=None) | Q(died__gte=F("born")),
                name="person_dies_after_being_born",
            )
        ]

    def role_on(self, date: dt.date) -> str:
        """Return the title held on that day, the one taken up last if there are several, or ""."""
        position = self.positions.on(date).last()
        return position.title if position else ""


class Organisation(Entity):
    legal_name = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    founded = models.DateField(null=True, blank=True)
    founded_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    dissolved = models.DateField(null=True, blank=True)
    dissolved_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    homepage = models.URLField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved=None) | Q(founded=None) | Q(dissolved__gte=F("founded")),
                name="organisation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("entity_ptr")),
                name="organisation_is_not_its_own_parent",
            ),
        ]
