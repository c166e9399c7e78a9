"""Every field of a working copy in words, so that people can compare two of them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from articles import body
from articles.forms.story import StoryForm
from articles.models import Article, BylineRole, Genre, Image, LinkKind, Section, Topic
from articles.timing import offset
from people.models import Person

LABELS: dict[str, str] = {
    name: str(field.label or name.replace("_", " ")).capitalize() for name, field in StoryForm.base_fields.items()
}


@dataclass(frozen=True, slots=True)
class Names:
    """What the slugs and uuids of some snapshots are called, read at once."""

    people: Mapping[str, str]
    topics: Mapping[str, str]
    sections: Mapping[str, str]
    images: Mapping[str, str]
    stories: Mapping[str, str]

    @classmethod
    def of(cls, readable: QuerySet[Article], snapshots: Iterable[Mapping[str, Any]]) -> "Names":
        """Return the names that the snapshots need; of stories only those in `readable` have one."""
        snapshots = list(snapshots)
        lines, links = ([row for each in snapshots for row in each.get(name) or []] for name in ("bylines", "links"))
        topics = [slug for each in snapshots for slug in each.get("topics") or []]
        pictures = [picture["image"] for each in snapshots if (picture := each.get("picture"))]
        return cls(
            people=_named(Person.objects.all(), "slug", [line.get("person") for line in lines]),
            topics=_named(Topic.objects.all(), "slug", topics),
            sections=_named(Section.objects.all(), "slug", [each.get("section") for each in snapshots]),
            images=_named(Image.objects.all(), "uuid", pictures),
            stories=_named(readable, "uuid", [link.get("target") for link in links]),
        )


def _named(rows: QuerySet[Any], key: str, wanted: Iterable[str | None]) -> dict[str, str]:
    keys = {name for name in wanted if name}
    if not keys:
        return {}
    found: list[Model] = list(rows.filter(**{f"{key}__in": keys}))
    return {str(getattr(each, key)): str(each) for each in found}


def in_words(name: str, value: Any, names: Names) -> str:
    """Return what a field says, for people; empty when it says nothing."""
    if value in (None, "", [], False):
        return ""
    return SAID[name](value, names) if name in SAID else str(value)


def _moment(value: str, names: Names) -> str:
    local = timezone.localtime(dt.datetime.fromisoformat(value))
    return f"{local:%a} {local.day} {local:%b %Y}, {local:%H:%M} {offset(local)}"


def _bylines(value: list[dict[str, str]], names: Names) -> str:
    roles = dict(BylineRole.choices)
    return ", ".join(
        f"{line.get('name') or names.people.get(line.get('person', ''), line.get('person', ''))} "
        f"({roles.get(line.get('role', BylineRole.WORDS), '')})"
        for line in value
    )


def _picture(value: dict[str, Any], names: Names) -> str:
    alt = "decorative" if value.get("is_decorative") else f"description: {value.get('alt') or 'none'}"
    title = names.images.get(value["image"], "a picture")
    return f"{title}; caption: {value.get('caption') or 'none'}; {alt}"


def _links(value: list[dict[str, Any]], names: Names) -> str:
    kinds = dict(LinkKind.choices)
    lines = []
    for link in value:
        target = names.stories.get(link.get("target", ""), "")
        said = target or link.get("hint") or link.get("url") or "another story"
        note = f" ({link['note']})" if link.get("note") else ""
        veto = ", never linked" if link.get("vetoed") else ""
        lines.append(f"{kinds.get(link.get('kind', LinkKind.READ_MORE), '')}: {said}{note}{veto}")
    return "\n".join(lines)


SAID: dict[str, Callable[[Any, Names], str]] = {
    "body": lambda value, names: body.plain_text(value),
    "section": lambda value, names: names.sections.get(value, value),
    "genre": lambda value, names: str(dict(Genre.choices).get(value, value)),
    "embargo_until": _moment,
    "expires_at": _moment,
    "legal_hold": lambda value, names: "Hold: must not go out",
    "bylines": _bylines,
    "topics": lambda value, names: ", ".join(names.topics.get(slug, slug) for slug in value),
    "picture": _picture,
    "links": _links,
}
