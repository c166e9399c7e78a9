"""The morning list: a day by desk, one line a story, to be printed, read out or copied into a mail."""

import datetime as dt
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from articles import timing
from articles.desk.clock import newsroom_zone
from articles.desk.overviews.agenda import Entry, agenda
from articles.desk.overviews.day import span
from articles.forms.planning import read_day
from articles.models import Section


@dataclass(frozen=True, slots=True)
class DeskList:
    """What a desk brings on a day."""

    name: str
    entries: list[Entry]


def show(request: HttpRequest) -> HttpResponse:
    """Show the list of `?budget=2022-02-09`, with `as=text` as plain text."""
    user: User = request.user  # type: ignore[assignment]
    now, day = timezone.now(), read_day(request.GET.get("budget", ""))
    desks = budget_of(user, day, now)
    if request.GET.get("as") == "text":
        return HttpResponse(in_text(desks, day), content_type="text/plain; charset=utf-8")
    context = {
        **admin.site.each_context(request),
        "title": f"Morning list, {day:%A} {day.day} {day:%B %Y}",
        "day": day,
        "before": day - dt.timedelta(days=1),
        "after": day + dt.timedelta(days=1),
        "desks": desks,
        "city": timing.city(newsroom_zone()),
    }
    return TemplateResponse(request, "desk/calendar_budget.html", context)


def budget_of(user: User, day: dt.date, now: dt.datetime) -> list[DeskList]:
    """Return the desks that have something on that day, in the paper's order, each by time."""
    entries = agenda(user, *span(day, 1, newsroom_zone()), now)
    lists = [
        DeskList(desk.name if desk else "No desk", [e for e in entries if e.mark.desk == (desk.pk if desk else None)])
        for desk in [*Section.objects.all(), None]
    ]
    return [one for one in lists if one.entries]


def in_text(desks: list[DeskList], day: dt.date) -> str:
    """Return the list as text, a line for each entry."""
    lines = [f"{day:%A} {day.day} {day:%B %Y}"]
    for desk in desks:
        lines += ["", desk.name.upper(), *(line_of(entry) for entry in desk.entries)]
    return "\n".join(lines if desks else [*lines, "", "Nothing is planned."]) + "\n"


def line_of(entry: Entry) -> str:
    """Return an entry in a line: "15:00  Due  Truss in Moscow | Planned | Rita Salo | 400 words | picture"."""
    mark, story = entry.mark, entry.story
    said = [mark.note if mark.note != mark.word else "", entry.writer or ("unassigned" if entry.is_unassigned else "")]
    if story is not None and story.commissioned_words:
        said.append(f"{story.commissioned_words} words")
    said += ["picture" if entry.wants_picture else "", "late" if entry.is_late else ""]
    return " | ".join([f"{mark.at:%H:%M}  {mark.word}  {mark.headline}", *filter(None, said)])
