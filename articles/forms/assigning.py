"""What is asked of whom, as a form posts it."""

import datetime as dt

from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.actions.assigning import Assignment
from articles.models import Section
from articles.timing import moment
from articles.workflow import Refused

DIGITS = 9
YEARS = range(2000, 2100)


def read_assignment(posted: QueryDict) -> Assignment:
    """Return what was posted; a field that was not posted stays as it is, an empty one is taken away.

    `assignee` is an account's key, `desk` a section's slug, `due_at` what the newsroom's clock shows.

    Raises Refused for an account, a desk, a time or a length that is none.
    """
    post: dict[str, str] = posted.dict()  # type: ignore[assignment]
    asked: Assignment = {}
    if "assignee" in post:
        asked["assignee"] = _account(post["assignee"])
    if "desk" in post:
        asked["desk"] = _desk(post["desk"])
    if "due_at" in post:
        asked["due_at"] = _moment(post["due_at"], post.get("due_at_meant", ""))
    if "commissioned_words" in post:
        asked["commissioned_words"] = _number(post["commissioned_words"], "The length is a number of words, as 600.")
    if "needs_picture" in post:
        asked["needs_picture"] = post["needs_picture"] in {"on", "true", "1"}
    return asked


def _number(text: str, problem: str) -> int | None:
    if not (text := text.strip()):
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise Refused(problem)
    return int(text)


def _account(text: str) -> User | None:
    unknown = "There is no such account. Choose a colleague from the list."
    if (number := _number(text, unknown)) is None:
        return None
    user = User.objects.filter(pk=number).first()
    if user is None:
        raise Refused(unknown)
    return user


def _desk(slug: str) -> Section | None:
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first() if len(slug) <= 100 and "\0" not in slug else None
    if section is None:
        raise Refused("There is no such desk. Choose one from the list.")
    return section


def _moment(text: str, meant: str) -> dt.datetime | None:
    if not (text := text.strip()):
        return None
    try:
        local = parse_datetime(text)
    except ValueError:
        local = None
    if local is None or local.tzinfo is not None or local.year not in YEARS:
        raise Refused("Say when it is due as day and time, such as 2022-02-10T15:00.")
    return moment(local.date(), local.time(), timezone.get_default_timezone(), meant)
