"""The preview beside the text: the page that readers would get of what stands in the form, saved or not."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.actions.drafting import in_hand
from articles.desk.gate import answers, readable
from articles.desk.previewing.page import preview_page
from articles.desk.writing.saving import refused
from articles.desk.writing.story import begun
from articles.forms.story import StoryForm
from articles.models import Article


@require_POST
@answers
def preview(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Answer with the page of the story as it was posted; nothing is written, and nobody keeps the answer."""
    form = StoryForm(request.POST)
    story = _story(request, identity)
    if not form.is_valid():
        said = refused(form)
        return JsonResponse(said | {"error": said["error"].replace("Not saved:", "No preview:")}, status=400)
    return preview_page(request, in_hand(story, form.posted()), timezone.now())


def _story(request: HttpRequest, identity: uuid.UUID) -> Article:
    story = readable(request).filter(uuid=identity).first()
    if story is not None:
        return story
    if Article.objects.filter(uuid=identity).exists():
        raise Http404("No such story.")
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied("You may not start stories.")
    return begun(identity, request.user)  # type: ignore[arg-type]


urlpatterns = [path("story/<uuid:identity>/preview/", preview, name="desk_preview")]
