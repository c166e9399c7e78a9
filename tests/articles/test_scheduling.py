"""Going live later, undone in time, and gone by itself: no job runs, the question is asked with a moment."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.actions.checklist import NotReady
from articles.models import FAR_FUTURE, Article, Edition, EditionKind
from articles.workflow import Refused, Standing
from tests.making import DAY, HOUR, WEDNESDAY, make_live_story, make_ready_story, state_of

LATER = WEDNESDAY + HOUR
NEXT = WEDNESDAY + 2 * HOUR
UPDATE = EditionKind.UPDATE


def reread(story):
    return Article.objects.get(pk=getattr(story, "article_id", story.pk))


def standings(article, *moments):
    return [Edition.objects.standing(article, at).value for at in moments]


def headlines(at):
    return [edition.headline for edition in Edition.objects.live(at)]


def ends(article):
    return list(article.editions.order_by("number").values_list("live_from", "live_until"))


def schedule_update(live, pia, at=LATER, now=WEDNESDAY, **changes):
    article = reread(live)
    if changes:
        editing.save(article, by=pia, changes=changes)
    return publishing.schedule(article, by=pia, at=at, now=now, kind=UPDATE)


def test_a_scheduled_story_goes_live_at_its_minute_without_anybody(pia):
    article = make_ready_story(pia)

    edition = publishing.schedule(article, by=pia, at=LATER, now=WEDNESDAY)

    second = dt.timedelta(seconds=1)
    assert standings(article, WEDNESDAY, LATER - second, LATER) == ["scheduled", "scheduled", "live"]
    assert [list(Edition.objects.live(at)) for at in (LATER - second, LATER)] == [[], [edition]]
    assert (edition.first_published_at, edition.published_on) == (LATER, LATER.date())
    assert reread(article).first_published_at == LATER


@pytest.mark.parametrize("ahead", [dt.timedelta(0), -HOUR])
def test_a_time_that_has_passed_cannot_be_scheduled(ahead, pia):
    article = make_ready_story(pia)
    before = state_of(article)

    with pytest.raises(Refused, match="has passed"):
        publishing.schedule(article, by=pia, at=WEDNESDAY + ahead, now=WEDNESDAY)
    with pytest.raises(Refused, match="has passed"):
        publishing.schedule(article, by=pia, at=timezone.now() - HOUR)

    assert state_of(article) == before


def test_what_was_approved_goes_out_although_the_story_was_edited_meanwhile(pia, ed):
    article = make_ready_story(pia, headline="As approved")
    publishing.schedule(article, by=pia, at=LATER, now=WEDNESDAY)

    editing.save(reread(article), by=ed, changes={"headline": "Edited since", "body": "<p>Other.</p>"})

    [edition] = Edition.objects.live(NEXT)
    assert (edition.headline, edition.body_html) == ("As approved", "<p>The talks went on into the night.</p>")


def test_scheduling_again_moves_the_time_and_only_the_last_one_counts(pia):
    article = make_ready_story(pia)
    first = publishing.schedule(article, by=pia, at=LATER, now=WEDNESDAY)

    second = publishing.schedule(reread(article), by=pia, at=NEXT, now=WEDNESDAY)

    assert [list(Edition.objects.live(at)) for at in (LATER, NEXT)] == [[], [second]]
    assert list(Edition.objects.seen_by(NEXT)) == [second]
    assert ends(article) == [(LATER, LATER), (NEXT, FAR_FUTURE)]
    assert (first.number, second.number) == (1, 2)


def test_publishing_a_scheduled_story_now_takes_the_scheduled_one_back(pia):
    article = make_ready_story(pia)
    to_come = timezone.now() + DAY
    publishing.schedule(article, by=pia, at=to_come)

    edition = publishing.publish(reread(article), by=pia, at=WEDNESDAY)

    assert (edition.number, edition.kind) == (2, EditionKind.PUBLICATION)
    assert list(Edition.objects.live(WEDNESDAY)) == list(Edition.objects.live(to_come)) == [edition]


def test_publishing_an_update_while_another_is_scheduled_leaves_one(pia):
    live = make_live_story(pia)
    to_come = timezone.now() + DAY
    schedule_update(live, pia, at=to_come, headline="Tomorrow's")

    editing.save(reread(live), by=pia, changes={"headline": "Today's"})
    publishing.publish(reread(live), by=pia, at=LATER, kind=UPDATE)

    assert [headlines(at) for at in (WEDNESDAY, LATER, to_come)] == [[live.headline], ["Today's"], ["Today's"]]


def test_an_unscheduled_story_never_appears_and_its_day_is_open_again(pia):
    article = make_ready_story(pia)
    publishing.schedule(article, by=pia, at=LATER, now=WEDNESDAY)

    publishing.unschedule(reread(article), by=pia, at=WEDNESDAY)

    assert standings(article, WEDNESDAY, LATER, NEXT) == ["nothing"] * 3
    assert list(Edition.objects.live(NEXT)) == list(Edition.objects.seen_by(NEXT)) == []
    assert (reread(article).published_on, reread(article).first_published_at) == (None, None)
    later = publishing.publish(reread(article), by=pia, at=WEDNESDAY + DAY)
    assert (later.number, later.kind, later.published_on) == (2, "publication", (WEDNESDAY + DAY).date())


def test_undoing_an_update_gives_readers_back_what_they_had(pia):
    live = make_live_story(pia)
    schedule_update(live, pia, headline="Changed")
    assert headlines(NEXT) == ["Changed"]

    publishing.unschedule(reread(live), by=pia, at=WEDNESDAY)

    assert list(Edition.objects.live(NEXT)) == [live]
    assert ends(live.article) == [(WEDNESDAY, FAR_FUTURE), (LATER, LATER)]
    assert reread(live).published_on == WEDNESDAY.date()


def test_undo_is_refused_when_nothing_is_scheduled(pia):
    never, live = make_ready_story(pia), make_live_story(pia)
    before = state_of(never), state_of(live.article)

    for story in (never, live):
        with pytest.raises(Refused):
            publishing.unschedule(reread(story), by=pia, at=LATER)

    assert (state_of(never), state_of(live.article)) == before


def test_the_same_undo_twice_is_refused(pia):
    live = make_live_story(pia)
    schedule_update(live, pia)
    publishing.unschedule(reread(live), by=pia, at=WEDNESDAY)
    before = state_of(live.article)

    with pytest.raises(Refused, match="Nothing is scheduled"):
        publishing.unschedule(reread(live), by=pia, at=WEDNESDAY)

    assert state_of(live.article) == before


def test_undo_comes_too_late_once_readers_have_it(pia):
    live = make_live_story(pia)
    schedule_update(live, pia)
    before = state_of(live.article)

    with pytest.raises(Refused):
        publishing.unschedule(reread(live), by=pia, at=LATER)

    assert state_of(live.article) == before


def test_a_story_ends_at_its_expiry_and_can_be_brought_back(pia):
    edition = make_live_story(pia, expires_at=LATER.isoformat())

    assert standings(edition.article, WEDNESDAY, LATER - dt.timedelta(seconds=1), LATER) == ["live", "live", "expired"]
    assert list(Edition.objects.live(LATER)) == []

    editing.save(reread(edition), by=pia, changes={"expires_at": None})
    again = publishing.publish(reread(edition), by=pia, at=NEXT, kind=UPDATE)
    assert (again.first_published_at, again.updated_at, again.live_until) == (WEDNESDAY, NEXT, FAR_FUTURE)
    assert [list(Edition.objects.live(at)) for at in (LATER, NEXT)] == [[], [again]]


def test_an_expiry_typed_into_the_working_copy_ends_nothing_before_it_is_published(pia):
    edition = make_live_story(pia)

    editing.save(reread(edition), by=pia, changes={"expires_at": LATER.isoformat()})

    assert list(Edition.objects.live(NEXT)) == [edition]


@pytest.mark.parametrize("typed", [None, WEDNESDAY - DAY, NEXT + DAY])
def test_undoing_an_update_gives_the_story_back_the_end_it_was_published_with(typed, pia):
    live = make_live_story(pia, expires_at=NEXT.isoformat())
    schedule_update(live, pia)

    editing.save(reread(live), by=pia, changes={"expires_at": typed and typed.isoformat()})
    publishing.unschedule(reread(live), by=pia, at=WEDNESDAY)

    assert ends(live.article) == [(WEDNESDAY, NEXT), (LATER, LATER)]


def test_undoing_what_would_start_as_the_old_edition_ends_lets_it_end(pia):
    live = make_live_story(pia, expires_at=LATER.isoformat())
    schedule_update(live, pia, at=LATER, expires_at=None)

    publishing.unschedule(reread(live), by=pia, at=WEDNESDAY)

    assert standings(live.article, WEDNESDAY, LATER) == [Standing.LIVE, Standing.EXPIRED]


def test_an_embargo_binds_schedule_and_publish_alike(pia):
    until = timezone.now() + DAY
    article = make_ready_story(pia, embargo_until=until.isoformat())
    before = state_of(article)

    with pytest.raises(NotReady, match="embargo"):
        publishing.publish(reread(article), by=pia)
    with pytest.raises(NotReady, match="embargo"):
        publishing.schedule(reread(article), by=pia, at=until - HOUR)

    assert state_of(article) == before
    assert publishing.schedule(reread(article), by=pia, at=until).live_from == until


def test_a_legal_hold_binds_whoever_publishes_even_a_change(pia):
    live = make_live_story(pia)
    editing.save(reread(live), by=pia, changes={"legal_hold": True})
    before = state_of(live.article)

    with pytest.raises(NotReady, match="legal hold"):
        publishing.publish(reread(live), by=pia, at=LATER, kind=UPDATE)

    assert state_of(live.article) == before
    assert list(Edition.objects.live(LATER)) == [live]


def test_a_scheduled_story_cannot_be_spiked_before_it_is_taken_back(pia):
    article = make_ready_story(pia)
    publishing.schedule(article, by=pia, at=LATER, now=WEDNESDAY)
    before = state_of(article)

    with pytest.raises(Refused, match="Scheduled"):
        moving.spike(reread(article), by=pia, at=WEDNESDAY)

    assert state_of(article) == before


@pytest.mark.parametrize("hold", [{"legal_hold": True}, {"embargo_until": (LATER + HOUR).isoformat()}])
def test_a_story_cannot_be_held_back_beside_a_schedule_that_would_let_it_out(hold, pia):
    story = make_ready_story(pia)
    publishing.schedule(story, by=pia, at=LATER, now=WEDNESDAY)
    before = state_of(story)

    with pytest.raises(Refused, match="Unschedule it first, then hold it back"):
        editing.save(story, by=pia, changes=hold, at=WEDNESDAY)

    assert state_of(story) == before


def test_once_unscheduled_a_story_can_be_held_back(pia):
    story = make_ready_story(pia)
    publishing.schedule(story, by=pia, at=LATER, now=WEDNESDAY)

    publishing.unschedule(story, by=pia, at=WEDNESDAY)
    editing.save(story, by=pia, changes={"legal_hold": True}, at=WEDNESDAY)

    assert (reread(story).legal_hold, headlines(LATER)) == (True, [])


def test_an_embargo_that_ends_before_the_schedule_is_no_contradiction(pia):
    story = make_ready_story(pia)
    publishing.schedule(story, by=pia, at=LATER, now=WEDNESDAY)

    editing.save(story, by=pia, changes={"embargo_until": LATER.isoformat()}, at=WEDNESDAY)

    assert reread(story).embargo_until == LATER
