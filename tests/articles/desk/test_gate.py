"""Who comes in at the desk's doors, and what a refusal answers to a script and to a plain form."""

import json

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from articles.actions.checklist import NotReady, Problem
from articles.actions.moving import Denied, Stale
from articles.desk import gate
from articles.workflow import Refused
from tests.making import make_story, make_user

FETCH = {"X-Requested-With": "fetch"}


def asked(user=None, *, by_script=False, **post):
    request = RequestFactory().post("/admin/desk/", post, headers=FETCH if by_script else {})
    request.user = user
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def refusing(refusal):
    @gate.answers
    def view(request):
        raise refusal

    return view


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(Refused("No."), 400), (Denied("Not you."), 403), (Stale("Too late."), 409)],
)
def test_a_script_gets_the_refusal_as_data_with_its_status(refusal, status):
    answer = refusing(refusal)(asked(by_script=True))

    assert (answer.status_code, json.loads(answer.content)) == (status, {"error": str(refusal)})


def test_a_script_gets_every_problem_of_a_story_that_is_not_ready():
    answer = refusing(NotReady([Problem("body", "The text is missing.")]))(asked(by_script=True))

    problems = [{"field": "body", "message": "The text is missing.", "level": "must"}]
    assert (answer.status_code, json.loads(answer.content)) == (
        422,
        {"error": "The text is missing.", "problems": problems},
    )


def test_a_plain_form_gets_a_message_on_the_page_it_came_from():
    request = asked(next="/admin/desk/board/")

    answer = refusing(Stale("Too late."))(request)

    assert (answer.status_code, answer.url) == (302, "/admin/desk/board/")
    assert [str(message) for message in get_messages(request)] == ["Too late."]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_away_from_the_newsroom(elsewhere):
    answer = refusing(Refused("No."))(asked(next=elsewhere))

    assert answer.url == "/admin/"


def test_a_plain_form_of_somebody_who_may_not_is_forbidden():
    with pytest.raises(PermissionDenied, match="Not you"):
        refusing(Denied("Not you."))(asked())


def test_what_is_not_refused_goes_through():
    view = gate.answers(lambda request: HttpResponse("Done"))

    assert view(asked()).content == b"Done"


def test_a_story_that_somebody_may_not_read_is_not_there(rita, pia, world):
    story = make_story(pia)

    assert gate.story_or_404(asked(pia), story.uuid) == story
    with pytest.raises(Http404):
        gate.story_or_404(asked(rita), story.uuid)


@pytest.mark.parametrize("given", ["", "-1", "1.5", "one", "٣", "99999999999", "4294967296", " 1"])
def test_a_version_that_is_none_is_refused(given):
    with pytest.raises(Refused, match="which version"):
        gate.version_of(asked(version=given))


def test_a_missing_version_is_refused():
    with pytest.raises(Refused, match="which version"):
        gate.version_of(asked())


def test_a_version_is_read():
    assert gate.version_of(asked(version="7")) == 7


def test_a_script_without_a_session_is_told_where_to_sign_in(db):
    answer = Client().get("/admin/", headers=FETCH)

    assert (answer.status_code, answer.json()) == (401, {"login": "/admin/login/?next=/admin/"})


def test_a_reader_with_an_account_is_no_editor(db):
    client = Client()
    client.force_login(make_user("noor"))

    assert client.get("/admin/", headers=FETCH).status_code == 401
    assert client.get("/admin/").status_code == 302
