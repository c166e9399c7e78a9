"""What was published and who did what: the database itself refuses to change or delete it."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from articles.actions import moving
from articles.models import Article, Edition, HistoryEntry, Revision
from tests.making import DAY, HOUR, WEDNESDAY, make_live_story, make_ready_story, make_section, make_story, make_user

GUARDED = (Edition, HistoryEntry, Revision)
FREE = {Edition: {"live_until", "withheld"}, HistoryEntry: set(), Revision: set()}


def other_value(field, row, pia):
    """Return a value that the column may hold and does not hold now."""
    now = getattr(row, field.attname)
    if field.name == "section":
        return make_section("Culture").pk
    if field.name == "article":
        return make_story(pia, headline="Another").pk
    if field.name in {"by", "picture"}:
        return None if field.null else make_user("zoe").pk
    if isinstance(now, dt.datetime):
        return now + HOUR / 2
    if isinstance(now, dt.date):
        return now + DAY
    if isinstance(now, dict):
        return now | {"more": 1}
    return now + 1 if isinstance(now, int) else "fix" if field.name == "kind" else f"x{now}"[: field.max_length]


COLUMNS = [
    (model, field.name)
    for model in GUARDED
    for field in model._meta.concrete_fields
    if field.name not in {*FREE[model], "id", "picture"}
]


@pytest.mark.parametrize(("model", "name"), COLUMNS)
def test_no_column_changes(model, name, pia):
    make_live_story(pia)
    field = model._meta.get_field(name)
    row = model.objects.first()
    value = other_value(field, row, pia)
    before = list(model.objects.order_by("pk").values())
    assert value != getattr(row, field.attname)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field.attname: value})

    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("model", GUARDED)
def test_no_row_is_deleted_even_by_hand(model, pia):
    make_live_story(pia)
    table = connection.ops.quote_name(model._meta.db_table)
    before = list(model.objects.order_by("pk").values())
    assert before

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")

    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("model", [HistoryEntry, Revision])
def test_no_row_is_deleted_through_the_models(model, pia):
    article = make_story(pia)
    before = list(model.objects.values())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(article=article).delete()

    assert list(model.objects.values()) == before


def test_the_end_of_an_edition_and_its_withholding_may_change(pia):
    edition = make_live_story(pia)
    before = Edition.objects.values().get()

    Edition.objects.filter(pk=edition.pk).update(live_until=WEDNESDAY + HOUR, withheld=True)

    assert Edition.objects.values().get() == before | {"live_until": WEDNESDAY + HOUR, "withheld": True}


def test_writing_the_same_again_is_no_change(pia):
    edition = make_live_story(pia)

    edition.save()

    assert Edition.objects.values().get() == Edition.objects.filter(pk=edition.pk).values().get()


def test_an_article_with_a_past_cannot_be_deleted(pia):
    for article in (make_story(pia), make_live_story(pia).article):
        with pytest.raises(ProtectedError):
            article.delete()

    assert Article.objects.count() == 2


def test_history_survives_its_user_with_the_name(pia):
    article = make_ready_story(pia)
    zoe = make_user("zoe", "publisher")
    moving.ask_changes(article, by=zoe, why="One more look", at=WEDNESDAY)
    pk = zoe.pk

    zoe.delete()

    entry = HistoryEntry.objects.get(move="ask_changes")
    assert (entry.by_name, entry.by_id, entry.why) == ("Zoe", pk, "One more look")
    assert not User.objects.filter(pk=pk).exists()


def test_who_wrote_a_version_cannot_be_deleted(rita, world):
    make_story(rita)

    with pytest.raises(ProtectedError):
        rita.delete()

    assert User.objects.filter(pk=rita.pk).exists()
