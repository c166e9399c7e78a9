"""A working copy on the page that readers would get of it, before anything is published or even saved."""

import datetime as dt
import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from articles import body
from articles.actions.linking import stories_titled
from articles.actions.publishing import content_of
from articles.models import Article, Edition, EditionKind, LinkState, Section
from articles.rendering import Compiled, compile_story
from articles.views import composing, media
from articles.views.composing import Around, Link, Who
from people.models import Entity, Person, Position

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


def preview_page(request: HttpRequest, story: Article, at: dt.datetime, pictures_at: str = "") -> HttpResponse:
    """Return the page of a story as readers would get it at that moment. Nothing is written.

    `story` is a working copy from `drafting.in_hand`. `pictures_at` is the beginning of the addresses of its pictures;
    without one they are those for people at the desk.
    """
    day = story.published_on or timezone.localdate(at)
    compiled = compile_story(story, day)
    edition = _edition(story, compiled, day, at)
    edition.pictures_at = pictures_at or desk_pictures()
    context = composing.compose(edition, _around(story, edition, compiled, at), at)
    # No address of its own, and nothing for those who make cards of links.
    context |= {"draft": True, "canonical": "", "description": "", "robots": "noindex, nofollow"}
    return HttpResponse(render_to_string("articles/article.html", context, request), headers=HEADERS)


@require_GET
def picture(request: HttpRequest, identity: uuid.UUID, width: int) -> HttpResponseBase:
    """One size of any picture, for those who may choose pictures."""
    if not request.user.has_perm("articles.view_image"):
        raise PermissionDenied("You may not see pictures that are not published.")
    return media.rendition_file(identity, width, "private, max-age=3600")


def desk_pictures() -> str:
    """Return how the addresses of pictures begin at the desk; the rest is `<uuid>-<width>.webp`."""
    address = reverse("admin:desk_picture", args=[uuid.UUID(int=0), 0])
    return address[: address.rindex("/") + 1]


def _edition(story: Article, compiled: Compiled, day: dt.date, at: dt.datetime) -> Edition:
    """Return the edition that publishing now would append; it cannot be stored."""
    last = story.editions.seen_by(at).defer("body_html", "snapshot").order_by("-number").first()
    content = content_of(story, compiled)
    content["headline"] = story.headline or "No headline yet"
    content["section"] = story.section or Section(name="No section yet", slug="no-section")
    return Edition(
        article=story,
        number=last.number + 1 if last else 1,
        kind=EditionKind.UPDATE if last else EditionKind.PUBLICATION,
        live_from=at,
        first_published_at=last.first_published_at if last else at,
        updated_at=last.updated_at if last else at,
        published_on=day,
        **content,
    )


def _around(story: Article, edition: Edition, compiled: Compiled, at: dt.datetime) -> Around:
    today = timezone.localdate(at)
    everybody = _who(compiled, edition.published_on, at)
    linked = _linked(story, at)
    topics = [given.tag_id for given in story.article_topics.all()]
    related = composing.related(
        edition,
        at,
        entities=[who.entity.pk for who in everybody],
        # No topic has the number 0, and no topics at all would empty the whole query.
        topics=topics or [0],
        exclude=[link.card.pk for link in linked],
    )
    authors = Person.objects.filter(pk__in=[line.person_id for line in story.bylines.all() if line.person_id])
    hidden = authors.exclude(pk__in=Person.objects.public(today)).values_list("slug", flat=True)
    return Around(everybody, linked, related, set(hidden), composing.changes(edition, at))


def _who(compiled: Compiled, on: dt.date, at: dt.datetime) -> list[Who]:
    """Return everybody in the text who has a page now, as the story's page does for stored appearances."""
    today = timezone.localdate(at)
    shown = (
        Entity.objects.public(today)
        .filter(pk__in=[who.entity.pk for who in compiled.appearing])
        .annotate(stories=composing.number_of_live_stories(at, "pk"))
        .annotate(later=Position.objects.next_office(on, today, person="pk"))
        .in_bulk()
    )
    return [
        Who(
            entity=entity,
            role=who.role,
            later=composing.later(entity.later),
            stories=entity.stories,
            is_key=who.is_key,
            url=entity.get_absolute_url(),
        )
        for who in compiled.appearing
        if (entity := shown.get(who.entity.pk))
    ]


def _linked(story: Article, at: dt.datetime) -> list[Link]:
    """Return the live stories the working copy refers to, those included that publishing would find by headline."""
    links = [link for link in story.related_links.all() if link.state not in {LinkState.VETOED, LinkState.BROKEN}]
    titled = stories_titled({link.hint_key for link in links if link.hint_key and not link.target_id})
    targets = {link.key: link.target_id or titled.get(link.hint_key) for link in links}
    live = Edition.objects.live(at).for_cards().filter(article__in=filter(None, targets.values()))
    cards = {card.article_id: card for card in live.exclude(article=story.pk)}
    in_text = {block.related for block in body.blocks(story.body)}
    return [Link(key, key in in_text, cards[target]) for key, target in targets.items() if target in cards]


urlpatterns = [path("pictures/<uuid:identity>-<int:width>.webp", picture, name="desk_picture")]
