"""Who held which office, from when to when: the answer to "who were they on the day?"."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject

from people.models.entities import Organisation, Person
from people.models.precision import Precision

OFFICE = ("title", "start", "start_precision", "end", "end_precision")


class PositionQuerySet(models.QuerySet["Position"]):
    def get_by_natural_key(
        self,
        kind: str,
        slug: str,
        organisation_kind: str,
        organisation_slug: str,
        title: str,
        start: str | None,
    ) -> "Position":
        return self.get(
            person__kind=kind,
            person__slug=slug,
            organisation__kind=organisation_kind,
            organisation__slug=organisation_slug,
            title=title,
            start=start,
        )

    def on(self, date: dt.date) -> Self:
        """Those held on that day; a span known only to the month or year counts in full."""
        started = Q(start=None) | Q(start__lte=date)
        lasting = Q(end=None) | Q(end__gte=date)
        return self.filter(started, lasting)

    def after(self, date: dt.date) -> Self:
        """Those taken up after that day."""
        return self.filter(start__gt=date)

    def roles(self, date: dt.date, person_ids: Iterable[int]) -> dict[int, str]:
        """Return each person's title on that day by person id, in one query; who took office last counts."""
        held = self.on(date).filter(person__in=person_ids).order_by(F("start").asc(nulls_first=True), "id")
        return dict(held.values_list("person_id", "title"))

    def next_office(self, on: dt.date, today: dt.date, person: str) -> models.Subquery:
        """Return a subquery: what the person of the outer query took up first after `on`, until `today`, as JSON.

        `person` is the outer query's column with the person's id; `Position.from_json` reads the result.
        """
        taken = self.after(on).filter(person=models.OuterRef(person), start__lte=today).order_by("start", "id")
        return models.Subquery(taken.values(office=JSONObject(**{name: name for name in OFFICE}))[:1])


class Position(models.Model):
    """An office somebody held; `start` is the first day of its span, `end` the last."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="positions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="positions")
    title = models.CharField(max_length=200, help_text="As printed under the name: “UK Foreign Secretary”.")
    start = models.DateField(null=True, blank=True)
    start_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    end = models.DateField(null=True, blank=True)
    end_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    source = models.URLField(max_length=500, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = [F("start").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="position_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "title", "start"], name="position_is_listed_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="position_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.written_span}"

    def natural_key(self) -> tuple[str, str, str, str, str, str | None]:
        start = self.start.isoformat() if self.start else None
        return *self.person.natural_key(), *self.organisation.natural_key(), self.title, start

    natural_key.dependencies = ["people.person", "people.organisation"]  # type: ignore[attr-defined]

    @classmethod
    def from_json(cls, office: dict[str, str | None]) -> "Position":
        """Return the unsaved position that `next_office` describes."""
        days = {name: dt.date.fromisoformat(day) if (day := office[name]) else None for name in ("start", "end")}
        return cls(**{**office, **days})

    def has_ended(self) -> bool:
        """Whether it is known to be over, whenever that is."""
        return self.end is not None

    @property
    def written_start(self) -> str:
        return Precision(self.start_precision).written(self.start) if self.start else ""

    @property
    def written_end(self) -> str:
        return Precision(self.end_precision).written(self.end) if self.end else ""

    @property
    def written_span(self) -> str:
        """The span for a reader: "15 September 2021 – 6 September 2022", "since 2015"."""
        if not self.end:
            return f"since {self.written_start}" if self.start else "dates unknown"
        if self.written_start == self.written_end:
            return self.written_end
        return f"{self.written_start or '?'} – {self.written_end}"
