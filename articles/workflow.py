"""The states of a working copy and the moves between them: one table, one screen."""

from dataclasses import dataclass

from django.db import models


class State(models.TextChoices):
    """Where a working copy stands with the desk; what readers see is asked of the editions instead."""

    PLANNED = "planned", "Planned"
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "With desk"
    CHANGES = "changes", "Changes asked"
    READY = "ready", "Ready"
    SPIKED = "spiked", "Spiked"


class Standing(models.TextChoices):
    """What the public sees of a story at a moment."""

    NOTHING = "nothing", "Not published"
    SCHEDULED = "scheduled", "Scheduled"
    LIVE = "live", "Live"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Move(models.TextChoices):
    """What somebody can do to a story; the value is also the permission `articles.<value>_article`."""

    SAVE = "save", "Save"
    SUBMIT = "submit", "Send to desk"
    ASK_CHANGES = "ask_changes", "Ask for changes"
    APPROVE = "approve", "Ready"
    PUBLISH = "publish", "Publish"
    SCHEDULE = "schedule", "Schedule"
    UNSCHEDULE = "unschedule", "Unschedule"
    WITHDRAW = "withdraw", "Withdraw"
    RESTORE = "restore", "Restore"
    SPIKE = "spike", "Spike"
    REVIVE = "revive", "Bring back"

    @property
    def permission(self) -> str:
        return f"articles.{self.value}_article"


class Refused(Exception):
    """A move that may not be made now; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states a move may be made, to which it leads (None: the state stays), from which standings."""

    sources: frozenset[State]
    target: State | None = None
    standings: frozenset[Standing] = frozenset(Standing)


OPEN = frozenset({State.PLANNED, State.DRAFT, State.SUBMITTED, State.CHANGES, State.READY})
WRITING = frozenset({State.PLANNED, State.DRAFT, State.CHANGES})
NOT_PUBLIC = frozenset({Standing.NOTHING, Standing.SCHEDULED, Standing.EXPIRED, Standing.WITHDRAWN})

MOVES: dict[Move, Rule] = {
    Move.SAVE: Rule(OPEN),
    Move.SUBMIT: Rule(WRITING, State.SUBMITTED),
    Move.ASK_CHANGES: Rule(frozenset({State.SUBMITTED, State.READY}), State.CHANGES),
    Move.APPROVE: Rule(frozenset({State.DRAFT, State.SUBMITTED, State.CHANGES}), State.READY),
    Move.PUBLISH: Rule(frozenset({State.READY})),
    Move.SCHEDULE: Rule(frozenset({State.READY})),
    # Also a story that is withdrawn or expired may be scheduled to come back.
    Move.UNSCHEDULE: Rule(frozenset(State), standings=frozenset(Standing) - {Standing.NOTHING}),
    Move.WITHDRAW: Rule(frozenset(State), standings=frozenset({Standing.LIVE})),
    Move.RESTORE: Rule(OPEN),
    Move.SPIKE: Rule(OPEN, State.SPIKED, NOT_PUBLIC - {Standing.SCHEDULED}),
    Move.REVIVE: Rule(frozenset({State.SPIKED}), State.DRAFT),
}


def target(move: Move, state: State, standing: Standing) -> State:
    """Return the state the move leads to.

    Raises Refused when MOVES does not know the move from this state or standing.
    """
    rule = MOVES[move]
    if state not in rule.sources:
        raise Refused(f"“{move.label}” is not possible while the story is “{state.label}”.")
    if standing not in rule.standings:
        raise Refused(f"“{move.label}” is not possible while the story is “{standing.label}”.")
    if move is Move.SAVE and state is State.PLANNED:
        return State.DRAFT
    return rule.target or state
