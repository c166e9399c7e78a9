"""The notes on a story: told to its form, and a page of their own for whoever has no script."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles import anchors, body
from articles.actions import notes as verbs
from articles.actions.notifying import mark_seen
from articles.desk.gate import HIGHEST, answers, fetched, story_or_404
from articles.models import Article, Note
from articles.models.history import name_of
from articles.timing import wall
from articles.workflow import Refused


@require_http_methods(["GET", "POST"])
@answers
def notes(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Tell the notes on a story, also the resolved ones with `?resolved=1`; POST writes one."""
    story = story_or_404(request, identity)
    user: User = request.user  # type: ignore[assignment]
    if request.method == "POST":
        written = verbs.add(
            story,
            by=user,
            text=request.POST.get("text", ""),
            passage=request.POST.get("passage", ""),
            paragraph=_paragraph(request.POST.get("paragraph", "")),
        )
        return _after(request, story, "Noted.", written)
    told = tell(story, user, with_resolved=request.GET.get("resolved") == "1" or not fetched(request))
    if fetched(request):
        return JsonResponse(told)
    mark_seen(user, story)
    context = {**admin.site.each_context(request), "title": f"Notes on “{story}”", "story": story, "told": told}
    return render(request, "desk/notes.html", context)


@require_POST
@answers
def note(request: HttpRequest, identity: uuid.UUID, number: int) -> HttpResponse:
    """Answer, resolve or reopen one note of a story."""
    story = story_or_404(request, identity)
    found = story.notes.select_related("by", "reply_to").filter(pk=min(number, HIGHEST)).first()
    if found is None:
        raise Http404("No such note.")
    found.article = story
    user: User = request.user  # type: ignore[assignment]
    match request.POST.get("do"):
        case "answer":
            written = verbs.answer(found, by=user, text=request.POST.get("text", ""))
            return _after(request, story, "Answered.", written)
        case "resolve":
            verbs.resolve(found, by=user)
            return _after(request, story, "Resolved.")
        case "reopen":
            verbs.reopen(found, by=user)
            return _after(request, story, "Open again.")
    raise Refused("Say what to do with the note: answer, resolve or reopen it.")


def _after(request: HttpRequest, story: Article, said: str, written: Note | None = None) -> HttpResponse:
    said = " ".join([said, *(_unheard(written) if written else [])])
    if fetched(request):
        user: User = request.user  # type: ignore[assignment]
        return JsonResponse({"said": said, **tell(story, user, with_resolved=request.GET.get("resolved") == "1")})
    messages.success(request, said)
    return redirect("admin:desk_notes", story.uuid)


def _unheard(note: Note) -> list[str]:
    """Return what to say of those whom a note names by “@” and who do not hear of it."""
    strangers, nobody = ([f"@{name}" for name in names] for names in verbs.unheard(note))
    said = [f"Not told, for they may not read this story: {', '.join(strangers)}."] if strangers else []
    return said + ([f"Nobody here is called {' or '.join(nobody)}."] if nobody else [])


def tell(story: Article, user: User, *, with_resolved: bool) -> dict[str, object]:
    """Return the notes on a story in the order of its text, each with its answers and the place it stands at now."""
    written = list(story.notes.select_related("by", "resolved_by"))
    blocks = [block.text for block in body.blocks(story.body)] if written else []
    firsts = [note for note in written if note.reply_to_id is None]
    shown = [note for note in firsts if with_resolved or note.resolved_at is None]
    found = [_as_data(note, story, user, written, blocks) for note in shown]
    open_ones = sum(note.resolved_at is None for note in firsts)
    return {
        "notes": sorted(found, key=_place),
        "open": open_ones,
        "resolved": len(firsts) - open_ones,
    }


def _place(told: dict[str, Any]) -> tuple[bool, int]:
    """Return what notes are sorted by: those on the whole story, those in the text, those whose passage is gone."""
    return told["is_gone"], -1 if told["paragraph"] is None else told["paragraph"]


def _as_data(note: Note, story: Article, user: User, written: list[Note], blocks: list[str]) -> dict[str, object]:
    note.article = story
    paragraph = anchors.find(note.passage, note.paragraph, blocks)
    return _said(note) | {
        "passage": note.passage,
        "paragraph": paragraph,
        "is_gone": bool(note.passage) and paragraph is None,
        "resolved": _resolved(note),
        "can_settle": verbs.may_settle(note, user),
        "answers": [_said(answer) for answer in written if answer.reply_to_id == note.pk],
    }


def _resolved(note: Note) -> str:
    if note.resolved_by is None or note.resolved_at is None:
        return ""
    return f"Resolved by {name_of(note.resolved_by)}, {_when(note.resolved_at)}"


def _said(note: Note) -> dict[str, object]:
    return {"id": note.pk, "by": name_of(note.by), "at": _when(note.at), "text": note.text}


def _when(at: dt.datetime) -> str:
    zone = timezone.get_default_timezone()
    return wall(at, timezone.now(), zone)


def _paragraph(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= HIGHEST):
        raise Refused("The note does not say where in the text it stands.")
    return int(text)


urlpatterns = [
    path("story/<uuid:identity>/notes/", notes, name="desk_notes"),
    path("story/<uuid:identity>/notes/<int:number>/", note, name="desk_note"),
]
