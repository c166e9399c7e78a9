"""A line typed into the calendar, read as a plan, and every line that is none."""

import datetime as dt

import pytest

from articles.plans import Known, Plan, find_name, read_plan
from articles.workflow import Refused

MIA = Known(1, "mia", "Mia", "Arden")
JON = Known(2, "jonb", "Jon", "Berg")
MIRA = Known(3, "mira", "Mira", "Sund")
JON_TOO = Known(4, "jl", "Jon", "Lund")
STAFF = [MIA, JON, MIRA, JON_TOO]
THREE = dt.time(15)


@pytest.mark.parametrize(
    ("line", "plan"),
    [
        ("Truss in Moscow @mia 400w photo 15:00", Plan("Truss in Moscow", "mia", THREE, 400, True)),
        ("Truss in Moscow", Plan("Truss in Moscow")),
        ("  Truss\t in  Moscow  ", Plan("Truss in Moscow")),
        ("@mia Truss in Moscow", Plan("Truss in Moscow", "mia")),
        ("Truss 15:00 @mia in Moscow", Plan("Truss 15:00 in Moscow", "mia")),
        ("Photo of the year 400 picture", Plan("Photo of the year 400", needs_picture=True)),
        ("Talks at 15:00 in Geneva 9:05", Plan("Talks at 15:00 in Geneva", time=dt.time(9, 5))),
        ("G7 800words", Plan("G7", words=800)),
        ("Storm 00:30 1200W", Plan("Storm", time=dt.time(0, 30), words=1200)),
        ("Write to desk@paper.example", Plan("Write to desk@paper.example")),
        ("Köln wählt 23:59", Plan("Köln wählt", time=dt.time(23, 59))),
    ],
)
def test_a_line_is_read_from_its_end(line, plan):
    assert read_plan(line) == plan


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "Say first what the story is about"),
        ("Photo picture 400w", "Say first what the story is about"),
        ("@mia 400w 15:00", "Say first what the story is about"),
        ("Truss 25:00", "No clock shows 25:00. Write the time as 15:00."),
        ("Truss 15:60", "No clock shows 15:60."),
        ("Truss 24:00", "No clock shows 24:00."),
        ("Truss 0w", "“0w” is no length. Write it as 400w."),
        ("Truss 999999999w", "“999999999w” is no length."),
        ("Truss 15:00 16:00", "“15:00” and “16:00” are both there. Leave the one you mean."),
        ("Truss 400w 500w", "“400w” and “500w” are both there."),
        ("Truss @mia @jonb", "A story is planned for one person; “@jonb” can be added in its byline."),
        ("x" * 301, "The headline is longer than 300 characters"),
    ],
)
def test_a_line_that_is_no_plan_says_what_to_change(line, says):
    with pytest.raises(Refused) as refusal:
        read_plan(line)

    assert str(refusal.value).startswith(says)


@pytest.mark.parametrize(
    ("name", "found"),
    [("mia", MIA), ("MIA", MIA), ("Arden", MIA), ("jon.berg", JON), ("JonL", JON_TOO), ("jl", JON_TOO)],
)
def test_a_colleague_is_found_by_what_they_are_called(name, found):
    assert find_name(name, STAFF) == found


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mja", "Nobody is called “@mja”. Did you mean @mia (Mia Arden)?"),
        ("mirra", "Nobody is called “@mirra”. Did you mean @mia (Mia Arden) or @mira (Mira Sund)?"),
        ("jon", "Several are called “@jon”: @jonb (Jon Berg) or @jl (Jon Lund). Write the one you mean."),
        ("zz", "Nobody is called “@zz”. Write the name somebody signs in with, such as @mia."),
    ],
)
def test_a_name_that_is_nobodys_or_several_peoples_is_refused_with_those_near_it(name, says):
    with pytest.raises(Refused) as refusal:
        find_name(name, STAFF)

    assert str(refusal.value) == says


def test_a_login_counts_before_a_name():
    namesake = Known(5, "berg", "Mia", "Holt")

    assert find_name("berg", [*STAFF, namesake]) == namesake
