"""Stories in the admin: the doors that the desk's own pages stand behind."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.fixed import ReadOnly
from articles.desk import story
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["headline", "section", "state", "saved_at"]
    list_filter = ["state", "section", "genre"]
    list_select_related = ["section"]
    search_fields = ["headline", "standfirst"]
    date_hierarchy = "saved_at"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).readable_by(request.user)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None):
        return story.add(request)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None):
        return story.change(request, object_id)
