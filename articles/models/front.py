"""The front page as edited: which story stands in which slot, from when to when."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models.articles import Article
from articles.models.editions import FAR_FUTURE, Edition
from articles.models.sections import Section


class PlacementQuerySet(models.QuerySet["Placement"]):
    def get_by_natural_key(self, front: str | None, slot: int, live_from: str) -> "Placement":
        return self.get(front__slug=front, slot=slot, live_from=live_from)

    def at(self, at: dt.datetime) -> Self:
        return self.filter(live_from__lte=at, live_until__gt=at)


class Placement(models.Model):
    """A story in a slot of a front, for a time; `front` empty means the home page."""

    front = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="placements")
    slot = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, models.PROTECT, related_name="placements")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(default=FAR_FUTURE)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["slot", "live_from"]
        constraints = [
            models.CheckConstraint(condition=Q(live_until__gt=F("live_from")), name="placement_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["front", "slot", "live_from"],
                name="slot_holds_one_story_at_a_time",
                condition=~Q(front=None),
            ),
            models.UniqueConstraint(
                fields=["slot", "live_from"],
                name="home_slot_holds_one_story_at_a_time",
                condition=Q(front=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.article}"

    def natural_key(self) -> tuple[str | None, int, str]:
        return self.front.slug if self.front else None, self.slot, self.live_from.isoformat()

    natural_key.dependencies = ["articles.article", "articles.section"]  # type: ignore[attr-defined]


def front_page(section: Section | None, at: dt.datetime | None = None, count: int = 30) -> list[Edition]:
    """Return what the front shows at that moment: placed stories in their slots, then the newest, each once.

    `section` None is the home page. A placed story that is not live at that moment leaves its slot to the others.
    Three queries whatever the number of stories.
    """
    at = at or timezone.now()
    live = Edition.objects.live(at).for_cards()
    # In the order of the slots; a story in two stands in the first.
    placed = list(dict.fromkeys(Placement.objects.at(at).filter(front=section).values_list("article", flat=True)))
    found = {card.article_id: card for card in live.filter(article__in=placed)}
    cards = {article: found[article] for article in placed if article in found}
    newest = live.in_section(section) if section else live
    fill = [card for card in newest.newest()[: count + len(cards)] if card.article_id not in cards]
    return [*cards.values(), *fill][:count]
