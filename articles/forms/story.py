"""The form of a story: what editors type and post, made exactly the fields of a working copy that were posted."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles import timing
from articles.actions.fields import Snapshot
from articles.forms import parts
from articles.forms.body import BodyField
from articles.models import Article, Genre

YEARS = range(1900, 9000)
MOMENTS = ("embargo_until", "expires_at")
# Cleared, they stay as they are.
NEVER_EMPTY = ("genre", "language")
LABELS = {
    "short_headline": "Front headline",
    "kicker": "Label above the headline",
    "seo_title": "Title for search engines",
    "seo_description": "Description for search engines",
    "social_headline": "Headline on social media",
    "slug": "Address",
}
# The lengths a reader takes in; longer is said in the counter and never refused.
GOOD_LENGTHS = {
    "headline": 90,
    "short_headline": 65,
    "standfirst": 200,
    "seo_title": 60,
    "seo_description": 155,
    "social_headline": 90,
}


def line(name: str, rows: int = 0) -> forms.CharField:
    """Return the field for a line of the story; with rows it is long enough to be seen in several."""
    attrs: dict[str, Any] = {"data-line": True}
    if name in GOOD_LENGTHS:
        attrs["data-good"] = GOOD_LENGTHS[name]
    return forms.CharField(
        label=LABELS.get(name),
        required=False,
        max_length=getattr(Article._meta.get_field(name), "max_length", None),
        widget=forms.Textarea(attrs | {"rows": rows}) if rows else forms.TextInput(attrs),
    )


class MomentField(forms.CharField):
    """A day and time of the newsroom's clock; comes out as a moment in ISO form, empty as none."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.TextInput({"type": "datetime-local"}))

    def prepare_value(self, value: Any) -> Any:
        """Show a moment in ISO form as the newsroom's clock shows it; what was typed stays."""
        try:
            local = timezone.localtime(dt.datetime.fromisoformat(value or "")).replace(tzinfo=None)
        except ValueError:
            return value
        return local.isoformat(timespec="seconds" if local.second else "minutes")


class StoryForm(forms.Form):
    """All that is typed into a story; nothing is required, because a draft is never refused.

    `locked` fields are only shown. Whether somebody may change what was posted is for the verb that writes it.
    """

    headline = line("headline", rows=2)
    short_headline = line("short_headline")
    standfirst = line("standfirst", rows=3)
    body = BodyField()
    kicker = line("kicker")
    section = forms.CharField(required=False, widget=forms.Select)
    bylines = parts.bylines_field()
    topics = parts.topics_field()
    dateline = line("dateline")
    genre = forms.ChoiceField(choices=Genre.choices, required=False)
    language = line("language")
    slug = line("slug")
    links = parts.links_field()
    picture = parts.picture_field()
    embargo_until = MomentField()
    expires_at = MomentField()
    legal_hold = forms.TypedChoiceField(
        choices=[("", "None"), ("on", "Hold: must not go out")], coerce=bool, required=False
    )
    seo_title = line("seo_title")
    seo_description = line("seo_description", rows=3)
    social_headline = line("social_headline")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        shown: Snapshot | None = None,
        locked: Collection[str] = (),
        sections: Iterable[tuple[str, str]] = (),
    ) -> None:
        super().__init__(data, initial=dict(shown or {}))
        self.initial["legal_hold"] = "on" if self.initial.get("legal_hold") else ""
        self.fields["section"].widget.choices = [("", "No section"), *sections]
        self.questions: dict[str, timing.UnclearTime] = {}
        # Of an hour that comes twice, which one is kept.
        self.meant = {
            name: timezone.localtime(dt.datetime.fromisoformat(at)).isoformat()
            for name in MOMENTS
            if (at := self.initial.get(name))
        }
        for name in locked:
            self.fields[name].disabled = True

    def clean(self) -> None:
        for name in MOMENTS:
            if self.cleaned_data.get(name) and name in self.data:
                self._read_moment(name)

    def _read_moment(self, name: str) -> None:
        try:
            self.cleaned_data[name] = _moment(self.cleaned_data[name], self.data.get(f"{name}_meant", ""))
        except timing.UnclearTime as question:
            self.questions[name] = question
            self.add_error(name, str(question))
        except ValueError:
            self.add_error(name, ValidationError("Give day and time, such as 2022-02-10T06:00."))

    def posted(self) -> Snapshot:
        """Return the fields that were posted and can be read: all of them when the form is valid."""
        names = [name for name in self.fields if name in self.data and name in self.cleaned_data]
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        values |= {name: values[name] or None for name in (*MOMENTS, "section") if name in values}
        values |= {name: bool(values[name]) for name in ("legal_hold",) if name in values}
        for name in NEVER_EMPTY:
            if not values.get(name, True):
                del values[name]
        return Snapshot(**values)  # type: ignore[typeddict-item]


def _moment(text: str, meant: str) -> str:
    local = parse_datetime(text)
    if local is None or local.tzinfo is not None or local.year not in YEARS:
        raise ValueError(text)
    return timing.moment(local.date(), local.time(), timezone.get_default_timezone(), meant).isoformat()
