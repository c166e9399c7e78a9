"""Where stories stand on both axes, asked of many at once, and whom they wait for."""

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
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


def place(article: Article) -> Place:
    """Return where a story stands that was asked for `with_standing`."""
    starts: dt.datetime | None = article.starts  # type: ignore[attr-defined]
    return Place(
        state=State(article.state),
        standing=Standing(article.standing),  # type: ignore[attr-defined]
        is_pending=article.is_pending,  # type: ignore[attr-defined]
        starts=starts and timezone.localtime(starts),
    )


def place_of(article: Article, at: dt.datetime) -> Place:
    """Return where one story stands at that moment, with one query."""
    return place(with_standing(Article.objects.filter(pk=article.pk), at).get())


def waiting_for(user: User, at: dt.datetime) -> QuerySet[Article]:
    """Return the stories on which that person is to act next, the one that has waited longest first.

    Reporters: what is planned for them and what was sent back. Editors: what their sections' reporters sent to the
    desk, unless a colleague took it. Publishers: what is ready and readers neither have nor are about to get.
    """
    writer = Q(assignee=user) | Q(assignee=None, created_by=user)
    waiting = Q(state__in=[State.PLANNED, State.CHANGES]) & writer
    at_desk = Q(state=State.SUBMITTED)
    if permissions.is_editor(user):
        waiting |= at_desk & Q(handled_by=None, section__in=user.edited_sections.all())
    if permissions.is_publisher(user):
        waiting |= Q(state=State.READY) & (Q(is_pending=True) | Q(standing=Standing.NOTHING))
    stories = with_standing(Article.objects.all(), at)
    return stories.filter(waiting | at_desk & Q(handled_by=user)).order_by("state_since", "id")
