"""A story as it is saved, on the page that readers would get of it."""

import pytest

from tests.making import everything, make_story, make_user, signed_in


@pytest.fixture
def story(rita, world):
    return make_story(rita, headline="Not for readers yet", body="<p>Only a draft.</p>")


def address(story) -> str:
    return f"/admin/desk/story/{story.uuid}/look/"


def test_the_saved_text_stands_on_the_page_of_a_story_and_nothing_is_written(story, rita):
    before = everything()

    answer = signed_in(rita).get(address(story))

    assert answer.status_code == 200
    assert [template.name for template in answer.templates][0] == "articles/article.html"
    assert "Only a draft." in answer.content.decode()
    assert answer.headers["Cache-Control"].split(", ")[0] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert everything() == before


def test_the_list_leads_to_it(story, rita):
    assert address(story) in signed_in(rita).get("/admin/articles/article/").content.decode()


def test_who_may_not_read_a_story_may_not_look_at_it(story, noor):
    stranger = signed_in(make_user("sam", "reporter"))

    assert stranger.get(address(story)).status_code == 404
    assert noor.get(address(story)).status_code == 302
    assert signed_in(story.created_by).post(address(story)).status_code == 405
