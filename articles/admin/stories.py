"""Stories in the admin: the doors that the desk's own pages stand behind."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.fixed import ReadOnly
from articles.models import Article, HistoryEntry


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
