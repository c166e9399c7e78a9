"""How a page learns that it is old: what is counted, of whose stories, and what it costs."""

import pytest

from articles.actions import moving
from articles.desk.overviews.changes import MOST
from articles.models import HistoryEntry
from tests.making import make_section, make_story, make_user, signed_in

ADDRESS = "/admin/desk/changes/"


def told(user, after="") -> dict[str, object]:
    answer = signed_in(user).get(ADDRESS, {"after": after}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200
    return answer.json()


def newest() -> int:
    return HistoryEntry.objects.latest("pk").pk


def test_a_story_counts_once_however_often_it_moved(rita, ed, world):
    before = make_story(rita, headline="Before")
    mark = told(ed)
    assert mark == {"newest": newest(), "number": 0, "is_more": False}

    moving.submit(before, by=rita)
    moving.take(before, by=ed)
    make_story(rita, headline="New")

    assert told(ed, mark["newest"]) == {"newest": newest(), "number": 2, "is_more": False}


def test_only_stories_that_one_may_read_are_counted(rita, ed, pia, world):
    make_story(pia, headline="Elsewhere", section=make_section("Sport").slug)

    assert {user.username: told(user, 0)["number"] for user in (rita, ed, pia)} == {"rita": 0, "ed": 0, "pia": 1}


def test_more_than_a_screen_of_them_is_not_counted_on(pia, world):
    for number in range(MOST + 3):
        make_story(pia, headline=f"Story {number}")

    assert told(pia, 0) == {"newest": newest(), "number": MOST, "is_more": True}


@pytest.mark.parametrize("after", ["", "-1", "1.5", "９", "9" * 19, "x"])
def test_an_address_that_names_no_move_counts_nothing(pia, world, after):
    make_story(pia)

    assert told(pia, after)["number"] == 0


def test_it_asks_the_same_of_one_story_as_of_many(pia, world, django_assert_num_queries):
    make_story(pia)
    client = signed_in(pia)
    client.get(ADDRESS)
    with django_assert_num_queries(6):
        client.get(f"{ADDRESS}?after=0")
    for number in range(5):
        make_story(pia, headline=f"Story {number}")
    with django_assert_num_queries(6):
        client.get(f"{ADDRESS}?after=0")


def test_who_reads_no_stories_is_told_nothing(db):
    stranger = signed_in(make_user("sam", is_staff=True))

    answer = stranger.get(ADDRESS, headers={"X-Requested-With": "fetch"})

    assert (answer.status_code, list(answer.json())) == (403, ["error"])
