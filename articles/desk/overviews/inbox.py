"""What waits for somebody, what they were told, and whether they are told by mail too."""

import datetime as dt

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods

from articles.actions.notifying import choose_mail, mark_read
from articles.desk.gate import HIGHEST, answers, fetched
from articles.models import Article, Notification, Preference, place, waiting_for
from articles.timing import distance, wall
from articles.workflow import Refused

# Nobody reads further back; the history of each story has it all.
MOST = 100
LONG_AGO = dt.timedelta(days=1)


@require_http_methods(["GET", "POST"])
@answers
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits and what was told; POST marks it as read, or says whether mail is wanted."""
    user: User = request.user  # type: ignore[assignment]
    if request.method == "POST":
        said = _keep(request, user)
        if fetched(request):
            return JsonResponse({"unread": unread(user), "said": said})
        messages.success(request, said)
        return redirect("admin:desk_inbox")
    now = timezone.now()
    waiting = waiting_for(user, now).select_related("section").defer("body")[:MOST]
    told = told_to(user).select_related("article", "by").defer("article__body")[:MOST]
    context = {
        **admin.site.each_context(request),
        "title": "Inbox",
        "waiting": [(story, place(story), _waited(story.state_since, now)) for story in waiting],
        "told": [(row, _when(row.at, now)) for row in told],
        "most": MOST,
        "sends_mail": settings.SENDS_MAIL,
        "wants_mail": not Preference.objects.filter(user=user, wants_mail=False).exists(),
    }
    return render(request, "desk/inbox.html", context)


def told_to(user: User) -> QuerySet[Notification]:
    """Return what somebody was told of stories that they may still read."""
    # Story by story: a publisher may read all, and they are very many.
    readable = Article.objects.readable_by(user).filter(pk=OuterRef("article"))
    return Notification.objects.filter(Exists(readable), user=user)


def unread(user: User) -> int:
    """Return how much of it they have not marked as read."""
    return told_to(user).filter(read_at=None).count()


def counted(request: HttpRequest) -> dict[str, object]:
    """Return the number for the head of every page, asked for only by pages that show it."""
    user: User = request.user  # type: ignore[assignment]
    return {"inbox_unread": SimpleLazyObject(lambda: unread(user) if user.is_authenticated else 0)}


def _waited(since: dt.datetime, now: dt.datetime) -> str:
    return distance(since, now).removesuffix(" ago") if now - since < LONG_AGO else f"since {_when(since, now)}"


def _when(at: dt.datetime, now: dt.datetime) -> str:
    """Return how long ago it was; of what is older than a day, calendar and clock."""
    return distance(at, now) if now - at < LONG_AGO else wall(at, now, timezone.get_default_timezone())


def _keep(request: HttpRequest, user: User) -> str:
    match request.POST.get("do"):
        case "read":
            mark_read(user, only=[_key(text) for text in request.POST.getlist("told")])
            return "Marked as read."
        case "read_all":
            mark_read(user)
            return "All marked as read."
        case "mail":
            choose_mail(user, wants_mail=True)
            return "You are told by mail as well."
        case "no_mail":
            choose_mail(user, wants_mail=False)
            return "You get no mail from the desk."
    raise Refused("Say what to do with the inbox. Load the page again.")


def _key(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= HIGHEST):
        raise Refused("There is no such notice. Load the page again.")
    return int(text)


urlpatterns = [path("inbox/", inbox, name="desk_inbox")]
