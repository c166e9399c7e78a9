"""A box to look something up by typing, for fields whose choices are a table that grows; its script is `lookup.js`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse


class Lookup(forms.Widget):
    """Posts the keys of what was chosen, one hidden input each; finds by `admin:desk_lookup` of that kind.

    Only what is chosen is read from the database, and not even that when `known` has its label.
    """

    template_name = "widgets/lookup.html"
    is_many = False

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.kind = kind
        self.choices: Iterable[Any] = ()
        self.known: dict[Any, str] = {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = value if isinstance(value, list | tuple) else [value]
        keys = [str(key) for key in chosen if key not in (None, "")]
        labels = self._labels(keys)
        context["widget"] |= {
            "url": reverse("admin:desk_lookup", args=[self.kind]),
            "is_many": self.is_many,
            "chosen": [{"value": key, "label": labels[key]} for key in keys if key in labels],
        }
        return context

    def _labels(self, keys: list[str]) -> dict[str, str]:
        known = {str(key): label for key, label in self.known.items()}
        missing = [key for key in keys if key not in known and key.isdigit()]
        if missing:
            queryset = self.choices.queryset  # type: ignore[attr-defined]
            known |= {str(found.pk): str(found) for found in queryset.filter(pk__in=missing)}
        return known


class LookupMany(Lookup):
    """The same for several."""

    is_many = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        # Without a choice a browser posts nothing.
        return False
