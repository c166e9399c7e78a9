"""The names of what a story's parts point at, for the widgets of its form: data hold slugs and uuids only."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from articles.actions.fields import LinkData, Snapshot
from articles.desk.lookups import live_since, standing_in
from articles.models import Article, Image, RelatedLink, Topic, place
from articles.workflow import State
from people.models import Person

Found = TypeVar("Found", bound=Model)
Shown = list[dict[str, object]]


def parts_shown(readable: QuerySet[Article], story: Article, *snapshots: Snapshot) -> dict[str, object]:
    """Return what to call the parts that the snapshots name; what was read with the story is not asked for again."""
    links = [link for snapshot in snapshots for link in snapshot.get("links", [])]
    return {
        "bylines_shown": _bylines(story, snapshots),
        "topics_shown": _topics(story, snapshots),
        "links_shown": _links(readable, story, links),
        "picture_shown": next(iter(_pictures(story, snapshots)), None),
    }


def _bylines(story: Article, snapshots: Iterable[Snapshot]) -> Shown:
    known = [line.person for line in story.bylines.all() if line.person] if story.pk else []
    wanted = [line.get("person", "") for snapshot in snapshots for line in snapshot.get("bylines", [])]
    people = _found(known, Person.objects.all(), "slug", wanted)
    return [{"person": slug, "name": person.name, "label": person.name} for slug, person in people.items()]


def _topics(story: Article, snapshots: Iterable[Snapshot]) -> Shown:
    known = [topic.tag for topic in story.article_topics.all()] if story.pk else []
    topics = _found(
        known, Topic.objects.all(), "slug", [slug for snapshot in snapshots for slug in snapshot.get("topics", [])]
    )
    return [{"id": slug, "label": topic.name, "detail": topic.introduction} for slug, topic in topics.items()]


def _pictures(story: Article, snapshots: Iterable[Snapshot]) -> Shown:
    known = [use.image for use in story.pictures.all()] if story.pk else []
    wanted = [picture["image"] for snapshot in snapshots if (picture := snapshot.get("picture"))]
    return [
        {"image": key, "label": image.title, "credit": image.credit, "width": image.width, "height": image.height}
        for key, image in _found(known, Image.objects.all(), "uuid", wanted).items()
    ]


def _links(readable: QuerySet[Article], story: Article, links: list[LinkData]) -> Shown:
    """Return them with the headlines of the stories that readers have or this person may read, and how those stand."""
    stored = [link for link in story.related_links.all() if link.target] if story.pk else []
    known = {str(link.target.uuid): _stored(link) for link in stored if link.target}
    missing = {target for link in links if (target := link.get("target", "")) and target not in known}
    for other in readable.filter(uuid__in=missing) if missing else []:
        known[str(other.uuid)] = str(other), standing_in(other.section, place(other).label)
    shown = [(link, *known.get(link.get("target", ""), ("", ""))) for link in links]
    return [
        {
            "key": link["key"],
            "target": link.get("target", ""),
            "label": headline or link.get("hint") or link.get("url") or "Another story",
            "detail": detail,
        }
        for link, headline, detail in shown
    ]


def _stored(link: RelatedLink) -> tuple[str, str]:
    """Return headline and standing of the story that a link of `for_form` leads to, nothing of a secret one."""
    if link.live_headline:  # type: ignore[attr-defined]
        return link.live_headline, live_since(link.live_since)  # type: ignore[attr-defined]
    if link.target is None or not link.may_read:  # type: ignore[attr-defined]
        return "", ""
    return str(link.target), standing_in(link.target.section, State(link.target.state).label)


def _found(known: Iterable[Found], others: QuerySet[Any], key: str, wanted: list[str]) -> dict[str, Found]:
    found = {str(getattr(each, key)): each for each in known}
    if missing := [name for name in wanted if name and name not in found]:
        found |= {str(getattr(each, key)): each for each in others.filter(**{f"{key}__in": missing})}
    return {name: found[name] for name in dict.fromkeys(wanted) if name in found}
