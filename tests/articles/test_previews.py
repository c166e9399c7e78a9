"""Links to an unpublished story: who may make them, and what ends them, to the second."""

import datetime as dt
import hashlib

import pytest
from django.contrib.auth.models import User
from django.http import Http404

from articles.actions import editing, moving, publishing
from articles.actions.moving import Denied
from articles.actions.previews import hash_of, mint, revoke
from articles.desk.previewing.links import shown
from articles.models import PreviewLink
from articles.workflow import Refused
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    everything,
    make_live_story,
    make_ready_story,
    make_section,
    make_story,
    make_user,
)

SECOND = dt.timedelta(seconds=1)


def is_shown(token, at):
    try:
        return bool(shown(token, at))
    except Http404:
        return False


@pytest.fixture
def story(rita, world):
    return make_story(rita)


def test_only_the_hash_of_a_long_random_token_is_kept(rita, story):
    token = mint(story, by=rita, at=WEDNESDAY)

    assert len(token) == 43
    assert PreviewLink.objects.values(
        "article", "token_hash", "by", "created_at", "expires_at", "revoked_at"
    ).get() == {
        "article": story.pk,
        "token_hash": hashlib.sha256(token.encode()).hexdigest(),
        "by": rita.pk,
        "created_at": WEDNESDAY,
        "expires_at": WEDNESDAY + 8 * HOUR,
        "revoked_at": None,
    }
    assert mint(story, by=rita, at=WEDNESDAY) != token


def test_a_link_ends_at_its_second(rita, story):
    token = mint(story, by=rita, hours=2, at=WEDNESDAY)
    end = WEDNESDAY + 2 * HOUR

    assert [is_shown(token, at) for at in (WEDNESDAY, end - SECOND, end, end + DAY)] == [True, True, False, False]


def test_a_link_lasts_seven_days_at_most(rita, story):
    token = mint(story, by=rita, hours=168, at=WEDNESDAY)
    assert is_shown(token, WEDNESDAY + 7 * DAY - SECOND)

    for hours in (169, 0, -1):
        with pytest.raises(Refused) as refused:
            mint(story, by=rita, hours=hours, at=WEDNESDAY)
        assert str(refused.value) == "A link lasts from one hour to 7 days."

    assert PreviewLink.objects.count() == 1


@pytest.mark.parametrize(
    "guess", ["", "x", "A" * 43, "a" * 5000, "…", "' OR 1=1 --", "%00", "\ud800".encode("utf-8", "replace").decode()]
)
def test_a_guess_shows_nothing(rita, story, guess):
    mint(story, by=rita, at=WEDNESDAY)

    assert not is_shown(guess, WEDNESDAY)


def test_what_is_stored_opens_nothing(rita, story):
    token = mint(story, by=rita, at=WEDNESDAY)

    assert [is_shown(given, WEDNESDAY) for given in (token, hash_of(token))] == [True, False]


def test_a_revoked_link_is_over_and_the_other_is_not(rita, story):
    token, other = (mint(story, by=rita, at=WEDNESDAY) for _ in range(2))

    revoke(PreviewLink.objects.get(token_hash=hash_of(token)), by=rita, at=WEDNESDAY + HOUR)

    assert [is_shown(given, WEDNESDAY + HOUR) for given in (token, other)] == [False, True]


def test_revoking_twice_keeps_who_was_first_and_when(rita, pia, story):
    mint(story, by=rita, at=WEDNESDAY)
    link = PreviewLink.objects.get()

    revoke(link, by=pia, at=WEDNESDAY + HOUR)
    revoke(link, by=rita, at=WEDNESDAY + DAY)

    assert PreviewLink.objects.values("revoked_at", "revoked_by").get() == {
        "revoked_at": WEDNESDAY + HOUR,
        "revoked_by": pia.pk,
    }


def test_a_link_is_dead_as_soon_as_the_story_went_live_and_for_good(pia, world):
    story = make_ready_story(pia)
    token = mint(story, by=pia, hours=168, at=WEDNESDAY)
    publishing.schedule(story, by=pia, at=WEDNESDAY + HOUR, now=WEDNESDAY)
    assert [is_shown(token, at) for at in (WEDNESDAY + HOUR - SECOND, WEDNESDAY + HOUR)] == [True, False]

    publishing.withdraw(story, by=pia, note="Not true.", at=WEDNESDAY + 2 * HOUR)

    assert not is_shown(token, WEDNESDAY + 3 * HOUR)


def test_what_was_taken_back_unseen_does_not_end_a_link(pia, world):
    story = make_ready_story(pia)
    token = mint(story, by=pia, at=WEDNESDAY)
    publishing.schedule(story, by=pia, at=WEDNESDAY + HOUR, now=WEDNESDAY)

    publishing.unschedule(story, by=pia, at=WEDNESDAY)

    assert is_shown(token, WEDNESDAY + 2 * HOUR)


def test_a_story_that_is_spiked_is_not_shown(rita, story):
    token = mint(story, by=rita, at=WEDNESDAY)
    assert is_shown(token, WEDNESDAY)

    moving.spike(story, by=rita, at=WEDNESDAY)

    assert not is_shown(token, WEDNESDAY)


def test_whoever_left_leaves_no_open_link(rita, story):
    token = mint(story, by=rita, at=WEDNESDAY)
    assert is_shown(token, WEDNESDAY)

    User.objects.filter(pk=rita.pk).update(is_active=False)

    assert not is_shown(token, WEDNESDAY)


def test_an_embargo_holds_until_its_minute(pia, story):
    token = mint(story, by=pia, at=WEDNESDAY)
    until = WEDNESDAY + 2 * HOUR
    editing.save(story, by=pia, changes={"embargo_until": until.isoformat()}, at=WEDNESDAY)

    assert [is_shown(token, at) for at in (WEDNESDAY, until - SECOND, until)] == [False, False, True]


def test_under_embargo_no_link_is_made_and_it_says_until_when(pia, story):
    until = (WEDNESDAY + 2 * HOUR).isoformat()
    editing.save(story, by=pia, changes={"embargo_until": until}, at=WEDNESDAY)
    before = everything()

    with pytest.raises(Refused) as refused:
        mint(story, by=pia, at=WEDNESDAY)

    assert str(refused.value) == (
        "The story is under embargo until Wed 9 Feb 2022, 22:14 GMT. Before that nobody outside may read it."
    )
    assert everything() == before
    assert mint(story, by=pia, at=WEDNESDAY + 2 * HOUR)


def test_a_legal_hold_holds_until_it_is_lifted(pia, story):
    token = mint(story, by=pia, at=WEDNESDAY)
    assert is_shown(token, WEDNESDAY)

    editing.save(story, by=pia, changes={"legal_hold": True}, at=WEDNESDAY)
    assert not is_shown(token, WEDNESDAY)
    before = everything()
    with pytest.raises(Refused) as refused:
        mint(story, by=pia, at=WEDNESDAY)

    assert str(refused.value) == ("The story is on legal hold. Until a publisher lifts it nobody outside may read it.")
    assert everything() == before
    editing.save(story, by=pia, changes={"legal_hold": False}, at=WEDNESDAY)
    assert is_shown(token, WEDNESDAY)
    assert mint(story, by=pia, at=WEDNESDAY)


def test_a_story_that_readers_had_is_not_shared(pia, world):
    story = make_live_story(pia).article
    editing.save(story, by=pia, changes={"headline": "Changed"}, at=WEDNESDAY)

    with pytest.raises(Refused, match="Readers have had this story"):
        mint(story, by=pia, at=WEDNESDAY + HOUR)


def test_a_spiked_story_is_not_shared(rita, story, pia):
    moving.spike(story, by=rita, at=WEDNESDAY)

    with pytest.raises(Refused, match="The story is spiked. Bring it back first."):
        mint(story, by=pia, at=WEDNESDAY)


def test_ten_links_at_most_are_open_at_once(rita, story):
    for _ in range(10):
        mint(story, by=rita, at=WEDNESDAY)

    with pytest.raises(Refused) as refused:
        mint(story, by=rita, at=WEDNESDAY)

    assert str(refused.value) == "10 links to this story are open. Revoke one of them first."
    assert mint(story, by=rita, at=WEDNESDAY + 8 * HOUR)


@pytest.fixture
def cast(rita, ed, pia):
    """Everybody, by what they are to Rita's story in World."""
    europe = make_section("Europe")
    elsewhere = make_user("eva", "editor")
    europe.editors.add(elsewhere)
    return {
        "its reporter": rita,
        "another reporter": make_user("rob", "reporter"),
        "its section’s editor": ed,
        "another section’s editor": elsewhere,
        "a publisher": pia,
        "staff without a role": make_user("temp", is_staff=True),
    }


def who_may(cast, story):
    found = set()
    for name, user in cast.items():
        try:
            mint(story, by=User.objects.get(pk=user.pk), at=WEDNESDAY)
        except Denied as denied:
            assert str(denied) == "You may not share this story."
        else:
            found.add(name)
    return found


def test_a_story_is_shared_by_its_reporter_until_it_is_approved_and_by_the_desk(cast, story, ed):
    desk = {"its section’s editor", "a publisher"}
    assert who_may(cast, story) == {"its reporter", *desk}

    moving.submit(story, by=cast["its reporter"], at=WEDNESDAY)
    assert who_may(cast, story) == {"its reporter", *desk}

    moving.approve(story, by=ed, at=WEDNESDAY)
    assert who_may(cast, story) == desk


def test_a_link_is_revoked_by_whoever_made_it_and_by_the_desk(cast, story, ed):
    for _ in cast:
        mint(story, by=cast["its reporter"], at=WEDNESDAY)
    moving.submit(story, by=cast["its reporter"], at=WEDNESDAY)
    moving.approve(story, by=ed, at=WEDNESDAY)
    may = set()

    for (name, user), link in zip(cast.items(), PreviewLink.objects.all(), strict=True):
        try:
            revoke(link, by=user, at=WEDNESDAY)
        except Denied as denied:
            assert str(denied) == "You may not revoke this link."
            assert PreviewLink.objects.get(pk=link.pk).revoked_at is None
        else:
            may.add(name)

    assert may == {"its reporter", "its section’s editor", "a publisher"}
