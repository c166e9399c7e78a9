"""What was published and who did what: the database itself refuses to change or delete it."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from articles.actions import editing, moving, notes
from articles.actions.buffers import keep_buffer
from articles.actions.planning import Planned, plan
from articles.actions.presence import be_here
from articles.actions.previews import mint
from articles.models import Article, Edition, HistoryEntry, Preference, Revision, SavedView
from tests.making import DAY, HOUR, WEDNESDAY, everything, make_live_story, make_section, make_story, make_user

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


def test_history_survives_its_user_with_the_name(pia, world):
    article = plan(Planned("Truss in Moscow", world, due_at=WEDNESDAY), by=pia, at=WEDNESDAY - DAY)
    zoe = make_user("zoe", "publisher")
    moving.start(article, by=zoe, why="I was there", at=WEDNESDAY)
    pk = zoe.pk

    zoe.delete()

    entry = HistoryEntry.objects.get(move="start")
    assert (entry.by_name, entry.by_id, entry.why) == ("Zoe", pk, "I was there")
    assert not User.objects.filter(pk=pk).exists()


def test_what_was_kept_for_somebody_goes_with_them_and_nothing_else(pia, world):
    story = make_story(pia)
    zoe = make_user("zoe", "publisher")
    notes.add(story, by=pia, text="@zoe saw it.", at=WEDNESDAY)
    Preference.objects.create(user=zoe, wants_mail=False)
    SavedView.objects.create(user=zoe, name="Ready", query="state=ready")
    be_here(story, by=zoe, at=WEDNESDAY)
    keep_buffer(story.uuid, by=zoe, base_version=1, fields={"headline": "Typed"}, at=WEDNESDAY)
    before = everything()

    zoe.delete()

    changed = {label for label, rows in everything().items() if rows != before[label]}
    kept_for_her = {"Notification", "Preference", "SavedView", "Presence", "EditBuffer"}
    assert changed == {"auth.User", "auth.User_groups"} | {f"articles.{name}" for name in kept_for_her}


WROTE = {
    "a version": lambda zoe, story: editing.save(story, by=zoe, changes={"headline": "Hers"}),
    "a note": lambda zoe, story: notes.add(story, by=zoe, text="Who says so?"),
    "what colleagues were told": lambda zoe, story: moving.spike(story, by=zoe),
    "a preview link": lambda zoe, story: mint(story, by=zoe),
}


@pytest.mark.parametrize("what", WROTE)
def test_who_left_something_to_others_cannot_be_deleted(what, rita, world):
    zoe = make_user("zoe", "publisher")
    WROTE[what](zoe, make_story(rita))
    before = everything()

    with pytest.raises(ProtectedError):
        zoe.delete()

    assert everything() == before
