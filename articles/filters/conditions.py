"""What each filter of the story list finds, as a condition on working copies."""

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.filters.fields import Author
from articles.models import (
    ArticleTopic,
    Byline,
    Edition,
    ImageRole,
    ImageUse,
    LinkState,
    Mention,
    MentionState,
    Note,
    RelatedLink,
    Topic,
    is_pending,
    is_to_publish,
    standing_is,
)
from articles.workflow import Standing, State
from people.models import Entity

PENDING = "pending"
WITH, WITHOUT, NO_ALT = "with", "without", "no-alt"
ASSIGNED, MINE = "assigned", "mine"
UNFINISHED = (State.PLANNED, State.DRAFT, State.SUBMITTED, State.CHANGES)
# The moments of a story that days can be about.
SAVED, PUBLISHED, DUE = "saved", "published", "due"
MOMENTS = {SAVED: "saved_at", PUBLISHED: "first_published_at", DUE: "due_at"}


def in_state(value: str, at: dt.datetime) -> Q:
    """On either axis. “Ready” is what waits for a publisher: what was published as it is stays ready for ever."""
    if value == PENDING:
        return is_pending()
    if value == State.READY:
        return is_to_publish(at)
    return Q(state=value) if value in State.values else standing_is(Standing(value), at)


def of(value: str, user: User) -> Q:
    """Assigned to that person; or written by them, or theirs to edit at the desk."""
    if value == ASSIGNED:
        return Q(assignee=user)
    return Q(assignee=user) | Q(created_by=user) | Q(handled_by=user)


def at_desk(sections: list[int]) -> Q:
    """As the desk of a story is told: its own, else that of its section."""
    return Q(desk__in=sections) | Q(desk=None, section__in=sections)


def by_author(author: Author) -> Q:
    """Credited in a byline, or started by that account."""
    lines = Q(person=author.person.pk) if author.person else Q(name__iexact=author.name)
    credited = Q(pk__in=Byline.objects.filter(lines).values("article"))
    if author.user is None:
        return credited
    return credited | Q(created_by=author.user) if author.person else Q(created_by=author.user)


def on_topic(topic: Topic) -> Q:
    return Q(pk__in=ArticleTopic.objects.filter(tag=topic).values("content_object"))


def naming(entity: Entity) -> Q:
    """Those in which a mention is confirmed."""
    confirmed = Mention.objects.filter(entity=entity, state=MentionState.CONFIRMED)
    return Q(pk__in=confirmed.order_by().values("article"))


def pictured(value: str) -> Q:
    lead = ImageUse.objects.filter(role=ImageRole.LEAD).order_by()
    if value == NO_ALT:
        return Q(pk__in=lead.filter(alt="", is_decorative=False).values("article"))
    has_one = Q(Exists(lead.filter(article=OuterRef("pk"))))
    return has_one if value == WITH else ~has_one


def corrected(at: dt.datetime) -> Q:
    return Q(pk__in=Edition.objects.seen_by(at).corrected().values("article"))


def late(at: dt.datetime) -> Q:
    """Past its time, and still to be written or approved."""
    return Q(due_at__lt=at, state__in=UNFINISHED)


def unresolved() -> Q:
    """With a READ MORE that waits for its story."""
    waiting = RelatedLink.objects.filter(state=LinkState.DANGLING).order_by()
    return Q(pk__in=waiting.values("article"))


def discussed() -> Q:
    """With a note that nobody has resolved."""
    return Q(pk__in=Note.objects.filter(reply_to=None, resolved_at=None).order_by().values("article"))


def since(day: dt.date, moment: str) -> Q:
    return Q(**{f"{MOMENTS[moment]}__gte": _midnight(day)})


def until(day: dt.date, moment: str) -> Q:
    """Until the end of that day."""
    return Q(**{f"{MOMENTS[moment]}__lt": _midnight(day + dt.timedelta(days=1))})


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, timezone.get_default_timezone())
