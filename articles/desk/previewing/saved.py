"""A story as it is saved, on the page that readers would get of it: what the story list leads to."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.actions.drafting import in_hand
from articles.actions.fields import Snapshot
from articles.desk.gate import answers, story_or_404
from articles.desk.previewing.page import preview_page


@require_safe
@answers
def look(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show the working copy to those who may read it; nothing is written, and nobody keeps the page."""
    return preview_page(request, in_hand(story_or_404(request, identity), Snapshot()), timezone.now())


urlpatterns = [path("story/<uuid:identity>/look/", look, name="desk_look")]
