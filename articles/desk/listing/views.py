"""The saved views of the story list: filters under a name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.actions.keeping_views import keep_view, remove_view, share_view, unshare_view
from articles.desk.gate import answers, back, fetched
from articles.filters import StoryFilter
from articles.models import Article, SavedView
from articles.workflow import Refused


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved view as the list offers it."""

    view: SavedView
    url: str
    is_current: bool
    is_mine: bool


def saved_views(user: User, query: str) -> list[Shown]:
    """Return the views of this person and those that colleagues share; `query` is that of the page."""
    views = SavedView.objects.filter(Q(user=user) | Q(is_shared=True)).select_related("user")
    here = reverse("admin:articles_article_changelist")
    return [Shown(view, f"{here}?{view.query}", view.query == query, view.user_id == user.pk) for view in views]


@require_POST
@answers
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filters that were posted under a name."""
    user = _reader(request)
    asked = QueryDict(request.POST.get("query", "")[:4000])
    # Of an address only what the list knows is kept: no page, and nothing that was made up.
    found = StoryFilter(asked, Article.objects.none(), user=user, at=timezone.now())
    query = found.query(sort=asked.get("sort", ""))
    view = keep_view(request.POST.get("name", ""), query, by=user, is_shared=bool(request.POST.get("is_shared")))
    return _done(request, f"Kept as “{view}”.", query)


@require_POST
@answers
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Share a saved view with the desk, keep it to oneself again, or remove it."""
    user = _reader(request)
    view = SavedView.objects.filter(Q(user=user) | Q(is_shared=True), pk=pk).first()
    if view is None:
        raise Http404("No such view.")
    verb, said = _verb(request.POST.get("do", ""))
    verb(view, by=user)
    return _done(request, said.format(view), view.query)


def _verb(name: str) -> tuple[Callable[..., None], str]:
    match name:
        case "share":
            return share_view, "“{}” is there for everybody at the desk now."
        case "unshare":
            return unshare_view, "“{}” is yours alone again."
        case "remove":
            return remove_view, "“{}” was removed. The stories are untouched."
    raise Refused("Say what to do with the view. Load the page again.")


def _reader(request: HttpRequest) -> User:
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied("You may not read stories.")
    return request.user  # type: ignore[return-value]


def _done(request: HttpRequest, said: str, query: str) -> HttpResponse:
    if fetched(request):
        return JsonResponse({"said": said})
    messages.success(request, said)
    here = reverse("admin:articles_article_changelist")
    return redirect(back(request) if request.POST.get("next") else f"{here}?{query}")


urlpatterns = [
    path("views/", keep, name="desk_views"),
    path("views/<int:pk>/", change, name="desk_view"),
]
