"""The filters of the story list, all of them in its address."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import django_filters as filters
from django import forms
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import QueryDict

from articles.filters import conditions as find
from articles.filters.fields import (
    AccountField,
    AuthorField,
    ChoiceField,
    DayField,
    LookupInput,
    NamedField,
    NumberField,
    SectionField,
    TickField,
    WordsField,
)
from articles.models import Article, Section, Topic
from articles.search import DESK
from articles.workflow import Standing, State
from people.models import Entity

# “Not published” is what the first five states of a working copy say.
PUBLIC = [
    *((standing.value, standing.label) for standing in Standing if standing is not Standing.NOTHING),
    (find.PENDING, "Update pending"),
]
STATES = [("Working copy", State.choices), ("What readers have", PUBLIC)]
MINE = [(find.ASSIGNED, "Assigned to me"), (find.MINE, "Mine: written or edited by me")]
PICTURES = [(find.WITH, "With picture"), (find.WITHOUT, "No picture"), (find.NO_ALT, "No alt text")]
MOMENTS = [(find.PUBLISHED, "Published"), (find.DUE, "Due")]

Condition = Callable[[Any, "StoryFilter"], Q]


class Said(NamedTuple):
    """An active filter in words, and what is left of the address without it."""

    words: str
    query: str


class Filter(filters.Filter):
    """Finds by a condition on the value and the set; `words` says what it found, with {value} and {moment}."""

    def __init__(self, field: type[forms.Field], words: str, condition: Condition, **options: Any) -> None:
        self.field_class = field
        self.words, self.condition = words, condition
        super().__init__(**options)

    def filter(self, stories: QuerySet[Article], value: Any) -> QuerySet[Article]:
        return stories if value in (None, "", []) else stories.filter(self.condition(value, self.parent))


def named(kind: str, what: str, words: str, rows: QuerySet[Any], condition: Callable[[Any], Q]) -> Filter:
    """Return the filter by a row of a table that grows."""
    return Filter(
        NamedField, words, lambda row, _: condition(row), label=what.capitalize(), rows=rows, kind=kind, what=what
    )


class StoryFilter(filters.FilterSet):
    """Finds stories by what an address says. What makes no sense there is ignored, and told by `ignored`."""

    user: User
    at: dt.datetime

    q = Filter(WordsField, "“{value}”", lambda terms, _: Q(pk__in=DESK.matching(terms)), label="Words")
    state = Filter(
        ChoiceField, "{value}", lambda state, by: find.in_state(state, by.at), label="State", choices=STATES
    )
    mine = Filter(ChoiceField, "{value}", lambda mine, by: find.of(mine, by.user), label="Mine", choices=MINE)
    section = Filter(
        SectionField, "Section: {value}", lambda section, by: Q(section__in=by.below(section)), label="Section"
    )
    desk = Filter(SectionField, "{value} desk", lambda desk, by: find.at_desk(by.below(desk)), label="Desk")
    author = Filter(AuthorField, "By {value}", lambda author, _: find.by_author(author), label="Author")
    assignee = Filter(AccountField, "Assigned to {value}", lambda user, _: Q(assignee=user), label="Assigned to")
    topic = named("topics", "topic", "Topic: {value}", Topic.objects.all(), find.on_topic)
    person = named("people", "person", "Naming {value}", Entity.objects.people(), find.naming)
    organisation = named(
        "organisations", "organisation", "Naming {value}", Entity.objects.organisations(), find.naming
    )
    day = Filter(ChoiceField, "", lambda *_: Q(), label="Day", choices=MOMENTS, any_label="Saved")
    since = Filter(DayField, "{moment} since {value}", lambda day, by: find.since(day, by.moment), label="From")
    until = Filter(DayField, "{moment} until {value}", lambda day, by: find.until(day, by.moment), label="Until")
    picture = Filter(
        ChoiceField, "{value}", lambda picture, _: find.pictured(picture), label="Picture", choices=PICTURES
    )
    min_words = Filter(
        NumberField, "{value} words or more", lambda number, _: Q(word_count__gte=number), label="Words, from"
    )
    max_words = Filter(
        NumberField, "{value} words or fewer", lambda number, _: Q(word_count__lte=number), label="Words, to"
    )
    corrected = Filter(TickField, "Corrected", lambda _, by: find.corrected(by.at), label="Corrected")
    embargoed = Filter(TickField, "Under embargo", lambda _, by: Q(embargo_until__gt=by.at), label="Under embargo")
    hold = Filter(TickField, "On legal hold", lambda *_: Q(legal_hold=True), label="On legal hold")
    late = Filter(TickField, "Late", lambda _, by: find.late(by.at), label="Late")
    unresolved = Filter(TickField, "READ MORE unresolved", lambda *_: find.unresolved(), label="READ MORE unresolved")
    notes = Filter(TickField, "Open notes", lambda *_: find.discussed(), label="Open notes")

    def __init__(self, data: QueryDict, stories: QuerySet[Article], *, user: User, at: dt.datetime) -> None:
        super().__init__(data, stories)
        self.user, self.at = user, at
        self.sections = list(Section.objects.all())
        for name in ("section", "desk"):
            self.form.fields[name].offer(self.sections)
        self.form.full_clean()
        for name, value in self.form.cleaned_data.items():
            widget = self.form.fields[name].widget
            if value and isinstance(widget, LookupInput):
                widget.attrs["data-label"] = self._value(name, value)

    @property
    def terms(self) -> list[str]:
        """The words that are looked for."""
        return self.form.cleaned_data.get("q") or []

    @property
    def among(self) -> QuerySet[Article]:
        """The stories that fit all filters but the words, for an engine that looks for these itself."""
        stories = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            stories = stories if name == "q" else self.filters[name].filter(stories, value)
        return stories

    @property
    def moment(self) -> str:
        """Which moment of a story the days are about."""
        return self.form.cleaned_data.get("day") or find.SAVED

    def below(self, section: Section) -> list[int]:
        """Return the keys of a section and those below it."""
        return [section.pk, *(other.pk for other in self.sections if other.parent_id == section.pk)]

    def active(self) -> list[Said]:
        """Return every filter that is on, in words."""
        on = ((name, value) for name, value in self.form.cleaned_data.items() if value not in (None, "", []))
        return [Said(self._said(name, value), self._without(name)) for name, value in on if self.filters[name].words]

    def ignored(self) -> list[str]:
        """Return in a sentence each what in the address made no sense."""
        return [
            f"The filter “{self.form.fields[name].label}” was left out. {' '.join(problems)}"
            for name, problems in self.form.errors.items()
        ]

    def query(self, **more: str) -> str:
        """Return the filters of the address in their order, with other parameters that are not empty."""
        return _encoded(self._kept() + [(name, value) for name, value in more.items() if value])

    def _said(self, name: str, value: Any) -> str:
        moment = {find.SAVED: "Saved", **dict(MOMENTS)}[self.moment]
        return self.filters[name].words.format(value=self._value(name, value), moment=moment)

    def _value(self, name: str, value: Any) -> str:
        return getattr(self.form.fields[name], "said", str)(value)

    def _kept(self) -> list[tuple[str, str]]:
        return [(name, self.data[name]) for name in self.filters if self.data.get(name)]

    def _without(self, name: str) -> str:
        """Return the address without a filter; the day says nothing without one of its ends."""
        ends = {"since", "until"}
        gone = {name, "day"} if name in ends and not any(self.data.get(other) for other in ends - {name}) else {name}
        sort = [("sort", self.data["sort"])] if self.data.get("sort") else []
        return _encoded([pair for pair in self._kept() if pair[0] not in gone] + sort)


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query[name] = value
    return query.urlencode()
