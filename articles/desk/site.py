"""The newsroom's admin site: Django's own, with the desk's pages among its addresses."""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse

from articles.desk.gate import fetched
from articles.desk.navigation import navigation
from articles.desk.overviews import my_desk
from articles.desk.overviews.inbox import counted
from articles.desk.urls import urlpatterns


class DeskSite(admin.AdminSite):
    """Django's admin, in which a script that asks without a session is told so instead of being redirected."""

    # The header has a navigation of its own.
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        @wraps(view)
        def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if fetched(request) and not self.has_permission(request):
                sign_in = reverse("admin:login", current_app=self.name)
                return JsonResponse({"login": f"{sign_in}?{REDIRECT_FIELD_NAME}={reverse('admin:index')}"}, status=401)
            return guarded(request, *args, **kwargs)

        return answered

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show “My desk”; those who read no stories get Django’s list of what else is theirs."""
        if not request.user.has_perm("articles.view_article"):
            return super().index(request, extra_context)
        return my_desk.show(request, self.each_context(request) | (extra_context or {}))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        way = {"desk_nav": navigation(request.user, request.path)}
        return super().each_context(request) | counted(request) | way

    def get_urls(self) -> list[URLPattern | URLResolver]:
        desk = [path(f"desk/{page.pattern}", self.admin_view(page.callback), name=page.name) for page in urlpatterns]
        return desk + super().get_urls()
