"""Who is who, for readers: profiles and the A–Z."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from anyascii import anyascii
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from people.models import Entity, EntityKind, Organisation, Person, Position
from people.paging import page
from people.public import public_page
from people.timeline import Span, bar

NEWEST = ("edition__first_published_at", "edition_id")
TOGETHER = 8


@public_page
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a page, by surname."""
    return _index(request, EntityKind.PERSON, "People A–Z", "Everybody in our stories, by name.")


@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation with a page, by name."""
    return _index(request, EntityKind.ORGANISATION, "Organisations A–Z", "Every organisation in our stories, by name.")


@public_page
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """A person: the offices held over time, the stories with the role in each, who is named beside them."""
    at = timezone.now()
    today = timezone.localdate(at)
    found = Person.objects.filter(slug=slug).select_related("merged_into").first()
    if found is None or found.merged_into or not found.is_shown_on(today):
        return _elsewhere(found)
    held = found.positions.select_related("organisation")
    positions = [position for position in held if not position.organisation.is_protected_on(today)]
    context = {
        **_profile(found, at),
        **_stories(request, found, at),
        "person": found,
        "positions": positions,
        "bar": bar([Span(p.title, p.start, p.end) for p in positions], today),
    }
    return render(request, "people/person.html", context)


@public_page
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation: who holds and held office there, what it belongs to, the stories that name it."""
    at = timezone.now()
    found = Organisation.objects.filter(slug=slug).select_related("merged_into", "parent").first()
    if found is None or found.merged_into or not found.is_shown_on(timezone.localdate(at)):
        return _elsewhere(found)
    today = timezone.localdate(at)
    positions = found.positions.select_related("person").filter(person__in=Person.objects.public(today))
    # Who holds office now stands first, and of both groups who came last.
    ordered = sorted(positions, key=lambda p: p.start or dt.date.min, reverse=True)
    shown = page(request, found.appearances.live(at).for_cards(), key=NEWEST)
    context = {
        **_profile(found, at),
        "stories": _with_roles(shown.items),
        "pager": shown,
        "organisation": found,
        "parent": found.parent if found.parent and found.parent.is_shown_on(today) else None,
        "children": found.children.public(today),
        "positions": sorted(ordered, key=Position.has_ended),
    }
    return render(request, "people/organisation.html", context)


def _stories(request: HttpRequest, found: Person, at: dt.datetime) -> dict[str, object]:
    """Return the page of the stories somebody wrote, and the page of those that name them; each turns by itself."""
    written = page(request, found.authored.live(at).once_each().for_cards(), key=NEWEST, parameter="written")
    named = page(request, found.appearances.live(at).for_cards(), key=NEWEST)
    return {
        "written": [line.edition for line in written.items],
        "written_pager": written,
        "stories": _with_roles(named.items),
        "pager": named,
    }


def _with_roles(appearances: Iterable[Any]) -> list[dict[str, object]]:
    return [{"card": appearance.edition, "role": appearance.role} for appearance in appearances]


def _profile(found: Entity, at: dt.datetime) -> dict[str, object]:
    together = found.appearances.model.objects.together_with(found, at, TOGETHER)
    return {
        "here": "people" if found.kind == EntityKind.PERSON else "organisations",
        "title": found.name,
        "description": found.description or f"{found.name} in our stories.",
        "together": [{"entity": entity, "stories": entity.stories} for entity in together],  # type: ignore[attr-defined]
    }


def _elsewhere(found: Entity | None) -> HttpResponse:
    """Lead from a merged record to the one that took its place; a hidden one is not there."""
    if found is None or found.merged_into is None:
        raise Http404("Nobody of that name.")
    return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())


def _index(request: HttpRequest, kind: EntityKind, heading: str, description: str) -> HttpResponse:
    entities = Entity.objects.public(timezone.localdate()).filter(kind=kind).order_by("sort_name", "id")
    ordered = sorted(entities, key=lambda entity: (_letter(entity), anyascii(entity.sort_name).casefold()))
    context = {
        "here": "people" if kind == EntityKind.PERSON else "organisations",
        "title": heading,
        "description": description,
        "kind": kind.value,
        "heading": heading,
        "letters": [{"letter": letter, "entities": list(group)} for letter, group in groupby(ordered, key=_letter)],
    }
    return render(request, "people/index.html", context)


def _letter(entity: Entity) -> str:
    first = anyascii(entity.sort_name)[:1].upper()
    return first if first.isalpha() else "#"
