"""Pages of a list: which there are, what is on them, and what is asked of the database."""

import random

import pytest
from django.http import Http404
from django.test import RequestFactory

from people.models import Entity, EntityKind
from people.paging import LAST_PAGE, PAGE_SIZE, page
from tests.making import make_live_story, make_liz_truss, make_organisation, make_topic

KEY = ("sort_name", "id")
NO_PAGES = [
    "0",
    "-1",
    "1.5",
    "01",
    "1e3",
    "+2",
    " 2",
    "2 ",
    "1\n",
    "1000000000",
    "10000",
    "٣",
    "２",
    "²",
    "",
    "\x00",
    "1\x00",
    "9" * 5000,
    "last",
    "<script>",
    "'; DROP TABLE articles_edition; --",
    "%",
]


def ask(number=None):
    return RequestFactory().get("/list/", {} if number is None else {"page": number})


def shown(number=None, size=PAGE_SIZE):
    return page(ask(number), Entity.objects.all(), key=KEY, size=size)


def make_rows(count, moments):
    """Make rows of which many share the first part of the key, in no order."""
    chance = random.Random(count)
    Entity.objects.bulk_create(
        Entity(
            kind=EntityKind.PERSON,
            name=f"Row {number}",
            slug=f"row-{number}",
            sort_name=f"{chance.randrange(moments):04}",
        )
        for number in range(count)
    )


def walk(size):
    """Return the items of every page, following the addresses of the older pages."""
    found, number = [], None
    while True:
        part = shown(number, size)
        found.append(list(part.items))
        if not part.older:
            return found
        number = part.older.rpartition("=")[2]


@pytest.mark.parametrize("moments", [1, 3, 1000])
@pytest.mark.parametrize("count", [0, 1, 6, 7, 8, 14, 15, 100])
def test_every_row_is_on_one_page_in_order(db, count, moments):
    make_rows(count, moments)

    pages = walk(size=7)

    everything = list(Entity.objects.order_by("-sort_name", "-id"))
    assert [row for rows in pages for row in rows] == everything
    assert [len(rows) for rows in pages[:-1]] == [7] * ((count - 1) // 7 if count else 0)


def test_page_one_of_nothing_is_a_page(db):
    assert (shown().items, shown().number, shown().newer, shown().older) == ([], 1, "", "")


def test_a_page_after_the_last_is_not_found(db):
    make_rows(PAGE_SIZE, 3)
    assert len(shown("1").items) == PAGE_SIZE

    for number in ("2", "3", str(LAST_PAGE)):
        with pytest.raises(Http404):
            shown(number)


def test_pages_lead_to_their_neighbours(db):
    make_rows(2 * PAGE_SIZE + 1, 5)

    neighbours = [(shown(number).newer, shown(number).older) for number in ("1", "2", "3")]

    assert neighbours == [
        ("", "/list/?page=2"),
        ("/list/", "/list/?page=3"),
        ("/list/?page=2", ""),
    ]


@pytest.mark.parametrize("number", NO_PAGES)
def test_what_is_no_number_of_a_page_is_not_found(db, number):
    make_rows(50, 5)

    with pytest.raises(Http404):
        shown(number)


@pytest.mark.parametrize("count", [41, 400])
def test_a_page_takes_two_queries_at_most(db, django_assert_num_queries, count):
    make_rows(count, 5)

    with django_assert_num_queries(1):
        shown("1")
    with django_assert_num_queries(2):
        shown("3")


@pytest.fixture
def paper(pia, world):
    make_liz_truss()
    make_organisation("NATO")
    make_topic("Diplomacy")
    make_live_story(pia, body="<p>Liz Truss met NATO.</p>", topics=["diplomacy"])


@pytest.mark.parametrize("number", NO_PAGES)
def test_no_list_has_a_page_of_no_number(noor, paper, number):
    lists = [
        "/world/",
        "/topics/diplomacy/",
        "/archive/",
        "/2022/",
        "/2022/02/",
        "/2022/02/09/",
        "/corrections/",
        "/people/liz-truss/",
        "/organisations/nato/",
    ]
    assert [noor.get(path).status_code for path in lists] == [200] * len(lists)

    assert [noor.get(path, {"page": number}).status_code for path in lists] == [404] * len(lists)
