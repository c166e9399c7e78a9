"""Planning a story: it is there from the day somebody wants it, and nothing is typed twice."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from articles.actions.assigning import Assignment, assign
from articles.actions.editing import create
from articles.actions.fields import BylineData, Snapshot
from articles.actions.moving import name_of
from articles.models import Article, Section
from articles.workflow import State


@dataclass(frozen=True, slots=True)
class Planned:
    """A story that is wanted: what about, for which desk and when; if that was said, by whom, how long, with what."""

    headline: str
    section: Section
    due_at: dt.datetime
    writer: User | None = None
    words: int | None = None
    needs_picture: bool = False


def plan(wanted: Planned, *, by: User, at: dt.datetime | None = None) -> Article:
    """Start a planned story with all that is asked of it, in one step.

    Raises Refused, and Denied for somebody who may not start stories or not assign those of that desk.
    """
    asked: Assignment = {"desk": wanted.section, "due_at": wanted.due_at}
    if wanted.writer is not None:
        asked["assignee"] = wanted.writer
    if wanted.words is not None:
        asked["commissioned_words"] = wanted.words
    if wanted.needs_picture:
        asked["needs_picture"] = True
    with transaction.atomic():
        fields = Snapshot(headline=wanted.headline, section=wanted.section.slug, bylines=_bylines(wanted.writer))
        story = create(by=by, fields=fields, at=at, state=State.PLANNED, why="Planned in the calendar")
        assign(story, by=by, at=at, **asked)
    return story


def _bylines(writer: User | None) -> list[BylineData]:
    if writer is None:
        return []
    person = getattr(writer, "person", None)
    return [BylineData(person=person.slug) if person else BylineData(name=name_of(writer))]
