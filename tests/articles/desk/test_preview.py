"""The preview beside the text: the readers' page of what stands in the form, for those who may read the story."""

import uuid

import pytest
from lxml.html import document_fromstring

from tests.articles.desk.test_lookups import FETCH, client_of
from tests.making import everything, make_live_story, make_story, make_user

FORM = {"version": "1", "headline": "Typed and not saved", "body": "<p>Nobody has saved this.</p>", "section": "world"}


def ask(user, identity, **changes):
    return client_of(user).post(f"/admin/desk/story/{identity}/preview/", FORM | changes, headers=FETCH)


def test_what_is_typed_is_shown_as_readers_would_get_it_and_nothing_is_written(rita, world):
    story = make_story(rita)
    before = everything()

    answer = ask(rita, story.uuid)

    page = document_fromstring(answer.content)
    before["auth.User"] = everything()["auth.User"]
    assert everything() == before
    assert (answer.status_code, page.findtext(".//h1").strip()) == (200, "Typed and not saved")
    assert "Nobody has saved this." in page.text_content()


def test_nobody_keeps_a_preview_or_shows_it_elsewhere(rita, world):
    answer = ask(rita, make_story(rita).uuid)

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"


def test_a_story_without_a_row_has_a_preview(rita, world):
    assert ask(rita, uuid.uuid4()).status_code == 200


def test_readers_of_a_live_story_see_nothing_of_a_preview(pia, noor, world):
    live = make_live_story(pia)

    assert b"Typed and not saved" in ask(pia, live.article.uuid).content
    assert b"Typed and not saved" not in noor.get(live.get_absolute_url()).content


@pytest.mark.parametrize("who", ["rita", "stranger"])
def test_who_may_not_read_the_story_gets_no_preview_of_it(who, rita, pia, world):
    user = rita if who == "rita" else make_user("sam", is_staff=True)
    story = make_story(pia)
    assert ask(pia, story.uuid).status_code == 200

    assert ask(user, story.uuid).status_code == 404


def test_who_may_start_no_story_previews_none(world):
    assert ask(make_user("sam", is_staff=True), uuid.uuid4()).status_code == 403


def test_what_the_form_refuses_has_no_preview_and_it_is_said_why(rita, world):
    answer = ask(rita, make_story(rita).uuid, embargo_until="yesterday")

    assert answer.status_code == 400
    assert answer.json()["error"].startswith("No preview: Give day and time")


def test_a_preview_is_asked_for_with_what_is_typed(rita, world):
    address = f"/admin/desk/story/{make_story(rita).uuid}/preview/"

    assert client_of(rita).get(address).status_code == 405
