"""What the desk's boxes find while somebody types: people, topics, sections, stories, pictures, colleagues."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_POST

from articles import embeds
from articles.actions.moving import Denied
from articles.actions.topics import add_topic
from articles.desk.gate import answers
from articles.models import Address, Article, Edition, Image, Section, Topic, place, with_standing
from articles.workflow import Refused
from people.models import Alias, Entity, Position
from people.names import slug

SHOWN = 20
LONGEST = 100

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing to find: who may, which rows fit what was typed, and how they are shown."""

    permission: str
    find: Callable[[HttpRequest, str], QuerySet[Any]]
    rows: Callable[[list[Any]], Iterable[Row]]


@require_GET
@answers
def lookup(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with at most twenty that fit `q`, those that begin with it first; without `q` the first or newest.

    `pk`, as often as wanted, leaves the others out: what a page has stored, it asks for again by that.
    """
    if kind not in KINDS:
        raise Http404("No such kind.")
    what = KINDS[kind]
    if not request.user.has_perm(what.permission):
        raise Denied("You may not look these up. Ask whoever runs the newsroom for the right to see them.")
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    rows = what.find(request, asked)
    if keys := request.GET.getlist("pk"):
        rows = rows.filter(pk__in=[int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19])
    found = list(rows[: SHOWN + 1])
    answer = {"results": list(what.rows(found[:SHOWN])), "more": len(found) > SHOWN}
    if kind == "topics":
        answer["may_add"] = request.user.has_perm("articles.add_topic")
    return JsonResponse(answer)


@require_GET
@answers
def embed(request: HttpRequest) -> HttpResponse:
    """Say what readers would be shown of the address `q`; refused when it is nothing that can stand in a story."""
    found = embeds.find(request.GET.get("q", ""))
    if found is None:
        raise Refused(f"This cannot be embedded. Readers can be shown {embeds.OFFERED}. Make it a link instead.")
    return JsonResponse({"title": found.title})


@require_POST
@answers
def topics(request: HttpRequest) -> HttpResponse:
    """Make a topic from the form of a story: a name, and a line that says what belongs to it."""
    topic = add_topic(
        request.POST.get("name", ""),
        request.POST.get("introduction", ""),
        by=request.user,  # type: ignore[arg-type]
    )
    return JsonResponse(_row(topic, topic.slug, topic.introduction), status=201)


def named(rows: QuerySet[Any], asked: str, *more: Q) -> QuerySet[Any]:
    """Return those of which a word begins with what was typed, those that begin with it themselves first."""
    if not asked:
        return rows
    begins = Q(name__istartswith=asked)
    any_word = begins | Q(name__icontains=f" {asked}") | Q(name__icontains=f"-{asked}")
    written_plainly = slug(asked, "")
    if written_plainly:
        # “Zelenskiy” finds “Zelenskiý”: slugs are in ASCII.
        any_word |= Q(slug__startswith=written_plainly) | Q(slug__contains=f"-{written_plainly}")
    for other in more:
        any_word |= other
    first = Case(When(begins, then=0), default=1)
    return rows.filter(any_word).order_by(first, *(rows.query.order_by or rows.model._meta.ordering))


def _entities(kind: str) -> Callable[[HttpRequest, str], QuerySet[Any]]:
    def find(request: HttpRequest, asked: str) -> QuerySet[Any]:
        rows = Entity.objects.filter(merged_into=None, **({"kind": kind} if kind else {}))
        begins = Q(name__istartswith=asked) | Q(name__icontains=f" {asked}")
        return named(rows, asked, Q(Exists(Alias.objects.filter(begins, entity=OuterRef("pk")))))

    return find


def _stories(request: HttpRequest, asked: str) -> QuerySet[Any]:
    now = timezone.now()
    readable = Article.objects.readable_by(request.user).select_related("section")  # type: ignore[arg-type]
    rows = with_standing(readable, now).order_by("-saved_at", "-id").defer("body")
    address = re.search(r"/\d{4}/\d{2}/\d{2}/([-\w]+)", asked)
    if address:
        known = Address.objects.filter(slug=address[1]).values("article")
        return rows.filter(Q(slug=address[1]) | Q(pk__in=known))
    for word in asked.split():
        rows = rows.filter(Q(headline__icontains=word) | Q(short_headline__icontains=word) | Q(slug__startswith=word))
    return rows


def _published(request: HttpRequest, asked: str) -> QuerySet[Any]:
    rows = Edition.objects.live(timezone.now()).annotate(story=F("article__uuid")).for_cards().newest()
    for word in asked.split():
        rows = rows.filter(headline__icontains=word)
    return rows


def _images(request: HttpRequest, asked: str) -> QuerySet[Any]:
    rows = Image.objects.order_by("-id")
    for word in asked.split():
        rows = rows.filter(Q(title__icontains=word) | Q(credit__icontains=word))
    return rows


def _users(request: HttpRequest, asked: str) -> QuerySet[Any]:
    rows = User.objects.filter(is_active=True, is_staff=True).order_by("first_name", "last_name", "username")
    for word in asked.split():
        rows = rows.filter(
            Q(first_name__istartswith=word) | Q(last_name__istartswith=word) | Q(username__istartswith=word)
        )
    return rows


def _entity_rows(found: list[Entity], identity: Callable[[Entity], str]) -> Iterable[Row]:
    today = timezone.localdate()
    roles = Position.objects.roles(today, [entity.pk for entity in found])
    for entity in found:
        detail = roles.get(entity.pk) or entity.description
        if entity.is_protected_on(today):
            detail = f"Protected ({entity.get_protection_display()}): must stay out of print"
        yield _row(entity, identity(entity), detail)


def _story_rows(found: list[Article]) -> Iterable[Row]:
    for story in found:
        yield _row(story, str(story.uuid), standing_in(story.section, place(story).label))


def _published_rows(found: list[Any]) -> Iterable[Row]:
    """Yield what readers have, under the headline they have it, for everybody at the desk to link to."""
    for edition in found:
        yield {
            "id": str(edition.story),
            "pk": edition.article_id,
            "label": edition.headline,
            "detail": live_since(edition.first_published_at),
            "url": edition.get_absolute_url(),
        }


def standing_in(section: Section | None, label: str) -> str:
    """Return where a story of ours is found and how it stands."""
    return f"{section.name if section else 'No section'} · {label}"


def live_since(first: dt.datetime) -> str:
    """Return since when readers have had a story."""
    return f"Live, {date_format(timezone.localtime(first), 'j M Y')}"


def _row(thing: Model, identity: str, detail: str = "") -> Row:
    return {"id": identity, "pk": thing.pk, "label": str(thing), "detail": detail}


KINDS = {
    "people": Kind(
        "people.view_person", _entities("person"), lambda found: _entity_rows(found, lambda entity: entity.slug)
    ),
    "organisations": Kind(
        "people.view_organisation",
        _entities("organisation"),
        lambda found: _entity_rows(found, lambda entity: entity.slug),
    ),
    "entities": Kind(
        "people.view_entity",
        _entities(""),
        lambda found: _entity_rows(found, lambda entity: ":".join(entity.natural_key())),
    ),
    "topics": Kind(
        "articles.view_topic",
        lambda request, asked: named(Topic.objects.all(), asked),
        lambda found: [_row(topic, topic.slug, topic.introduction) for topic in found],
    ),
    "sections": Kind(
        "articles.view_section",
        lambda request, asked: named(Section.objects.select_related("parent"), asked),
        lambda found: [
            _row(section, section.slug, f"in {section.parent}" if section.parent else "") for section in found
        ],
    ),
    "stories": Kind("articles.view_article", _stories, _story_rows),
    "published": Kind("articles.view_article", _published, _published_rows),
    "images": Kind(
        "articles.view_image",
        _images,
        lambda found: [_row(image, str(image.uuid), image.credit) for image in found],
    ),
    # Who writes knows the colleagues: they are named in bylines, notes and histories.
    "users": Kind(
        "articles.change_article",
        _users,
        lambda found: [
            {
                "id": str(user.pk),
                "pk": user.pk,
                "label": user.get_full_name() or user.username,
                "detail": user.username,
            }
            for user in found
        ],
    ),
}

urlpatterns = [
    path("lookup/<slug:kind>/", lookup, name="desk_lookup"),
    path("topics/", topics, name="desk_topics"),
    path("embed/", embed, name="desk_embed"),
]
