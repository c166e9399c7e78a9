"""What a publisher is told was done, with the way to undo it while nobody has seen it."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from articles import timing
from articles.desk.clock import newsroom_zone
from articles.desk.gate import fetched
from articles.models import Article, Edition


def published(request: HttpRequest, story: Article, edition: Edition, *, again: bool = False) -> HttpResponse:
    """Say when the edition is live, on the page that comes next, and offer to take it back until then."""
    now = timezone.now()
    text = said_of(edition, now)
    if again:
        text = f"It is already published: {text[0].lower()}{text[1:]}"
    is_coming = edition.live_from > now
    context = {
        "text": text,
        "edition": edition,
        "story": story,
        # A second is lost on the way to the page.
        "seconds": max(int((edition.live_from - now).total_seconds()) - 1, 0) if is_soon(edition, now) else None,
        "is_coming": is_coming,
        "next": onward(request, story),
    }
    messages.success(request, render_to_string("desk/_published.html", context, request))
    undo = reverse("admin:desk_unschedule", args=[story.uuid]) if is_coming else None
    return done(
        request,
        story,
        {
            "message": text,
            "url": edition.url,
            "live_from": edition.live_from.isoformat(),
            "edition": edition.number,
            "undo": undo,
        },
    )


def done(request: HttpRequest, story: Article, data: dict[str, object]) -> HttpResponse:
    """Lead on: a plain form to the page it names, a script by data that says which page that is."""
    where = onward(request, story)
    return JsonResponse(data | {"version": story.version, "next": where}) if fetched(request) else redirect(where)


def onward(request: HttpRequest, story: Article) -> str:
    """Return the page to go on with: the one that was named, if it is ours, else the story's form."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("admin:articles_article_change", args=[story.pk])


def said_of(edition: Edition, now: dt.datetime) -> str:
    """Return when readers have the edition, to the second when that is about now."""
    zone = newsroom_zone()
    if edition.live_from > now and not is_soon(edition, now):
        return f"Scheduled for {timing.words(edition.live_from, now, zone)}."
    tense = "at" if edition.live_from > now else "since"
    return f"Live {tense} {edition.live_from.astimezone(zone):%H:%M:%S}."


def is_soon(edition: Edition, now: dt.datetime) -> bool:
    """Whether the edition waits for nothing but the seconds in which a publication may be undone."""
    return now < edition.live_from <= now + dt.timedelta(seconds=settings.PUBLISH_DELAY_SECONDS)
