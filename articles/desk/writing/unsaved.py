"""What was typed and not saved, who else is typing and what they ask: told to the open form every few seconds."""

import datetime as dt
import json
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.buffers import discard, keep_buffer
from articles.actions.notifying import mark_seen
from articles.actions.presence import ask as ask_colleague
from articles.actions.presence import be_here, others_here, questions
from articles.desk.gate import answers, back, fetched, readable, story_or_404
from articles.desk.overviews.inbox import unread
from articles.desk.writing.form_page import standing
from articles.models import Article, Notification, Presence
from articles.models.history import name_of
from articles.workflow import Refused

IDLE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
DIGITS = 9


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
    """Say that this person has the story open, and tell who else has and what has happened to it.

    Whoever has just opened it has read what they were told of it.
    """
    user: User = request.user  # type: ignore[assignment]
    now = timezone.now()
    story, (typed, is_opened) = _story_or_404(request, identity), _beat(request)
    if story is None:
        return JsonResponse({"people": [], "version": 0, "text_version": 0, "changed_by": "", "unread": unread(user)})
    last = story.history.first()
    asked = [_question(row) for row in questions(story, user).select_related("by")]
    if is_opened:
        mark_seen(user, story, at=now)
    return JsonResponse(
        {
            "people": [_person(each, now) for each in be_here(story, by=user, typed=typed, at=now)],
            "version": story.version,
            "text_version": story.text_version,
            "changed_by": last.by_name if last else "",
            "changed": last.get_move_display() if last else "",
            "is_mine": bool(last and last.by_id == user.pk),
            "story": standing(user, story),
            "asked": asked,
            "unread": unread(user),
        }
    )


@require_POST
@answers
def ask(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Ask a colleague who has the story open for it."""
    story, key = story_or_404(request, identity), request.POST.get("colleague", "")
    known = key.isascii() and key.isdigit() and len(key) <= DIGITS
    here = story.presences.select_related("user").filter(user=int(key)).first() if known else None
    if here is None:
        raise Refused("Nobody of that name has the story open.")
    user: User = request.user  # type: ignore[assignment]
    ask_colleague(story, by=user, colleague=here.user, text=request.POST.get("text", ""))
    return JsonResponse({"said": f"{name_of(here.user)} is asked."})


def _question(row: Notification) -> dict[str, Any]:
    return {"id": row.pk, "by": name_of(row.by), "text": row.text}


def _beat(request: HttpRequest) -> tuple[dt.timedelta | None, bool]:
    """Return how long ago something was typed, as the script says in seconds, and whether the form was just opened."""
    try:
        beat = json.loads(request.body) if request.content_type == "application/json" else request.POST
        typed = beat.get("typed")
        since = None if typed in {None, ""} else min(dt.timedelta(seconds=max(0, float(typed))), DAY)
        return since, beat.get("opened") is True
    except (ValueError, OverflowError, AttributeError, TypeError, RecursionError) as error:
        raise Refused("Say how many seconds ago something was typed, or nothing.") from error


def _person(presence: Presence, at: dt.datetime) -> dict[str, Any]:
    typed = at - presence.typed_at if presence.typed_at else None
    return {
        "id": presence.user_id,
        "name": name_of(presence.user),
        "typed": None if typed is None else round(typed.total_seconds()),
        "idle": typed is None or typed > IDLE,
    }


def _story_or_404(request: HttpRequest, identity: uuid.UUID) -> Article | None:
    """Return the story, None when it has no row yet; raises Http404 when this person may not know of it."""
    story = readable(request).filter(uuid=identity).first()
    if story is None and Article.objects.filter(uuid=identity).exists():
        raise Http404("No such story.")
    return story


urlpatterns = [
    path("story/<uuid:identity>/ask/", ask, name="desk_ask"),
    path("story/<uuid:identity>/buffer/", buffer, name="desk_buffer"),
    path("story/<uuid:identity>/presence/", presence, name="desk_presence"),
]
