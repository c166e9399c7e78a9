"""Saving what was typed: by the form's script, which stays on the page, and by the form itself without script."""

import uuid
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles import diff
from articles.actions.fields import Snapshot
from articles.actions.merging import Conflict, Conflicted, Gone, Kept, differing, keep
from articles.body import reading_minutes
from articles.desk.gate import answers, readable, version_of
from articles.desk.versions.wording import LABELS, Names, in_words
from articles.desk.writing.form_page import standing, urls
from articles.forms.story import StoryForm
from articles.models import Article, with_standing
from articles.workflow import Move

LABEL = 120


@require_POST
@answers
def save(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Save what was posted and tell what the story says now where that is something else."""
    version = version_of(request)
    form = StoryForm(request.POST)
    if not form.is_valid():
        return JsonResponse(refused(form), status=400)
    posted = form.posted()
    try:
        kept = save_posted(request, identity, version, posted)
    except Conflicted as conflict:
        return JsonResponse(conflicted(request, conflict, posted), status=409)
    return JsonResponse(_kept(request, kept, posted))


def save_posted(request: HttpRequest, identity: uuid.UUID, version: int, posted: Snapshot) -> Kept:
    """Save what a valid form posted; raises Http404 for what this person may not know of, Conflicted, Refused."""
    user: User = request.user  # type: ignore[assignment]
    try:
        return keep(
            identity,
            by=user,
            version=version,
            fields=posted,
            label=request.POST.get("label", "").replace("\0", "")[:LABEL],
        )
    except Gone as gone:
        raise Http404(str(gone)) from gone


def refused(form: StoryForm) -> dict[str, Any]:
    """Return what is wrong with a form, and the moments a time may mean where the clocks show it twice."""
    errors = {name: [str(said) for said in problems] for name, problems in form.errors.items()}
    first = next(iter(errors.values()))[0]
    questions = {
        name: [{"value": choice.isoformat(), "label": f"{choice:%H:%M %Z}"} for choice in question.choices]
        for name, question in form.questions.items()
    }
    return {"error": f"Not saved: {first}", "errors": errors} | ({"questions": questions} if questions else {})


def _kept(request: HttpRequest, kept: Kept, posted: Snapshot) -> dict[str, Any]:
    user: User = request.user  # type: ignore[assignment]
    # Whoever saves a story into a section that they do not edit may not read it any more, and is told so.
    is_theirs = readable(request).filter(pk=kept.article.pk).exists()
    story = as_it_stands(kept.article)
    may_save = is_theirs and user.has_perm(Move.SAVE.permission, story)
    return {
        "version": kept.article.version,
        "saved_at": f"{timezone.localtime(story.saved_at):%H:%M:%S}",
        "is_new": kept.revision is not None,
        "words": story.word_count,
        "minutes": reading_minutes(story.word_count),
        "merged": taken(posted, kept.now),
        "by": kept.others,
        "pk": story.pk,
        "urls": urls(story),
        "story": standing(user, story) | {"may_save": may_save},
    } | ({} if is_theirs else {"said": handed_over(story)})


def as_it_stands(article: Article) -> Article:
    """Return the story that somebody has just saved, with its place, whether or not they may read it any more."""
    stories = Article.objects.select_related("section", "assignee", "created_by", "handled_by")
    return with_standing(stories, timezone.now()).get(pk=article.pk)


def handed_over(story: Article) -> str:
    """Return what to say to somebody who saved a story out of their own reach."""
    section = story.section.name if story.section else "no section"
    return f"Saved. The story is in {section} now, which is not yours to read."


def taken(posted: Snapshot, now: Snapshot, *, but: list[Conflict] | None = None) -> dict[str, Any]:
    """Return the fields that say something else now than was posted, as the form holds them."""
    left = {conflict.name for conflict in but or []}
    return as_form(now, [name for name in differing(posted, now) if name not in left])


def as_form(snapshot: Snapshot, names: list[str]) -> dict[str, Any]:
    """Return fields of a snapshot as the form's own inputs hold them: text, JSON in text."""
    form = StoryForm(shown=snapshot)
    return {name: form[name].value() or "" for name in names}


def conflicted(request: HttpRequest, conflict: Conflicted, posted: Snapshot) -> dict[str, Any]:
    """Return both versions of each field, word by word, and what the other one changed elsewhere."""
    names = Names.of(readable(request), [posted, conflict.now, *_bases(conflict)])
    return {
        "error": str(conflict),
        "version": conflict.article.version,
        "by": conflict.others,
        "conflicts": [_side_by_side(each, names) for each in conflict.conflicts],
        "merged": taken(posted, conflict.now, but=conflict.conflicts),
    }


def _bases(conflict: Conflicted) -> list[dict[str, Any]]:
    return [{each.name: each.base} for each in conflict.conflicts]


def _side_by_side(conflict: Conflict, names: Names) -> dict[str, Any]:
    sides: dict[str, Any] = {"mine": conflict.mine, "theirs": conflict.theirs, "base": conflict.base}
    said = {side: in_words(conflict.name, value, names) for side, value in sides.items()}
    held = {
        side: as_form(Snapshot(**{conflict.name: value}), [conflict.name])[conflict.name]  # type: ignore[misc]
        for side, value in sides.items()
    }
    return {
        "field": conflict.name,
        "label": LABELS[conflict.name],
        **held,
        "said": said,
        "pieces": [{"op": piece.op, "text": piece.text} for piece in diff.words(said["theirs"], said["mine"])],
    }


urlpatterns = [path("story/<uuid:identity>/save/", save, name="desk_save")]
