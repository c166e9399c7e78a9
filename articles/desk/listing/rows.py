"""What the story list shows of each story, read for a whole page at once."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from articles.actions.moving import name_of
from articles.desk.overviews.waits import waited
from articles.desk.telling import whose_turn
from articles.models import (
    Article,
    Byline,
    Edition,
    ImageRole,
    ImageUse,
    Note,
    Presence,
    may,
    place,
    with_standing,
)
from articles.renditions import WIDTHS
from articles.search import DESK, Excerpt
from articles.workflow import Move, Place, Standing, State

# Who has a story open says so every ten seconds.
HERE = dt.timedelta(seconds=30)
PEOPLE = ("section", "desk", "assignee", "created_by", "handled_by")
# What no row shows; a body may be a book.
HEAVY = ("body", "seo_title", "seo_description", "social_headline", "source_url")


@dataclass(frozen=True, slots=True)
class Row:
    """One story of the list."""

    story: Article
    place: Place
    bylines: str
    desk: str
    thumbnail: str
    turn: str
    waited: str
    is_late: bool
    is_to_come: bool
    embargo: str
    here: list[str]
    public_url: str
    publish_url: str
    may_edit: bool
    may_assign: bool
    excerpt: Excerpt | None

    @property
    def tone(self) -> str:
        """What the label is coloured by, beside saying it."""
        is_inside = self.place.standing is Standing.NOTHING or self.place.state is State.SPIKED
        return self.place.state if is_inside else self.place.standing

    @property
    def open_url(self) -> str:
        return reverse("admin:articles_article_change", args=[self.story.pk])


def rows_of(keys: list[int], user: User, at: dt.datetime, terms: list[str]) -> list[Row]:
    """Return the stories under these keys in their order, with as many queries for fifty as for one."""
    excerpts = DESK.excerpts(terms, keys)
    stories = {story.pk: story for story in _stories(keys, at)}
    return [_row(stories[key], user, at, excerpts.get(key)) for key in keys if key in stories]


def _stories(keys: list[int], at: dt.datetime) -> QuerySet[Article]:
    notes = Note.objects.filter(article=OuterRef("pk"), resolved_at=None, reply_to=None).order_by()
    counted = notes.values("article").annotate(number=Count("pk")).values("number")
    stories = with_standing(Article.objects.filter(pk__in=keys), at)
    return (
        stories.annotate(open_notes=Coalesce(Subquery(counted), 0))
        .select_related(*PEOPLE)
        .defer(*HEAVY)
        .prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("person")),
            Prefetch(
                "pictures", ImageUse.objects.filter(role=ImageRole.LEAD).select_related("image"), to_attr="leads"
            ),
            Prefetch(
                "presences", Presence.objects.filter(seen_at__gt=at - HERE).select_related("user"), to_attr="here"
            ),
            Prefetch("editions", Edition.objects.live(at).only("article", "slug", "published_on"), to_attr="public"),
        )
    )


def _row(story: Article, user: User, at: dt.datetime, excerpt: Excerpt | None) -> Row:
    where = place(story)
    turn = whose_turn(user, story)
    desk = story.desk or story.section
    waits = where.state is State.READY and where.waiting_for not in {"nobody", "the clock"}
    publishes = waits and may(Move.PUBLISH, user, story)
    return Row(
        story=story,
        place=where,
        bylines=", ".join(map(str, story.bylines.all())),
        desk=desk.name if desk else "",
        thumbnail=_thumbnail(story),
        turn=turn,
        waited=waited(story, at) if turn not in {"nobody", "the clock"} else "",
        is_late=story.due_at is not None and story.due_at < at and where.standing is Standing.NOTHING,
        is_to_come=story.first_published_at is not None and story.first_published_at > at,
        embargo=_clock(story.embargo_until) if story.is_embargoed_at(at) else "",
        here=[_here(presence, user) for presence in story.here],  # type: ignore[attr-defined]
        public_url=next((edition.get_absolute_url() for edition in story.public), ""),  # type: ignore[attr-defined]
        publish_url=reverse("admin:desk_publish", args=[story.uuid]) if publishes else "",
        may_edit=may(Move.SAVE, user, story),
        may_assign=may(Move.ASSIGN, user, story),
        excerpt=excerpt,
    )


def _thumbnail(story: Article) -> str:
    use = next(iter(story.leads), None)  # type: ignore[attr-defined]
    return reverse("admin:desk_picture", args=[use.image.uuid, WIDTHS[0]]) if use else ""


def _clock(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%a %-d %b, %H:%M}"


def _here(presence: Presence, user: User) -> str:
    name = "You" if presence.user_id == user.pk else name_of(presence.user)
    return f"{name} {'have' if name == 'You' else 'has'} it open"
