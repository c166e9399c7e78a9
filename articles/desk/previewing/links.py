"""Links for people without an account: made and revoked at the desk, and the page behind them."""

import datetime as dt
import uuid

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions import previews
from articles.actions.drafting import in_hand
from articles.desk import gate
from articles.desk.gate import answers, fetched, story_or_404
from articles.desk.previewing.page import HEADERS, preview_page
from articles.models import Article, PreviewLink
from articles.models.history import name_of
from articles.permissions import PREVIEW
from articles.views import media
from articles.workflow import Refused

DIGITS = 9
# How long a link may last, as the page offers it.
CHOICES = [(8, "8 hours"), (24, "1 day"), (72, "3 days"), (168, "7 days")]


@require_http_methods(["GET", "HEAD", "POST"])
@answers
def links(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """List the open links to a story, make one, whose address is told this once, or revoke one."""
    story = story_or_404(request, identity)
    if request.method != "POST":
        return _show(request, story)
    try:
        if request.POST.get("action") == "revoke":
            return _revoke(request, story)
        return _mint(request, story)
    except Refused as refusal:
        if fetched(request):
            raise
        return _show(request, story, error=str(refusal), status=gate.status(refusal))


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The working copy behind a link as readers would get it; one and the same 404 for everything that is no link."""
    at = timezone.now()
    story = shown(token, at)
    pictures = reverse("articles:preview_picture", args=[token, uuid.UUID(int=0), 0])
    return preview_page(request, in_hand(story, {}), at, pictures[: pictures.rindex("/") + 1])


@require_safe
def picture(request: HttpRequest, token: str, identity: uuid.UUID, width: int) -> HttpResponseBase:
    """One size of the picture of the story behind a link."""
    lead = shown(token, timezone.now()).lead()
    if lead is None or lead.image.uuid != identity:
        raise Http404("No such picture.")
    response = media.rendition_file(identity, width, HEADERS["Cache-Control"])
    for name, value in HEADERS.items():
        response[name] = value
    return response


def shown(token: str, at: dt.datetime) -> Article:
    """Return the story that a token shows at that moment; raises Http404, after one question whatever the reason."""
    found = PreviewLink.objects.showing(at).select_related("article__section")
    link = found.filter(token_hash=previews.hash_of(token)).first()
    if link is None:
        raise Http404("No such page.")
    return link.article


def _mint(request: HttpRequest, story: Article) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    token = previews.mint(story, by=user, hours=_hours(request))
    address = f"{settings.SITE_URL}{reverse('articles:preview', args=[token])}"
    if fetched(request):
        link = story.preview_links.get(token_hash=previews.hash_of(token))
        return JsonResponse({"url": address, "expires_at": link.expires_at, "id": link.pk}, status=201)
    return _show(request, story, address=address)


def _revoke(request: HttpRequest, story: Article) -> HttpResponse:
    number = request.POST.get("link", "")
    known = number.isascii() and number.isdigit() and len(number) <= DIGITS
    link = story.preview_links.select_related("article").filter(pk=number).first() if known else None
    if link is None:
        raise Http404("No such link.")
    previews.revoke(link, by=request.user)  # type: ignore[arg-type]
    if fetched(request):
        return JsonResponse(_told(request, story))
    messages.success(request, "Revoked: the link shows nothing any more.")
    return redirect("admin:desk_preview_links", story.uuid)


def _hours(request: HttpRequest) -> int:
    given = request.POST.get("hours", str(previews.HOURS))
    if not (given.isascii() and given.isdigit() and len(given) <= DIGITS):
        raise Refused("Say for how many hours the link is to last.")
    return int(given)


def _told(request: HttpRequest, story: Article) -> dict[str, object]:
    """Return the open links of a story as data, and whether this person may make one."""
    now = timezone.now()
    found = story.preview_links.open(now).select_related("by").order_by("-created_at", "-pk")
    may = request.user.has_perm(PREVIEW, story)
    return {
        "links": [
            {
                "id": link.pk,
                "by": name_of(link.by),
                "created_at": link.created_at,
                "expires_at": link.expires_at,
                "may_revoke": may or link.by_id == request.user.pk,
            }
            for link in found
        ],
        "may_make": may,
    }


def _show(
    request: HttpRequest, story: Article, *, address: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    told = _told(request, story)
    if fetched(request):
        return JsonResponse(told)
    context = {
        **admin.site.each_context(request),
        **told,
        "title": "Preview links",
        "story": story,
        "address": address,
        "error": error,
        "choices": CHOICES,
    }
    # Nothing about the referrer: a browser told to send none sends no origin with the form either, and is refused.
    headers = {"Cache-Control": "no-store"}
    return TemplateResponse(request, "desk/preview_links.html", context, status=status, headers=headers)


urlpatterns = [path("story/<uuid:identity>/preview-links/", links, name="desk_preview_links")]
public_urlpatterns = [
    path("preview/<str:token>/", preview, name="preview"),
    path("preview/<str:token>/<uuid:identity>-<int:width>.webp", picture, name="preview_picture"),
]
