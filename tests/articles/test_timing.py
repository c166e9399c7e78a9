"""What the newsroom's wall clock says as a moment: never guessed when the clocks change, in any zone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from articles.timing import UnclearTime, city, distance, moment, presets, wall, words
from tests.making import WEDNESDAY

LONDON = ZoneInfo("Europe/London")


def at(text):
    """Return the moment written as "2027-03-28 01:30"."""
    written = dt.datetime.fromisoformat(text)
    return written.date(), written.time()


def asked(text, zone):
    """Return the question that this time raises, and the choices it leaves."""
    with pytest.raises(UnclearTime) as question:
        moment(*at(text), ZoneInfo(zone))
    return str(question.value), [choice.isoformat() for choice in question.value.choices]


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2022-02-10 06:00", "Europe/London", "2022-02-10T06:00"),
        ("2022-06-10 06:00", "Europe/London", "2022-06-10T05:00"),
        ("2018-11-04 01:00", "America/Sao_Paulo", "2018-11-04T03:00"),
        ("2026-10-04 02:30", "Australia/Lord_Howe", "2026-10-03T15:30"),
        ("2026-12-01 06:00", "Asia/Kathmandu", "2026-12-01T00:15"),
        ("2026-12-01 06:00", "UTC", "2026-12-01T06:00"),
        ("2027-02-15 06:00", "Africa/Casablanca", "2027-02-15T06:00"),
        ("2027-04-15 06:00", "Africa/Casablanca", "2027-04-15T05:00"),
    ],
)
def test_a_time_on_the_wall_is_a_moment_by_the_rules_of_that_day(text, zone, utc):
    found = moment(*at(text), ZoneInfo(zone))

    assert found == dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "zone", "message", "choices"),
    [
        (
            "2027-03-28 01:30",
            "Europe/London",
            "The clocks go forward, so that 01:30 on Sun 28 Mar 2027 does not exist. Choose a time beside it.",
            ["2027-03-28T00:30:00+00:00", "2027-03-28T02:30:00+01:00"],
        ),
        (
            "2018-11-04 00:00",
            "America/Sao_Paulo",
            "The clocks go forward, so that 00:00 on Sun 4 Nov 2018 does not exist. Choose a time beside it.",
            ["2018-11-03T23:00:00-03:00", "2018-11-04T01:00:00-02:00"],
        ),
        (
            "2026-10-04 02:10",
            "Australia/Lord_Howe",
            "The clocks go forward, so that 02:10 on Sun 4 Oct 2026 does not exist. Choose a time beside it.",
            ["2026-10-04T01:40:00+10:30", "2026-10-04T02:40:00+11:00"],
        ),
        (
            "2027-03-14 02:30",
            "Africa/Casablanca",
            "The clocks go forward, so that 02:30 on Sun 14 Mar 2027 does not exist. Choose a time beside it.",
            ["2027-03-14T01:30:00+00:00", "2027-03-14T03:30:00+01:00"],
        ),
    ],
)
def test_an_hour_that_does_not_exist_is_asked_about_with_the_times_beside_it(text, zone, message, choices):
    assert asked(text, zone) == (message, choices)


@pytest.mark.parametrize(
    ("text", "zone", "message", "choices"),
    [
        (
            "2027-10-31 01:30",
            "Europe/London",
            "The clocks go back, so that 01:30 on Sun 31 Oct 2027 comes twice. Say which one you mean.",
            ["2027-10-31T01:30:00+01:00", "2027-10-31T01:30:00+00:00"],
        ),
        (
            "2018-02-17 23:30",
            "America/Sao_Paulo",
            "The clocks go back, so that 23:30 on Sat 17 Feb 2018 comes twice. Say which one you mean.",
            ["2018-02-17T23:30:00-02:00", "2018-02-17T23:30:00-03:00"],
        ),
        (
            "2027-04-04 01:45",
            "Australia/Lord_Howe",
            "The clocks go back, so that 01:45 on Sun 4 Apr 2027 comes twice. Say which one you mean.",
            ["2027-04-04T01:45:00+11:00", "2027-04-04T01:45:00+10:30"],
        ),
        (
            "2027-02-07 02:30",
            "Africa/Casablanca",
            "The clocks go back, so that 02:30 on Sun 7 Feb 2027 comes twice. Say which one you mean.",
            ["2027-02-07T02:30:00+01:00", "2027-02-07T02:30:00+00:00"],
        ),
    ],
)
def test_an_hour_that_comes_twice_is_asked_about_the_earlier_one_first(text, zone, message, choices):
    assert asked(text, zone) == (message, choices)


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("2027-03-28", ["00:59", "02:00"]),
        ("2027-10-31", ["00:59", "02:00"]),
    ],
)
def test_the_minutes_around_a_change_of_the_clocks_are_clear(text, outside):
    for time in outside:
        assert wall(moment(*at(f"{text} {time}"), LONDON), WEDNESDAY, LONDON).endswith(time)


@pytest.mark.parametrize("text", ["2027-03-28 01:30", "2027-10-31 01:30"])
def test_an_answer_is_one_of_the_choices_and_nothing_else(text):
    with pytest.raises(UnclearTime) as question:
        moment(*at(text), LONDON)
    choices = question.value.choices

    assert tuple(moment(*at(text), LONDON, meant=choice.isoformat()) for choice in choices) == choices
    for forged in ("2022-01-01T00:00:00+00:00", "first", "2027-10-31T00:30:00+00:00", ""):
        assert question.value.answered(forged) is None


def offered(now, zone=LONDON):
    return [(preset.label, preset.at.isoformat()) for preset in presets(now, zone)]


def test_the_times_editors_choose_most_are_those_of_the_newsrooms_clocks():
    noon = dt.datetime(2022, 6, 8, 11, 0, 30, tzinfo=dt.UTC)

    assert offered(noon) == [
        ("Tonight 20:00", "2022-06-08T20:00:00+01:00"),
        ("Tomorrow 06:00", "2022-06-09T06:00:00+01:00"),
        ("Monday 06:00", "2022-06-13T06:00:00+01:00"),
        ("In 1 hour", "2022-06-08T13:00:00+01:00"),
    ]


def test_an_evening_that_has_begun_is_not_offered():
    assert [label for label, _ in offered(WEDNESDAY)] == ["Tomorrow 06:00", "Monday 06:00", "In 1 hour"]


def test_on_a_sunday_monday_is_tomorrow_and_on_a_monday_next_week():
    sunday, monday = (dt.datetime(2022, 2, day, 9, tzinfo=dt.UTC) for day in (6, 7))

    assert [label for label, _ in offered(sunday)] == ["Tonight 20:00", "Tomorrow 06:00", "In 1 hour"]
    assert offered(monday)[2] == ("Monday 06:00", "2022-02-14T06:00:00+00:00")


def test_today_is_the_newsrooms_today():
    # It is Thursday in Kathmandu already.
    assert offered(WEDNESDAY, ZoneInfo("Asia/Kathmandu"))[:2] == [
        ("Tonight 20:00", "2022-02-10T20:00:00+05:45"),
        ("Tomorrow 06:00", "2022-02-11T06:00:00+05:45"),
    ]


def test_an_hour_on_is_an_hour_on_also_when_the_clocks_change():
    before = dt.datetime(2027, 10, 31, 0, 20, tzinfo=dt.UTC)

    assert offered(before)[-1] == ("In 1 hour", "2027-10-31T01:20:00+00:00")


def test_a_moment_is_named_with_day_time_city_and_how_far_away_it_is():
    assert words(dt.datetime(2022, 2, 10, 6, tzinfo=dt.UTC), WEDNESDAY, LONDON) == (
        "Thu 10 Feb, 06:00 London (in 9 h 46 min)"
    )


@pytest.mark.parametrize(
    ("moment", "zone", "said"),
    [
        ("2022-02-10T06:00", "Asia/Kathmandu", "Thu 10 Feb, 11:45"),
        ("2023-02-10T06:00", "Europe/London", "Fri 10 Feb 2023, 06:00"),
        ("2022-10-30T00:30", "Europe/London", "Sun 30 Oct, 01:30 BST"),
        ("2022-10-30T01:30", "Europe/London", "Sun 30 Oct, 01:30 GMT"),
        ("2027-02-07T01:30", "Africa/Casablanca", "Sun 7 Feb 2027, 02:30 UTC+01:00"),
        ("2027-02-07T02:30", "Africa/Casablanca", "Sun 7 Feb 2027, 02:30 UTC"),
    ],
)
def test_a_time_says_its_year_when_it_is_another_and_its_clock_when_it_comes_twice(moment, zone, said):
    assert wall(dt.datetime.fromisoformat(f"{moment}+00:00"), WEDNESDAY, ZoneInfo(zone)) == said


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/London", "London"),
        ("America/Sao_Paulo", "Sao Paulo"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("Australia/Lord_Howe", "Lord Howe"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city(zone, name):
    assert city(ZoneInfo(zone)) == name


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, "in less than a minute"),
        (60, "in 1 min"),
        (59 * 60 + 40, "in 1 h"),
        (9 * 3600 + 46 * 60, "in 9 h 46 min"),
        (86_400, "in 1 day"),
        (3 * 86_400 + 4 * 3600 + 600, "in 3 days 4 h"),
        (0, "just now"),
        (-12 * 60, "12 min ago"),
    ],
)
def test_a_distance_is_said_as_people_say_it(seconds, said):
    assert distance(WEDNESDAY + dt.timedelta(seconds=seconds), WEDNESDAY) == said


def test_a_distance_is_real_hours_also_over_a_night_when_the_clocks_change():
    evening, morning = (dt.datetime(2027, 3, day, hour, tzinfo=LONDON) for day, hour in ((27, 20), (28, 6)))

    assert distance(morning, evening) == "in 9 h"
