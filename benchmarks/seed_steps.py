"""The steps of publishing the seed story, timed one by one; import it once Django is set up."""

import datetime as dt
import time
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from articles.actions import importing, moving, publishing
from articles.formats.text import parse
from articles.models import Topic

WEDNESDAY = dt.datetime(2022, 2, 9, 20, 14, tzinfo=dt.UTC)


def prepare() -> None:
    """Make the tables and load the demo paper, whose names the text is searched for."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)


def publish(file: Path, number: int) -> dict[str, float]:
    """Publish the story as a new one; return the milliseconds of each step."""
    by = importing.importer()
    # Each on a day of its own, as stories of one headline are.
    at = WEDNESDAY + dt.timedelta(days=1 + number)
    clock = Clock()
    story = parse(file.read_bytes())
    clock.note("parse the file")
    fields = importing.fields_of(story, bylines=[{"name": "Staff and agencies"}], section="world")
    with transaction.atomic():
        imported = importing.import_story(
            fields, source=importing.SOURCE, source_id=f"seed-{number}", by=by, at=WEDNESDAY
        )
        clock.note("clean, find names, keep working copy")
        moving.approve(imported.article, by=by, at=at)
        publishing.publish(imported.article, by=by, at=at)
        clock.note("approve, check, compile, append, index, answer")
    clock.note("commit")
    return clock.steps


def commit_one_row() -> None:
    Topic.objects.filter(slug="diplomacy").update(introduction=str(time.perf_counter()))


class Clock:
    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self.last = time.perf_counter()

    def note(self, step: str) -> None:
        now = time.perf_counter()
        self.steps[step] = (now - self.last) * 1000
        self.last = now
