"""How the story form shows a field that somebody may not change."""

from django import template
from django.forms import BoundField

from articles.forms.story import MomentField

register = template.Library()


@register.filter
def as_text(field: BoundField) -> str:
    """Return the value as a reader of the form sees it: the name of a choice, a time without its T."""
    value = "" if field.value() is None else str(field.value())
    choices = dict(getattr(field.field.widget, "choices", ()))
    if choices:
        return str(choices.get(value, value))
    return value.replace("T", " ") if isinstance(field.field, MomentField) else value
