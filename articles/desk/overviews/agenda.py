"""What happens in some days, for whoever may read it: the entries of the calendar and of the morning list."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q

from articles.actions.moving import name_of
from articles.desk.clock import newsroom_zone
from articles.desk.overviews import day
from articles.models import Article
from articles.workflow import Move, State

# More than any newsroom plans in a month; what readers have is cut off before what is to come.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark with what is asked of its story; `story` is None for what is published or scheduled as approved."""

    mark: day.Mark
    story: Article | None = None
    is_late: bool = False
    may_move: bool = False

    @property
    def writer(self) -> str:
        return name_of(self.story.assignee) if self.story and self.story.assignee else ""

    @property
    def is_unassigned(self) -> bool:
        return self.mark.kind is day.Kind.DUE and not self.writer

    @property
    def wants_picture(self) -> bool:
        return self.story is not None and self.story.needs_picture


def agenda(user: User, start: dt.datetime, end: dt.datetime, now: dt.datetime, section: str = "") -> list[Entry]:
    """Return everything between two moments, by time, with two questions."""
    zone = newsroom_zone()
    readable = Article.objects.readable_by(user).filter(day.dated_in(start, end)).filter(_at(section))
    people = ("section", "desk", "assignee", "created_by")
    stories = {story.pk: story for story in readable.select_related(*people).defer("body")[:MOST]}
    editions = day.editions_between(user, start, end).filter(day.in_section(section)).order_by("-live_from", "-id")
    marks = [*day.of_editions(editions[:MOST], now, zone), *day.of_stories(stories.values(), start, end, zone)]
    return [_entry(user, mark, stories, now) for mark in day.in_order(marks)]


def _at(section: str) -> Q:
    """Return the condition of being planned for a desk or, without one, belonging to its section."""
    if not section:
        return Q()
    own = Q(desk__slug=section) | Q(desk__parent__slug=section)
    return own | Q(desk=None) & day.in_section(section)


def _entry(user: User, mark: day.Mark, stories: dict[int, Article], now: dt.datetime) -> Entry:
    if mark.kind not in {day.Kind.DUE, day.Kind.EMBARGO}:
        return Entry(mark)
    story = stories[mark.article]
    is_due = mark.kind is day.Kind.DUE
    is_late = is_due and mark.at.astimezone(dt.UTC) < now and story.state != State.READY
    return Entry(mark, story, is_late, is_due and user.has_perm(Move.ASSIGN.permission, story))
