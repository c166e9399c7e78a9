"""Taking a story away: a notice stands at its address, and nothing else of it is anywhere."""

import pytest
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.models import FAR_FUTURE, Article, Edition, EditionKind
from articles.workflow import Refused, Standing
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    make_image,
    make_live_story,
    make_ready_story,
    make_story,
    make_topic,
    state_of,
)

LATER = WEDNESDAY + HOUR
NEXT = WEDNESDAY + 2 * HOUR


def reread(story):
    return Article.objects.get(pk=getattr(story, "article_id", story.pk))


def withdraw(story, pia, at=LATER, note="The story was wrong."):
    return publishing.withdraw(reread(story), by=pia, at=at, note=note)


def test_a_withdrawn_story_is_gone_and_its_notice_stands(pia):
    live = make_live_story(pia)

    notice = withdraw(live, pia)

    assert list(Edition.objects.live(LATER)) == []
    assert list(Edition.objects.notices(LATER)) == [notice]
    assert list(Edition.objects.live(WEDNESDAY)) == [live]
    assert list(Edition.objects.notices(WEDNESDAY)) == []
    assert Edition.objects.standing(live.article, LATER) == Standing.WITHDRAWN


def test_a_notice_holds_the_note_and_nothing_of_the_text(pia):
    image, topic = make_image(), make_topic()
    picture = {"image": str(image.uuid), "caption": "A table.", "alt": "A table."}
    live = make_live_story(pia, bylines=[{"name": "Rita"}], topics=[topic.slug], picture=picture)

    notice = withdraw(live, pia, note=" The story\nwas wrong. ")

    assert (notice.number, notice.kind, notice.note) == (2, EditionKind.WITHDRAWAL, "The story was wrong.")
    assert (notice.body_html, notice.snapshot, notice.word_count) == ("", {}, 0)
    assert (notice.get_absolute_url(), notice.first_published_at, notice.updated_at) == (
        live.get_absolute_url(),
        WEDNESDAY,
        WEDNESDAY,
    )
    rows = (notice.appearances, notice.topics, notice.authors, notice.links)
    assert [related.count() for related in rows] == [0, 0, 0, 0]


@pytest.mark.parametrize("note", ["", "   ", "\u202e"])
def test_a_story_is_not_withdrawn_without_telling_readers_why(note, pia):
    live = make_live_story(pia)
    before = state_of(live.article)

    with pytest.raises(Refused, match="Tell readers"):
        withdraw(live, pia, note=note)

    assert state_of(live.article) == before


def test_only_a_live_story_can_be_withdrawn(pia):
    draft, scheduled = make_story(pia), make_ready_story(pia)
    publishing.schedule(scheduled, by=pia, at=NEXT, now=WEDNESDAY)
    expired = make_live_story(pia, expires_at=LATER.isoformat())
    withdrawn = make_live_story(pia)
    withdraw(withdrawn, pia)
    stories = (draft, scheduled, expired.article, withdrawn.article)
    before = [state_of(story) for story in stories]

    for story in stories:
        with pytest.raises(Refused, match="Withdraw"):
            withdraw(story, pia)

    assert [state_of(story) for story in stories] == before


def test_a_notice_tells_of_the_story_as_readers_had_it_not_of_the_working_copy(pia):
    live = make_live_story(pia)
    unseen = {"headline": "Not approved", "standfirst": "Nor this.", "slug": "unseen", "section": None}
    editing.save(reread(live), by=pia, changes=unseen)

    notice = withdraw(live, pia)

    told = ("headline", "standfirst", "slug", "section", "headline_key")
    assert {name: getattr(notice, name) for name in told} == {name: getattr(live, name) for name in told}


def test_an_expiry_neither_stops_a_withdrawal_nor_ends_its_notice(pia):
    live = make_live_story(pia, expires_at=NEXT.isoformat())
    editing.save(reread(live), by=pia, changes={"expires_at": WEDNESDAY.isoformat()})

    notice = withdraw(live, pia)

    assert notice.live_until == FAR_FUTURE
    assert list(Edition.objects.notices(NEXT + HOUR)) == [notice]


def test_a_withdrawal_takes_back_what_was_scheduled(pia):
    live = make_live_story(pia)
    publishing.schedule(reread(live), by=pia, at=NEXT, now=WEDNESDAY, kind=EditionKind.UPDATE)

    notice = withdraw(live, pia)

    assert list(Edition.objects.valid(NEXT)) == [notice]
    assert list(Edition.objects.seen_by(NEXT).order_by("number")) == [live, notice]


def test_a_withdrawn_story_can_be_published_again_at_its_address(pia):
    live = make_live_story(pia)
    withdraw(live, pia)

    again = publishing.publish(reread(live), by=pia, at=NEXT, kind=EditionKind.CORRECTION, note="It was four.")

    assert list(Edition.objects.valid(NEXT)) == list(Edition.objects.live(NEXT)) == [again]
    assert (again.number, again.get_absolute_url()) == (3, live.get_absolute_url())
    assert (again.first_published_at, again.updated_at) == (WEDNESDAY, NEXT)


def test_a_withdrawal_is_on_record_with_its_reason(pia):
    live = make_live_story(pia)

    withdraw(live, pia)

    entry = reread(live).history.order_by("-version").first()
    assert (entry.move, entry.by, entry.at, entry.why) == ("withdraw", pia, LATER, "The story was wrong.")


def test_editing_a_withdrawn_story_leaves_its_notice(pia):
    live = make_live_story(pia)
    notice = withdraw(live, pia)

    editing.save(reread(live), by=pia, changes={"headline": "Rewritten"})

    assert list(Edition.objects.valid(NEXT)) == [notice]


def test_a_withdrawn_story_that_is_to_come_back_can_be_stopped(pia):
    story = make_live_story(pia).article
    publishing.withdraw(story, by=pia, note="It was not true.", at=WEDNESDAY + HOUR)
    back = WEDNESDAY + DAY
    publishing.schedule(story, by=pia, at=back, now=WEDNESDAY + 2 * HOUR, kind=EditionKind.UPDATE)
    assert Edition.objects.live(back).exists()

    with pytest.raises(Refused, match="Unschedule it first"):
        moving.spike(story, by=pia, at=WEDNESDAY + 3 * HOUR)
    publishing.unschedule(story, by=pia, at=WEDNESDAY + 3 * HOUR)

    assert not Edition.objects.live(back).exists()
    assert Edition.objects.notices(back).get().note == "It was not true."


def test_a_story_is_not_withdrawn_for_a_time_to_come(pia):
    story = make_live_story(pia).article

    with pytest.raises(Refused, match="at a moment that has come"):
        publishing.withdraw(story, by=pia, note="It was not true.", at=timezone.now() + HOUR)

    assert Edition.objects.live().filter(article=story).exists()
