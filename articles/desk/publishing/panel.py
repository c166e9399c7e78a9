"""What the publishing panel shows: the choice, the checklist for its moment, and what the button would do."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse

from articles import timing
from articles.actions.checklist import Level, Problem, Result, checklist
from articles.actions.publishing import PASSED, kind_of_change
from articles.desk.clock import newsroom_zone
from articles.desk.publishing.choices import Choice, Clock
from articles.markup import clean_line
from articles.models import Article, Edition, EditionKind, place
from articles.models.articles import PARTS
from articles.timing import Preset
from articles.workflow import Move, Refused, target

# What an editor is told each kind of change is, in the order of the panel.
KINDS = (
    (EditionKind.FIX, "Typo, link, layout. No note, and “updated” stays as it is."),
    (EditionKind.UPDATE, "New information. “Updated” moves."),
    (EditionKind.CORRECTION, "We were wrong. Needs a note; stands on the corrections page."),
    (EditionKind.CLARIFICATION, "True but unclear. Needs a note; stands on the corrections page."),
)
# Fields that are in the panel itself, not in the form.
HERE = frozenset({"time", "kind", "note", "state"})
# Where a field is in the form, unless it is a box of its name.
ANCHORS = {
    "bylines": "id_bylines_label",
    "topics": "id_topics_label",
    "links": "id_links_label",
    "picture": "panel-picture",
    "notes": "panel-notes",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A problem of the checklist with the way to where it can be mended."""

    problem: Problem
    href: str
    is_here: bool


def first_choice(story: Article, editions: list[Edition], now: dt.datetime) -> Choice:
    """Return what is chosen before anybody has: as scheduled, else when the embargo ends, else now."""
    zone = newsroom_zone()
    coming = [edition for edition in editions if edition.was_seen and edition.live_from > now]
    if coming:
        kind = None if coming[0].kind == EditionKind.PUBLICATION else EditionKind(coming[0].kind)
        return Choice(True, Clock.of(coming[0].live_from, zone), kind, coming[0].note)
    if story.embargo_until and story.is_embargoed_at(now):
        return Choice(True, Clock.of(story.embargo_until, zone))
    return Choice(clock=Clock(day=f"{now.astimezone(zone):%Y-%m-%d}"))


def panel(story: Article, choice: Choice | None, now: dt.datetime) -> dict[str, Any]:
    """Return all that the panel shows of a story that was asked for with its place."""
    zone, stands = newsroom_zone(), place(story)
    prefetch_related_objects([story], *PARTS)
    editions = story.editions.by_number()
    choice = choice or first_choice(story, editions, now)
    seen = [edition for edition in editions if edition.was_seen and edition.live_from <= now]
    coming = next((edition for edition in editions if edition.was_seen and edition.live_from > now), None)
    is_known = bool(seen)
    live_from = choice.at or now + dt.timedelta(seconds=settings.PUBLISH_DELAY_SECONDS)
    note = clean_line(choice.note)
    results = [*_of_choice(story, choice, note, now, is_known), *checklist(story, live_from, note)]
    return {
        "story": story,
        "place": stands,
        "choice": choice,
        "label": choice.label(stands, now, zone, is_known=is_known),
        "is_known": is_known,
        "kinds": KINDS if is_known else (),
        "zone": zone.key,
        "city": timing.city(zone),
        "presets": [(preset, Clock.of(preset.at, zone)) for preset in _presets(story, now, zone)],
        "must": _gaps(story, results, Level.MUST),
        "look": _gaps(story, results, Level.LOOK),
        "results": results,
        "passed": sum(result.has_passed for result in results),
        "coming": coming,
        "saves": _saves(story) if stands.is_pending else 0,
        **_facts(story, seen[-1] if seen else None, coming, now, zone),
    }


def _saves(story: Article) -> int:
    """Return how often the story was saved since the text that readers have, or are about to get."""
    return story.revisions.filter(version__gt=story.given).count()  # type: ignore[attr-defined]


def _facts(
    story: Article, seen: Edition | None, coming: Edition | None, now: dt.datetime, zone: ZoneInfo
) -> dict[str, str]:
    """Return the moments that hold the story back, end it, or that readers know it by, in words."""

    def words(at: dt.datetime | None) -> str:
        return timing.words(at, now, zone) if at else ""

    return {
        "embargo": words(story.embargo_until if story.is_embargoed_at(now) else None),
        "expiry": words(story.expires_at),
        "starts": words(coming.live_from if coming else None),
        "seen": timing.wall(seen.live_from, now, zone) if seen else "",
    }


def _presets(story: Article, now: dt.datetime, zone: ZoneInfo) -> list[Preset]:
    presets = timing.presets(now, zone)
    until = story.embargo_until
    if until is None or not story.is_embargoed_at(now):
        return presets
    return [Preset("When the embargo ends", until), *(preset for preset in presets if preset.at > until)]


def _of_choice(story: Article, choice: Choice, note: str, now: dt.datetime, is_known: bool) -> list[Result]:
    """Return the checks that are about the choice and not about the story."""
    move = Move.SCHEDULE if choice.is_later else Move.PUBLISH

    def is_ready() -> None:
        stands = place(story)
        target(move, stands.state, stands.standing)

    def has_time() -> None:
        if choice.is_later and choice.clock.moment() <= now:
            raise Refused(PASSED)

    def says_why() -> None:
        kind_of_change(choice.kind, note, is_known=is_known)

    needs_note = choice.kind is not None and choice.kind.needs_note and not note
    return [
        _asked("state", "It is ready", "state", is_ready),
        _asked("time", "It has a time", "time", has_time),
        _asked("kind", "It says why it is published again", "note" if needs_note else "kind", says_why),
    ]


def _asked(key: str, title: str, field: str, verb: Callable[[], None]) -> Result:
    try:
        verb()
    except Refused as refusal:
        return Result(key, title, Level.MUST, [Problem(field, str(refusal))])
    return Result(key, title, Level.MUST, [])


def _gaps(story: Article, results: list[Result], level: Level) -> list[Gap]:
    problems = [problem for result in results if result.level is level for problem in result.problems]
    return [Gap(problem, _way_to(story, problem.field), problem.field in HERE) for problem in problems]


def _way_to(story: Article, field: str) -> str:
    if field in HERE:
        return f"#publish-{field}"
    if field == "history":
        return reverse("admin:articles_article_history", args=[story.pk])
    return f"{reverse('admin:articles_article_change', args=[story.pk])}#{ANCHORS.get(field, f'id_{field}')}"
