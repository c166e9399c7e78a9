"""The plain moves: to the desk and back, ready, spiked and revived; each with its history, or refused."""

import pytest

from articles.actions import editing, moving, publishing
from articles.actions.checklist import NotReady
from articles.actions.moving import Denied, Stale
from articles.models import Article, Edition, HistoryEntry
from articles.workflow import Refused, State
from tests.making import HOUR, WEDNESDAY, make_live_story, make_ready_story, make_story, make_user, state_of

LATER = WEDNESDAY + HOUR


def reread(article):
    return Article.objects.get(pk=article.pk)


def last_entry(article):
    entry = article.history.order_by("-version").first()
    return entry.version, entry.move, entry.from_state, entry.to_state, entry.by_name, entry.at, entry.why


def test_a_story_goes_to_the_desk_and_back_and_is_approved(rita, ed):
    article = make_story(rita)

    moving.submit(article, by=rita, at=LATER, why="Before six, please")
    assert last_entry(article) == (2, "submit", "draft", "submitted", "Rita", LATER, "Before six, please")

    moving.ask_changes(article, by=ed, at=LATER, why="Who says so?")
    assert last_entry(article) == (3, "ask_changes", "submitted", "changes", "Ed", LATER, "Who says so?")

    moving.submit(reread(article), by=rita, at=LATER)
    moving.approve(reread(article), by=ed, at=LATER)
    assert last_entry(article) == (5, "approve", "submitted", "ready", "Ed", LATER, "")
    assert (reread(article).state, reread(article).version) == ("ready", 5)


def test_the_story_in_hand_knows_what_the_database_knows(rita, world):
    article = make_story(rita)

    moving.submit(article, by=rita)

    assert (article.state, article.version) == (reread(article).state, reread(article).version) == ("submitted", 2)


@pytest.mark.parametrize("why", ["", "  ", "\n\t"])
def test_changes_are_asked_with_a_reason(why, rita, ed):
    article = make_story(rita)
    moving.submit(article, by=rita)
    before = state_of(article)

    with pytest.raises(Refused, match="what should change"):
        moving.ask_changes(article, by=ed, why=why)

    assert state_of(article) == before


def test_an_editor_cannot_approve_her_own_story(ed, pia):
    article = make_story(ed)
    before = state_of(article)

    with pytest.raises(Denied):
        moving.approve(article, by=ed)

    assert state_of(article) == before
    moving.approve(article, by=pia)
    assert reread(article).state == "ready"


def test_an_editor_cannot_approve_a_story_assigned_to_her(rita, ed):
    article = make_story(rita)
    Article.objects.filter(pk=article.pk).update(assignee=ed)
    before = state_of(article)

    with pytest.raises(Denied):
        moving.approve(reread(article), by=ed)

    assert state_of(article) == before


@pytest.mark.parametrize(
    ("move", "state"),
    [
        (moving.submit, State.SUBMITTED),
        (moving.submit, State.READY),
        (moving.submit, State.SPIKED),
        (moving.approve, State.PLANNED),
        (moving.approve, State.READY),
        (moving.approve, State.SPIKED),
        (moving.spike, State.SPIKED),
        (moving.revive, State.DRAFT),
        (moving.revive, State.READY),
    ],
)
def test_a_move_from_a_state_it_does_not_know_is_refused(move, state, pia):
    article = make_story(pia)
    Article.objects.filter(pk=article.pk).update(state=state)
    before = state_of(article)

    with pytest.raises(Refused):
        move(reread(article), by=pia)

    assert state_of(article) == before


@pytest.mark.parametrize("move", [moving.submit, moving.approve, moving.spike])
def test_a_reporter_cannot_move_the_story_of_another(move, rita, pia):
    article = make_story(pia)
    before = state_of(article)

    with pytest.raises(Denied):
        move(article, by=rita)

    assert state_of(article) == before


def test_a_reporter_cannot_approve_her_own_story(rita, world):
    article = make_story(rita)
    before = state_of(article)

    with pytest.raises(Denied):
        moving.approve(article, by=rita)

    assert state_of(article) == before


def test_a_reporter_drops_her_own_draft_and_takes_it_up_again_but_not_what_the_desk_has(rita, world):
    article = make_story(rita)

    moving.spike(article, by=rita, at=LATER)
    moving.revive(article, by=rita, at=LATER)
    assert reread(article).state == "draft"
    moving.submit(article, by=rita, at=LATER)
    before = state_of(article)
    with pytest.raises(Denied):
        moving.spike(article, by=rita, at=LATER)
    assert state_of(article) == before


def test_a_story_says_since_when_it_is_where_it_is(rita, ed):
    article = make_story(rita, at=WEDNESDAY)

    editing.save(article, by=rita, changes={"headline": "Later"}, at=LATER)
    assert reread(article).state_since == WEDNESDAY
    moving.submit(article, by=rita, at=LATER)
    assert reread(article).state_since == LATER


def test_an_editor_has_no_say_in_another_section(rita, ed, world):
    article = make_story(rita, section=None)
    before = state_of(article)

    with pytest.raises(Denied):
        moving.approve(article, by=ed)

    assert state_of(article) == before


def test_a_spiked_story_comes_back_as_a_draft_with_both_moves_on_record(rita, ed):
    article = make_story(rita)

    moving.spike(article, by=ed, at=LATER, why="Overtaken")
    assert last_entry(article) == (2, "spike", "draft", "spiked", "Ed", LATER, "Overtaken")

    moving.revive(article, by=ed, at=LATER)
    assert last_entry(article) == (3, "revive", "spiked", "draft", "Ed", LATER, "")


def test_a_story_that_readers_see_cannot_be_spiked(pia):
    article = reread(make_live_story(pia, at=WEDNESDAY).article)
    before = state_of(article)

    with pytest.raises(Refused, match="Live"):
        moving.spike(article, by=pia, at=LATER)

    assert state_of(article) == before


def test_the_same_move_twice_on_one_version_is_made_once(pia):
    article = make_ready_story(pia)
    twin = reread(article)
    moving.ask_changes(article, by=pia, why="One more look")
    before = state_of(article)

    with pytest.raises(Stale):
        moving.ask_changes(twin, by=pia, why="One more look")

    assert state_of(article) == before


def test_history_names_who_did_it_by_full_name_as_one_clean_line(pia):
    pia.last_name = "Holm"
    pia.save()
    article = make_story(pia)

    moving.submit(article, by=pia, at=LATER, why="  two\nlines\u202e ")

    assert last_entry(article) == (2, "submit", "draft", "submitted", "Pia Holm", LATER, "two lines")


def test_somebody_without_a_name_stands_in_history_by_their_account(pia):
    pia.first_name = ""
    pia.save()

    article = make_story(pia)

    assert HistoryEntry.objects.get(article=article).by_name == "pia"


def test_a_refused_verb_leaves_the_story_in_hand_as_it_was(pia):
    story = make_story(pia, standfirst="")
    moving.approve(story, by=pia)
    before = (story.version, story.state, story.published_on, story.slug)

    with pytest.raises(NotReady):
        publishing.publish(story, by=pia, at=WEDNESDAY)

    assert (story.version, story.state, story.published_on, story.slug) == before
    editing.save(story, by=pia, changes={"standfirst": "Now there is one."})
    assert publishing.publish(story, by=pia, at=WEDNESDAY).standfirst == "Now there is one."


def test_what_was_changed_in_hand_and_never_saved_goes_to_nobody(pia):
    story = make_ready_story(pia, headline="As saved")
    story.headline = "As typed"

    edition = publishing.publish(story, by=pia, at=WEDNESDAY)

    assert (edition.headline, Edition.objects.get().headline) == ("As saved", "As saved")


def test_a_planned_story_is_started(rita, world):
    article = make_story(rita)
    Article.objects.filter(pk=article.pk).update(state=State.PLANNED)
    article = reread(article)

    moving.start(article, by=rita, at=LATER)

    assert last_entry(article) == (2, "start", "planned", "draft", "Rita", LATER, "")


def test_the_desk_takes_a_story_and_a_colleague_takes_it_over(rita, ed, world):
    olga = make_user("olga", "editor")
    world.editors.add(olga)
    article = make_story(rita)
    moving.submit(article, by=rita, at=LATER)

    moving.take(article, by=ed, at=LATER)
    assert (reread(article).handled_by, last_entry(article)[1:5]) == (ed, ("take", "submitted", "submitted", "Ed"))

    moving.take(reread(article), by=olga, at=LATER)
    assert (reread(article).handled_by, last_entry(article)[4]) == (olga, "Olga")


def test_nobody_takes_what_they_have_already(rita, ed):
    article = make_story(rita)
    moving.submit(article, by=rita)
    moving.take(article, by=ed)
    before = state_of(article)

    with pytest.raises(Refused, match="already"):
        moving.take(article, by=ed)

    assert state_of(article) == before


def test_of_two_who_take_a_story_at_once_one_has_it(rita, ed, world):
    olga = make_user("olga", "editor")
    world.editors.add(olga)
    article = make_story(rita)
    moving.submit(article, by=rita)
    twin = reread(article)
    moving.take(article, by=ed)
    before = state_of(article)

    with pytest.raises(Stale):
        moving.take(twin, by=olga)

    assert (state_of(article), twin.handled_by) == (before, None)


@pytest.mark.parametrize(
    "leave",
    [
        lambda article, ed: moving.ask_changes(article, by=ed, why="Who says so?"),
        lambda article, ed: moving.approve(article, by=ed),
        lambda article, ed: moving.recall(article, by=ed),
        lambda article, ed: moving.spike(article, by=ed),
    ],
)
def test_a_story_that_leaves_the_desk_is_nobodys_task_there(leave, rita, ed):
    article = make_story(rita)
    moving.submit(article, by=rita)
    moving.take(article, by=ed)

    leave(article, ed)

    assert reread(article).handled_by is None


def test_what_is_edited_at_the_desk_stays_with_who_took_it(rita, ed):
    article = make_story(rita)
    moving.submit(article, by=rita)
    moving.take(article, by=ed)

    editing.save(article, by=ed, changes={"headline": "Shorter"})

    assert reread(article).handled_by == ed


def test_a_reporter_takes_her_story_back_until_the_desk_has_taken_it(rita, ed):
    article = make_story(rita)
    moving.submit(article, by=rita, at=LATER)

    moving.recall(article, by=rita, at=LATER)
    assert last_entry(article) == (3, "recall", "submitted", "draft", "Rita", LATER, "")

    moving.submit(article, by=rita, at=LATER)
    moving.take(article, by=ed, at=LATER)
    before = state_of(article)
    with pytest.raises(Denied):
        moving.recall(reread(article), by=rita, at=LATER)
    assert state_of(article) == before


def test_a_reason_that_history_cannot_hold_is_refused(rita, ed):
    article = make_story(rita)
    moving.submit(article, by=rita)
    before = state_of(article)

    with pytest.raises(Refused, match="600"):
        moving.ask_changes(article, by=ed, why="x" * 601)

    assert state_of(article) == before
    moving.ask_changes(article, by=ed, why=" " + "x" * 600)
