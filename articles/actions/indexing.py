"""Keeping the desk's search index in step with the working copies."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from articles import body
from articles.models import Article, Mention, MentionState
from articles.search import DESK, Document
from people.mentions import Match
from people.models import Alias

BATCH = 200
# Whoever is named is found by every name that is surely theirs, however the story spells it.
SURE = Prefetch("entity__aliases", Alias.objects.filter(match=Match.AUTO).order_by("pk"), to_attr="sure")
NAMED = Mention.objects.exclude(state=MentionState.REJECTED).select_related("entity").prefetch_related(SURE)
PARTS = ("bylines__person", "article_topics__tag", Prefetch("mentions", NAMED, to_attr="named"))


def index(article: Article) -> None:
    """Write what can be found of a story, as it is stored, in the caller's transaction."""
    _write([article.pk])


def reindex() -> Iterator[int]:
    """Write the whole index anew, a batch at a time, and yield how many stories are done after each.

    Safe to run twice, and beside editors: a batch is read and written in one transaction that holds its stories.
    """
    done, last = 0, 0
    while keys := list(_after(last).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            # Whoever saves one of them meanwhile waits, and writes its newer text afterwards.
            list(Article.objects.filter(pk__in=keys).select_for_update().values_list("pk"))
            _write(keys)
        done, last = done + len(keys), keys[-1]
        yield done
    DESK.keep_only(Article.objects.all())


def _after(key: int) -> QuerySet[Article]:
    return Article.objects.filter(pk__gt=key).order_by("pk")


def _write(keys: list[int]) -> None:
    stories = Article.objects.filter(pk__in=keys).prefetch_related(*PARTS)
    DESK.write((story.pk, _document(story)) for story in stories)


def _document(story: Article) -> Document:
    named = {mention.entity_id: mention.entity for mention in story.named}  # type: ignore[attr-defined]
    names = [name for entity in named.values() for name in (entity.name, *map(str, entity.sure))]
    return Document(
        headline=story.headline,
        short_headline=story.short_headline,
        standfirst=story.standfirst,
        body=body.plain_text(story.body),
        named=", ".join(names),
        bylines=", ".join(map(str, story.bylines.all())),
        topics=", ".join(given.tag.name for given in story.article_topics.all()),
        slug=story.slug,
    )
