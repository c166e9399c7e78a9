"""Fields that read what an address says: choices, names of rows that exist, days, and words to look for."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse

from articles.actions.moving import name_of
from articles.models import Section
from articles.search import terms
from people.models import Entity

LONGEST = 200
YEARS = range(1900, 2200)


class LookupInput(forms.TextInput):
    """A box that takes the name used in addresses; a script makes it find by typing."""

    def __init__(self, kind: str) -> None:
        super().__init__({"placeholder": "Type to find", "autocomplete": "off", "spellcheck": "false"})
        self.kind = kind

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        # Addresses are known when a page is made, not when the class is.
        url = reverse("admin:desk_lookup", args=[self.kind])
        return super().build_attrs(base_attrs, extra_attrs) | {"data-lookup": url, "data-kind": self.kind}


class ChoiceField(forms.ChoiceField):
    """One of a few, or any."""

    default_error_messages = {"invalid_choice": "There is nothing called “%(value)s” to choose here."}

    def __init__(self, *, choices: list[Any], any_label: str = "Any", **options: Any) -> None:
        super().__init__(choices=[("", any_label), *choices], **options)
        groups = (label if isinstance(label, list) else [(name, label)] for name, label in choices)
        self.labels = {name: str(label) for group in groups for name, label in group}

    def said(self, value: str) -> str:
        return self.labels[value]


class SectionField(forms.Field):
    """The slug of one of the sections that were read for all fields at once; cleans to the section."""

    widget = forms.Select

    def offer(self, sections: list[Section]) -> None:
        self.sections = {section.slug: section for section in sections}
        tree = sorted(sections, key=lambda section: (section.parent_id or section.pk, section.parent_id is not None))
        order = {section.pk: number for number, section in enumerate(sections)}
        tree.sort(key=lambda section: order.get(section.parent_id or section.pk, 0))
        names = [(section.slug, f"— {section}" if section.parent_id else str(section)) for section in tree]
        self.widget.choices = [("", "Any"), *names]

    def clean(self, value: str | None) -> Section | None:
        if not value:
            return None
        if value not in self.sections:
            raise ValidationError(f"There is no section “{value[:LONGEST]}”.")
        return self.sections[value]


class NamedField(forms.CharField):
    """The slug of a row of a table that grows; cleans to the row."""

    def __init__(self, *, rows: QuerySet[Any], kind: str, what: str, **options: Any) -> None:
        super().__init__(max_length=LONGEST, widget=LookupInput(kind), **options)
        self.rows, self.what = rows, what

    def clean(self, value: str) -> Model | None:
        slug = super().clean(value)
        if not slug:
            return None
        found = self.rows.all().filter(slug=slug).first()
        if found is None:
            raise ValidationError(f"There is no {self.what} “{slug}”.")
        return found


@dataclass(frozen=True, slots=True)
class Author:
    """Who is meant by an author: somebody with a page, an account, or a free name as in bylines."""

    name: str
    person: Entity | None
    user: User | None

    def __str__(self) -> str:
        return str(self.person or (self.user and name_of(self.user)) or self.name)


class AuthorField(forms.CharField):
    """Cleans the slug of a person, a username or a free name to whoever is meant."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, widget=LookupInput("people"), **options)

    def clean(self, value: str) -> Author | None:
        name = super().clean(value)
        if not name:
            return None
        person = Entity.objects.people().filter(slug=name).first()
        return Author(name, person, User.objects.filter(username=name).first())


class AccountField(forms.CharField):
    """Cleans a username to the account."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, widget=LookupInput("users"), **options)

    def said(self, value: User) -> str:
        return name_of(value)

    def clean(self, value: str) -> User | None:
        name = super().clean(value)
        if not name:
            return None
        user = User.objects.filter(username=name).first()
        if user is None:
            raise ValidationError(f"There is no colleague “{name}”.")
        return user


class DayField(forms.DateField):
    """A day of the newsroom's calendar, within what a database and a zone can reckon with."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(input_formats=["%Y-%m-%d"], widget=widget, **options)
        self.error_messages["invalid"] = "Give the day as in 2022-02-09."

    def said(self, value: dt.date) -> str:
        return f"{value:%-d %b %Y}"

    def clean(self, value: str) -> dt.date | None:
        day = super().clean(value)
        if day is not None and day.year not in YEARS:
            raise ValidationError(f"Give a day between {YEARS[0]} and {YEARS[-1]}.")
        return day


class NumberField(forms.IntegerField):
    """A number of words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=1_000_000, **options)

    def said(self, value: int) -> str:
        return f"{value:,}"


class WordsField(forms.CharField):
    """What is looked for in the text; cleans to the words that engines search for."""

    widget = forms.TextInput(attrs={"type": "search"})

    def said(self, value: list[str]) -> str:
        return " ".join(value)

    def clean(self, value: str | None) -> list[str]:
        # None of the field's own checks: whatever was typed or pasted, its first words are looked for.
        typed = (value or "").strip()
        found = terms(typed)
        if typed and not found:
            raise ValidationError("There is no word in it to look for.")
        return found


class Tick(forms.CheckboxInput):
    """A box that writes 1 into the address."""

    def format_value(self, value: Any) -> str:
        return "1"


class TickField(forms.Field):
    """Yes when it stands in the address; there is no “no”."""

    widget = Tick

    def clean(self, value: object) -> bool | None:
        return True if value else None
