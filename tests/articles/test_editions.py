"""The one gate: what readers see of a story at every moment, to the microsecond, and what is never theirs."""

import datetime as dt

import pytest

from articles.actions import editing, publishing
from articles.models import FAR_FUTURE, Appearance, Article, Edition, EditionAuthor, EditionKind
from articles.workflow import Standing
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_live_story,
    make_person,
    make_ready_story,
    make_section,
    make_story,
    make_topic,
    withhold,
)

TICK = dt.timedelta(microseconds=1)
UPDATED, WITHDRAWN, AGAIN, END = (WEDNESDAY + n * HOUR for n in (1, 2, 3, 4))
MOMENTS = {
    "long before": WEDNESDAY - 1000 * DAY,
    "before": WEDNESDAY - TICK,
    "published": WEDNESDAY,
    "before the update": UPDATED - TICK,
    "updated": UPDATED,
    "before the withdrawal": WITHDRAWN - TICK,
    "withdrawn": WITHDRAWN,
    "before it is back": AGAIN - TICK,
    "back": AGAIN,
    "before its end": END - TICK,
    "ended": END,
    "long after": WEDNESDAY + 1000 * DAY,
}


@pytest.fixture
def life(pia):
    """A story that is published, updated, withdrawn, published again and expires: its editions in order."""
    first = make_live_story(pia, WEDNESDAY)
    second = change_story(first, pia, UPDATED)
    article = Article.objects.get(pk=first.article_id)
    notice = publishing.withdraw(article, by=pia, at=WITHDRAWN, note="It was wrong.")
    last = change_story(first, pia, AGAIN, kind=EditionKind.CORRECTION, note="Four.", expires_at=END.isoformat())
    return first, second, notice, last


def at_every_moment(ask):
    return {name: ask(at) for name, at in MOMENTS.items()}


def test_live_is_the_edition_of_the_moment_and_never_a_notice(life):
    first, second, _, last = life

    assert at_every_moment(lambda at: list(Edition.objects.live(at))) == {
        "long before": [],
        "before": [],
        "published": [first],
        "before the update": [first],
        "updated": [second],
        "before the withdrawal": [second],
        "withdrawn": [],
        "before it is back": [],
        "back": [last],
        "before its end": [last],
        "ended": [],
        "long after": [],
    }


def test_notices_stand_only_while_the_story_is_withdrawn(life):
    notice = life[2]

    found = at_every_moment(lambda at: list(Edition.objects.notices(at)))

    assert {name for name, notices in found.items() if notices} == {"withdrawn", "before it is back"}
    assert found["withdrawn"] == found["before it is back"] == [notice]


def test_the_change_log_grows_as_readers_see_each_edition(life):
    first, second, notice, last = life

    assert at_every_moment(lambda at: list(Edition.objects.seen_by(at).order_by("number"))) == {
        "long before": [],
        "before": [],
        "published": [first],
        "before the update": [first],
        "updated": [first, second],
        "before the withdrawal": [first, second],
        "withdrawn": [first, second, notice],
        "before it is back": [first, second, notice],
        "back": [first, second, notice, last],
        "before its end": [first, second, notice, last],
        "ended": [first, second, notice, last],
        "long after": [first, second, notice, last],
    }


def test_the_standing_follows(life):
    article = life[0].article

    assert at_every_moment(lambda at: Edition.objects.standing(article, at)) == {
        "long before": Standing.SCHEDULED,
        "before": Standing.SCHEDULED,
        "published": Standing.LIVE,
        "before the update": Standing.LIVE,
        "updated": Standing.LIVE,
        "before the withdrawal": Standing.LIVE,
        "withdrawn": Standing.WITHDRAWN,
        "before it is back": Standing.WITHDRAWN,
        "back": Standing.LIVE,
        "before its end": Standing.LIVE,
        "ended": Standing.EXPIRED,
        "long after": Standing.EXPIRED,
    }


def test_a_story_without_editions_stands_nowhere(pia):
    make_live_story(pia)

    assert Edition.objects.standing(make_story(pia, headline="Draft"), WEDNESDAY) == Standing.NOTHING


def test_a_story_whose_only_edition_was_taken_back_stands_nowhere(pia):
    article = make_ready_story(pia)
    publishing.schedule(article, by=pia, at=UPDATED, now=WEDNESDAY)
    publishing.unschedule(article, by=pia, at=WEDNESDAY)

    assert {Edition.objects.standing(article, at) for at in MOMENTS.values()} == {Standing.NOTHING}


def test_an_expired_story_that_is_scheduled_again_is_scheduled(pia):
    story = make_live_story(pia, expires_at=UPDATED.isoformat())
    article = Article.objects.get(pk=story.article_id)
    editing.save(article, by=pia, changes={"expires_at": None})

    publishing.schedule(article, by=pia, at=AGAIN, now=WITHDRAWN, kind=EditionKind.UPDATE)

    moments = (WEDNESDAY, UPDATED, AGAIN)
    assert [Edition.objects.standing(article, at) for at in moments] == ["live", "scheduled", "live"]


def test_a_withheld_edition_is_neither_live_nor_a_notice_but_stays_in_the_change_log(life):
    first, second, notice, last = life
    for edition in (second, notice):
        withhold(edition)

    assert list(Edition.objects.live(UPDATED)) == list(Edition.objects.notices(WITHDRAWN)) == []
    assert list(Edition.objects.live(WEDNESDAY)) == [first]
    assert list(Edition.objects.seen_by(END).order_by("number")) == [first, second, notice, last]


def test_without_a_moment_the_gate_asks_for_now(pia):
    now = dt.datetime.now(dt.UTC)
    past = make_live_story(pia, now - HOUR, headline="Past")
    article = make_ready_story(pia, headline="To come")
    publishing.schedule(article, by=pia, at=now + HOUR)

    assert list(Edition.objects.live()) == list(Edition.objects.valid()) == list(Edition.objects.seen_by()) == [past]
    assert list(Edition.objects.notices()) == []


def test_a_working_copy_never_passes_the_gate(rita, pia):
    drafts = [make_story(rita), make_ready_story(pia)]
    assert Article.objects.count() == len(drafts) == 2

    assert list(Edition.objects.all()) == []


def test_who_appears_and_who_wrote_is_asked_through_the_gate(pia):
    make_person("Ana Ruiz")
    story = make_live_story(pia, body="<p>Ana Ruiz came.</p>", bylines=[{"person": "ana-ruiz"}])
    publishing.withdraw(Article.objects.get(), by=pia, at=UPDATED, note="Wrong.")

    for model in (Appearance, EditionAuthor):
        found = [list(model.objects.live(at).values_list("edition", flat=True)) for at in (WEDNESDAY, UPDATED)]
        assert found == [[story.pk], []]
    assert Appearance.objects.count() == EditionAuthor.objects.count() == 1


def test_lists_are_newest_first_and_in_one_order_when_the_time_is_the_same(pia):
    first, second = (make_live_story(pia, headline=name) for name in ("One", "Two"))
    third = make_live_story(pia, WEDNESDAY + HOUR, headline="Three")
    change_story(first, pia, END)

    newest = Edition.objects.live(WEDNESDAY + HOUR).newest()

    assert list(newest) == [third, second, first]


def test_a_section_holds_the_stories_of_its_sub_sections_and_no_others(world, pia):
    europe = make_section("Europe", parent=world)
    make_section("Culture")
    stories = {slug: make_live_story(pia, section=slug) for slug in ("world", "europe", "culture")}

    assert set(Edition.objects.in_section(world)) == {stories["world"], stories["europe"]}
    assert list(Edition.objects.in_section(europe)) == [stories["europe"]]


def test_stories_are_found_by_who_is_in_them_who_wrote_them_and_their_topic(pia):
    ana, topic = make_person("Ana Ruiz"), make_topic()
    make_live_story(pia, headline="Other")
    named = make_live_story(pia, headline="Named", body="<p>Ana Ruiz came.</p>")
    written = make_live_story(pia, headline="Written", bylines=[{"person": "ana-ruiz"}])
    filed = make_live_story(pia, headline="Filed", topics=["diplomacy"])

    assert list(Edition.objects.naming(ana)) == [named]
    assert list(Edition.objects.by_author(ana)) == [written]
    assert list(Edition.objects.on_topic(topic)) == [filed]


def test_corrections_and_clarifications_are_what_we_got_wrong(pia):
    story = make_live_story(pia)
    kinds = [kind for kind in EditionKind if kind not in {EditionKind.PUBLICATION, EditionKind.WITHDRAWAL}]
    for number, kind in enumerate(kinds, start=1):
        change_story(story, pia, WEDNESDAY + number * HOUR, kind=kind, note="Note.")

    assert {edition.kind for edition in Edition.objects.corrected()} == {"correction", "clarification"}


def test_the_label_is_the_kicker_else_the_genre_that_is_no_plain_report_else_the_section(pia):
    kicked = make_live_story(pia, kicker="Crisis", genre="analysis")
    analysis = make_live_story(pia, genre="analysis")
    news, feature = make_live_story(pia, genre="news"), make_live_story(pia, genre="feature")

    assert [story.label for story in (kicked, analysis, news, feature)] == ["Crisis", "Analysis", "World", "World"]


def test_an_open_edition_ends_in_the_far_future(pia):
    story = make_live_story(pia)

    assert (story.live_until, story.planned_end) == (FAR_FUTURE, FAR_FUTURE)
    assert list(Edition.objects.live(FAR_FUTURE - TICK)) == [story]
