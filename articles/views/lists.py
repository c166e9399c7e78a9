"""Lists of stories for readers: home, sections, topics, the archive, corrections."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from articles.models import Appearance, Edition, OldSlug, Section, Topic
from articles.models.corrections import corrections as corrections_until
from articles.models.editions import readable
from articles.models.front import front_page
from people.models import Entity
from people.paging import Page, page
from people.public import public_page

NEWEST = ("first_published_at", "id")
CORRECTED = ("live_from", "id")
HOME_CARDS = 60
BLOCK_CARDS = 4


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody in the news: in how many of the stories shown, and who they were in the newest of them."""

    entity: Entity
    role: str
    stories: int


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The front page: placed stories in their slots, then the newest by section."""
    at = timezone.now()
    cards = front_page(None, at, HOME_CARDS)
    lead, left, right, rest = cards[:1], cards[1:4], cards[4:7], cards[7:]
    context = {
        "here": "home",
        "title": f"{settings.PAPER_NAME}: {settings.PAPER_TAGLINE}",
        "description": settings.PAPER_TAGLINE,
        "lead": lead[0] if lead else None,
        "lead_links": _linked_from(lead[0], at)[:3] if lead else [],
        "left": left,
        "right": right,
        "faces": faces(cards),
        **_blocks(rest),
        "corrections": list(corrections_until(at)[:2]),
    }
    return render(request, "articles/home.html", context)


@public_page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """One section, newest first."""
    found = Section.objects.select_related("parent").prefetch_related("children").filter(slug=slug).first()
    if found is None:
        return _moved(OldSlug.Kind.SECTION, slug)
    stories = Edition.objects.live().for_cards().in_section(found)
    shown = page(request, stories, key=NEWEST)
    context = {
        "here": found.slug,
        "title": found.name,
        "description": found.description,
        "section": found,
        "children": found.children.all(),
        "faces": faces(shown.items),
        **_cards(shown),
    }
    return render(request, "articles/section.html", context)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories on one topic, newest first."""
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        return _moved(OldSlug.Kind.TOPIC, slug)
    shown = page(request, Edition.objects.live().for_cards().on_topic(found), key=NEWEST)
    context = {
        "title": found.name,
        "description": found.introduction or f"All stories on {found.name}.",
        "robots": "" if shown.items else "noindex",
        "topic": found,
        "faces": faces(shown.items),
        **_cards(shown),
    }
    return render(request, "articles/topic.html", context)


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    """All topics that have a story, by name."""
    live = readable(timezone.now(), via="editions__edition__")
    counted = Topic.objects.annotate(stories=Count("editions", filter=live))
    items = [{"topic": item, "stories": item.stories} for item in counted.filter(stories__gt=0).order_by("name")]
    context = {"title": "Topics", "description": "Every topic we follow.", "topics": items}
    return render(request, "articles/topics.html", context)


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    """What we got wrong, newest first, with the policy."""
    shown = page(request, corrections_until(timezone.now()), key=CORRECTED)
    context = {
        "here": "corrections",
        "title": "Corrections",
        "description": "What we got wrong, and what is right.",
        "policy": settings.PAPER_CORRECTIONS_POLICY,
        "email": settings.PAPER_EMAIL,
        "items": shown.items,
        "pager": shown,
    }
    return render(request, "articles/corrections.html", context)


def faces(cards: Sequence[Edition], count: int = 8) -> list[Face]:
    """Return the people named most in these stories; one query."""
    public = Entity.objects.public(timezone.localdate()).people()
    rows = list(
        Appearance.objects.filter(edition__in=[card.pk for card in cards], is_key=True, entity__in=public)
        .select_related("entity")
        .order_by("-edition__first_published_at", "order")
    )
    stories = Counter(row.entity_id for row in rows)
    newest = {row.entity_id: row for row in reversed(rows)}
    return [Face(newest[pk].entity, newest[pk].role, number) for pk, number in stories.most_common(count)]


def _cards(shown: Page) -> dict[str, object]:
    return {"cards": shown.items, "pager": shown}


def _blocks(cards: Sequence[Edition]) -> dict[str, object]:
    """Sort cards under their sections; sections with a single card share a mixed block."""
    by_section: dict[int, list[Edition]] = {}
    for card in cards:
        by_section.setdefault(card.section_id, []).append(card)
    ordered = sorted(by_section.values(), key=lambda found: found[0].section.order)
    blocks = [{"section": found[0].section, "cards": found[:BLOCK_CARDS]} for found in ordered if len(found) > 1]
    return {"blocks": blocks, "mixed": [found[0] for found in ordered if len(found) == 1][:2]}


def _linked_from(edition: Edition, at: dt.datetime) -> list[Edition]:
    """Return the live stories an edition refers to, each once, in the order of its references."""
    linked = Edition.objects.live(at).for_cards().filter(article__public_links_here__edition=edition)
    return list(dict.fromkeys(linked.order_by("article__public_links_here__order")))


def _moved(kind: OldSlug.Kind, slug: str) -> HttpResponse:
    old = OldSlug.objects.select_related("section", "topic").filter(kind=kind, slug=slug).first()
    place = old and (old.section or old.topic)
    if not place:
        raise Http404("No such page.")
    return HttpResponsePermanentRedirect(place.get_absolute_url())
