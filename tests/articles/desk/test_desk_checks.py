"""The checklist as the status bar and the form get it: of stories one may read, and only to look at."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.making import everything, make_ready_story, make_story

FETCH = {"X-Requested-With": "fetch"}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def ask(user, story, method="get"):
    return getattr(client_of(user), method)(f"/admin/desk/story/{story.uuid}/checks/", headers=FETCH)


def test_everything_open_on_a_story_is_told_with_its_place(rita, world):
    story = make_story(rita, standfirst="", body="<p>TK people came.</p>")
    before = everything()

    answer = ask(rita, story)

    data = answer.json()
    assert (answer.status_code, data["open"], data["passed"], data["total"]) == (200, 5, 23, 28)
    assert data["problems"][:2] == [
        {
            "key": "standfirst",
            "level": "must",
            "field": "standfirst",
            "passage": "",
            "message": "The standfirst is missing.",
        },
        {
            "key": "placeholders",
            "level": "must",
            "field": "body",
            "passage": "TK people came.",
            "message": "There is still a “TK” in the text.",
        },
    ]
    assert [problem["key"] for problem in data["problems"][2:]] == ["people", "related", "picture"]
    assert {problem["level"] for problem in data["problems"][2:]} == {"look"}
    before["auth.User"] = everything()["auth.User"]
    assert everything() == before


def test_a_draft_somebody_may_not_read_has_no_checklist(rita, ed, pia):
    story = make_ready_story(pia, section="world")

    assert [ask(user, story).status_code for user in (rita, ed, pia)] == [404, 200, 200]
    assert ask(pia, make_story(pia), "post").status_code == 405


def test_without_a_session_a_script_is_told_where_to_sign_in(noor, pia):
    answer = noor.get(f"/admin/desk/story/{make_story(pia).uuid}/checks/", headers=FETCH)

    assert (answer.status_code, answer.json()) == (401, {"login": "/admin/login/?next=/admin/"})


@pytest.mark.parametrize("count", [1, 3])
def test_the_checklist_costs_the_same_however_long_the_story_is(count, pia):
    story = make_story(pia, body="<p>Nobody came.</p>" * count, bylines=[{"name": f"By {n}"} for n in range(count)])
    client = client_of(pia)

    with CaptureQueriesContext(connection) as queries:
        client.get(f"/admin/desk/story/{story.uuid}/checks/", headers=FETCH)

    assert len(queries) == 14
