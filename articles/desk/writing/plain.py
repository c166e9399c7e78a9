"""The story form without script: what was typed is saved first, then the button that was pressed does what it says."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.actions.fields import Snapshot
from articles.actions.merging import Conflicted
from articles.desk.gate import readable, status, story_or_404, version_of
from articles.desk.moving import VERBS, said
from articles.desk.writing.form_page import PANELS, Typed, page
from articles.desk.writing.saving import as_it_stands, conflicted, handed_over, save_posted
from articles.forms.story import StoryForm
from articles.models import Article
from articles.workflow import Move, Refused


def post(request: HttpRequest, story: Article, shown: Snapshot) -> HttpResponse:
    """Save and go on; what is refused is shown again with everything that was typed."""
    form = StoryForm(request.POST)
    typed = request.POST.dict()
    try:
        version = version_of(request)
        if not form.is_valid():
            return page(request, story, shown, Typed(typed, version, status=400))
        if posted := form.posted():
            kept = save_posted(request, story.uuid, version, posted)
            story = kept.article
            if not readable(request).filter(pk=story.pk).exists():
                messages.success(request, handed_over(as_it_stands(story)))
                return redirect("admin:index")
            messages.success(request, "Saved." if kept.revision else "Nothing new to save.")
    except Conflicted as conflict:
        told = conflicted(request, conflict, form.posted())
        fields = typed | told["merged"]
        return page(request, story, shown, Typed(fields, told["version"], told["error"], told["conflicts"], 409))
    except Refused as refusal:
        return page(request, story, shown, Typed(typed, story.version, str(refusal), status=status(refusal)))
    return _go_on(request, story)


def _go_on(request: HttpRequest, story: Article) -> HttpResponse:
    """Make the move whose button was pressed, or open the page that asks about it first."""
    wanted = request.POST.get("move", "")
    if wanted in PANELS:
        return redirect(f"admin:desk_{PANELS[Move(wanted)]}", story.uuid)
    if wanted in VERBS:
        user: User = request.user  # type: ignore[assignment]
        story = story_or_404(request, story.uuid)
        try:
            VERBS[wanted](story, by=user, why=request.POST.get("why", ""))
            messages.success(request, said(Move(wanted), story))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(reverse("admin:articles_article_change", args=[story.pk]))
