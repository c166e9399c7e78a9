"""The board: each open story once, in the column of its state, with the moves that whoever looks may make."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.desk.overviews.board import board_of
from articles.desk.overviews.columns import MOST, Column
from articles.models import Article, Edition, Note
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    make_image,
    make_live_story,
    make_ready_story,
    make_section,
    make_story,
    signed_in,
)


def columns(user, at=WEDNESDAY, slug=""):
    """Return the headlines of each column that has any."""
    piles = board_of(user, at, slug)
    return {pile.column.value: [card.story.headline for card in pile.cards] for pile in piles if pile.cards}


def card_of(user, story, at=WEDNESDAY):
    pile, card = next((p, c) for p in board_of(user, at) for c in p.cards if c.story.pk == story.pk)
    return pile.column, card


def reread(edition: Edition) -> Article:
    return Article.objects.get(pk=edition.article_id)


BUDGET = 18


@pytest.fixture
def paper(rita, ed, pia, world):
    """One story for each place a story can be in."""
    planned = make_story(pia, headline="planned")
    Article.objects.filter(pk=planned.pk).update(state="planned")
    make_story(rita, headline="draft")
    for name in ("sent", "changes", "spiked"):
        story = make_story(rita, headline=name)
        moving.submit(story, by=rita, at=WEDNESDAY - 2 * HOUR)
        if name == "changes":
            moving.ask_changes(story, by=ed, why="Who says so?", at=WEDNESDAY - HOUR)
        if name == "spiked":
            moving.spike(story, by=ed, at=WEDNESDAY - HOUR)
    make_ready_story(pia, headline="ready")
    publishing.schedule(make_ready_story(pia, headline="scheduled"), by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)
    changed = make_ready_story(pia, headline="scheduled and changed")
    publishing.schedule(changed, by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY - HOUR)
    editing.save(changed, by=pia, changes={"standfirst": "More is known."}, at=WEDNESDAY - HOUR / 2)
    make_live_story(pia, WEDNESDAY - HOUR, headline="live")
    make_live_story(pia, WEDNESDAY - 2 * DAY, headline="live since Monday")
    updating = reread(make_live_story(pia, WEDNESDAY - HOUR, headline="updated"))
    editing.save(updating, by=pia, changes={"standfirst": "More is known."}, at=WEDNESDAY - HOUR / 2)
    again = reread(make_live_story(pia, WEDNESDAY - HOUR, headline="sent back"))
    moving.ask_changes(again, by=pia, why="The name is wrong.", at=WEDNESDAY - HOUR / 2)
    withdrawn = reread(make_live_story(pia, WEDNESDAY - HOUR, headline="withdrawn"))
    publishing.withdraw(withdrawn, by=pia, note="It was wrong.", at=WEDNESDAY - HOUR / 2)


def test_each_open_story_stands_once_in_the_column_of_its_state(paper, pia):
    assert columns(pia) == {
        "planned": ["planned"],
        "draft": ["draft"],
        "submitted": ["sent"],
        "changes": ["changes", "sent back"],
        "ready": ["ready", "scheduled and changed", "updated"],
        "scheduled": ["scheduled"],
        "live": ["live"],
    }


def test_a_live_story_says_what_readers_have_while_its_update_is_written(paper, pia):
    updated, sent_back = (Article.objects.get(headline=name) for name in ("updated", "sent back"))

    assert card_of(pia, updated)[1].label == "Live, update ready"
    assert card_of(pia, sent_back)[1].label == "Live, update sent back"
    assert card_of(pia, Article.objects.get(headline="draft"))[1].label == ""


def test_readers_of_the_board_see_what_they_may_read(paper, rita, ed, pia):
    make_section("Sport")
    make_ready_story(pia, headline="secret", section="sport")

    assert "secret" in columns(pia)["ready"]
    assert "secret" not in columns(ed)["ready"]
    assert columns(rita) == {"draft": ["draft"], "submitted": ["sent"], "changes": ["changes"]}


def moves(user, story):
    return [
        (one.offer.move.value, one.to and one.to.value, bool(one.panel)) for one in card_of(user, story)[1].choices
    ]


def test_a_card_offers_what_this_person_may_do_and_where_it_leads(paper, rita, ed, pia):
    sent, ready = Article.objects.get(headline="sent"), Article.objects.get(headline="ready")

    assert moves(rita, sent) == [("recall", "draft", False)]
    assert moves(ed, sent) == [
        ("take", None, False),
        ("recall", "draft", False),
        ("ask_changes", "changes", False),
        ("approve", "ready", False),
        ("spike", None, False),
    ]
    assert moves(pia, ready) == [
        ("publish", "live", True),
        ("ask_changes", "changes", False),
        ("schedule", "scheduled", True),
        ("spike", None, False),
    ]


def test_only_a_card_that_is_ready_has_the_button_and_only_for_a_publisher(paper, ed, pia):
    ready, live = Article.objects.get(headline="ready"), Article.objects.get(headline="live")

    assert card_of(pia, ready)[1].publish.panel == f"/admin/desk/story/{ready.uuid}/publish/"
    assert card_of(ed, ready)[1].publish is None
    assert card_of(pia, live)[1].publish is None
    assert card_of(pia, Article.objects.get(headline="updated"))[1].publish.offer.label == "Publish update"


def test_a_card_says_in_words_what_it_has_and_what_holds_it(pia, world):
    image = {"image": str(make_image().uuid), "alt": "A table"}
    held = make_story(
        pia, timezone.now(), headline="Held", legal_hold=True, embargo_until=(timezone.now() + DAY).isoformat()
    )
    Article.objects.filter(pk=held.pk).update(needs_picture=True, commissioned_words=400)
    Note.objects.create(article=held, text="Who says so?", by=pia, at=WEDNESDAY)
    make_story(pia, timezone.now(), headline="Pictured", picture=image)

    page = " ".join(signed_in(pia).get("/admin/desk/board/").text.split())

    for words in ("legal hold", "embargo until", "1 note", "picture wanted", "7/400 words", "</svg> picture</li>"):
        assert words in page


def test_a_column_that_holds_too_much_is_marked_and_the_rest_is_in_the_list(pia, world):
    for number in range(MOST + 2):
        make_ready_story(pia, headline=f"Story {number}")

    pile = next(pile for pile in board_of(pia, WEDNESDAY, "world") if pile.column is Column.READY)

    assert (pile.count, len(pile.cards), pile.more, pile.is_over) == (22, 20, 2, True)
    assert pile.query == "state=ready&section=world"
    page = signed_in(pia).get("/admin/desk/board/?section=world").text
    assert "2 more in the list" in page
    assert "22 / 6" in page


def test_a_section_is_looked_at_alone_with_those_below_it(pia, world):
    make_section("Europe", parent=world)
    make_section("Sport")
    for section in ("world", "europe", "sport"):
        make_story(pia, headline=section, section=section)

    assert columns(pia, slug="world") == {"draft": ["world", "europe"]}
    assert columns(pia, slug="no-such") == {}
    assert signed_in(pia).get("/admin/desk/board/?section=%00").status_code == 200


def test_an_empty_board_says_what_will_stand_on_it(rita):
    assert "No story is open here." in signed_in(rita).get("/admin/desk/board/").text


def test_the_menu_works_without_script(paper, rita):
    draft = Article.objects.get(headline="draft")

    answer = signed_in(rita).post(
        f"/admin/desk/story/{draft.uuid}/move/",
        {"move": "submit", "version": draft.version, "next": "/admin/desk/board/", "why": ""},
    )

    assert (answer.status_code, answer.url) == (302, "/admin/desk/board/")
    assert columns(rita, timezone.now())["submitted"] == ["sent", "draft"]


@pytest.mark.parametrize("who", ["rita", "ed", "pia"])
def test_the_board_asks_the_same_for_one_story_a_column_and_for_many(who, rita, ed, pia, world, request):
    now, queries = timezone.now(), []
    for number in range(12):
        make_story(rita, now - HOUR, headline=f"Draft {number}")
        moving.submit(make_story(rita, now - HOUR), by=rita, at=now - HOUR)
        make_ready_story(pia, now - HOUR)
        make_live_story(pia, now - HOUR / 2)
        if number in {0, 3, 11}:
            browser = signed_in(request.getfixturevalue(who))
            with CaptureQueriesContext(connection) as asked:
                browser.get("/admin/desk/board/")
            queries.append(len(asked))

    assert queries[0] == queries[1] == queries[2] <= BUDGET


def test_nobody_without_a_role_gets_in(client, db):
    assert client.get("/admin/desk/board/").status_code == 302
