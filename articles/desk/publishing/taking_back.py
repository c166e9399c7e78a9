"""Taking back what is scheduled, and withdrawing what readers have."""

import uuid

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions import publishing
from articles.actions.moving import Denied
from articles.desk import gate
from articles.desk.gate import answers, as_read, fetched, version_of
from articles.desk.publishing.linked_here import linked_here
from articles.desk.publishing.outcomes import done, onward, said_of
from articles.desk.publishing.publishers import publishable_or_404, publisher
from articles.models import Article, Edition, place
from articles.workflow import Move, Refused, Standing, State, target

HIGHEST_DIGITS = 9


@require_POST
@answers
def unschedule(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Take back what is scheduled; with the number of an edition, that one, whoever has saved the story since."""
    story, version, now = publishable_or_404(request, identity), version_of(request), timezone.now()
    promised = _promised(request, story)
    if promised is not None:
        if promised.was_seen and promised.live_from <= now:
            raise Refused(
                f"Too late: {said_of(promised, now).lower()[:-1]}. Publish an update, or withdraw the story."
            )
        version = story.version
    publishing.unschedule(as_read(story, version), by=publisher(request))
    text = _kept(story)
    messages.success(request, text)
    return done(request, story, {"message": text})


def _promised(request: HttpRequest, story: Article) -> Edition | None:
    number = request.POST.get("edition", "")
    if not (number.isascii() and number.isdigit() and len(number) <= HIGHEST_DIGITS):
        return None
    return story.editions.filter(number=number).first()


def _kept(story: Article) -> str:
    standing = Edition.objects.standing(story, timezone.now())
    if standing is Standing.NOTHING:
        return f"“{story}” is taken back: readers see nothing of it. It is ready as before."
    shown = {Standing.LIVE: "Readers keep what they have", Standing.WITHDRAWN: "Readers keep the notice"}
    return f"The next edition of “{story}” is taken back. {shown.get(standing, 'Readers see nothing of it')}."


@require_http_methods(["GET", "HEAD", "POST"])
@answers
def withdraw(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show who links here, or replace the story by a notice."""
    story = publishable_or_404(request, identity)
    if request.method != "POST":
        return _show(request, story)
    note = request.POST.get("note", "")
    try:
        if request.POST.get("action") != "withdraw":
            raise Refused("Press “Withdraw and leave this notice” to withdraw the story.")
        notice = publishing.withdraw(as_read(story, version_of(request)), by=publisher(request), note=note)
    except Refused as refusal:
        if isinstance(refusal, Denied) or fetched(request):
            raise
        again = publishable_or_404(request, identity)
        return _show(request, again, note=note, error=str(refusal), status=gate.status(refusal))
    text = f"“{story}” is withdrawn. The notice stands at its address, and the story in nothing else."
    link = format_html('{} <a href="{}">View the notice</a>', text, notice.get_absolute_url())
    messages.success(request, link)
    return done(request, story, {"message": text, "url": notice.url})


def _show(request: HttpRequest, story: Article, *, note: str = "", error: str = "", status: int = 200) -> HttpResponse:
    now, stands = timezone.now(), place(story)
    context = {
        "story": story,
        "place": stands,
        "edition": story.editions.live(now).defer("body_html").first(),
        "here": linked_here(story, now),
        "note": note,
        "error": error or _impossible(stands.state, stands.standing),
        "next": onward(request, story),
    }
    if fetched(request):
        return TemplateResponse(request, "desk/_withdraw.html", context, status=status)
    context |= {**admin.site.each_context(request), "title": "Withdraw"}
    return TemplateResponse(request, "desk/withdraw.html", context, status=status)


def _impossible(state: State, standing: Standing) -> str:
    try:
        target(Move.WITHDRAW, state, standing)
    except Refused as refusal:
        return str(refusal)
    return ""


urlpatterns = [
    path("story/<uuid:identity>/unschedule/", unschedule, name="desk_unschedule"),
    path("story/<uuid:identity>/withdraw/", withdraw, name="desk_withdraw"),
]
