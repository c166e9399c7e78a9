"""Stories from outside: the same story twice is one story, and each is wholly in or wholly out."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone

from articles import body
from articles.actions import editing, snapshots
from articles.actions.fields import BylineData, LinkData, Snapshot
from articles.actions.moving import one_step, record
from articles.actions.publishing import publish
from articles.formats.text import FormatError, TextStory, parse
from articles.models import Article, Edition, EditionKind, MentionState
from articles.permissions import PUBLISHER
from articles.workflow import Move, Refused, Standing, State

# What stories from files say they come from.
SOURCE = "file"
# The label of the revisions that an import made.
LABEL = "Imported"
# A file is known by its name, which is kept as the story's `source_id`.
MAX_NAME = 200


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    article: Article
    outcome: Outcome


def fields_of(
    story: TextStory,
    *,
    bylines: list[BylineData] | None = None,
    section: str | None = None,
    language: str | None = None,
) -> Snapshot:
    """Return a parsed text story as fields of a working copy; what is None is left as it is."""
    fields = Snapshot(
        headline=story.headline,
        standfirst=story.standfirst,
        body=body.from_blocks(story.blocks),
        links=[LinkData(key=f"read-more-{number}", hint=hint) for number, hint in enumerate(story.read_more, start=1)],
    )
    if bylines is not None:
        fields["bylines"] = bylines
    if section is not None:
        fields["section"] = section
    if language is not None:
        fields["language"] = language
    return fields


def importer() -> User:
    """Return the account under which the command line imports; nobody can sign in with it."""
    user, created = User.objects.get_or_create(
        username="importer", defaults={"first_name": "Importer", "password": "!", "is_active": True}
    )
    if created:
        user.groups.add(Group.objects.get(name=PUBLISHER))
    return user


def import_story(
    fields: Snapshot,
    *,
    source: str,
    source_id: str,
    by: User,
    at: dt.datetime | None = None,
    state: State = State.DRAFT,
) -> Imported:
    """Bring a story in, or bring the one that came from there before up to date, and say which it was.

    `at` is when it was written, an aware datetime; None is now. `state` is that of a new story, planned or draft. A
    story that was edited here since its import is never overwritten.

    Raises Refused and its kinds; then nothing of this story was written.
    """
    with transaction.atomic():
        article = Article.objects.filter(source=source, source_id=source_id).first()
        if article is not None:
            return Imported(article, _bring_up_to_date(article, fields, by=by))
        article = editing.create(
            by=by, fields=fields, at=at, state=state, source=source, source_id=source_id, label=LABEL
        )
        return Imported(article, Outcome.CREATED)


def publish_imported(imported: Imported, *, by: User, at: dt.datetime | None = None) -> bool:
    """Approve and publish what was imported, and return whether readers get something new.

    `at` is when a new story goes live, an aware datetime not to come; None is now. A story that readers know gets an
    edition only when the import changed it, as an update, now.

    Raises Refused and its kinds, also for a story the desk withdrew or scheduled; then nothing was published.
    """
    article = imported.article
    if imported.outcome is Outcome.UNCHANGED and article.editions.exists():
        return False
    now = timezone.now()
    standing = Standing.SCHEDULED if article.editions.coming(now).exists() else Edition.objects.standing(article, now)
    if standing in {Standing.WITHDRAWN, Standing.SCHEDULED}:
        raise Refused(f"The story is “{standing.label}”. Publish it at the desk.")
    known = article.editions.seen_by().exists()
    with transaction.atomic():
        # Without the delay in which a person may take it back: nobody watches an import.
        moment = timezone.now() if known or at is None else at
        if article.state != State.READY:
            # Not `approve`: nobody is told to publish what is published in the same breath.
            with one_step(article):
                record(article, Move.APPROVE, by=by, at=moment)
        publish(article, by=by, at=moment, kind=EditionKind.UPDATE if known else None)
    return True


def _bring_up_to_date(article: Article, fields: Snapshot, *, by: User) -> Outcome:
    imported = article.revisions.filter(label=LABEL).order_by("version").last()
    if imported and snapshots.holds(imported.snapshot, fields):
        return Outcome.UNCHANGED
    if article.revisions.exclude(label=LABEL).exists():
        raise Refused("The story was edited at the desk since it was imported. Merge the new text by hand.")
    editing.save(article, by=by, changes=fields, label=LABEL)
    return Outcome.CHANGED


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What is said of all files of one import beside their text; None leaves the story's own."""

    by: User
    section: str | None = None
    at: dt.datetime | None = None
    bylines: list[BylineData] | None = None
    language: str | None = None
    publish: bool = False


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a file: created, changed, unchanged, skipped (the story was refused) or broken (the file is)."""

    outcome: str
    details: list[str]

    SKIPPED: ClassVar = "skipped"
    BROKEN: ClassVar = "broken"
    FAILURES: ClassVar = {SKIPPED, BROKEN}


def import_file(path: Path, options: FileOptions) -> FileReport:
    """Import one plain-text story, known by the name of its file, and say what became of it.

    The story is wholly in or wholly out. What is wrong with a file is in the report; nothing is raised for it.
    """
    if not path.stem.isprintable() or len(path.stem) > MAX_NAME:
        problem = f"the name must be of letters and signs that can be printed, at most {MAX_NAME}. Rename the file."
        return FileReport(FileReport.BROKEN, [problem])
    try:
        story = parse(path.read_bytes())
    except FormatError as error:
        return FileReport(FileReport.BROKEN, [f"line {error.line}: {error.message}"])
    except OSError as error:
        return FileReport(FileReport.BROKEN, [f"the file cannot be read: {error.strerror}"])
    fields = fields_of(story, bylines=options.bylines, section=options.section, language=options.language)
    try:
        with transaction.atomic():
            imported = import_story(fields, source=SOURCE, source_id=path.stem, by=options.by, at=options.at)
            published = options.publish and publish_imported(imported, by=options.by, at=options.at)
            details = _details(story, imported.article, published=published)
    except Refused as error:
        return FileReport(FileReport.SKIPPED, [str(error)])
    return FileReport(imported.outcome, details)


def _details(story: TextStory, article: Article, *, published: bool) -> list[str]:
    tags = Counter(block.tag for block in story.blocks)
    mentioned = article.mentions.exclude(state=MentionState.REJECTED).order_by()
    named = Counter(kind for kind, _ in mentioned.values_list("entity__kind", "entity").distinct())
    states = Counter(article.related_links.values_list("state", flat=True))
    found = [
        f"{tags['p']} paragraphs, {tags['h2']} subheads",
        f"{len(story.read_more)} READ MORE ({states['resolved']} linked, {states['dangling']} waiting)",
        f"{named['person']} people, {named['organisation']} organisations",
    ]
    return [f"“{story.headline}”", *found, *(["published"] if published else [])]
