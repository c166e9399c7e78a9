"""The publishing panel: publish, schedule, hold back; every button does what it says or is refused."""

import datetime as dt
import uuid

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.actions import editing, moving, publishing
from articles.actions.fields import Snapshot
from articles.actions.moving import Denied, Stale
from articles.desk import gate
from articles.desk.clock import newsroom_zone
from articles.desk.gate import answers, as_read, fetched, version_of
from articles.desk.publishing.choices import Choice, Clock
from articles.desk.publishing.outcomes import onward, published
from articles.desk.publishing.panel import panel
from articles.desk.publishing.publishers import publishable_or_404, publisher
from articles.models import Article, Edition
from articles.workflow import MOVES, Move, Refused

OTHER_BUTTON = "What is chosen is not what the button said when it was pressed. Look at the button, and press again."
MEANWHILE = "The story has changed since this was opened. What stands here is as it is now: look at it once more."


@require_http_methods(["GET", "HEAD", "POST"])
@answers
def publish(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show the panel, or do what its button says."""
    story, zone = publishable_or_404(request, identity), newsroom_zone()
    if request.method != "POST":
        return _show(request, story, Choice.read(request.GET, zone) if "preset" in request.GET else None)
    choice, action = Choice.read(request.POST, zone), request.POST.get("action", "")
    if action == "look" or "preset" in request.POST:
        is_stale = request.POST.get("version") != str(story.version)
        return _show(request, story, choice, error=MEANWHILE if is_stale else "")
    try:
        return ACTIONS.get(action, _press)(request, story)
    except Refused as refusal:
        if isinstance(refusal, Denied) or (fetched(request) and action not in ACTIONS):
            raise
        # What was chosen and typed stays; the story is read anew.
        again = publishable_or_404(request, identity)
        return _show(request, again, choice, error=str(refusal), status=gate.status(refusal))


def _show(
    request: HttpRequest, story: Article, choice: Choice | None, *, error: str = "", status: int = 200
) -> HttpResponse:
    embargo = Clock.read(request.POST, newsroom_zone(), "embargo_")
    is_typed = embargo.day or embargo.time or request.POST.get("action") == "embargo"
    context = panel(story, choice, timezone.now()) | {
        "error": error,
        "next": onward(request, story),
        "can_approve": _can_approve(request, story),
        "embargo_clock": embargo if error and is_typed else None,
    }
    if fetched(request):
        return TemplateResponse(request, "desk/_publish.html", context, status=status)
    context |= {**admin.site.each_context(request), "title": "Publish"}
    return TemplateResponse(request, "desk/publish.html", context, status=status)


def _can_approve(request: HttpRequest, story: Article) -> bool:
    return story.state in MOVES[Move.APPROVE].sources and request.user.has_perm(Move.APPROVE.permission, story)


def _press(request: HttpRequest, story: Article) -> HttpResponse:
    """Publish or schedule, exactly as the button said that was pressed."""
    choice, version = Choice.read(request.POST, newsroom_zone()), version_of(request)
    if request.POST.get("action") != choice.effect:
        raise Refused(OTHER_BUTTON)
    try:
        edition = _go(as_read(story, version), choice, request)
    except Stale:
        first = _pressed_before(request, story, version)
        if first is None:
            raise
        return published(request, story, first, again=True)
    return published(request, story, edition)


def _go(story: Article, choice: Choice, request: HttpRequest) -> Edition:
    by = publisher(request)
    if not choice.is_later:
        return publishing.publish(story, by=by, kind=choice.kind, note=choice.note)
    return publishing.schedule(story, by=by, at=choice.clock.moment(), kind=choice.kind, note=choice.note)


def _pressed_before(request: HttpRequest, story: Article, version: int) -> Edition | None:
    """Return the edition that the same press made a moment ago: of a double click, or of one that was sent again."""
    moves = [Move.PUBLISH, Move.SCHEDULE]
    if not story.history.filter(version=version + 1, move__in=moves, by=publisher(request)).exists():
        return None
    newest = story.editions.order_by("-number").first()
    return newest if newest and newest.was_seen else None


def _set_embargo(request: HttpRequest, story: Article) -> HttpResponse:
    clock = Clock.read(request.POST, newsroom_zone(), "embargo_")
    return _save_embargo(request, story, clock.moment(), "Embargo set")


def _lift_embargo(request: HttpRequest, story: Article) -> HttpResponse:
    return _save_embargo(request, story, None, "Embargo lifted")


def _save_embargo(request: HttpRequest, story: Article, until: dt.datetime | None, label: str) -> HttpResponse:
    changes: Snapshot = {"embargo_until": until.isoformat() if until else None}
    editing.save(as_read(story, version_of(request)), by=publisher(request), changes=changes, label=label)
    # The time to begin with follows the embargo; what readers are to be told stays.
    return _show(request, publishable_or_404(request, story.uuid), None)


def _mark_ready(request: HttpRequest, story: Article) -> HttpResponse:
    moving.approve(as_read(story, version_of(request)), by=publisher(request))
    return _show(request, publishable_or_404(request, story.uuid), Choice.read(request.POST, newsroom_zone()))


ACTIONS = {"embargo": _set_embargo, "lift": _lift_embargo, "ready": _mark_ready}

urlpatterns = [path("story/<uuid:identity>/publish/", publish, name="desk_publish")]
