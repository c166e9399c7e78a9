"""The buttons that move a story through the desk, one address for all of them."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from articles.actions import moving
from articles.desk.gate import answers, back, fetched, story_or_404, unchanged, version_of
from articles.desk.telling import desk_name, told
from articles.models import Article, allowed
from articles.models.history import name_of
from articles.workflow import Move, Refused, State

VERBS: dict[str, Callable[..., None]] = {
    Move.START: moving.start,
    Move.SUBMIT: moving.submit,
    Move.RECALL: moving.recall,
    Move.TAKE: moving.take,
    Move.ASK_CHANGES: moving.ask_changes,
    Move.APPROVE: moving.approve,
    Move.SPIKE: moving.spike,
    Move.REVIVE: moving.revive,
}
UNDOES = {Move.SUBMIT: Move.RECALL, Move.SPIKE: Move.REVIVE, Move.REVIVE: Move.SPIKE}


@require_POST
@answers
def move(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Make the move that was asked for and tell where the story is now."""
    story = unchanged(story_or_404(request, identity), version_of(request))
    verb = VERBS.get(request.POST.get("move", ""))
    if verb is None:
        raise Refused("There is no such move here. Load the page again.")
    user: User = request.user  # type: ignore[assignment]
    wanted, before = Move(request.POST["move"]), State(story.state)
    verb(story, by=user, why=request.POST.get("why", ""))
    done = said(wanted, story)
    if fetched(request):
        answer = {"version": story.version, "story": told(user, story), "said": done}
        return JsonResponse(answer | undo(user, story, wanted, before))
    messages.success(request, done)
    return redirect(back(request))


def said(wanted: Move, story: Article) -> str:
    """Return what has happened to the story, in a sentence."""
    match wanted:
        case Move.START:
            return "Started: the story is a draft."
        case Move.SUBMIT:
            return f"With {desk_name(story)}."
        case Move.RECALL:
            return "Taken back: the story is a draft."
        case Move.TAKE:
            return "You have it."
        case Move.ASK_CHANGES:
            writer = story.assignee or story.created_by
            return f"Sent back to {name_of(writer)}." if writer else "Changes asked."
        case Move.APPROVE:
            return "Ready for a publisher."
        case Move.SPIKE:
            return "Spiked. “Bring back” makes it a draft again."
    return "Brought back as a draft."


def undo(user: User, story: Article, made: Move, before: State) -> dict[str, object]:
    """Return the move that brings the story back to exactly where it was, when this person has one."""
    back_again = UNDOES.get(made)
    leads_back = before is State.DRAFT if back_again is not Move.SPIKE else before is State.SPIKED
    if back_again is None or not leads_back or back_again not in allowed(user, story):
        return {}
    return {"undo": {"move": back_again, "label": "Undo"}}


urlpatterns = [path("story/<uuid:identity>/move/", move, name="desk_move")]
