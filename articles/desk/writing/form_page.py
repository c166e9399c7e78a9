"""What the page of the story form shows: the form, where the story stands, what this person may do with it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles import embeds, timing
from articles.actions.editing import locked
from articles.actions.fields import Snapshot
from articles.actions.moving import name_of
from articles.body import reading_minutes
from articles.desk.gate import readable
from articles.desk.telling import told
from articles.desk.writing.recovery import unsaved, with_unsaved
from articles.desk.writing.shown import parts_shown
from articles.forms.story import StoryForm
from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    BylineRole,
    Edition,
    ImageUse,
    RelatedLink,
    Revision,
    Section,
    may,
    place,
)
from articles.permissions import remember_sections
from articles.workflow import Move, Standing, State

PAGES = (
    *("save", "buffer", "presence", "preview", "checks", "publish", "unschedule", "withdraw", "move", "assign"),
    *("ask", "copy", "notes", "compare", "restore", "preview_links"),
)
# Moves that open a page of their own before anything happens.
PANELS = {Move.PUBLISH: "publish", Move.UNSCHEDULE: "publish", Move.WITHDRAW: "withdraw"}
# The publish panel asks when.
IN_PANELS = frozenset({Move.SCHEDULE})


def for_form(stories: QuerySet[Article], user: User, at: dt.datetime) -> QuerySet[Article]:
    """Return the stories with all that their form shows: parts, and what readers have while a copy is worked on."""
    saves = Revision.objects.filter(article=OuterRef("pk"), version__gt=OuterRef("given"))
    number = saves.order_by().values("article").annotate(number=Count("pk")).values("number")
    live = Edition.objects.live(at)
    seen = live.filter(article=OuterRef("pk")).values("live_from")[:1]
    there = live.filter(article=OuterRef("target"))
    links = RelatedLink.objects.select_related("target__section").annotate(
        may_read=Exists(Article.objects.readable_by(user).filter(pk=OuterRef("target"))),
        live_headline=Subquery(there.values("headline")[:1]),
        live_since=Subquery(there.values("first_published_at")[:1]),
    )
    parts: list[Prefetch[str, Any]] = [
        Prefetch("bylines", Byline.objects.select_related("person")),
        Prefetch("pictures", ImageUse.objects.select_related("image")),
        Prefetch("article_topics", ArticleTopic.objects.select_related("tag")),
        Prefetch("related_links", links),
    ]
    worked_on = with_unsaved(stories, user).annotate(changes=Coalesce(Subquery(number), 0), seen_since=Subquery(seen))
    return worked_on.prefetch_related(*parts)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed that is not saved: the fields as posted, the version they read, and what was said of it."""

    fields: Mapping[str, Any]
    version: int
    error: str = ""
    conflicts: Sequence[Mapping[str, Any]] = ()
    status: int = 200


def page(request: HttpRequest, story: Article, shown: Snapshot, typed: Typed | None = None) -> HttpResponse:
    """Show the form of a story; one that has no row yet came from `begun`, others were asked for `for_form`."""
    user: User = request.user  # type: ignore[assignment]
    choices = sections(user)
    may_save = may(Move.SAVE, user, story)
    shown_only = locked(story, by=user) if may_save else StoryForm.base_fields
    form = StoryForm(
        typed.fields if typed else None,
        shown=shown,
        locked=[name for name in shown_only if not typed or name not in typed.fields],
        sections=choices,
    )
    where = standing(user, story)
    left = None if typed else unsaved(story, user, shown)
    known = data(request, story, where | {"may_save": may_save}) | parts_shown(readable(request), story, shown)
    known |= {"buffer": left and left.as_data()}
    context = {
        **admin.site.each_context(request),
        "title": str(story) if story.pk else "New story",
        "form": form,
        "story": story,
        "may_save": may_save,
        **assignment(user, story),
        "sections": choices,
        "where": where,
        "buttons": [move for move in where["moves"] if not move["is_primary"]],
        "primary": next((move for move in where["moves"] if move["is_primary"]), None),
        "behind": place(story).standing is Standing.LIVE and place(story).is_pending,
        "minutes": reading_minutes(story.word_count),
        "urls": urls(story),
        "data": known,
        "version": typed.version if typed else story.version,
        "typed": typed,
        "unsaved": left,
        "bylines": _in_words(shown, known["bylines_shown"]),
        "reading_only": "" if may_save else reading_only(story),
        "media": form.media.with_nonce(str(request.csp_nonce)),  # type: ignore[attr-defined]
    }
    return TemplateResponse(request, "desk/story.html", context, status=typed.status if typed else 200)


def _in_words(shown: Snapshot, people: list[dict[str, str]]) -> list[dict[str, str]]:
    names = {person["person"]: person["name"] for person in people}
    roles = dict(BylineRole.choices)
    return [
        {"label": f"{line.get('name') or names.get(line.get('person', ''), '')} ({roles[line['role']]})"}
        for line in shown.get("bylines", [])
    ]


def assignment(user: User, story: Article) -> dict[str, Any]:
    """Return in a line what is asked of whom, and whether this person may ask something else."""
    assignee = name_of(story.assignee) if story.assignee else ""
    asked = [
        assignee or "nobody yet",
        f"due {timezone.localtime(story.due_at):%a %-d %b, %H:%M}" if story.due_at else "",
        f"{story.commissioned_words} words" if story.commissioned_words else "",
        "with a picture" if story.needs_picture else "",
    ]
    may_assign = bool(story.pk) and may(Move.ASSIGN, user, story)
    return {"may_assign": may_assign, "assignee": assignee, "assigned": ", ".join(filter(None, asked))}


def reading_only(story: Article) -> str:
    """Return why somebody who reads the story may not change it, and what to do."""
    if story.state == State.SPIKED:
        return "The story is spiked. Bring it back to change it."
    if story.state == State.SUBMITTED:
        return "The story is with the desk and theirs to change. Take it back, or leave a note for them."
    return "You may read this story and not change it. Leave a note for those who may."


def standing(user: User, story: Article) -> dict[str, Any]:
    """Return where the story stands and which moves its form offers; one that opens a panel ends in dots."""
    where: dict[str, Any] = told(user, story)
    moves = [move for move in where["moves"] if move["move"] not in IN_PANELS]
    if story.pk is None:
        moves = [move for move in moves if move["move"] in {Move.SUBMIT, Move.APPROVE}]
    for move in moves:
        move["panel"] = PANELS.get(move["move"], "")
        move["label"] += "…" if move["panel"] or move["needs_reason"] else ""
    return where | {"moves": moves}


def sections(user: User) -> list[tuple[str, str]]:
    """Return slug and name of every section, those below another behind its name."""
    edits = Exists(Section.editors.through.objects.filter(section=OuterRef("pk"), user=user))
    found = list(Section.objects.annotate(is_edited=edits))
    remember_sections(user, [section.pk for section in found if section.is_edited])
    names = {section.pk: section.name for section in found}
    return [
        (section.slug, f"{names[section.parent_id]} › {section.name}" if section.parent_id else section.name)
        for section in found
    ]


def urls(story: Article) -> dict[str, str]:
    """Return the addresses that the scripts of the page ask, by what they are for."""
    found = {name: reverse(f"admin:desk_{name}", args=[story.uuid]) for name in PAGES}
    found |= {
        name: reverse(f"admin:desk_{name}") for name in ("split", "embed", "topics", "token", "signed_in", "inbox")
    }
    found["lookup"] = reverse("admin:desk_lookup", args=["KIND"])
    if story.pk:
        found["change"] = reverse("admin:articles_article_change", args=[story.pk])
        found["history"] = reverse("admin:articles_article_history", args=[story.pk])
    return found


def data(request: HttpRequest, story: Article, where: dict[str, Any]) -> dict[str, Any]:
    """Return what the scripts of the page know from the beginning."""
    user: User = request.user  # type: ignore[assignment]
    zone = timezone.get_default_timezone()
    return {
        "uuid": str(story.uuid),
        "pk": story.pk,
        "version": story.version,
        "commissioned_words": story.commissioned_words,
        "user": {"id": user.pk, "name": name_of(user)},
        "csrf": get_token(request),
        "embeds": embeds.PAGE_HOSTS,
        "zone": {"name": settings.TIME_ZONE, "city": timing.city(zone)},
        "urls": urls(story),
        "story": where,
    }
