"""Every write to who is who."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from people.mentions import Match
from people.models import Alias, EntityKind, Organisation, Person, Position, Precision
from people.names import harmless
from people.names import slug as slug_of

EntityType = TypeVar("EntityType", Person, Organisation)


class Unknown(ValueError):
    """A record names another one that does not exist; the message says which."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date as exactly as it is known."""

    first: dt.date
    last: dt.date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> "Date":
        """Read "2021", "2021-09" or "2021-09-15"; raises ValueError for anything else."""
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 1:
            return cls(dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31), Precision.YEAR)
        if len(parts) == 2:
            following = dt.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return cls(dt.date(parts[0], parts[1], 1), following - dt.timedelta(days=1), Precision.MONTH)
        day = dt.date.fromisoformat(text)
        return cls(day, day, Precision.DAY)


def keep_organisation(data: dict[str, Any]) -> Organisation:
    """Create the organisation with this slug, or bring it up to date; the parent must exist.

    `data` has `slug`, `name`, and may have `legal_name`, `parent` (a slug), `founded`, `dissolved` (see Date),
    `homepage`, `description`, `bio`, `wikidata`, `aliases` (each `name`, `match`, `case_sensitive`).

    Raises Unknown for a parent that does not exist, ValueError for a date that is none.
    """
    columns = {
        **_common(data, EntityKind.ORGANISATION),
        **_dated(data, "founded", "dissolved"),
        "legal_name": data.get("legal_name", ""),
        "homepage": data.get("homepage", ""),
        "parent": _organisation(data["parent"]) if "parent" in data else None,
    }
    return _keep(Organisation, data, columns)


def keep_person(data: dict[str, Any]) -> Person:
    """Create the person with this slug, or bring them up to date, with aliases and positions.

    `data` has `slug`, `name`, and may have `sort_name`, `pronouns`, `born`, `died` (see Date), `description`, `bio`,
    `wikidata`, `aliases` (as for organisations) and `position`, a list of `organisation` (a slug), `title`, `start`,
    `end`, `source`.

    Raises Unknown for an organisation that does not exist, ValueError for a date that is none.
    """
    columns = {
        **_common(data, EntityKind.PERSON),
        **_dated(data, "born", "died"),
        "pronouns": data.get("pronouns", ""),
    }
    with transaction.atomic():
        person = _keep(Person, data, columns)
        for position in data.get("position", []):
            _keep_position(person, position)
    return person


def _common(data: dict[str, Any], kind: EntityKind) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": harmless(data["name"]),
        "sort_name": harmless(data.get("sort_name", data["name"])),
        "description": harmless(data.get("description", "")),
        "bio": harmless(data.get("bio", "")).strip(),
        "wikidata_id": data.get("wikidata", ""),
    }


def _dated(data: dict[str, Any], begin: str, end: str) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if begin in data:
        date = Date.parse(data[begin])
        columns |= {begin: date.first, f"{begin}_precision": date.precision}
    if end in data:
        date = Date.parse(data[end])
        columns |= {end: date.last, f"{end}_precision": date.precision}
    return columns


def _keep(model: type[EntityType], data: dict[str, Any], columns: dict[str, Any]) -> EntityType:
    with transaction.atomic():
        slug = data.get("slug") or slug_of(data["name"], columns["kind"])
        entity, _ = model.objects.update_or_create(kind=columns["kind"], slug=slug, defaults=columns)
        for alias in data.get("aliases", []):
            Alias.objects.update_or_create(
                entity=entity,
                name=alias["name"],
                defaults={
                    "match": Match(alias.get("match", Match.AUTO)),
                    "case_sensitive": alias.get("case_sensitive", True),
                },
            )
    return entity


def _keep_position(person: Person, data: dict[str, Any]) -> None:
    start = Date.parse(data["start"]) if "start" in data else None
    end = Date.parse(data["end"]) if "end" in data else None
    Position.objects.update_or_create(
        person=person,
        organisation=_organisation(data["organisation"]),
        title=data["title"],
        start=start.first if start else None,
        defaults={
            "start_precision": start.precision if start else Precision.DAY,
            "end": end.last if end else None,
            "end_precision": end.precision if end else Precision.DAY,
            "source": data.get("source", ""),
        },
    )


def _organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise Unknown(f"There is no organisation “{slug}”. Add it first.")
    return found
