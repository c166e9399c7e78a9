"""The buttons of a story asked over HTTP: by a script, by a plain form, and by those who may not."""

import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.actions import moving
from articles.models import Article
from articles.workflow import State
from tests.making import everything, make_section, make_story, make_user, signed_in

FETCH = {"X-Requested-With": "fetch"}


def post(user, name, article, by_script=True, **data):
    headers = FETCH if by_script else {}
    return signed_in(user).post(reverse(f"admin:desk_{name}", args=[article.uuid]), data, headers=headers)


def press(user, move, article, **data):
    return post(user, "move", article, **{"move": move, "version": article.version} | data)


@pytest.fixture
def draft(rita, world):
    return make_story(rita)


@pytest.fixture
def sent(draft, rita):
    moving.submit(draft, by=rita)
    return draft


def test_a_script_sends_a_story_to_the_desk_and_is_told_where_it_is_now(rita, draft):
    answer = press(rita, "submit", draft)

    assert (answer.status_code, answer.json()) == (
        200,
        {
            "version": 2,
            "story": {
                "label": "With desk",
                "state": "submitted",
                "waiting_for": "the desk",
                "moves": [{"move": "recall", "label": "Take back", "is_primary": False, "needs_reason": False}],
            },
            "said": "With World desk.",
            "undo": {"move": "recall", "label": "Undo"},
        },
    )
    assert Article.objects.get().state == "submitted"


def test_undo_brings_the_story_back_to_where_it_was(rita, draft):
    press(rita, "submit", draft)

    answer = press(rita, "recall", draft, version=2)

    assert (answer.json()["story"]["label"], answer.json()["story"]["waiting_for"]) == ("Draft", "you")
    assert Article.objects.get().state == "draft"


def test_undo_is_not_offered_where_it_would_lead_elsewhere(rita, ed, pia, sent):
    moving.ask_changes(sent, by=ed, why="Who says so?")

    assert "undo" not in press(rita, "submit", sent).json()
    assert "undo" not in press(pia, "spike", Article.objects.get()).json()


def test_what_is_spiked_can_be_brought_back_at_once(rita, draft):
    assert press(rita, "spike", draft).json()["undo"] == {"move": "revive", "label": "Undo"}


def test_whose_turn_it_is_is_said_by_name(rita, ed, pia, sent):
    press(ed, "take", sent)
    taken = Article.objects.get()

    answer = press(pia, "ask_changes", taken, why="Who says so?")

    assert (answer.json()["story"]["waiting_for"], answer.json()["said"]) == ("Rita", "Sent back to Rita.")
    assert sent.history.first().why == "Who says so?"


def test_a_plain_form_is_led_back_and_told(rita, draft):
    answer = post(rita, "move", draft, by_script=False, move="submit", version=1, next="/admin/desk/board/")

    assert (answer.status_code, answer.url) == (302, "/admin/desk/board/")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["With World desk."]


@pytest.mark.parametrize("version", ["", "-1", "one", "99999999999"])
def test_a_move_without_the_version_that_was_read_changes_nothing(version, rita, draft):
    before = everything()

    assert press(rita, "submit", draft, version=version).status_code == 400
    assert everything() == before


@pytest.mark.parametrize("move", ["submit", "approve", "take"])
def test_a_stale_page_is_told_so_whatever_it_asks(move, ed, sent):
    before = everything()

    answer = press(ed, move, sent, version=1)

    assert (answer.status_code, "Load it again" in answer.json()["error"]) == (409, True)
    assert everything() == before


@pytest.mark.parametrize("move", ["", "save", "publish", "schedule", "withdraw", "assign", "restore", "delete", "\0"])
def test_what_is_no_move_of_this_address_is_refused(move, pia, draft):
    before = everything()

    assert press(pia, move, draft).status_code == 400
    assert everything() == before


def test_a_double_click_makes_one_move(ed, sent):
    assert [press(ed, "take", sent).status_code for _ in range(2)] == [200, 409]
    assert sent.history.filter(move="take").count() == 1


def test_changes_are_not_asked_without_a_reason(ed, sent):
    before = everything()

    answer = press(ed, "ask_changes", sent, why=" ")

    assert (answer.status_code, answer.json()) == (400, {"error": "Say in a line what should change."})
    assert everything() == before


@pytest.mark.parametrize("name", ["move", "assign", "copy"])
def test_a_story_is_not_moved_by_looking(name, pia, draft):
    before = everything()

    assert signed_in(pia).get(reverse(f"admin:desk_{name}", args=[draft.uuid])).status_code == 405
    assert everything() == before


@pytest.mark.parametrize("name", ["move", "assign", "copy"])
def test_a_story_that_somebody_may_not_read_is_not_there(name, draft, world):
    otto = make_user("otto", "reporter")
    olga = make_user("olga", "editor")
    make_section("Sport").editors.add(olga)
    draft_moved = {"move": "submit", "version": 1, "needs_picture": "on"}
    clients = [signed_in(user) for user in (otto, olga)]
    before = everything()

    for client in clients:
        answer = client.post(reverse(f"admin:desk_{name}", args=[draft.uuid]), draft_moved, headers=FETCH)
        assert answer.status_code == 404
        assert client.post(reverse(f"admin:desk_{name}", args=[uuid.uuid4()]), draft_moved).status_code == 404

    assert everything() == before


def test_a_story_is_assigned_as_the_newsrooms_clock_says(rita, pia, world, settings):
    settings.TIME_ZONE = "Europe/London"
    story = make_story(pia)

    answer = post(
        pia,
        "assign",
        story,
        version=1,
        assignee=rita.pk,
        desk="world",
        due_at="2022-07-01T15:00",
        commissioned_words="400",
        needs_picture="on",
    )

    assert (answer.status_code, answer.json()["said"], answer.json()["assignment"]) == (
        200,
        "Assigned to Rita.",
        {
            "assignee": {"id": rita.pk, "name": "Rita"},
            "desk": {"slug": "world", "name": "World"},
            "due_at": "2022-07-01T15:00:00+01:00",
            "commissioned_words": 400,
            "needs_picture": True,
        },
    )
    assert Article.objects.get().due_at.isoformat() == "2022-07-01T14:00:00+00:00"


def test_an_hour_that_comes_twice_is_asked_about(pia, world, settings):
    settings.TIME_ZONE = "Europe/London"
    story = make_story(pia)

    twice = post(pia, "assign", story, version=1, due_at="2022-10-30T01:30")
    meant = post(pia, "assign", story, version=1, due_at="2022-10-30T01:30", due_at_meant="2022-10-30T01:30:00+00:00")

    assert (twice.status_code, "comes twice" in twice.json()["error"], meant.status_code) == (400, True, 200)


@pytest.mark.parametrize(
    "wrong",
    [
        {"assignee": "0"},
        {"assignee": "rita"},
        {"assignee": "9" * 30},
        {"desk": "nowhere"},
        {"desk": "wor\0ld"},
        {"due_at": "tomorrow"},
        {"due_at": "2022-13-01T15:00"},
        {"due_at": "0001-01-01T00:00"},
        {"due_at": "2022-02-10T15:00+01:00"},
        {"commissioned_words": "many"},
        {"commissioned_words": "0"},
        {"commissioned_words": "-5"},
        {},
    ],
)
def test_what_cannot_be_asked_is_refused(wrong, pia, world):
    story = make_story(pia)
    before = everything()

    assert post(pia, "assign", story, version=1, **wrong).status_code == 400
    assert everything() == before


def test_a_reporter_cannot_give_her_story_away(rita, pia, draft):
    before = everything()

    assert post(rita, "assign", draft, version=1, assignee=pia.pk).status_code == 403
    assert everything() == before


def test_a_copy_opens_as_a_story_of_its_own(rita, draft):
    by_script = post(rita, "copy", draft)
    by_form = post(rita, "copy", draft, by_script=False)

    first, second = Article.objects.exclude(pk=draft.pk).order_by("pk")
    assert by_script.json() == {
        "uuid": str(first.uuid),
        "pk": first.pk,
        "url": f"/admin/articles/article/{first.pk}/change/",
        "said": "Duplicated: this is the new story, a draft.",
    }
    assert (by_form.status_code, by_form.url) == (302, f"/admin/articles/article/{second.pk}/change/")
    assert (first.state, second.state) == (State.DRAFT, State.DRAFT)
