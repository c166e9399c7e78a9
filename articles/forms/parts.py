"""The parts of a story that forms post as JSON: bylines, topics, the picture, links; checked by their shape."""

import json
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from articles.models import BylineRole, LinkKind

MOST = 200
LONGEST = 600
RELOAD = "Load the page again; what you typed is kept."
# What no database stores: NUL, and halves of surrogate pairs that JSON can spell.
UNSTORABLE = frozenset(map(chr, (0, *range(0xD800, 0xE000))))

Rule = Callable[[str, Any], Any]


class Parts(forms.Field):
    """JSON in a hidden input, made data by `shape`; empty is `nothing`."""

    widget = forms.HiddenInput

    def __init__(self, shape: Rule, nothing: Any, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.shape, self.nothing = shape, nothing

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value or self.nothing, ensure_ascii=False)

    def clean(self, value: Any) -> Any:
        if not value or not isinstance(value, str):
            # What is only shown comes as the data it is.
            return value or self.nothing
        try:
            data = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(f"The {self.label} arrived damaged. {RELOAD}") from error
        return self.nothing if data is None else self.shape(str(self.label), data)


@dataclass(frozen=True, slots=True)
class Row:
    """An object with these keys and no others; `needed` must be there."""

    keys: dict[str, Rule]
    needed: Collection[str] = ()

    def __call__(self, what: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or not value.keys() <= self.keys.keys() or not value.keys() >= set(self.needed):
            raise _damaged(what)
        return {key: self.keys[key](what, given) for key, given in value.items()}


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of them."""

    rule: Rule

    def __call__(self, what: str, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise _damaged(what)
        if len(value) > MOST:
            raise ValidationError(f"A story has {MOST} {what} at most. Take some away.")
        return [self.rule(what, given) for given in value]


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these words."""

    words: Collection[str]

    def __call__(self, what: str, value: Any) -> str:
        if value not in self.words:
            raise _damaged(what)
        return value


def text(what: str, value: Any) -> str:
    if not isinstance(value, str) or not UNSTORABLE.isdisjoint(value):
        raise _damaged(what)
    if len(value) > LONGEST:
        raise ValidationError(f"One of the {what} has more than {LONGEST} characters. Shorten it.")
    return value


def flag(what: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _damaged(what)
    return value


def key(what: str, value: Any) -> str:
    try:
        validate_slug(text(what, value))
    except ValidationError as error:
        raise _damaged(what) from error
    return value


def identity(what: str, value: Any) -> str:
    try:
        return str(uuid.UUID(text(what, value)))
    except ValueError as error:
        raise _damaged(what) from error


def byline(what: str, value: Any) -> dict[str, Any]:
    """A person with a page or a free name, never both."""
    row = Row({"person": text, "name": text, "role": OneOf(BylineRole.values)})(what, value)
    row = {name: given for name, given in row.items() if given}
    if ("person" in row) == ("name" in row):
        raise ValidationError("Each byline is a person or a name. Fill in the one that is empty, or take it away.")
    return row


# A picture with what this story says of it; null takes it away.
PICTURE = Row({"image": identity, "caption": text, "alt": text, "is_decorative": flag}, {"image"})
LINK = Row(
    {
        "key": key,
        "hint": text,
        "url": text,
        "target": identity,
        "kind": OneOf(LinkKind.values),
        "note": text,
        "vetoed": flag,
    },
    {"key"},
)


def _damaged(what: str) -> ValidationError:
    return ValidationError(f"The {what} arrived damaged. {RELOAD}")


def bylines_field() -> Parts:
    return Parts(Rows(byline), [], label="bylines")


def topics_field() -> Parts:
    return Parts(Rows(key), [], label="topics")


def picture_field() -> Parts:
    return Parts(PICTURE, None, label="picture")


def links_field() -> Parts:
    return Parts(Rows(LINK), [], label="links")
