"""Filling the demo paper with many more stories, past the verbs; import it once Django is set up."""

import copy
import datetime as dt
import uuid

from django.db.models.base import ModelState

from articles.models import Address, Appearance, Article, Edition, EditionTopic, Section

FIRST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
APART = dt.timedelta(minutes=30)
BATCH = 500


def fill(number: int) -> None:
    """Add so many live stories, copies of the seed story's edition under headlines, days and sections of their own."""
    seed = Edition.objects.select_related("article").get(article__source_id="france-debriefs-us")
    sections = list(Section.objects.all())
    articles = [_article(seed.article, index, sections[index % len(sections)]) for index in range(number)]
    Article.objects.bulk_create(articles, batch_size=BATCH)
    editions = [_edition(seed, article, FIRST + index * APART) for index, article in enumerate(articles)]
    Edition.objects.bulk_create(editions, batch_size=BATCH)
    Address.objects.bulk_create(
        (
            Address(article=edition.article, published_on=edition.published_on, slug=edition.slug)
            for edition in editions
        ),
        batch_size=BATCH,
    )
    _name_people(seed, editions)


def _article(like: Article, index: int, section: Section) -> Article:
    at = FIRST + index * APART
    article = copy.copy(like)
    article.pk, article._state = None, ModelState()
    article.uuid, article.source, article.source_id = uuid.uuid4(), "", ""
    article.slug, article.headline, article.section = f"story-{index}", f"Story {index}", section
    article.published_on, article.created_at, article.saved_at = at.date(), at, at
    return article


def _edition(like: Edition, article: Article, at: dt.datetime) -> Edition:
    edition = copy.copy(like)
    edition.pk, edition._state = None, ModelState()
    edition.article, edition.section = article, article.section
    edition.slug, edition.headline, edition.headline_key = article.slug, article.headline, article.headline.lower()
    edition.live_from = edition.first_published_at = edition.updated_at = at
    edition.published_on = at.date()
    return edition


def _name_people(like: Edition, editions: list[Edition]) -> None:
    named, topics = list(like.appearances.all()), list(like.topics.all())
    appearances = (
        Appearance(edition=edition, entity_id=who.entity_id, role=who.role, is_key=who.is_key, order=who.order)
        for index, edition in enumerate(editions)
        for who in named[index % 4 :: 4]
    )
    Appearance.objects.bulk_create(appearances, batch_size=BATCH)
    EditionTopic.objects.bulk_create(
        (EditionTopic(edition=e, topic_id=topics[index % len(topics)].topic_id) for index, e in enumerate(editions)),
        batch_size=BATCH,
    )
