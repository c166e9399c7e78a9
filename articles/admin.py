"""Stories in the admin, to look at, and the lists editors keep: sections and topics."""

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Article, HistoryEntry, Image, Section, Topic
from people.admin import FixedSlug, HarmlessForm


class ReadOnly:
    """For records that only the verbs of `articles.actions` change."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class HistoryInline(ReadOnly, admin.TabularInline):
    model = HistoryEntry
    fields = ["at", "move", "by_name", "from_state", "to_state", "why"]
    extra = 0


@admin.register(Article)
class ArticleAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["headline", "section", "state", "saved_at"]
    list_filter = ["state", "section", "genre"]
    list_select_related = ["section"]
    search_fields = ["headline", "standfirst"]
    date_hierarchy = "saved_at"
    inlines = [HistoryInline]
    exclude = ["topics"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).readable_by(request.user)


@admin.register(Image)
class ImageAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "credit", "width", "height"]
    search_fields = ["title", "credit"]


@admin.register(Section)
class SectionAdmin(FixedSlug, admin.ModelAdmin):
    form = HarmlessForm
    list_display = ["name", "slug", "order"]
    filter_horizontal = ["editors"]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(FixedSlug, admin.ModelAdmin):
    form = HarmlessForm
    list_display = ["name", "slug"]
    search_fields = ["name"]
