"""The other names by which text may call an entity."""

from django.db import models
from django.db.models import Q

from people.mentions import Match
from people.models.entities import Entity


class AliasManager(models.Manager["Alias"]):
    def get_by_natural_key(self, kind: str, slug: str, name: str) -> "Alias":
        return self.get(entity__kind=kind, entity__slug=slug, name=name)


class Alias(models.Model):
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    match = models.CharField(
        max_length=7,
        choices=[
            (Match.AUTO.value, "is this one, without asking"),
            (Match.SUGGEST.value, "may be this one: ask an editor"),
            (Match.NEVER.value, "is never this one"),
        ],
        default=Match.AUTO.value,
    )
    case_sensitive = models.BooleanField(default=True)

    objects = AliasManager()

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "name"], name="alias_is_listed_once"),
            models.CheckConstraint(condition=~Q(name=""), name="alias_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str, str]:
        return *self.entity.natural_key(), self.name

    natural_key.dependencies = ["people.entity"]  # type: ignore[attr-defined]
