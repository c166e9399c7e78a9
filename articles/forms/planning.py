"""A plan as a cell of the calendar posts it: the day, the desk and the line that was typed."""

import datetime as dt

from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from articles.actions.planning import Planned
from articles.models import Section
from articles.plans import Known, find_name, read_plan
from articles.timing import moment
from articles.workflow import Refused

YEARS = range(2000, 2100)
# What is planned for a day without a time is due at its end.
EVENING = dt.time(18)


def read_planned(posted: QueryDict) -> Planned:
    """Return the story that is wanted.

    Raises Refused for a line, a name, a day, a desk or a time that is none, UnclearTime for a time that comes twice or
    never on that day; `meant` is the answer to it.
    """
    plan = read_plan(posted.get("line", "").replace("\0", ""))
    day, section = read_day(posted.get("day", "")), _section(posted.get("section", ""))
    due_at = moment(day, plan.time or EVENING, timezone.get_default_timezone(), posted.get("meant", ""))
    writer = _writer(plan.name) if plan.name else None
    return Planned(plan.headline, section, due_at, writer, plan.words, plan.needs_picture)


def read_day(text: str) -> dt.date:
    """Return a day; raises Refused for none."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise Refused("There is no such day. Load the calendar again.")
    return day


def _section(slug: str) -> Section:
    section = Section.objects.filter(slug=slug).first() if len(slug) <= 60 and "\0" not in slug else None
    if section is None:
        raise Refused("There is no such desk. Load the calendar again.")
    return section


def _writer(name: str) -> User:
    colleagues = User.objects.filter(is_active=True, is_staff=True).order_by("username")
    rows = colleagues.values_list("pk", "username", "first_name", "last_name")
    return User.objects.get(pk=find_name(name, [Known(*row) for row in rows]).key)
