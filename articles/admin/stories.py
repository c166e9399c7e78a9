"""Stories in the admin: the doors that the desk's own pages stand behind."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.fixed import ReadOnly
from articles.desk.listing import stories
from articles.desk.versions import history
from articles.desk.writing import story
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(ReadOnly, admin.ModelAdmin):
    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).readable_by(request.user)

    def changelist_view(self, request: HttpRequest, extra_context=None):
        return stories.stories(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None):
        return story.add(request)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None):
        return story.change(request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        return history.history(request, object_id)
