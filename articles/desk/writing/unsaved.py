"""What was typed and not saved, and who else is typing: asked by the open form every few seconds."""

import datetime as dt
import json
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.buffers import discard, keep_buffer
from articles.actions.presence import be_here, others_here
from articles.desk.gate import answers, back, fetched, readable
from articles.desk.overviews.inbox import told_to, unread
from articles.desk.writing.form_page import standing
from articles.models import Article, Presence
from articles.models.history import name_of
from articles.workflow import Refused

IDLE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
NEWEST = 5


@require_http_methods(["POST", "DELETE"])
@answers
def buffer(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Keep what was typed, or drop it; a form without script drops it by `discard`."""
    user: User = request.user  # type: ignore[assignment]
    story = _story_or_404(request, identity)
    if request.method == "DELETE" or "discard" in request.POST:
        discard(identity, by=user)
        if fetched(request):
            return JsonResponse({"discarded": True})
        messages.success(request, "Discarded: the form shows the story as it is saved.")
        return redirect(back(request))
    if story is None and not user.has_perm("articles.add_article"):
        raise Http404("No such story.")
    base_version, fields = _typed(request)
    kept = keep_buffer(identity, by=user, base_version=base_version, fields=fields)
    present = others_here(story, user, kept.at) if story else []
    return JsonResponse(
        {"at": f"{timezone.localtime(kept.at):%H:%M:%S}", "present": [_person(each, kept.at) for each in present]}
    )


def _typed(request: HttpRequest) -> tuple[int, dict[str, str]]:
    try:
        given = json.loads(request.body)
        base_version, fields = given["base_version"], given["fields"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("The text arrived damaged and is not kept here. Save it.") from error
    is_form = isinstance(fields, dict) and all(isinstance(text, str) for text in fields.values())
    if not is_form or not isinstance(base_version, int):
        raise Refused("The text arrived damaged and is not kept here. Save it.")
    return base_version, fields


@require_POST
@answers
def presence(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Say that this person has the story open, and tell who else has and what has happened to it."""
    user: User = request.user  # type: ignore[assignment]
    now = timezone.now()
    story = _story_or_404(request, identity)
    news = {"unread": unread(user), "notifications": _notifications(user)}
    if story is None:
        return JsonResponse({"people": [], "version": 0, "text_version": 0, "changed_by": "", **news})
    last = story.history.first()
    return JsonResponse(
        {
            "people": [_person(each, now) for each in be_here(story, by=user, typed=_since(request), at=now)],
            "version": story.version,
            "text_version": story.text_version,
            "changed_by": last.by_name if last else "",
            "changed": last.get_move_display() if last else "",
            "is_mine": bool(last and last.by_id == user.pk),
            "story": standing(user, story),
            **news,
        }
    )


def _since(request: HttpRequest) -> dt.timedelta | None:
    """Return how long ago something was typed, as the script says in seconds; None when nothing was."""
    try:
        typed = json.loads(request.body).get("typed") if request.content_type == "application/json" else None
        typed = typed if typed is not None else request.POST.get("typed") or None
        return None if typed is None else min(dt.timedelta(seconds=max(0, float(typed))), DAY)
    except (ValueError, OverflowError, AttributeError, TypeError, RecursionError) as error:
        raise Refused("Say how many seconds ago something was typed, or nothing.") from error


def _person(presence: Presence, at: dt.datetime) -> dict[str, Any]:
    typed = at - presence.typed_at if presence.typed_at else None
    return {
        "name": name_of(presence.user),
        "typed": None if typed is None else round(typed.total_seconds()),
        "idle": typed is None or typed > IDLE,
    }


def _notifications(user: User) -> list[dict[str, Any]]:
    rows = told_to(user).filter(read_at=None).select_related("article", "by").defer("article__body")[:NEWEST]
    return [
        {
            "id": row.pk,
            "kind": row.kind,
            "said": row.get_kind_display(),
            "text": row.text,
            "by": name_of(row.by),
            "story": str(row.article),
            "url": reverse("admin:articles_article_change", args=[row.article_id]),
            "at": row.at,
        }
        for row in rows
    ]


def _story_or_404(request: HttpRequest, identity: uuid.UUID) -> Article | None:
    """Return the story, None when it has no row yet; raises Http404 when this person may not know of it."""
    story = readable(request).filter(uuid=identity).first()
    if story is None and Article.objects.filter(uuid=identity).exists():
        raise Http404("No such story.")
    return story


urlpatterns = [
    path("story/<uuid:identity>/buffer/", buffer, name="desk_buffer"),
    path("story/<uuid:identity>/presence/", presence, name="desk_presence"),
]
