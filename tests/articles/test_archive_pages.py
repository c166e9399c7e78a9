"""The archive: every story by year, month and day of its first publication."""

import datetime as dt

import pytest

from articles.actions import publishing
from tests.making import DAY, HOUR, WEDNESDAY, change_story, make_live_story
from tests.reading import links, main, meta, read, stories, texts


def at(*day):
    return dt.datetime(*day, 12, tzinfo=dt.UTC)


@pytest.fixture
def paper(pia):
    """Five stories of three days, two months and two years."""
    for number, day in enumerate([(2021, 12, 31), (2022, 1, 1), (2022, 2, 8), (2022, 2, 9), (2022, 2, 9)]):
        make_live_story(pia, at(*day) + number * HOUR, headline=f"Story {number}")


def ways(page):
    """Return the links of the page that lead on in the archive."""
    steps = [(said, address) for said, address in links(main(page)) if address.count("/") <= 4]
    return [step for step in steps if "page=" not in step[1]]


def test_the_archive_leads_to_the_years_newest_first(noor, paper):
    page = read(noor.get("/archive/"))

    assert texts(main(page), "h1") == ["Archive"]
    assert ways(page) == [("2022", "/2022/"), ("2021", "/2021/")]
    assert "2022 4 stories" in texts(main(page), "li")
    assert stories(main(page)) == [f"Story {number}" for number in (4, 3, 2, 1, 0)]


def test_a_year_leads_to_its_months_and_up(noor, paper):
    page = read(noor.get("/2022/"))

    assert texts(page, "title", "h1") == ["Archive: 2022 | Meridian", "2022"]
    assert ways(page) == [
        ("All years", "/archive/"),
        ("January", "/2022/01/"),
        ("February", "/2022/02/"),
        ("Earlier: 2021", "/2021/"),
    ]
    assert {"January 1 story", "February 3 stories"} <= set(texts(main(page), "li"))
    assert stories(main(page)) == [f"Story {number}" for number in (4, 3, 2, 1)]


def test_a_month_leads_to_its_days_and_up(noor, paper):
    page = read(noor.get("/2022/02/"))

    assert texts(main(page), "h1") == ["February 2022"]
    assert ways(page) == [
        ("2022", "/2022/"),
        ("8 February", "/2022/02/08/"),
        ("9 February", "/2022/02/09/"),
        ("Earlier: January 2022", "/2022/01/"),
    ]
    assert {"8 February 1 story", "9 February 2 stories"} <= set(texts(main(page), "li"))
    assert stories(main(page)) == ["Story 4", "Story 3", "Story 2"]


def test_a_day_lists_its_stories_and_leads_up(noor, paper):
    page = read(noor.get("/2022/02/09/"))

    assert texts(main(page), "h1") == ["9 February 2022"]
    assert ways(page) == [("February 2022", "/2022/02/"), ("Earlier: 8 February 2022", "/2022/02/08/")]
    assert stories(main(page)) == ["Story 4", "Story 3"]


@pytest.mark.parametrize("address", ["/1999/", "/2022/03/", "/2022/02/10/", "/0001/01/01/", "/9999/12/31/"])
def test_a_time_without_stories_is_a_page_but_not_for_search_engines(noor, paper, address):
    page = read(noor.get(address))

    assert "No story was published then." in texts(main(page), "p")
    assert stories(main(page)) == []
    assert meta(page, "robots") == "noindex"
    assert {noor.get(way).status_code for _, way in ways(page)} == {200}


@pytest.mark.parametrize(
    ("address", "around"),
    [
        ("/2021/", [("Later: 2022", "/2022/")]),
        ("/2022/01/", [("Later: February 2022", "/2022/02/"), ("Earlier: December 2021", "/2021/12/")]),
        ("/2022/01/05/", [("Later: 8 February 2022", "/2022/02/08/"), ("Earlier: 1 January 2022", "/2022/01/01/")]),
        ("/2030/", [("Earlier: 2022", "/2022/")]),
    ],
)
def test_a_time_leads_to_the_nearest_ones_with_stories(noor, paper, address, around):
    steps = ways(read(noor.get(address)))

    assert [step for step in steps if step[0].startswith(("Later", "Earlier"))] == around


def test_a_withdrawn_story_is_no_way_on(noor, pia, paper):
    gone = make_live_story(pia, at(2023, 5, 5))
    assert ("Later: 2023", "/2023/") in ways(read(noor.get("/2022/")))

    publishing.withdraw(gone.article, by=pia, note="It was not true.")

    assert "Later: 2023" not in dict(ways(read(noor.get("/2022/"))))


def test_a_story_stands_under_the_day_in_the_zone_of_the_newsroom(noor, pia):
    make_live_story(pia, dt.datetime(2022, 6, 30, 23, 30, tzinfo=dt.UTC), headline="After midnight")

    shown = {address: stories(main(read(noor.get(address)))) for address in ("/2022/06/30/", "/2022/07/01/")}

    assert shown == {"/2022/06/30/": [], "/2022/07/01/": ["After midnight"]}


def test_an_update_does_not_move_a_story_in_the_archive(noor, pia):
    story = make_live_story(pia, headline="Moved?")

    change_story(story, pia, WEDNESDAY + 40 * DAY, body="<p>News of March.</p>")

    shown = [stories(main(read(noor.get(address)))) for address in ("/2022/02/09/", "/2022/03/")]
    assert shown == [["Moved?"], []]
    assert "2022 1 story" in texts(main(read(noor.get("/archive/"))), "li")


def test_a_withdrawn_story_is_neither_listed_nor_counted(noor, pia, paper):
    gone = make_live_story(pia, at(2022, 2, 8), headline="Gone")
    assert stories(main(read(noor.get("/2022/02/08/")))) == ["Story 2", "Gone"]

    publishing.withdraw(gone.article, by=pia, note="It was not true.")

    assert stories(main(read(noor.get("/2022/02/08/")))) == ["Story 2"]
    assert "8 February 1 story" in texts(main(read(noor.get("/2022/02/"))), "li")


@pytest.mark.parametrize("address", ["/archive/", "/2022/", "/2022/02/", "/2022/02/09/"])
def test_every_archive_page_has_further_pages(noor, pia, address):
    for number in range(21):
        make_live_story(pia, headline=f"Story {number}")

    first, second = read(noor.get(address)), read(noor.get(f"{address}?page=2"))

    assert stories(main(first)) + stories(main(second)) == [f"Story {number}" for number in range(20, -1, -1)]
    assert links(first.find(".//nav[@aria-label='Pages']")) == [("Older stories", f"{address}?page=2")]
    assert links(second.find(".//nav[@aria-label='Pages']")) == [("Newer stories", address)]
    assert noor.get(f"{address}?page=3").status_code == 404
