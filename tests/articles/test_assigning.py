"""Who writes a story, for which desk, until when, how long: with its history in words, or refused."""

import pytest

from articles.actions.assigning import assign
from articles.actions.moving import Denied, Stale
from articles.models import Article
from articles.workflow import Refused
from tests.making import DAY, HOUR, WEDNESDAY, make_section, make_story, make_user, state_of

LATER = WEDNESDAY + HOUR


def test_a_story_is_given_to_a_reporter_with_all_that_is_asked(rita, ed, pia, world, settings):
    settings.TIME_ZONE = "Europe/London"
    article = make_story(pia)

    assign(
        article,
        by=ed,
        at=LATER,
        assignee=rita,
        desk=world,
        due_at=WEDNESDAY + DAY,
        commissioned_words=400,
        needs_picture=True,
    )

    stored = Article.objects.get(pk=article.pk)
    assert (stored.assignee, stored.desk, stored.due_at) == (rita, world, WEDNESDAY + DAY)
    assert (stored.commissioned_words, stored.needs_picture, stored.state) == (400, True, "draft")
    entry = article.history.first()
    said = "assigned to Rita; for World desk; due Thu 10 Feb 2022, 20:14; 400 words; with a picture"
    assert (entry.move, entry.by_name, entry.at, entry.why) == ("assign", "Ed", LATER, said)


def test_what_is_not_named_stays_and_nothing_takes_away(rita, ed, pia, world):
    article = make_story(pia)
    assign(article, by=ed, assignee=rita, desk=world, due_at=WEDNESDAY, commissioned_words=400, needs_picture=True)

    assign(article, by=ed, assignee=None, desk=world, due_at=None, commissioned_words=None, needs_picture=False)

    assert (article.assignee, article.desk) == (None, world)
    assert article.history.first().why == "assigned to nobody; not due; any length; without a picture"


def test_an_assignment_that_changes_nothing_is_refused(rita, ed, pia):
    article = make_story(pia)
    assign(article, by=ed, assignee=rita)
    before = state_of(article)

    with pytest.raises(Refused, match="already"):
        assign(article, by=ed, assignee=rita, due_at=None)

    assert state_of(article) == before


@pytest.mark.parametrize("words", [0, -1, 100_001])
def test_a_length_that_is_none_is_refused(words, ed, pia):
    article = make_story(pia)
    before = state_of(article)

    with pytest.raises(Refused, match="between 1 and 100,000"):
        assign(article, by=ed, commissioned_words=words)

    assert state_of(article) == before


def test_a_story_is_given_only_to_somebody_who_could_write_it(ed, pia, world):
    gone = make_user("gone", "reporter", is_active=False)
    reader = make_user("noor")
    locked_out = make_user("locked", "reporter", is_staff=False)
    staff = make_user("sam", is_staff=True)
    elsewhere = make_user("olga", "editor")
    make_section("Sport").editors.add(elsewhere)
    article = make_story(pia)
    before = state_of(article)

    for somebody in (gone, reader, locked_out, staff):
        with pytest.raises(Refused, match="cannot write this story"):
            assign(article, by=ed, assignee=somebody)

    assert state_of(article) == before
    assign(article, by=ed, assignee=elsewhere)
    assert Article.objects.get(pk=article.pk).assignee == elsewhere


def test_reporters_and_editors_of_other_sections_assign_nothing(rita, pia, world):
    olga = make_user("olga", "editor")
    make_section("Sport").editors.add(olga)
    article = make_story(rita)
    before = state_of(article)

    for somebody in (rita, olga):
        with pytest.raises(Denied):
            assign(article, by=somebody, assignee=somebody)

    assert state_of(article) == before


def test_of_two_who_assign_a_story_at_once_one_is_refused(rita, ed, pia):
    article = make_story(pia)
    twin = Article.objects.get(pk=article.pk)
    assign(article, by=ed, assignee=rita)
    before = state_of(article)

    with pytest.raises(Stale):
        assign(twin, by=pia, assignee=ed)

    assert state_of(article) == before
