"""One story as readers see it, or the notice that stands in its place."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles.models import Appearance, Edition, EditionAuthor, EditionKind, EditionTopic, Genre
from articles.rendering import present
from people.models import Entity, Person, Position
from people.public import public_page

RELATED, LATEST, CANDIDATES = 4, 3, 12
# A card says in how many stories somebody is; of somebody who is in very many, that.
MOST_COUNTED = 100
# Stories about the same that appeared so long before a story or after it are what a reader wants next.
RELATED_WINDOW = dt.timedelta(days=60)
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
AGING = {Genre.NEWS, Genre.ANALYSIS, Genre.OPINION}


class NumberOf(Subquery):
    """The number of rows of a subquery."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in the story: who they were on the day, what came later, in how many live stories they are."""

    entity: Entity
    role: str
    later: str
    stories: int
    is_key: bool
    url: str

    @property
    def coverage(self) -> str:
        """In how many stories, in words; counted no further than MOST_COUNTED."""
        if self.stories >= MOST_COUNTED:
            return f"{MOST_COUNTED} stories or more"
        return f"{self.stories} {'story' if self.stories == 1 else 'stories'}"

    @property
    def card_id(self) -> str:
        return f"who-{self.entity.kind}-{self.entity.slug}"


@dataclass(frozen=True, slots=True)
class Link:
    """A live story that the edition refers to, in its text or at its end."""

    key: str
    in_text: bool
    card: Edition


@dataclass(frozen=True, slots=True)
class Related:
    """A live story about the same; whether it is on the topic that this story names first."""

    card: Edition
    on_first_topic: bool


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
    return render(request, "articles/article.html", _context(edition, at))


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


def _context(edition: Edition, at: dt.datetime) -> dict[str, object]:
    everybody = _who(edition, at)
    cards = {":".join(who.entity.natural_key()): who.card_id for who in everybody}
    linked = _linked(edition, at)
    related = _related(edition, at, [who.entity.pk for who in everybody], exclude=[link.card.pk for link in linked])
    topics = [
        {"name": topic["name"], "url": reverse("articles:topic", args=[topic["slug"]])}
        for topic in edition.snapshot["topics"]
    ]
    in_text = {
        link.key: render_to_string("articles/_read_more.html", {"card": link.card}) for link in linked if link.in_text
    }
    shown_in_text = {link.card.pk for link in linked if link.in_text}
    ends = list(dict.fromkeys(link.card for link in linked if link.card.pk not in shown_in_text))
    changes = _changes(edition, at)
    return {
        "here": edition.section.slug,
        "title": edition.headline,
        "description": edition.standfirst,
        "edition": edition,
        "body": present(edition.body_html, cards.get, in_text),
        "bylines": _bylines(edition, timezone.localdate(at)),
        "dateline": edition.snapshot["dateline"],
        "picture": edition.snapshot["picture"] if edition.picture else None,
        "people": [who for who in everybody if who.is_key],
        "organisations": [who for who in everybody if who.entity.kind == "organisation"],
        "everybody": everybody,
        "roles_on": edition.published_on,
        "topics": topics,
        "age_notice": _age_notice(edition, at),
        "corrective": [change for change in changes if EditionKind(change.kind).needs_note],
        "updates": len(changes) > 1,
        "related": [*ends, *(found.card for found in related)][:RELATED],
        "latest": _newest(found.card for found in related if found.on_first_topic),
        "latest_topic": topics[0] if topics else None,
    }


def _who(edition: Edition, at: dt.datetime) -> list[Who]:
    """Return everybody in the story who has a page now, with one query however many there are."""
    live = Appearance.objects.live(at).filter(entity=OuterRef("entity")).order_by().values("id")
    today = timezone.localdate(at)
    appearances = (
        edition.appearances.filter(entity__in=Entity.objects.public(today))
        .select_related("entity")
        .annotate(stories=NumberOf(live[:MOST_COUNTED]))
        .annotate(later=Position.objects.next_office(edition.published_on, today, person="entity"))
    )
    return [
        Who(
            entity=appearance.entity,
            role=appearance.role,
            later=_later(appearance.later),  # type: ignore[attr-defined]
            stories=appearance.stories,  # type: ignore[attr-defined]
            is_key=appearance.is_key,
            url=appearance.entity.get_absolute_url(),
        )
        for appearance in appearances
    ]


def _later(office: dict[str, str | None] | None) -> str:
    if office is None:
        return ""
    position = Position.from_json(office)
    return f"{position.title}, {position.written_span}"


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


def _related(edition: Edition, at: dt.datetime, entities: list[int], exclude: list[int]) -> list[Related]:
    """Return live stories that share people, organisations and topics with this one, most shared first.

    One query.
    """
    topics = edition.topics.values("topic")
    # Counting among nobody would empty the whole query.
    named = Count("appearances", filter=Q(appearances__entity__in=entities), distinct=True)
    names = named if entities else Value(0)
    subjects = Count("topics", filter=Q(topics__topic__in=topics), distinct=True)
    near = (edition.first_published_at - RELATED_WINDOW, edition.first_published_at + RELATED_WINDOW)
    first_topic = EditionTopic.objects.filter(edition=OuterRef("pk"), topic__in=topics[:1])
    cards = (
        Edition.objects.live(at)
        .for_cards()
        .filter(first_published_at__range=near)
        .exclude(Q(article=edition.article_id) | Q(pk__in=exclude))
        .annotate(shared=names + 2 * subjects, on_first_topic=Exists(first_topic))
        .filter(shared__gt=0)
        .order_by("-shared", "-first_published_at", "-id")[:CANDIDATES]
    )
    return [Related(card, card.on_first_topic) for card in cards]


def _newest(cards: Iterable[Edition]) -> list[Edition]:
    return sorted(cards, key=lambda card: card.first_published_at, reverse=True)[:LATEST]


def _changes(edition: Edition, at: dt.datetime) -> QuerySet[Edition]:
    seen = Edition.objects.filter(article=edition.article_id, number__lte=edition.number).seen_by(at)
    return seen.filter(withheld=False).only("kind", "note", "live_from", "number").order_by("-number")


def _bylines(edition: Edition, today: dt.date) -> list[dict[str, str]]:
    """Return the bylines as published, each with the address of its person's page if there is one today."""
    hidden: set[str] = set()
    if edition.has_hidden_author:  # type: ignore[attr-defined]
        hidden = set(_hidden_authors(edition.pk, today).values_list("person__slug", flat=True))
    return [
        {
            **line,
            "url": reverse("people:person", args=[slug]) if (slug := line["person"]) and slug not in hidden else "",
        }
        for line in edition.snapshot["bylines"]
    ]


def _age_notice(edition: Edition, at: dt.datetime) -> str:
    days = (at - edition.updated_at).days
    if Genre(edition.genre) not in AGING or days < settings.AGE_NOTICE_DAYS:
        return ""
    years, months = days // 365, min(days // 30, 11)
    if years:
        age = "a year" if years == 1 else f"{_number(years)} years"
    elif months:
        age = "a month" if months == 1 else f"{_number(months)} months"
    else:
        age = "a day" if days == 1 else f"{_number(days)} days"
    return f"This story is more than {age} old."


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
