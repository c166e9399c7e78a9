"""What readers get instead of a page: 404, 410 and 500."""

import pytest
from django.test import RequestFactory
from django.views.defaults import server_error
from lxml.html import document_fromstring

from articles.actions import publishing
from tests.making import HOUR, WEDNESDAY, change_story, make_live_story
from tests.reading import links, main, meta, part, stories, text, texts

ADDRESS = "/2022/02/09/envoy-flies-home/"
NOTE = "The interview on which it rested was invented."


def read(response, status):
    assert response.status_code == status
    return document_fromstring(response.content.decode())


@pytest.fixture
def gone(pia, world):
    story = make_live_story(pia, headline="Envoy flies home", standfirst="He is tired.", body="<p>It rained.</p>")
    publishing.withdraw(story.article, by=pia, at=WEDNESDAY + HOUR, note=NOTE)
    return story


def test_an_address_of_nothing_offers_the_archive_and_the_latest_stories(noor, pia):
    for number in range(6):
        make_live_story(pia, WEDNESDAY + number * HOUR, headline=f"Story {number}")

    page = read(noor.get("/nothing/"), 404)

    assert texts(page, "title", "h1") == ["Page not found | Meridian", "There is no page here"]
    assert links(main(page))[0] == ("the archive", "/archive/")
    assert stories(part(page, "Latest stories")) == [f"Story {number}" for number in (5, 4, 3, 2, 1)]
    assert meta(page, "robots") == "noindex"


def test_an_address_of_nothing_in_an_empty_paper(noor, db):
    page = read(noor.get("/nothing/"), 404)

    assert texts(main(page), "h1", "h2") == ["There is no page here"]


def test_what_was_asked_for_is_not_markup_on_the_page(noor, db):
    content = noor.get("/%3Cscript%3Ealert(1)%3C/script%3E/").content.decode()

    assert "<script" not in content


def test_a_withdrawn_story_is_gone_and_says_why(noor, pia, gone):
    make_live_story(pia, headline="Still there")

    page = read(noor.get(ADDRESS), 410)

    assert texts(page, "title", "h1") == [
        "This story was withdrawn | Meridian",
        "This story has been withdrawn",
    ]
    assert text(main(page).find(".//header/p")) == (
        f"Withdrawn, 9 Feb 2022, 21:14 GMT. {NOTE} How we correct mistakes"
    )
    assert stories(part(page, "Latest stories")) == ["Still there"]
    assert meta(page, "robots") == "noindex"


def test_nothing_of_a_withdrawn_story_is_told(noor, gone):
    content = noor.get(ADDRESS).content.decode()

    assert [words in content for words in (NOTE, gone.headline, gone.standfirst, "It rained")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_notice_may_be_kept_no_longer_than_a_page(noor, gone):
    response = noor.get(ADDRESS)

    assert response["Cache-Control"] == "public, no-cache"
    assert response.cookies == {}


def test_every_address_a_withdrawn_story_had_is_gone(noor, pia, world):
    first = make_live_story(pia, headline="Envoy flies home")
    story = change_story(first, pia, WEDNESDAY + HOUR, slug="envoy-at-home")
    assert [noor.get(path).status_code for path in (ADDRESS, "/2022/02/09/envoy-at-home/")] == [301, 200]

    publishing.withdraw(story.article, by=pia, note=NOTE)

    assert [noor.get(path).status_code for path in (ADDRESS, "/2022/02/09/envoy-at-home/")] == [410, 410]


def test_a_story_that_is_published_again_is_back(noor, pia, gone):
    assert noor.get(ADDRESS).status_code == 410

    change_story(gone, pia, WEDNESDAY + 2 * HOUR, body="<p>It rained after all.</p>")

    assert noor.get(ADDRESS).status_code == 200


def test_a_fault_of_ours_is_told_without_the_database():
    response = server_error(RequestFactory().get("/"))

    page = read(response, 500)
    assert texts(page, "title", "h1") == ["Something went wrong", "Something went wrong"]
    assert links(main(page)) == [("the front page", "/")]
    assert meta(page, "robots") == "noindex"
    assert texts(page, "script") == []


def test_a_fault_of_ours_shows_no_inside(noor, db, settings, tmp_path):
    noor.raise_request_exception = False
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"OPTIONS": {"context_processors": ["nowhere.secret"]}}]

    response = noor.get("/")

    assert response.status_code == 500
    assert "secret" not in response.content.decode()
    assert texts(read(response, 500), "h1") == ["Something went wrong"]
