"""The body of a story in a form: a textarea that the editor's script stands in for, and what is kept of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from js_asset import ImportMap, Media

from articles import embeds
from articles.markup import Refused, clean

EDITOR = "django_prose_editor/editor.js"
MODULES = "cards choose marks names paste schema toolbar write"
SHARED = "combobox elements listbox split"
# Files have other names in production: a module finds another only by this map, never by a relative path.
IMPORTS = {
    "django-prose-editor/editor": EDITOR,
    **{f"desk/body/{name}": f"newsroom/desk/body/{name}.js" for name in MODULES.split()},
    **{f"desk/{name}": f"newsroom/desk/{name}.js" for name in SHARED.split()},
}


class BodyWidget(forms.Textarea):
    """A textarea with the editor before it; without script it holds the HTML as it is kept."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-body": True, "rows": 24, **(attrs or {})})

    @property
    def media(self) -> Media:
        """The editor's files; the inline import map needs the page's nonce: `media.with_nonce(…)`."""
        return Media(
            importmap=ImportMap(IMPORTS),
            css={"all": ["newsroom/desk/body.css"]},
            # The first is only named so that the browser fetches it early; the second imports it.
            js=[Script(EDITOR, type="module"), Script("newsroom/desk/body.js", type="module")],
        )


class BodyField(forms.CharField):
    """The text of a story as `markup.clean` keeps it."""

    widget = BodyWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": "Text", "required": False, "strip": False, **options})

    def clean(self, value: str | None) -> str:
        try:
            return embeds.check(clean(super().clean(value)))
        except Refused as error:
            raise ValidationError(str(error)) from error
