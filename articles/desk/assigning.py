"""Who writes a story and what is asked of them; and a story begun from another."""

import uuid

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from articles.actions.assigning import assign as assign_story
from articles.actions.copying import copy as copy_story
from articles.desk.gate import answers, back, fetched, story_or_404, unchanged, version_of
from articles.desk.telling import told
from articles.forms.assigning import read_assignment
from articles.models import Article
from articles.models.history import name_of


@require_POST
@answers
def assign(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Give the story to somebody, or ask something else of it."""
    story = unchanged(story_or_404(request, identity), version_of(request))
    user: User = request.user  # type: ignore[assignment]
    assign_story(story, by=user, **read_assignment(request.POST))
    done = f"Assigned to {name_of(story.assignee)}." if story.assignee else "Kept; the story is assigned to nobody."
    if fetched(request):
        answer = {"version": story.version, "story": told(user, story), "said": done}
        return JsonResponse(answer | {"assignment": assignment(story)})
    messages.success(request, done)
    return redirect(back(request))


def assignment(story: Article) -> dict[str, object]:
    """Return what is asked of whom as data; the time in UTC."""
    return {
        "assignee": story.assignee and {"id": story.assignee.pk, "name": name_of(story.assignee)},
        "desk": story.desk and {"slug": story.desk.slug, "name": story.desk.name},
        "due_at": story.due_at,
        "commissioned_words": story.commissioned_words,
        "needs_picture": story.needs_picture,
    }


@require_POST
@answers
def copy(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Begin a story from the working copy of another and lead to it."""
    begun = copy_story(story_or_404(request, identity), by=request.user)  # type: ignore[arg-type]
    form = reverse("admin:articles_article_change", args=[begun.pk])
    done = "Duplicated: this is the new story, a draft."
    if fetched(request):
        return JsonResponse({"uuid": begun.uuid, "pk": begun.pk, "url": form, "said": done})
    messages.success(request, done)
    return redirect(form)


urlpatterns = [
    path("story/<uuid:identity>/assign/", assign, name="desk_assign"),
    path("story/<uuid:identity>/copy/", copy, name="desk_copy"),
]
