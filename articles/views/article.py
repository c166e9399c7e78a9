"""One story as readers see it, or the notice that stands in its place."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from articles.models import Edition, EditionAuthor, EditionKind
from articles.views import composing
from articles.views.composing import Around, Link, Who
from articles.views.structured import news_article
from people.models import Entity, Person, Position
from people.public import public_page


def edition_at(published_on: dt.date, slug: str, at: dt.datetime) -> Edition:
    """Return the edition, or notice of withdrawal, in force at a moment under an address the story has or had.

    Raises Http404 when there is none.
    """
    edition = (
        Edition.objects.valid(at)
        .select_related("section", "picture")
        .annotate(has_hidden_author=Exists(_hidden_authors(OuterRef("pk"), timezone.localdate(at))))
        .filter(article__addresses__published_on=published_on, article__addresses__slug=slug)
        .first()
    )
    if edition is None:
        raise Http404("No such story.")
    return edition


def _hidden_authors(edition: OuterRef | int, today: dt.date) -> QuerySet[EditionAuthor]:
    """Return the credits of those who have no page today."""
    return EditionAuthor.objects.filter(edition=edition).exclude(person__in=Person.objects.public(today))


@public_page
def article(request: HttpRequest, day: dt.date, slug: str) -> HttpResponse:
    """The story; 301 from an address it had before, 410 with the notice when it is withdrawn."""
    at = timezone.now()
    edition = edition_at(day, slug, at)
    if edition.kind == EditionKind.WITHDRAWAL:
        return withdrawn(request, edition, at)
    if (edition.published_on, edition.slug) != (day, slug):
        return HttpResponsePermanentRedirect(edition.get_absolute_url())
    around = _around(edition, at)
    context = composing.compose(edition, around, at)
    context["structured"] = news_article(edition, composing.bylines(edition, around.hidden), around.changes)
    return render(request, "articles/article.html", context)


def withdrawn(request: HttpRequest, notice: Edition, at: dt.datetime) -> HttpResponse:
    """The notice in place of a withdrawn story: 410 Gone."""
    context = {
        "title": "This story was withdrawn",
        "description": "This story was withdrawn.",
        "robots": "noindex",
        "notice": notice,
        "latest": Edition.objects.live(at).for_cards().newest()[:5],
    }
    return render(request, "articles/withdrawn.html", context, status=410)


def _around(edition: Edition, at: dt.datetime) -> Around:
    everybody = _who(edition, at)
    linked = _linked(edition, at)
    return Around(
        everybody=everybody,
        linked=linked,
        related=composing.related(
            edition,
            at,
            entities=[who.entity.pk for who in everybody],
            topics=edition.topics.values("topic"),
            exclude=[link.card.pk for link in linked],
        ),
        hidden=_hidden(edition, timezone.localdate(at)),
        changes=composing.changes(edition, at),
    )


def _who(edition: Edition, at: dt.datetime) -> list[Who]:
    """Return everybody in the story who has a page now, with one query however many there are."""
    today = timezone.localdate(at)
    appearances = (
        edition.appearances.filter(entity__in=Entity.objects.public(today))
        .select_related("entity")
        .annotate(stories=composing.number_of_live_stories(at, "entity"))
        .annotate(later=Position.objects.next_office(edition.published_on, today, person="entity"))
    )
    return [
        Who(
            entity=appearance.entity,
            role=appearance.role,
            later=composing.later(appearance.later),  # type: ignore[attr-defined]
            stories=appearance.stories,  # type: ignore[attr-defined]
            is_key=appearance.is_key,
            url=appearance.entity.get_absolute_url(),
        )
        for appearance in appearances
    ]


def _linked(edition: Edition, at: dt.datetime) -> list[Link]:
    """Return the live stories the edition refers to, in order; one query."""
    here = Q(article__public_links_here__edition=edition)
    cards = (
        Edition.objects.live(at)
        .for_cards()
        .filter(here)
        .annotate(
            link_key=F("article__public_links_here__key"),
            in_text=F("article__public_links_here__in_text"),
        )
        .order_by("article__public_links_here__order")
    )
    return [Link(card.link_key, card.in_text, card) for card in cards]


def _hidden(edition: Edition, today: dt.date) -> set[str]:
    """Return the slugs of those in the bylines who have no page today; asked for only when there are any."""
    if not edition.has_hidden_author:  # type: ignore[attr-defined]
        return set()
    return set(_hidden_authors(edition.pk, today).values_list("person__slug", flat=True))
