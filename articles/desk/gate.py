"""Who may come in at the desk's doors, and what a refusal answers: JSON to a script, a message to a plain form."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from articles.actions.checklist import NotReady
from articles.actions.moving import Denied, Stale
from articles.models import Article, with_standing
from articles.workflow import Refused

View = Callable[..., HttpResponse]
HIGHEST = 2**31 - 1


def fetched(request: HttpRequest) -> bool:
    """Whether one of our scripts asks, and not a plain form or a link."""
    return request.headers.get("X-Requested-With") == "fetch"


def readable(request: HttpRequest) -> QuerySet[Article]:
    """Return the stories this person may read, each with its place on both axes and who has to do with it."""
    stories = Article.objects.readable_by(request.user)  # type: ignore[arg-type]
    people = ("assignee", "created_by", "handled_by")
    return with_standing(stories.select_related("section", *people), timezone.now())


def story_or_404(request: HttpRequest, identity: uuid.UUID) -> Article:
    """Return the story with its place on both axes; raises Http404 also when this person may not read it."""
    story = readable(request).filter(uuid=identity).first()
    if story is None:
        raise Http404("No such story.")
    return story


def version_of(request: HttpRequest) -> int:
    """Return the version that was read before this was posted; raises Refused when it is missing or none."""
    given = request.POST.get("version", "")
    if not (given.isascii() and given.isdigit() and len(given) <= 10 and int(given) <= HIGHEST):
        raise Refused("The page did not say which version of the story it shows. Load it again; your text is kept.")
    return int(given)


def as_read(story: Article, version: int) -> Article:
    """Return the story as somebody read it: with that version a verb refuses it when it has changed since."""
    story.version = version
    return story


def unchanged(story: Article, version: int) -> Article:
    """Return the story when it is still the one that was read; raises Stale before anything else is asked of it."""
    if story.version != version:
        raise Stale("Somebody else has changed this story meanwhile. Load it again to see what is new.")
    return story


def answers(view: View) -> View:
    """Answer what a verb refuses: 403 Denied, 409 Stale, 422 NotReady, else 400, for scripts as JSON.

    A plain form gets 403 as a page and everything else as a message on the page it came from.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            if fetched(request):
                return JsonResponse(said(refusal), status=status(refusal))
            if isinstance(refusal, Denied):
                raise PermissionDenied(str(refusal)) from refusal
            messages.error(request, str(refusal))
            return redirect(back(request))

    return answered


def said(refusal: Refused) -> dict[str, object]:
    """Return a refusal as data for a script."""
    answer: dict[str, object] = {"error": str(refusal)}
    if isinstance(refusal, NotReady):
        answer["problems"] = [
            {"field": problem.field, "message": problem.message, "level": "must"} for problem in refusal.problems
        ]
    return answer


def status(refusal: Refused) -> int:
    """Return the HTTP status that a refusal is answered with."""
    return {Denied: 403, Stale: 409, NotReady: 422}.get(type(refusal), 400)


def back(request: HttpRequest) -> str:
    """Return the address of ours that the form names as `next`, or the front door of the desk."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("admin:index")
