"""The table of moves: from which state and standing each may be made, and where it leads."""

import pytest

from articles.workflow import MOVES, Move, Place, Refused, Standing, State, target
from tests.making import WEDNESDAY

PLANNED, DRAFT, SUBMITTED, CHANGES, READY, SPIKED = State
NOTHING, SCHEDULED, LIVE, EXPIRED, WITHDRAWN = Standing

# Every pair that is allowed, written out a second time: a move that appears or goes must be meant.
LEADS = {
    Move.SAVE: {PLANNED: DRAFT, DRAFT: DRAFT, SUBMITTED: SUBMITTED, CHANGES: CHANGES, READY: READY},
    Move.ASSIGN: {PLANNED: PLANNED, DRAFT: DRAFT, SUBMITTED: SUBMITTED, CHANGES: CHANGES, READY: READY},
    Move.START: {PLANNED: DRAFT},
    Move.SUBMIT: {PLANNED: SUBMITTED, DRAFT: SUBMITTED, CHANGES: SUBMITTED},
    Move.RECALL: {SUBMITTED: DRAFT},
    Move.TAKE: {SUBMITTED: SUBMITTED},
    Move.ASK_CHANGES: {SUBMITTED: CHANGES, READY: CHANGES},
    Move.APPROVE: {DRAFT: READY, SUBMITTED: READY, CHANGES: READY},
    Move.PUBLISH: {READY: READY},
    Move.SCHEDULE: {READY: READY},
    Move.UNSCHEDULE: {state: state for state in State},
    Move.WITHDRAW: {state: state for state in State},
    Move.RESTORE: {PLANNED: PLANNED, DRAFT: DRAFT, SUBMITTED: SUBMITTED, CHANGES: CHANGES, READY: READY},
    Move.SPIKE: {PLANNED: SPIKED, DRAFT: SPIKED, SUBMITTED: SPIKED, CHANGES: SPIKED, READY: SPIKED},
    Move.REVIVE: {SPIKED: DRAFT},
}
STANDINGS = {
    Move.UNSCHEDULE: {SCHEDULED, LIVE, EXPIRED, WITHDRAWN},
    Move.WITHDRAW: {LIVE},
    Move.SPIKE: {NOTHING, EXPIRED, WITHDRAWN},
}


def outcome(move, state, standing):
    try:
        return target(move, state, standing)
    except Refused:
        return None


@pytest.mark.parametrize("move", Move)
def test_each_move_leads_from_the_states_it_knows_and_is_refused_from_all_others(move):
    standings = STANDINGS.get(move, set(Standing))

    found = {(state, standing): outcome(move, state, standing) for state in State for standing in Standing}

    assert found == {
        (state, standing): LEADS[move].get(state) if standing in standings else None
        for state in State
        for standing in Standing
    }


def test_what_is_scheduled_beside_what_readers_had_is_unscheduled_first_and_not_spiked():
    expired = Place(READY, EXPIRED)
    returning = Place(READY, EXPIRED, starts=WEDNESDAY)

    asked = (Move.SPIKE, Move.UNSCHEDULE)
    assert [expired.allows(move) for move in asked] == [True, False]
    assert [returning.allows(move) for move in asked] == [False, True]


@pytest.mark.parametrize("move", [move for move in Move if move is not Move.UNSCHEDULE])
def test_a_place_allows_the_moves_of_the_table(move):
    places = [Place(state, standing) for state in State for standing in Standing]

    assert {place for place in places if place.allows(move)} == {
        place for place in places if outcome(move, place.state, place.standing)
    }


def test_every_move_has_its_rule():
    assert set(MOVES) == set(Move)


def test_a_refusal_names_the_move_and_the_state():
    with pytest.raises(Refused) as refusal:
        target(Move.PUBLISH, DRAFT, NOTHING)

    assert str(refusal.value) == "“Publish” is not possible while the story is “Draft”."


def test_a_refusal_names_what_the_public_sees_when_that_is_the_reason():
    with pytest.raises(Refused) as refusal:
        target(Move.SPIKE, READY, LIVE)

    assert str(refusal.value) == "“Spike” is not possible while the story is “Live”."


def test_each_move_is_a_permission_of_its_own():
    assert {move.permission for move in Move} == {f"articles.{move.value}_article" for move in Move}
    assert len({move.permission for move in Move}) == len(Move)
