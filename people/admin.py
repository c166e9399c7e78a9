"""Who is who in the admin: people and organisations with their other names and their offices."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from people.models import Alias, EntityKind, Organisation, Person, Position
from people.names import harmless
from people.widgets import Lookup, LookupMany


class HarmlessForm(forms.ModelForm):
    """Leaves out characters that cannot be seen but turn or break a line; knows what is looked up by what was read."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, Lookup) and self._meta.model._meta.get_field(name).is_cached(self.instance):
                related = getattr(self.instance, name)
                field.widget.known = {related.pk: str(related)} if related else {}

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = harmless(value)
        return cleaned


class AliasInline(admin.TabularInline):
    model = Alias
    form = HarmlessForm
    extra = 0


# An address typed without its scheme is a secure one.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class FoundByTyping:
    """Relations to tables that grow are looked up: `lookups` names the kind for each of these fields."""

    lookups: dict[str, str] = {}

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[forms.Script("newsroom/desk/lookup.js", type="module")])

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs):
        kind = self.lookups.get(db_field.name)
        if kind is None:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = LookupMany(kind) if db_field.many_to_many else Lookup(kind)
        return db_field.formfield(widget=widget)


class PositionInline(FoundByTyping, admin.StackedInline):
    model = Position
    form = HarmlessForm
    extra = 0
    formfield_overrides = HTTPS
    lookups = {"organisation": "organisations"}

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("organisation")


class PlainTitle:
    """A list is headed by what is in it, not by what to do with it."""

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title} | (extra_context or {}))


class FixedSlug(PlainTitle):
    """A slug is chosen once: stories, their cards and other sites' links know it."""

    prepopulated_fields = {"slug": ["name"]}

    def get_prepopulated_fields(self, request: HttpRequest, obj=None) -> dict:
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list:
        return ["slug"] if obj else []


class EntityAdmin(FixedSlug, FoundByTyping, admin.ModelAdmin):
    """What people and organisations share; nobody deletes one, `is_public` hides it."""

    form = HarmlessForm

    list_display = ["name", "description", "is_public"]
    list_filter = ["is_public", "protection"]
    search_fields = ["name", "sort_name", "aliases__name"]
    search_help_text = "Any name, also former ones and abbreviations."
    formfield_overrides = HTTPS
    inlines = [AliasInline]
    exclude = ["merged_into"]
    kind: EntityKind

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        obj.kind = self.kind
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(EntityAdmin):
    inlines = [PositionInline, AliasInline]
    lookups = {"user": "users"}
    kind = EntityKind.PERSON

    def get_exclude(self, request: HttpRequest, obj=None) -> list:
        # Whose byline an account has decides who may approve what: an administrator's business.
        return self.exclude if request.user.is_superuser else [*self.exclude, "user"]


@admin.register(Organisation)
class OrganisationAdmin(EntityAdmin):
    lookups = {"parent": "organisations"}
    kind = EntityKind.ORGANISATION
