"""Whether a story is ready for readers: what must be mended first and what is worth a look, each with its field."""

import datetime as dt
from dataclasses import dataclass

from articles.actions.checklist.look import LOOK
from articles.actions.checklist.must import MUST
from articles.actions.checklist.reading import Check, Level, Problem, Reading
from articles.models import Article
from articles.workflow import Refused

__all__ = ["Level", "NotReady", "Problem", "Result", "checklist", "must_fix"]


class NotReady(Refused):
    """The story has problems that must be mended before readers get it; `problems` lists them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))


@dataclass(frozen=True, slots=True)
class Result:
    """A check with what it found in a story; nothing means that it passed."""

    key: str
    title: str
    level: Level
    problems: list[Problem]

    @property
    def has_passed(self) -> bool:
        return not self.problems


def must_fix(article: Article, live_from: dt.datetime, note: str = "") -> list[Problem]:
    """Return what keeps the story, with a note for readers, from being published for that moment; empty: it may go."""
    reading = Reading(article, live_from, note)
    return [problem for check in MUST for problem in check.find(reading)]


def checklist(article: Article, live_from: dt.datetime, note: str = "") -> list[Result]:
    """Return every check of a story for that moment, passed or not: what `must_fix` asks first, then the rest.

    Of a story that was asked for `with_parts` it costs eight queries at most, whatever is in it.
    """
    reading = Reading(article, live_from, note)
    return [*_results(MUST, Level.MUST, reading), *_results(LOOK, Level.LOOK, reading)]


def _results(checks: tuple[Check, ...], level: Level, reading: Reading) -> list[Result]:
    return [Result(check.key, check.title, level, list(check.find(reading))) for check in checks]
