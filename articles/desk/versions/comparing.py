"""Two versions of a working copy side by side, word by word; and bringing an earlier one back."""

import uuid
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles import body, diff
from articles.actions import snapshots
from articles.actions.editing import restore as bring_back
from articles.actions.fields import Snapshot
from articles.actions.merging import differing
from articles.desk.gate import answers, as_read, fetched, readable, story_or_404, version_of
from articles.desk.versions.wording import LABELS, Names, in_words
from articles.forms.story import StoryForm
from articles.models import Article, EditBuffer, Edition, Revision, may
from articles.models.history import name_of
from articles.workflow import Move, Refused

AROUND = 1
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it is called, what it says, and which version it is when it is one."""

    name: str
    fields: Snapshot
    version: int | None = None


@require_safe
def compare(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show what changed between two versions, or since the first; also `now`, `readers` and one’s own `buffer`."""
    story = story_or_404(request, identity)
    user: User = request.user  # type: ignore[assignment]
    old, new = (_side(story, user, request.GET.get(name, default)) for name, default in (("from", "1"), ("to", "now")))
    if old.version is not None and new.version is not None and old.version > new.version:
        old, new = new, old
    names = Names.of(readable(request), [dict(old.fields), dict(new.fields)])
    differs = set(differing(_common(old, new), new.fields))
    changed = [name for name in StoryForm.base_fields if name in differs]
    is_restored = new.version is None and not changed
    blocks = [body.blocks(side.fields.get("body", "")) for side in (old, new)]
    context = {
        **admin.site.each_context(request),
        "title": f"What changed: {story}",
        "story": story,
        "old": old,
        "new": new,
        "lines": [_line(name, old, new, names) for name in changed if name != "body"],
        "body_changed": "body" in changed,
        "blocks": diff.with_gaps(diff.blocks(*blocks), AROUND),
        "may_restore": may(Move.RESTORE, user, story) and old.version is not None and not is_restored,
    }
    return TemplateResponse(request, "desk/compare.html", context)


def _common(old: Side, new: Side) -> Snapshot:
    """Return the old side's fields of the form that the new one has, too: a buffer may hold only some."""
    shown = StoryForm.base_fields.keys() & new.fields.keys()
    return Snapshot(**{name: value for name, value in old.fields.items() if name in shown})  # type: ignore[typeddict-item]


def _line(name: str, old: Side, new: Side, names: Names) -> dict[str, object]:
    before, after = (in_words(name, side.fields.get(name), names) for side in (old, new))
    return {"label": LABELS[name], "pieces": diff.words(before, after)}


def _side(story: Article, user: User, asked: str) -> Side:
    if asked == "now":
        return Side("the working copy now", snapshots.take(story))
    if asked == "buffer":
        return _buffer(story, user)
    if asked == "readers":
        seen = (
            Edition.objects.live(timezone.now()).filter(article=story).values_list("text_version", flat=True).first()
        )
        if seen is None:
            raise Http404("Readers have no version of this story.")
        revision = _revision_or_404(story, seen)
        return Side("what readers have", revision.snapshot, revision.version)
    revision = _revision_or_404(story, _number(asked))
    when = timezone.localtime(revision.at)
    name = f"version {revision.version}, {name_of(revision.by)}, {when:%a} {when.day} {when:%b %Y, %H:%M}"
    return Side(name, revision.snapshot, revision.version)


def _buffer(story: Article, user: User) -> Side:
    kept = EditBuffer.objects.filter(identity=story.uuid, user=user).first()
    if kept is None:
        raise Http404("You have nothing unsaved in this story.")
    form = StoryForm(kept.fields)
    form.full_clean()
    # What the form would refuse cannot be compared; the rest can.
    return Side("what you typed and did not save", form.posted())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else -1


def _revision_or_404(story: Article, version: int) -> Revision:
    revision = story.revisions.filter(version=version).select_related("by").first() if version >= 0 else None
    if revision is None:
        raise Http404("The story has no such version.")
    return revision


@require_POST
@answers
def restore(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Bring a version back as a new one; `version` is the story as it was when the button was shown."""
    story = as_read(story_or_404(request, identity), version_of(request))
    revision = story.revisions.filter(version=_number(request.POST.get("revision", ""))).first()
    if revision is None:
        raise Refused("The story has no such version. Choose one of its history.")
    made = bring_back(story, revision, by=request.user)  # type: ignore[arg-type]
    done = f"Version {revision.version} is back as version {made.version}; nothing in between is lost."
    form = reverse("admin:articles_article_change", args=[story.pk])
    if fetched(request):
        return JsonResponse({"version": made.version, "url": form, "said": done})
    messages.success(request, done)
    return redirect(form)


urlpatterns = [
    path("story/<uuid:identity>/compare/", compare, name="desk_compare"),
    path("story/<uuid:identity>/restore/", restore, name="desk_restore"),
]
