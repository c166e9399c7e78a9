"""Signing in again without leaving a page on which something was typed."""

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from articles.desk.denials import said
from articles.desk.gate import fetched
from articles.models.history import name_of

MEANWHILE = (
    "Somebody signed in or out in this browser since the page was opened. Load it again, and send it once more."
)


@never_cache
@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """Tell the page of somebody who is signed in the token for what it posts, and whose it is."""
    return JsonResponse(_mine(request))


@never_cache
@require_GET
def signed_in(request: HttpRequest) -> HttpResponse:
    """Hand the new token to the window that asked to sign in again, and close."""
    return render(request, "desk/signed_in.html", {"mine": _mine(request)})


def _mine(request: HttpRequest) -> dict[str, object]:
    user: User = request.user  # type: ignore[assignment]
    return {"token": get_token(request), "user": {"id": user.pk, "name": name_of(user)}}


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a post with an old token: a script is told so, and gets a new one; a form gets a page."""
    if not fetched(request):
        return said(request, "This page was open for long", MEANWHILE)
    return JsonResponse({"error": MEANWHILE, "csrf": True}, status=403)


urlpatterns = [
    path("token/", token, name="desk_token"),
    path("signed-in/", signed_in, name="desk_signed_in"),
]
