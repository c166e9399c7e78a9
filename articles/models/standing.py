"""Where stories stand on both axes, asked of many at once, and whom they wait for."""

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import Case, DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from articles import permissions
from articles.models.articles import Article
from articles.models.editions import Edition, EditionKind
from articles.workflow import Place, Standing, State


def with_standing(articles: QuerySet[Article], at: dt.datetime) -> QuerySet[Article]:
    """Annotate the stories with `standing`, `starts` (of the next edition) and `is_pending`, for `place`.

    `given` is the save that the newest edition was compiled from; None when there is no edition.
    """
    kept = Edition.objects.filter(article=OuterRef("pk"), withheld=False, live_until__gt=F("live_from"))
    valid = kept.filter(live_from__lte=at, live_until__gt=at)
    coming = kept.filter(live_from__gt=at)
    first = coming.order_by().values("article").annotate(first=Min("live_from")).values("first")
    newest = kept.order_by("-number").values("text_version")[:1]
    return articles.annotate(
        asked=Value(at, DateTimeField()),
        given=Subquery(newest),
        starts=Subquery(first),
        standing=Case(
            When(Exists(valid.filter(kind=EditionKind.WITHDRAWAL)), then=Value(Standing.WITHDRAWN)),
            When(Exists(valid), then=Value(Standing.LIVE)),
            When(Exists(coming), then=Value(Standing.SCHEDULED)),
            When(Exists(kept), then=Value(Standing.EXPIRED)),
            default=Value(Standing.NOTHING),
        ),
        is_pending=Case(When(Q(given=None) | Q(text_version=F("given")), then=Value(False)), default=Value(True)),
    )


def standing_is(standing: Standing, at: dt.datetime) -> Q:
    """Return the condition that `with_standing` would say this, asked from the side on which there are few."""
    kept = Edition.objects.filter(withheld=False, live_until__gt=F("live_from"))
    valid = kept.filter(live_from__lte=at, live_until__gt=at)
    notices = Q(
        pk__in=kept.filter(kind=EditionKind.WITHDRAWAL, live_from__lte=at, live_until__gt=at).values("article")
    )
    match standing:
        case Standing.WITHDRAWN:
            return notices
        case Standing.LIVE:
            return Q(Exists(valid.filter(article=OuterRef("pk")))) & ~notices
        case Standing.SCHEDULED:
            coming = kept.filter(live_from__gt=at).values("article")
            return Q(pk__in=coming) & ~Q(Exists(valid.filter(article=OuterRef("pk"))))
        case Standing.EXPIRED:
            later = kept.filter(article=OuterRef("pk"), live_until__gt=at)
            return Q(pk__in=kept.filter(live_until__lte=at).values("article")) & ~Q(Exists(later))
    # Withheld editions are as if they had never been; any other story that readers never had has no day.
    withheld = Edition.objects.filter(withheld=True).values("article")
    ours = kept.filter(article=OuterRef("pk"))
    return Q(published_on=None) | Q(pk__in=withheld) & ~Q(Exists(ours))


def is_pending() -> Q:
    """Return the condition that `with_standing` would call a story pending."""
    kept = Edition.objects.filter(withheld=False, live_until__gt=F("live_from"))
    newer = kept.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    other = kept.exclude(text_version=F("article__text_version"))
    return Q(pk__in=other.filter(~Exists(newer)).values("article"))


def is_waiting(at: dt.datetime) -> Q:
    """Return the condition that a story waits for somebody, and not for the clock."""
    return Q(state__in=[State.PLANNED, State.DRAFT, State.SUBMITTED, State.CHANGES]) | is_to_publish(at)


def is_to_publish(at: dt.datetime) -> Q:
    """Return the condition that a story waits for a publisher: ready, and readers have nothing or something else."""
    # Each by its keys, so that no other story is looked at: they are few among very many that were published.
    never = Article.objects.filter(state=State.READY, published_on=None).order_by().values("pk")
    withheld = Edition.objects.filter(withheld=True).values("article")
    hidden = Q(pk__in=withheld) & standing_is(Standing.NOTHING, at)
    return Q(state=State.READY) & (Q(pk__in=never) | hidden | is_pending())


def place(article: Article) -> Place:
    """Return where a story stands that was asked for `with_standing`."""
    starts: dt.datetime | None = article.starts  # type: ignore[attr-defined]
    return Place(
        state=State(article.state),
        standing=Standing(article.standing),  # type: ignore[attr-defined]
        is_pending=article.is_pending,  # type: ignore[attr-defined]
        starts=starts and timezone.localtime(starts),
        asked=timezone.localtime(article.asked),  # type: ignore[attr-defined]
    )


def place_of(article: Article, at: dt.datetime) -> Place:
    """Return where one story stands at that moment, with one query."""
    return place(with_standing(Article.objects.filter(pk=article.pk), at).get())


def is_turn_of(user: User, at: dt.datetime) -> Q:
    """Return the condition that this person is to act next.

    Reporters: what is planned for them and what was sent back. Editors: what their sections' reporters sent to the
    desk, unless a colleague took it. Publishers: what is ready and readers neither have nor are about to get.
    """
    writer = Q(assignee=user) | Q(assignee=None, created_by=user)
    turn = Q(state__in=[State.PLANNED, State.CHANGES]) & writer
    at_desk = Q(state=State.SUBMITTED)
    if permissions.is_editor(user):
        turn |= at_desk & Q(handled_by=None, section__in=user.edited_sections.all())
    if permissions.is_publisher(user):
        turn |= is_to_publish(at)
    return turn | at_desk & Q(handled_by=user)


def waiting_for(user: User, at: dt.datetime) -> QuerySet[Article]:
    """Return the stories on which that person is to act next, the one that has waited longest first."""
    turn = is_turn_of(user, at)
    return with_standing(Article.objects.all(), at).filter(turn).order_by("state_since", "id")
