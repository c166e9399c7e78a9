"""The calendar: what happens by desk and day on the newsroom's clock, and a line typed into a day."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import publishing
from articles.desk.overviews.budget import budget_of, in_text
from articles.desk.overviews.calendar import Typed, calendar_of
from articles.desk.overviews.periods import month_of, read_period, week_of
from articles.models import Article
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    everything,
    make_live_story,
    make_ready_story,
    make_section,
    make_story,
    signed_in,
)

FETCH = {"X-Requested-With": "fetch"}
WEEK = "/admin/desk/calendar/?week=2022-W06"
BUDGET = 10


def planned(by, due_at, **fields) -> Article:
    story = make_story(by, WEDNESDAY - 3 * DAY, **fields)
    Article.objects.filter(pk=story.pk).update(state="planned", due_at=due_at, desk=story.section)
    return Article.objects.get(pk=story.pk)


def shown(user, period, at=WEDNESDAY, section=""):
    """Return desk, day and what happens there, of all cells in which anything does."""
    return [
        (row.slug, f"{cell.day:%a %-d}", f"{entry.mark.at:%H:%M} {entry.mark.word} {entry.mark.headline}")
        for row in calendar_of(user, period, at, section, Typed())
        for cell in row.cells
        for entry in cell.entries
    ]


def type_line(user, line, by_script=False, day="2022-02-10", section="world", **more):
    data = {"line": line, "day": day, "section": section, **more}
    return signed_in(user).post(WEEK, data, headers=FETCH if by_script else {})


def test_a_week_has_each_thing_at_its_desk_on_its_day(pia, world):
    make_section("Sport")
    planned(pia, WEDNESDAY + DAY, headline="plan")
    make_story(pia, headline="held", section="sport", embargo_until=(WEDNESDAY - DAY).isoformat())
    make_live_story(pia, WEDNESDAY - HOUR, headline="out")
    publishing.schedule(make_ready_story(pia, headline="coming"), by=pia, at=WEDNESDAY + 2 * DAY, now=WEDNESDAY)
    planned(pia, WEDNESDAY + 7 * DAY, headline="next week")

    assert shown(pia, week_of(WEDNESDAY.date())) == [
        ("sport", "Tue 8", "20:14 Embargo ends held"),
        ("world", "Wed 9", "19:14 Published out"),
        ("world", "Thu 10", "20:14 Due plan"),
        ("world", "Fri 11", "20:14 Scheduled coming"),
    ]
    assert shown(pia, week_of(WEDNESDAY.date()), section="sport") == [("sport", "Tue 8", "20:14 Embargo ends held")]
    assert len(shown(pia, month_of(WEDNESDAY.date()))) == 5


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2022-03-26T23:59", "Sat 26"),
        ("2022-03-27T00:30", "Sun 27"),
        ("2022-03-27T23:30", "Sun 27"),
        ("2022-10-30T00:30", "Sun 30"),
        ("2022-10-30T23:59", "Sun 30"),
    ],
)
def test_on_days_of_23_and_25_hours_a_story_stands_in_the_day_its_clock_shows(pia, world, settings, at, day):
    settings.TIME_ZONE = "Europe/London"
    due = dt.datetime.fromisoformat(at).replace(tzinfo=timezone.get_default_timezone())
    planned(pia, due, headline="night")

    assert [one[:2] for one in shown(pia, week_of(due.date()))] == [("world", day)]
    assert shown(pia, week_of(due.date() + 7 * DAY)) == []


def test_today_is_the_day_on_the_newsrooms_clock(pia, world, settings):
    settings.TIME_ZONE = "Asia/Tokyo"

    row = calendar_of(pia, week_of(WEDNESDAY.date()), WEDNESDAY, "", Typed())[0]

    assert [f"{cell.day:%a}" for cell in row.cells if cell.is_today] == ["Thu"]


@pytest.mark.parametrize(
    ("week", "month", "title"),
    [
        ("2022-W06", "", "Week 6: 7–13 Feb 2022"),
        ("2022-W6", "", "Week 6: 7–13 Feb 2022"),
        ("2021-W53", "", "Week 6: 7–13 Feb 2022"),
        ("2020-W53", "", "Week 53: 28 Dec–3 Jan 2021"),
        ("", "2022-02", "February 2022"),
        ("", "2022-13", "Week 6: 7–13 Feb 2022"),
        ("0000-W01", "9999-01", "Week 6: 7–13 Feb 2022"),
        ("x", "\0", "Week 6: 7–13 Feb 2022"),
    ],
)
def test_an_address_names_a_week_or_a_month_and_else_it_is_this_week(week, month, title):
    assert read_period(week, month, WEDNESDAY.date()).title == title


def test_a_month_has_whole_weeks_and_knows_its_neighbours():
    february = month_of(dt.date(2021, 2, 14))

    assert (february.first, february.days, february.before, february.after) == (
        *(dt.date(2021, 2, 1), 28),
        *("2021-01", "2021-03"),
    )
    assert (month_of(dt.date(2022, 1, 1)).first, month_of(dt.date(2022, 1, 1)).days) == (dt.date(2021, 12, 27), 42)


def test_nobody_sees_plans_that_they_may_not_read(rita, ed, pia, world):
    make_section("Sport")
    planned(pia, WEDNESDAY, headline="secret", section="sport")
    planned(rita, WEDNESDAY, headline="open")

    seen = [[what for _, _, what in shown(user, week_of(WEDNESDAY.date()))] for user in (pia, ed, rita)]

    assert seen == [["20:14 Due secret", "20:14 Due open"], ["20:14 Due open"], ["20:14 Due open"]]


def test_a_line_becomes_a_planned_story(ed, rita, world):
    answer = type_line(ed, "Truss in Moscow @rita 400w photo 15:00")

    assert (answer.status_code, answer.url) == (302, WEEK)
    found = Article.objects.get()
    assert (found.state, str(found), found.assignee, found.desk) == ("planned", "Truss in Moscow", rita, world)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "Planned: “Truss in Moscow”, due Thu 10 Feb 2022, 15:00."
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Truss in Moscow @rhita 15:00", "Nobody is called “@rhita”. Did you mean @rita (Rita)?"),
        ("Truss in Moscow 25:00", "No clock shows 25:00. Write the time as 15:00."),
        ("@rita", "Say first"),
    ],
)
def test_a_line_that_is_refused_stays_where_it_was_typed(line, says, ed, rita, world):
    before = everything()

    page = type_line(ed, line)
    told = type_line(ed, line, by_script=True)

    assert (page.status_code, told.status_code) == (400, 400)
    assert told.json()["error"].startswith(says)
    cells = [cell for row in page.context["rows"] for cell in row.cells if cell.typed]
    assert [(cell.day, cell.typed.line, cell.typed.problem) for cell in cells] == [
        (dt.date(2022, 2, 10), line, told.json()["error"])
    ]
    assert f'value="{line}" aria-invalid="true"' in " ".join(page.text.split())
    assert {name: rows for name, rows in everything().items() if "ession" not in name} == before


def test_a_time_that_comes_twice_is_asked_and_the_answer_is_kept(ed, world, settings):
    settings.TIME_ZONE = "Europe/London"
    told = type_line(ed, "Clocks 01:30", by_script=True, day="2022-10-30").json()

    assert [label for _, label in told["choices"]] == ["01:30 BST", "01:30 GMT"]
    assert Article.objects.count() == 0
    assert type_line(ed, "Clocks 01:30", day="2022-10-30", meant=told["choices"][1][0]).status_code == 302
    assert Article.objects.get().due_at == dt.datetime(2022, 10, 30, 1, 30, tzinfo=dt.UTC)


def test_reporters_and_other_desks_have_no_line_and_a_forged_one_is_refused(rita, ed, pia, world):
    make_section("Sport")
    planned(rita, WEDNESDAY, headline="mine")
    before = everything()

    assert 'class="plan"' not in signed_in(rita).get(WEEK).text
    assert signed_in(ed).get(WEEK).text.count('class="plan"') == 7
    assert signed_in(pia).get(WEEK).text.count('class="plan"') == 14
    assert type_line(rita, "Truss", by_script=True).status_code == 403
    assert type_line(ed, "Truss", by_script=True, section="sport").status_code == 403
    assert type_line(rita, "Truss").status_code == 400
    assert everything() == before


def test_a_plan_is_moved_by_those_who_may_and_only_its_time_moves(rita, ed, world):
    story = planned(rita, WEDNESDAY, headline="plan")

    entries = [
        entry
        for user in (ed, rita)
        for row in calendar_of(user, week_of(WEDNESDAY.date()), WEDNESDAY, "", Typed())
        for cell in row.cells
        for entry in cell.entries
    ]
    assert [entry.may_move for entry in entries] == [True, False]
    answer = signed_in(ed).post(
        f"/admin/desk/story/{story.uuid}/assign/",
        {"version": story.version, "due_at": "2022-02-11T09:00", "next": WEEK},
    )

    moved = Article.objects.get(pk=story.pk)
    assert (answer.url, f"{moved.due_at:%Y-%m-%d %H:%M}", moved.assignee, moved.state) == (
        *(WEEK, "2022-02-11 09:00"),
        *(None, "planned"),
    )


def test_unassigned_and_late_are_said_in_words(pia, rita, world):
    now = timezone.now()
    planned(pia, now - HOUR / 60, headline="late")

    page = " ".join(signed_in(pia).get("/admin/desk/calendar/").text.split())

    assert "<b>unassigned</b>" in page
    assert "! late</b>" in page


def test_what_was_published_in_numbers_is_cut_off_and_what_comes_is_not(pia, world):
    for number in range(5):
        make_live_story(pia, WEDNESDAY - HOUR, headline=f"out {number}")
        planned(pia, WEDNESDAY + HOUR, headline=f"plan {number}")

    row = calendar_of(pia, week_of(WEDNESDAY.date()), WEDNESDAY, "", Typed())[0]

    assert (len(row.cells[2].entries), row.cells[2].more) == (8, 2)


def test_the_morning_list_is_a_line_for_each_story_by_desk(pia, rita, world):
    make_section("Sport", order=9)
    Article.objects.filter(pk=planned(pia, WEDNESDAY, headline="Truss in Moscow").pk).update(
        assignee=rita, commissioned_words=400, needs_picture=True
    )
    planned(pia, WEDNESDAY - 12 * HOUR, headline="Cup", section="sport")
    make_live_story(pia, WEDNESDAY - 2 * HOUR, headline="Envoy flies")

    text = in_text(budget_of(pia, WEDNESDAY.date(), WEDNESDAY), WEDNESDAY.date())

    assert text.splitlines() == [
        "Wednesday 9 February 2022",
        "",
        "WORLD",
        "18:14  Published  Envoy flies",
        "20:14  Due  Truss in Moscow | Planned | Rita | 400 words | picture",
        "",
        "SPORT",
        "08:14  Due  Cup | Planned | unassigned | late",
    ]
    answer = signed_in(pia).get("/admin/desk/calendar/?budget=2022-02-09&as=text")
    assert (answer["Content-Type"], "WORLD" in answer.text) == ("text/plain; charset=utf-8", True)
    assert "Truss in Moscow" in signed_in(pia).get("/admin/desk/calendar/?budget=2022-02-09").text
    assert in_text([], WEDNESDAY.date()).splitlines()[-1] == "Nothing is planned."


def test_a_list_for_no_day_is_refused(pia):
    assert signed_in(pia).get("/admin/desk/calendar/?budget=never", headers=FETCH).status_code == 400
    assert signed_in(pia).get("/admin/desk/calendar/?budget=never").status_code == 302


@pytest.mark.parametrize(
    "address", [WEEK, "/admin/desk/calendar/?month=2022-02", "/admin/desk/calendar/?budget=2022-02-09"]
)
@pytest.mark.parametrize("who", ["rita", "ed", "pia"])
def test_the_calendar_asks_the_same_for_one_story_and_for_many(address, who, rita, ed, pia, world, request):
    queries = []
    for number in range(12):
        planned(rita, WEDNESDAY, headline=f"Plan {number}")
        make_live_story(pia, WEDNESDAY)
        if number in {0, 3, 11}:
            browser = signed_in(request.getfixturevalue(who))
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(address).status_code == 200
            queries.append(len(asked))

    assert queries[0] == queries[1] == queries[2] <= BUDGET
