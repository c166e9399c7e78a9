"""Doing one thing to several stories: each by its own verb and rules, and nothing to what is refused."""

import uuid

import pytest

from articles.actions import moving, publishing
from articles.models import Article, Section
from tests.making import (
    DAY,
    WEDNESDAY,
    everything,
    make_live_story,
    make_ready_story,
    make_section,
    make_story,
    make_topic,
    make_user,
    signed_in,
    state_of,
)

BULK = "/admin/desk/bulk/"
FETCH = {"X-Requested-With": "fetch"}
DEEDS = ["assign", "desk", "section", "topic", "submit", "approve", "ask_changes", "spike", "revive", "unschedule"]
# What each deed needs beside the stories.
NEEDS = {"assignee": "rita", "desk": "sport", "section": "sport", "topic": "diplomacy", "why": "A second source."}


def ticked(*stories, version=None) -> list[str]:
    return [f"{story.uuid}.{reread(story).version if version is None else version}" for story in stories]


def reread(story) -> Article:
    return Article.objects.get(pk=story.pk)


def post(user, do, stories, **more):
    return signed_in(user).post(BULK, {"do": do, "story": stories, **more}, headers=FETCH)


@pytest.fixture(autouse=True)
def paper(world):
    make_section("Sport")
    make_topic("Diplomacy")


def test_stories_are_assigned_and_each_history_says_so(pia, rita):
    stories = [make_story(pia, headline=name) for name in ("one", "two")]

    answer = post(pia, "assign", ticked(*stories), assignee="rita")

    assert answer.status_code == 200
    assert answer.json() == {
        "said": "2 stories assigned.",
        "done": [{"uuid": str(story.uuid), "version": 2} for story in stories],
        "refused": [],
    }
    assert [reread(story).assignee for story in stories] == [rita, rita]
    assert [story.history.first().why for story in stories] == ["assigned to Rita"] * 2


def test_stories_are_given_to_a_desk_moved_to_a_section_and_get_a_topic(pia):
    make_topic("Energy")
    story = make_story(pia, topics=["energy"])
    sport = Section.objects.get(slug="sport")

    for do in ("desk", "section", "topic"):
        assert post(pia, do, ticked(story), **NEEDS).json()["refused"] == []

    story = reread(story)
    assert (story.desk, story.section) == (sport, sport)
    assert list(story.article_topics.values_list("tag__slug", flat=True)) == ["energy", "diplomacy"]
    assert [revision.label for revision in story.revisions.all()] == ["Topic Diplomacy added", "Moved to Sport", ""]


def test_stories_are_moved_along_the_same_moves_as_one_by_one(rita, ed, pia):
    stories = [make_story(rita, headline=name) for name in ("one", "two")]
    states = []

    for user, do in [(rita, "submit"), (ed, "ask_changes"), (ed, "approve"), (pia, "spike"), (pia, "revive")]:
        assert post(user, do, ticked(*stories), **NEEDS).json()["refused"] == []
        states.append({reread(story).state for story in stories})

    assert states == [{"submitted"}, {"changes"}, {"ready"}, {"spiked"}, {"draft"}]
    assert stories[0].history.get(move="ask_changes").why == "A second source."


def test_what_is_scheduled_is_unscheduled(pia):
    story = make_ready_story(pia)
    publishing.schedule(story, by=pia, at=WEDNESDAY + 10_000 * DAY)

    assert post(pia, "unschedule", ticked(story)).status_code == 200
    assert reread(story).published_on is None


def test_what_one_story_refuses_the_others_still_get(rita, ed):
    draft, sent, own = (make_story(by, headline=name) for by, name in ((rita, "draft"), (rita, "sent"), (ed, "own")))
    moving.submit(sent, by=rita)
    stories = ticked(draft, sent, own)
    before = [state_of(draft), state_of(own)]

    answer = post(ed, "ask_changes", stories, why="Who?")

    assert answer.status_code == 200
    assert answer.json()["said"] == "1 story sent back."
    assert [(row["headline"], row["status"], row["error"]) for row in answer.json()["refused"]] == [
        ("“draft”", 400, "“Ask for changes” is not possible while the story is “Draft”."),
        ("“own”", 400, "“Ask for changes” is not possible while the story is “Draft”."),
    ]
    assert reread(sent).state == "changes"
    assert [state_of(draft), state_of(own)] == before


def test_nobody_approves_their_own_among_others(rita, ed):
    own, other = make_story(ed, headline="own"), make_story(rita, headline="other")

    answer = post(ed, "approve", ticked(own, other))

    assert [(row["headline"], row["status"]) for row in answer.json()["refused"]] == [("“own”", 403)]
    assert (reread(own).state, reread(other).state) == ("draft", "ready")


@pytest.mark.parametrize("do", DEEDS)
def test_a_forged_post_of_a_reporter_changes_nothing_of_others(rita, pia, do):
    others = [
        make_story(pia, headline="draft"),
        make_ready_story(pia, headline="ready"),
        Article.objects.get(pk=make_live_story(pia, headline="live").article_id),
    ]
    before = everything()

    answer = post(rita, do, ticked(*others), **NEEDS)

    assert answer.status_code == 404
    assert answer.json()["done"] == []
    assert {(row["headline"], row["status"]) for row in answer.json()["refused"]} == {("", 404)}
    assert all(name not in answer.content.decode() for name in ("draft”", "ready”", "live”"))
    assert everything() == before


@pytest.mark.parametrize("do", ["assign", "desk", "approve", "ask_changes", "unschedule"])
def test_a_reporter_does_not_do_what_is_an_editors_to_a_story_of_their_own(rita, do):
    story = make_story(rita)
    if do == "ask_changes":
        moving.submit(story, by=rita)
    before = state_of(story)

    answer = post(rita, do, ticked(story), **NEEDS)

    assert [row["status"] for row in answer.json()["refused"]] == [400 if do == "unschedule" else 403]
    assert state_of(story) == before


def test_a_section_of_others_is_out_of_an_editors_reach(ed, pia):
    story = make_story(pia, section="sport")
    before = state_of(story)

    assert post(ed, "spike", ticked(story)).status_code == 404
    assert state_of(story) == before


@pytest.mark.parametrize("do", ["publish", "schedule", "withdraw", "delete_selected", "save", ""])
def test_publishing_is_never_done_to_several(pia, do):
    story = make_ready_story(pia)
    before = state_of(story)

    answer = post(pia, do, ticked(story))

    assert answer.status_code == 400
    assert "one by one" in answer.json()["error"]
    assert state_of(story) == before


def test_a_story_that_changed_since_is_refused(pia):
    old, fresh = make_story(pia, headline="old"), make_story(pia, headline="fresh")
    before = state_of(old)

    answer = post(pia, "spike", [*ticked(old, version=0), *ticked(fresh)])

    assert [(row["headline"], row["status"]) for row in answer.json()["refused"]] == [("“old”", 409)]
    assert state_of(old) == before
    assert reread(fresh).state == "spiked"


@pytest.mark.parametrize(
    "story",
    [
        "",
        "x",
        "1",
        "{uuid}",
        "{uuid}.",
        "{uuid}.-1",
        "{uuid}.x",
        "{uuid}.1.1",
        "{uuid}.99999999999",
        "{uuid}.²",
        "\x00",
    ],
)
def test_without_story_and_version_nothing_is_done(pia, story):
    made = make_story(pia)
    before = state_of(made)

    answer = post(pia, "spike", [*ticked(made), story.format(uuid=made.uuid)])

    assert answer.status_code == 400
    assert "Load it again." in answer.json()["error"]
    assert state_of(made) == before


def test_nothing_ticked_and_too_much_ticked_are_said(pia):
    assert post(pia, "spike", []).json() == {"error": "Tick the stories first."}
    many = [f"{uuid.uuid4()}.1" for _ in range(201)]
    assert post(pia, "spike", many).json() == {"error": "At most 200 stories at once."}


@pytest.mark.parametrize(
    ("do", "more", "said"),
    [
        ("assign", {}, "Choose the colleague first."),
        ("assign", {"assignee": "nobody"}, "There is no colleague “nobody”."),
        ("desk", {"desk": "nowhere"}, "There is no section “nowhere”."),
        ("section", {}, "Choose the section first."),
        ("topic", {"topic": "\x00"}, "Null characters are not allowed."),
        ("topic", {"topic": "no-such"}, "There is no topic “no-such”."),
    ],
)
def test_what_is_missing_is_said_before_anything_is_done(pia, do, more, said):
    story = make_story(pia)
    before = state_of(story)

    answer = post(pia, do, ticked(story), **more)

    assert (answer.status_code, answer.json()) == (400, {"error": said})
    assert state_of(story) == before


@pytest.mark.parametrize(
    ("do", "more", "said"),
    [
        ("assign", {"assignee": "sam"}, "Sam cannot write this story: the account is closed or has no role."),
        ("section", {"section": "world"}, "It is in World already."),
        ("ask_changes", {"why": " "}, "Say in a line what should change."),
    ],
)
def test_each_story_says_why_it_is_refused(pia, rita, do, more, said):
    make_user("sam")
    story = make_story(rita)
    moving.submit(story, by=rita)

    answer = post(pia, do, ticked(story), **more)

    assert answer.status_code == 400
    assert [row["error"] for row in answer.json()["refused"]] == [said]


def test_a_topic_is_not_given_twice(pia):
    story = make_story(pia, topics=["diplomacy"])

    [refused] = post(pia, "topic", ticked(story), topic="diplomacy").json()["refused"]

    assert refused["error"] == "It has the topic Diplomacy already."


def test_a_story_ticked_twice_is_one(pia):
    story = make_story(pia)

    assert post(pia, "spike", ticked(story) * 2).json()["said"] == "1 story spiked."


def test_without_script_the_list_comes_back_with_what_was_done_and_what_was_not(pia):
    draft, live = make_story(pia, headline="draft"), make_live_story(pia, headline="live").article
    client = signed_in(pia)
    back = "/admin/articles/article/?q=a"

    answer = client.post(BULK, {"do": "spike", "story": ticked(draft, live), "next": back}, follow=True)

    assert answer.redirect_chain == [(back, 302)]
    assert [str(message) for message in answer.context["messages"]] == [
        "1 story spiked.",
        "“live”: “Spike” is not possible while the story is “Live”.",
    ]


def test_it_is_posted_by_people_who_are_signed_in_with_a_token(noor, rita, pia):
    story = make_story(rita)
    before = state_of(story)

    assert noor.post(BULK, {"do": "spike", "story": ticked(story)}).status_code == 302
    assert signed_in(rita).get(BULK).status_code == 405
    strict = type(noor)(enforce_csrf_checks=True)
    strict.force_login(pia)
    assert strict.post(BULK, {"do": "spike", "story": ticked(story)}).status_code == 403
    assert state_of(story) == before
