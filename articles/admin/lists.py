"""The lists that editors keep beside the stories: pictures, sections and topics."""

from django.contrib import admin
from django.http import HttpRequest
from taggit.models import Tag

from articles.admin.fixed import ReadOnly
from articles.models import Image, Section, Topic
from people.admin import FixedSlug, FoundByTyping, HarmlessForm, PlainTitle

# The library's own; ours are topics.
admin.site.unregister(Tag)


@admin.register(Image)
class ImageAdmin(ReadOnly, PlainTitle, admin.ModelAdmin):
    list_display = ["title", "credit", "width", "height"]
    search_fields = ["title", "credit"]


@admin.register(Section)
class SectionAdmin(FixedSlug, FoundByTyping, admin.ModelAdmin):
    form = HarmlessForm
    list_display = ["name", "slug", "order"]
    lookups = {"parent": "sections", "editors": "users"}

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(FixedSlug, admin.ModelAdmin):
    form = HarmlessForm
    list_display = ["name", "slug"]
    search_fields = ["name"]
