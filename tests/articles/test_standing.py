"""Where stories stand on both axes, in one plain label, and whom they wait for."""

import pytest

from articles.actions import editing, moving, publishing
from articles.models import Article, EditionKind, place, place_of, waiting_for, with_standing
from articles.workflow import Standing, State
from tests.making import DAY, HOUR, WEDNESDAY, make_live_story, make_ready_story, make_section, make_story, make_user

LATER = WEDNESDAY + HOUR


def shown(article, at=LATER):
    """Return the label and whose turn it is."""
    found = place_of(article, at)
    return found.label, found.waiting_for


def reread(article):
    return Article.objects.get(pk=article.pk)


def test_before_publication_the_label_is_the_state_of_the_working_copy(rita, ed, pia):
    article = make_story(rita)
    assert shown(article) == ("Draft", "the reporter")

    moving.submit(article, by=rita)
    assert shown(article) == ("With desk", "the desk")
    moving.ask_changes(article, by=ed, why="Who says so?")
    assert shown(article) == ("Changes asked", "the reporter")
    moving.approve(article, by=ed)
    assert shown(article) == ("Ready", "a publisher")
    moving.spike(article, by=ed)
    assert shown(article) == ("Spiked", "nobody")


def test_a_scheduled_story_names_its_minute_in_the_newsrooms_zone_and_waits_for_the_clock(pia, settings):
    settings.TIME_ZONE = "Europe/Helsinki"
    article = make_ready_story(pia)

    publishing.schedule(article, by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)

    assert shown(article) == ("Scheduled Thu 10 Feb, 22:14", "the clock")
    assert shown(article, WEDNESDAY + DAY) == ("Live", "nobody")


def test_a_story_that_is_scheduled_for_another_year_names_the_year(pia):
    article = make_ready_story(pia)

    publishing.schedule(article, by=pia, at=WEDNESDAY + 365 * DAY, now=WEDNESDAY)

    assert shown(article) == ("Scheduled Thu 9 Feb 2023, 20:14", "the clock")


def test_a_live_story_is_live_until_its_working_copy_says_something_else(pia, ed):
    article = reread(make_live_story(pia).article)
    assert shown(article) == ("Live", "nobody")

    editing.save(article, by=ed, changes={"headline": "They met"}, at=LATER)
    assert shown(article) == ("Live, update ready", "a publisher")
    moving.ask_changes(article, by=ed, why="Add the reaction")
    assert shown(article) == ("Live, update sent back", "the reporter")
    moving.approve(article, by=ed)
    publishing.publish(article, by=pia, at=LATER, kind=EditionKind.UPDATE)
    assert shown(article, LATER) == ("Live", "nobody")


def test_a_live_story_with_an_update_scheduled_says_both(pia):
    article = reread(make_live_story(pia).article)
    editing.save(article, by=pia, changes={"headline": "They met"}, at=LATER)

    publishing.schedule(article, by=pia, at=WEDNESDAY + DAY, now=LATER, kind=EditionKind.UPDATE)

    assert shown(article) == ("Live, next edition Thu 10 Feb, 20:14", "nobody")


def test_withdrawn_and_expired_stories_say_so(pia):
    withdrawn = reread(make_live_story(pia, headline="Wrong").article)
    publishing.withdraw(withdrawn, by=pia, note="It was wrong.", at=LATER)
    expired = reread(make_live_story(pia, headline="Offer", expires_at=LATER.isoformat()).article)

    assert shown(withdrawn) == ("Withdrawn", "nobody")
    assert shown(expired) == ("Expired", "nobody")


def test_what_is_scheduled_and_taken_back_is_ready_again(pia):
    article = make_ready_story(pia)
    publishing.schedule(article, by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)

    publishing.unschedule(article, by=pia, at=LATER)

    assert shown(article) == ("Ready", "a publisher")


def test_many_stories_are_asked_at_once(pia, rita, django_assert_num_queries):
    make_story(rita, headline="Draft")
    make_live_story(pia, headline="Live")
    make_ready_story(pia, headline="Ready")

    with django_assert_num_queries(1):
        found = {article.headline: place(article) for article in with_standing(Article.objects.all(), LATER)}

    assert {headline: (where.state, where.standing, where.is_pending) for headline, where in found.items()} == {
        "Draft": (State.DRAFT, Standing.NOTHING, False),
        "Live": (State.READY, Standing.LIVE, False),
        "Ready": (State.READY, Standing.NOTHING, False),
    }


@pytest.fixture
def day(rita, ed, pia, world):
    """One story of each kind that may wait for somebody."""
    make_section("Sport")
    planned = make_story(pia, headline="Planned for Rita")
    Article.objects.filter(pk=planned.pk).update(state=State.PLANNED, assignee=rita)
    stories = {name: make_story(rita, headline=name) for name in ("Draft", "Sent", "Back", "Ready", "Taken")}
    sport = make_story(rita, headline="Sport", section="sport")
    for article in [*(stories[name] for name in ("Sent", "Back", "Ready", "Taken")), sport]:
        moving.submit(article, by=rita, at=LATER)
    moving.ask_changes(stories["Back"], by=ed, why="Who says so?", at=LATER)
    moving.approve(stories["Ready"], by=ed, at=LATER)
    other = make_user("olga", "editor")
    Article.objects.filter(pk=stories["Taken"].pk).update(handled_by=other)
    make_live_story(pia, headline="Live")
    return other


@pytest.mark.parametrize(
    ("who", "waits"),
    [
        ("rita", ["Planned for Rita", "Back"]),
        ("ed", ["Sent"]),
        ("pia", ["Ready"]),
        ("olga", ["Taken"]),
    ],
)
def test_everybody_has_what_waits_for_them(day, who, waits, request):
    user = day if who == "olga" else request.getfixturevalue(who)

    assert [article.headline for article in waiting_for(user, LATER)] == waits
