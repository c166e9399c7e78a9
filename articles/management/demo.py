"""The demo paper, from its texts and tables through the same verbs as any other paper."""

import datetime as dt
import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction

from articles.actions import editing, moving, publishing
from articles.actions.fields import PictureData, Snapshot
from articles.actions.importing import SOURCE, fields_of, import_story
from articles.actions.notifying import mark_seen
from articles.actions.pictures import add_picture
from articles.formats.text import parse
from articles.models import Article, EditionKind, Image, Placement, Section, Topic
from articles.workflow import Standing, State
from people.actions import keep_organisation, keep_person
from people.names import slug as slug_of

FOLDER = settings.BASE_DIR / "fixtures"
# The demo's accounts cannot sign in until somebody gives them passwords.
UNUSABLE = "!demo"
LATEST_WRITING = dt.datetime(2024, 12, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
# What somebody was told of these is news; the rest they have long read.
WAITING = frozenset({State.PLANNED, State.DRAFT, State.SUBMITTED, State.CHANGES, State.READY, Standing.SCHEDULED})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does what in the demo newsroom."""

    reporter: User
    editor: User
    publisher: User


@dataclass(frozen=True, slots=True)
class Report:
    created: int
    unchanged: int


def load(folder: Path) -> Report:
    """Bring the demo paper in `folder` in: sections, staff, who is who, pictures, stories, front page.

    Loading it again changes nothing. Each story is wholly in or wholly out, so that loading after an interruption
    completes the paper.

    Raises FileNotFoundError and ValueError for a broken paper, workflow.Refused when a story is refused.
    """
    paper = _read(folder / "paper.toml")
    _sections(paper["section"])
    cast = _staff(paper["staff"])
    _who(folder / "who")
    _topics(paper["topics"])
    stories = sorted(
        (story for path in sorted((folder / "stories").glob("*.toml")) for story in _read(path)["story"]),
        key=lambda story: (story["date"], story["file"]),
    )
    pictures = _pictures(folder / "media" / "pictures", paper["pictures"]["credit"])
    created = sum(_story(folder / "stories", story, cast, pictures) for story in stories)
    _front(paper["front"])
    return Report(created, len(stories) - created)


def is_loaded(folder: Path) -> bool:
    """Whether every story of the demo paper in `folder` is there, and the front page, which comes last."""
    stories = {path.stem for path in (folder / "stories").glob("*.txt")}
    found = Article.objects.filter(source=SOURCE, source_id__in=stories).count()
    return found == len(stories) and Placement.objects.exists()


def usernames(folder: Path) -> list[str]:
    """Return the accounts of the demo paper in `folder`."""
    return [data["username"] for data in _read(folder / "paper.toml")["staff"]]


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _sections(sections: list[dict[str, Any]]) -> None:
    for order, data in enumerate(sections):
        Section.objects.get_or_create(
            slug=data["slug"],
            defaults={"name": data["name"], "description": data["description"], "order": order},
        )


def _staff(staff: list[dict[str, Any]]) -> Cast:
    members = {}
    for data in staff:
        user, created = User.objects.get_or_create(
            username=data["username"],
            defaults={
                "first_name": data["first_name"],
                "last_name": data["last_name"],
                "password": UNUSABLE,
                "is_staff": True,
                "is_superuser": data["role"] == "admin",
                "date_joined": dt.datetime(2022, 1, 1, tzinfo=dt.UTC),
            },
        )
        if created:
            user.groups.add(Group.objects.get(name=data["role"]))
        members[data["role"]] = user
    for section in Section.objects.exclude(editors=members["editor"]):
        section.editors.add(members["editor"])
    return Cast(members["reporter"], members["editor"], members["publisher"])


def _who(folder: Path) -> None:
    files = [_read(path) for path in sorted(folder.glob("*.toml"))]
    organisations = [data for file in files for data in file.get("organisation", [])]
    # Parents first: an organisation may be listed before the one above it.
    parents = {data["slug"]: data.get("parent") for data in organisations}
    for data in sorted(organisations, key=lambda data: (_depth(data["slug"], parents), data["slug"])):
        keep_organisation(data)
    for data in sorted((data for file in files for data in file.get("person", [])), key=lambda data: data["slug"]):
        keep_person(data)


def _depth(slug: str, parents: dict[str, str | None]) -> int:
    parent = parents.get(slug)
    return 0 if parent is None else 1 + _depth(parent, parents)


def _topics(introductions: dict[str, str]) -> None:
    for name, introduction in introductions.items():
        Topic.objects.get_or_create(slug=slug_of(name, "topic"), defaults={"name": name, "introduction": introduction})


def _pictures(folder: Path, credit: str) -> dict[str, Image]:
    return {
        path.stem: add_picture(
            path.read_bytes(),
            title=path.stem.capitalize(),
            credit=credit,
            identity=uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{path.stem}"),
            name=path.name,
        )
        for path in sorted(folder.glob("*.webp"))
    }


def _story(folder: Path, data: dict[str, Any], cast: Cast, pictures: dict[str, Image]) -> bool:
    """Bring one story in with all that happened to it since; return whether it is new."""
    source_id = Path(data["file"]).stem
    if Article.objects.filter(source=SOURCE, source_id=source_id).exists():
        return False
    text = (folder / data["file"]).read_bytes()
    written = min(data["date"], LATEST_WRITING) - 3 * HOUR
    with transaction.atomic():
        article = import_story(
            _fields(text, data, pictures),
            source=SOURCE,
            source_id=source_id,
            by=cast.reporter,
            at=written,
            state=State.PLANNED if data["state"] == State.PLANNED else State.DRAFT,
        ).article
        _bring_to(data["state"], article, cast, date=data["date"], written=written)
        for then in data.get("then", []):
            text = _then(article, then, text, cast)
        if data["state"] not in WAITING:
            for member in (cast.reporter, cast.editor, cast.publisher):
                mark_seen(member, article, at=data["date"])
    return True


def _fields(text: bytes, data: dict[str, Any], pictures: dict[str, Image]) -> Snapshot:
    topics = [_topic(name).slug for name in data.get("topics", [])]
    fields = Snapshot(
        **fields_of(parse(text), bylines=data["bylines"], section=data["section"]),
        kicker=data.get("kicker", ""),
        genre=data["genre"],
        dateline=data.get("dateline", ""),
        topics=topics,
    )
    if "picture" in data:
        image = str(pictures[data["picture"]].uuid)
        fields["picture"] = PictureData(image=image, caption=data["caption"], alt=data["alt"])
    return fields


def _topic(name: str) -> Topic:
    topic, _ = Topic.objects.get_or_create(slug=slug_of(name, "topic"), defaults={"name": name})
    return topic


def _bring_to(state: str, article: Article, cast: Cast, *, date: dt.datetime, written: dt.datetime) -> None:
    """Walk the story along the moves that lead to the state the paper's table names."""
    desk, ready = written + HOUR, written + 2 * HOUR
    if state == State.SPIKED:
        moving.spike(article, by=cast.editor, at=desk, why="Overtaken by events.")
    if state in {State.PLANNED, State.DRAFT, State.SPIKED}:
        return
    moving.submit(article, by=cast.reporter, at=desk)
    if state == State.CHANGES:
        moving.ask_changes(article, by=cast.editor, at=ready, why="Who confirms the numbers? A second source, please.")
    if state in {State.SUBMITTED, State.CHANGES}:
        return
    moving.approve(article, by=cast.editor, at=ready)
    if state == Standing.SCHEDULED:
        publishing.schedule(article, by=cast.publisher, at=date, now=ready)
    elif state in {Standing.LIVE, Standing.WITHDRAWN}:
        publishing.publish(article, by=cast.publisher, at=date)


def _then(article: Article, then: dict[str, Any], text: bytes, cast: Cast) -> bytes:
    """Publish the story again with its words replaced, or withdraw it; return its new text."""
    kind, date = EditionKind(then["kind"]), then["date"]
    if kind is EditionKind.WITHDRAWAL:
        publishing.withdraw(article, by=cast.publisher, at=date, note=then["note"])
        return text
    for words in then["replace"]:
        text = text.replace(words["old"].encode(), words["new"].encode())
    editing.save(article, by=cast.editor, at=date - HOUR / 2, changes=fields_of(parse(text)))
    publishing.publish(article, by=cast.publisher, at=date, kind=kind, note=then.get("note", ""))
    return text


def _front(front: dict[str, Any]) -> None:
    for slot, source_id in enumerate(front["stories"], start=1):
        article = Article.objects.get(source=SOURCE, source_id=source_id)
        Placement.objects.get_or_create(front=None, slot=slot, live_from=front["from"], defaults={"article": article})
