"""Who is who in the admin: people and organisations with their other names and their offices."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from people.models import Alias, EntityKind, Organisation, Person, Position


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 0


# An address typed without its scheme is a secure one.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class PositionInline(admin.StackedInline):
    model = Position
    extra = 0
    formfield_overrides = HTTPS
    autocomplete_fields = ["organisation"]


class EntityAdmin(admin.ModelAdmin):
    """What people and organisations share; nobody deletes one, `merged_into` and `is_public` hide it."""

    list_display = ["name", "description", "is_public"]
    list_filter = ["is_public", "protection"]
    search_fields = ["name", "sort_name", "aliases__name"]
    search_help_text = "Any name, also former ones and abbreviations."
    prepopulated_fields = {"slug": ["name"]}
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
    kind = EntityKind.PERSON


@admin.register(Organisation)
class OrganisationAdmin(EntityAdmin):
    autocomplete_fields = ["parent"]
    kind = EntityKind.ORGANISATION
