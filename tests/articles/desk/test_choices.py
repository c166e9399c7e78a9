"""What was chosen in the publishing panel, and what the button that does it is called."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from articles.desk.publishing.choices import Choice, Clock
from articles.models import EditionKind
from articles.timing import UnclearTime
from articles.workflow import Place, Refused, Standing, State
from tests.making import WEDNESDAY

LONDON = ZoneInfo("Europe/London")
SIX = {"when": "at", "day": "2022-02-10", "time": "06:00"}
TWICE = {"when": "at", "day": "2027-10-31", "time": "01:30"}


def chosen(**data):
    return Choice.read(data, LONDON)


def label(standing=Standing.NOTHING, starts=None, is_known=False, **data):
    place = Place(State.READY, standing, starts=starts)
    return chosen(**data).label(place, WEDNESDAY, LONDON, is_known=is_known)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Publish now"),
        (SIX, "Schedule for Thu 10 Feb, 06:00 London (in 9 h 46 min)"),
        ({"preset": "2022-02-10T06:00:00+00:00"}, "Schedule for Thu 10 Feb, 06:00 London (in 9 h 46 min)"),
        ({"when": "at"}, "Schedule for …"),
        (TWICE, "Schedule for …"),
        (TWICE | {"meant": "2027-10-31T01:30:00+01:00"}, "Schedule for Sun 31 Oct 2027, 01:30 BST London"),
        (TWICE | {"meant": "2027-10-31T01:30:00+00:00"}, "Schedule for Sun 31 Oct 2027, 01:30 GMT London"),
    ],
)
def test_the_button_for_a_new_story_names_its_effect(data, said):
    assert label(**data).startswith(said)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Publish update"),
        ({"kind": "fix"}, "Publish small fix"),
        ({"kind": "update"}, "Publish update"),
        ({"kind": "correction"}, "Publish update with correction"),
        ({"kind": "clarification"}, "Publish update with clarification"),
        ({"kind": "fix"} | SIX, "Schedule small fix for Thu 10 Feb, 06:00 London (in 9 h 46 min)"),
        ({"kind": "correction"} | SIX, "Schedule update with correction for Thu 10 Feb, 06:00 London (in 9 h 46 min)"),
    ],
)
def test_the_button_for_a_live_story_names_the_change(data, said):
    assert label(Standing.LIVE, is_known=True, **data) == said


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.EXPIRED])
def test_the_button_for_a_story_that_is_gone_brings_it_back(standing):
    assert label(standing, is_known=True, kind="correction") == "Bring back now, as update with correction"
    assert label(standing, is_known=True, kind="update", **SIX) == (
        "Schedule the return for Thu 10 Feb, 06:00 London (in 9 h 46 min), as update"
    )


def test_the_buttons_for_a_scheduled_story_change_its_schedule():
    scheduled = {"standing": Standing.SCHEDULED, "starts": WEDNESDAY}

    assert label(**scheduled) == "Publish now, not as scheduled"
    assert label(**scheduled, **SIX) == "Reschedule for Thu 10 Feb, 06:00 London (in 9 h 46 min)"


@pytest.mark.parametrize(
    ("data", "effect"),
    [
        ({}, "now"),
        ({"kind": "correction"}, "now correction"),
        ({"kind": "nonsense"}, "now"),
        ({"day": "2022-02-10", "time": "06:00"}, "now"),
        (SIX, "at 2022-02-10T06:00:00+00:00"),
        (SIX | {"kind": "update"}, "at 2022-02-10T06:00:00+00:00 update"),
        ({"when": "at", "day": "2022-06-10", "time": "06:00"}, "at 2022-06-10T05:00:00+00:00"),
        (TWICE, "at ?"),
        (TWICE | {"meant": "2027-10-31T01:30:00+00:00"}, "at 2027-10-31T01:30:00+00:00"),
        (TWICE | {"meant": "2027-10-31T01:30:00+01:00"}, "at 2027-10-31T00:30:00+00:00"),
    ],
)
def test_what_a_button_does_is_data_that_it_posts(data, effect):
    assert chosen(**data).effect == effect


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("", ""),
        ("2022-02-10", ""),
        ("", "06:00"),
        ("2022-02-30", "06:00"),
        ("2022-02-10", "25:00"),
        ("9999-12-31", "23:59"),
        ("0001-01-01", "00:00"),
        ("tomorrow", "early"),
    ],
)
def test_what_is_no_time_is_refused_and_never_guessed(day, time):
    clock = Clock.read({"day": day, "time": time}, LONDON)

    with pytest.raises(Refused, match="Choose a day and a time"):
        clock.moment()
    assert (clock.day, clock.time) == (day, time)


@pytest.mark.parametrize("preset", ["", "soon", "2022-02-10T06:00:00", "9999-12-31T23:59:00+00:00"])
def test_a_forged_preset_is_none(preset):
    assert chosen(preset=preset) == chosen(preset="")


def test_a_time_that_comes_twice_is_a_question_until_it_is_answered():
    with pytest.raises(UnclearTime):
        chosen(**TWICE).clock.moment()

    answered = chosen(**TWICE, meant="2027-10-31T01:30:00+00:00")
    assert answered.at == dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC)
    assert answered.clock.question is not None


def test_what_means_a_moment_reads_as_that_moment():
    for utc in (
        WEDNESDAY,
        dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC),
        dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC),
    ):
        clock = Clock.of(utc, LONDON)
        typed = {"day": clock.day, "time": clock.time, "meant": clock.meant}
        assert Clock.read(typed, LONDON).moment().astimezone(dt.UTC) == utc


def test_a_moment_between_two_minutes_is_meant_by_the_later_one():
    for seconds in (dt.timedelta(seconds=1), dt.timedelta(seconds=59, microseconds=5)):
        assert Clock.of(WEDNESDAY + seconds, LONDON) == Clock.of(WEDNESDAY + dt.timedelta(minutes=1), LONDON)


def test_the_kind_and_the_note_are_read_as_posted():
    choice = chosen(kind="correction", note="It was Tuesday.")

    assert (choice.kind, choice.note) == (EditionKind.CORRECTION, "It was Tuesday.")
