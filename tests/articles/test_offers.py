"""What the desk offers whom: the moves of the table that this person may make, the next thing to do first."""

import pytest

from articles.actions import moving, publishing
from articles.models import Article, EditionKind, allowed, offered, with_standing
from articles.workflow import Move, State
from tests.making import DAY, HOUR, WEDNESDAY, make_live_story, make_ready_story, make_section, make_story, make_user

LATER = WEDNESDAY + HOUR


def asked(article, at=LATER):
    return with_standing(Article.objects.filter(pk=article.pk), at).get()


def buttons(user, article):
    """Return what the buttons say; the primary one has a star."""
    return [offer.label + "*" * offer.is_primary for offer in offered(user, asked(article))]


@pytest.fixture
def cast(rita, ed, pia, world):
    """Everybody who stands to Rita's story in World in a way of their own."""
    olga = make_user("olga", "editor")
    make_section("Sport").editors.add(olga)
    return {"rita": rita, "ed": ed, "pia": pia, "olga": olga, "otto": make_user("otto", "reporter")}


BUTTONS = {
    State.PLANNED: {
        "rita": ["Start writing*", "Send to desk", "Spike"],
        "ed": ["Start writing*", "Send to desk", "Spike"],
        "pia": ["Start writing*", "Send to desk", "Spike"],
    },
    State.DRAFT: {
        "rita": ["Send to desk*", "Spike"],
        "ed": ["Ready*", "Send to desk", "Spike"],
        "pia": ["Ready*", "Send to desk", "Spike"],
    },
    State.SUBMITTED: {
        "rita": ["Take back"],
        "ed": ["Take it*", "Take back", "Ask for changes", "Ready", "Spike"],
        "pia": ["Take it*", "Take back", "Ask for changes", "Ready", "Spike"],
    },
    State.CHANGES: {
        "rita": ["Send back to desk*", "Spike"],
        "ed": ["Ready*", "Send back to desk", "Spike"],
        "pia": ["Ready*", "Send back to desk", "Spike"],
    },
    State.READY: {
        "rita": [],
        "ed": ["Ask for changes", "Spike"],
        "pia": ["Publish*", "Ask for changes", "Schedule", "Spike"],
    },
    State.SPIKED: {"rita": ["Bring back*"], "ed": ["Bring back*"], "pia": ["Bring back*"]},
}


@pytest.mark.parametrize("state", State)
def test_each_role_is_offered_what_it_may_do_in_each_state_and_the_next_thing_first(state, cast):
    article = make_story(cast["rita"])
    Article.objects.filter(pk=article.pk).update(state=state)

    assert {name: buttons(user, article) for name, user in cast.items()} == BUTTONS[state] | {"olga": [], "otto": []}


def test_who_took_a_story_is_asked_whether_it_is_ready_and_a_colleague_may_take_over(rita, ed, pia):
    article = make_story(rita)
    moving.submit(article, by=rita)
    moving.take(article, by=ed)

    assert buttons(ed, article) == ["Ready*", "Take back", "Ask for changes", "Spike"]
    assert buttons(pia, article) == ["Take over*", "Take back", "Ask for changes", "Ready", "Spike"]
    assert buttons(rita, article) == []


def test_an_editor_is_not_offered_to_approve_her_own(ed):
    article = make_story(ed)
    moving.submit(article, by=ed)

    assert buttons(ed, article) == ["Take it*", "Take back", "Ask for changes", "Spike"]


def test_a_live_story_is_updated_and_withdrawn(pia, ed):
    article = make_live_story(pia).article
    assert buttons(pia, article) == ["Ask for changes", "Publish update", "Schedule", "Withdraw"]

    moving.ask_changes(Article.objects.get(pk=article.pk), by=ed, why="Add the reaction")

    assert buttons(pia, article) == ["Send back to desk*", "Ready", "Withdraw"]


def test_a_scheduled_story_is_unscheduled_or_published_now(pia):
    article = make_ready_story(pia)
    publishing.schedule(article, by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)

    assert buttons(pia, article) == ["Ask for changes", "Publish now", "Schedule", "Unschedule"]


def test_unscheduling_is_offered_only_while_something_is_scheduled(pia):
    article = make_live_story(pia).article
    assert Move.UNSCHEDULE not in allowed(pia, asked(article))

    publishing.schedule(
        Article.objects.get(pk=article.pk), by=pia, at=WEDNESDAY + DAY, now=LATER, kind=EditionKind.UPDATE
    )

    assert Move.UNSCHEDULE in allowed(pia, asked(article))


def test_a_story_that_is_asked_for_changes_needs_a_reason(rita, ed):
    article = make_story(rita)
    moving.submit(article, by=rita)

    assert [offer.move for offer in offered(ed, asked(article)) if offer.needs_reason] == [Move.ASK_CHANGES]


@pytest.mark.parametrize("state", State)
def test_everything_that_is_offered_is_made_and_nothing_else(state, cast):
    verbs = {
        Move.START: moving.start,
        Move.SUBMIT: moving.submit,
        Move.RECALL: moving.recall,
        Move.TAKE: moving.take,
        Move.ASK_CHANGES: moving.ask_changes,
        Move.APPROVE: moving.approve,
        Move.SPIKE: moving.spike,
        Move.REVIVE: moving.revive,
    }
    for user in cast.values():
        for move, verb in verbs.items():
            article = make_story(cast["rita"])
            Article.objects.filter(pk=article.pk).update(state=state)
            is_offered = move in allowed(user, asked(article))
            try:
                verb(Article.objects.get(pk=article.pk), by=user, why="Because", at=LATER)
            except moving.Refused:
                was_made = False
            else:
                was_made = True
            assert (user.username, move, was_made) == (user.username, move, is_offered)


def test_the_buttons_of_many_stories_cost_no_more_than_those_of_one(rita, ed, django_assert_num_queries):
    stories = [make_story(rita, headline=f"Story {number}") for number in range(3)]
    found = with_standing(Article.objects.filter(pk__in=[story.pk for story in stories]), LATER)
    found = list(found.prefetch_related("bylines"))

    ed = type(ed).objects.get(pk=ed.pk)
    # His groups, his sections, his page.
    with django_assert_num_queries(3):
        assert [len(offered(ed, story)) for story in found] == [3, 3, 3]
