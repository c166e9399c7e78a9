"""The page of one story, put together from an edition and what stands around its text.

The edition need not be stored: a working copy is shown by the same means before it is published.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.template.loader import render_to_string
from django.urls import reverse

from articles import embeds
from articles.models import Appearance, Edition, EditionKind, EditionTopic, Genre
from articles.rendering import link, present
from people.models import Entity, Position

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


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the text of an edition at a moment.

    `hidden` are the slugs of those in its bylines who have no page, `changes` its published versions, newest first.
    """

    everybody: list[Who]
    linked: list[Link]
    related: list[Related]
    hidden: set[str]
    changes: list[Edition]


def compose(edition: Edition, around: Around, at: dt.datetime) -> dict[str, object]:
    """Return what the page of a story shows."""
    cards = {":".join(who.entity.natural_key()): who.card_id for who in around.everybody}
    topics = [
        {"name": topic["name"], "url": reverse("articles:topic", args=[topic["slug"]])}
        for topic in edition.snapshot["topics"]
    ]
    in_text = {
        link.key: render_to_string("articles/_read_more.html", {"card": link.card})
        for link in around.linked
        if link.in_text
    }
    shown_in_text = {link.card.pk for link in around.linked if link.in_text}
    ends = list(dict.fromkeys(link.card for link in around.linked if link.card.pk not in shown_in_text))
    seo = edition.snapshot.get("seo", {})
    return {
        "here": edition.section.slug,
        "title": seo.get("title") or edition.headline,
        "description": seo.get("description") or edition.standfirst,
        "shared_as": seo.get("social_headline") or edition.headline,
        "edition": edition,
        "body": present(edition.body_html, cards.get, in_text, embedded),
        "bylines": bylines(edition, around.hidden),
        "dateline": edition.snapshot["dateline"],
        "picture": edition.snapshot["picture"] if edition.picture else None,
        "people": [who for who in around.everybody if who.is_key],
        "organisations": [who for who in around.everybody if who.entity.kind == "organisation"],
        "everybody": around.everybody,
        "roles_on": edition.published_on,
        "topics": topics,
        "age_notice": age_notice(edition, at),
        "corrective": [change for change in around.changes if EditionKind(change.kind).needs_note],
        "updates": len(around.changes) > 1,
        "related": [*ends, *(found.card for found in around.related)][:RELATED],
        "latest": _newest(found.card for found in around.related if found.on_first_topic),
        "latest_topic": topics[0] if topics else None,
    }


def embedded(address: str) -> str:
    """Return what a reader opens to see something of another site; of one that is no longer allowed, the link.

    Until then nothing is asked of that site: a frame that only loads late is loaded at once without scripts, so this
    one holds a link to what it is to show.
    """
    found = embeds.find(address)
    if found is None:
        return link(address)
    ask = render_to_string("articles/_embed_ask.html", {"embed": found})
    return render_to_string("articles/_embed.html", {"embed": found, "ask": ask})


def number_of_live_stories(at: dt.datetime, entity: str) -> NumberOf:
    """Return in how many live stories somebody is, counted to MOST_COUNTED; `entity` is the column that names them."""
    live = Appearance.objects.live(at).filter(entity=OuterRef(entity)).order_by().values("id")
    return NumberOf(live[:MOST_COUNTED])


def later(office: dict[str, str | None] | None) -> str:
    """Return the office that came next, in words."""
    if office is None:
        return ""
    position = Position.from_json(office)
    return f"{position.title}, {position.written_span}"


def related(
    edition: Edition, at: dt.datetime, *, entities: list[int], topics: QuerySet | list[int], exclude: list[int]
) -> list[Related]:
    """Return live stories that share people, organisations and topics with this one, most shared first.

    One query.
    """
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


def changes(edition: Edition, at: dt.datetime) -> list[Edition]:
    """Return every version of the story that readers have been able to see, newest first; one query."""
    seen = Edition.objects.filter(article=edition.article_id, number__lte=edition.number).seen_by(at)
    return list(seen.filter(withheld=False).only("kind", "note", "live_from", "number").order_by("-number"))


def bylines(edition: Edition, hidden: set[str]) -> list[dict[str, str]]:
    """Return the bylines as published, each with the address of its person's page if there is one today."""
    return [
        {
            **line,
            "url": reverse("people:person", args=[slug]) if (slug := line["person"]) and slug not in hidden else "",
        }
        for line in edition.snapshot["bylines"]
    ]


def age_notice(edition: Edition, at: dt.datetime) -> str:
    """Return what a reader is told of a story that is old, or ""."""
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


def _newest(cards: Iterable[Edition]) -> list[Edition]:
    return sorted(cards, key=lambda card: card.first_published_at, reverse=True)[:LATEST]


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
