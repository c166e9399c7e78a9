"""The states of a working copy and the moves between them: one table, one screen."""

import datetime as dt
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
    ASSIGN = "assign", "Assign"
    START = "start", "Start writing"
    SUBMIT = "submit", "Send to desk"
    RECALL = "recall", "Take back"
    TAKE = "take", "Take it"
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
class Place:
    """Where a story stands on both axes at once: with the desk, and before the public.

    `is_pending` says that the working copy is no longer what readers have or are about to get; `starts` is when what
    is scheduled goes live, in the newsroom's zone. `asked` is when it was asked for.
    """

    state: State
    standing: Standing
    is_pending: bool = False
    starts: dt.datetime | None = None
    asked: dt.datetime | None = None

    @property
    def label(self) -> str:
        """Both axes as one plain label, such as "With desk", "Scheduled Thu 10 Feb, 06:00" or "Live, update ready"."""
        if self.state is State.SPIKED or self.standing is Standing.NOTHING:
            return self.state.label
        shown = self.standing.label
        if self.starts is not None:
            is_this_year = self.asked is None or self.asked.year == self.starts.year
            when = f"{self.starts:%a %-d %b, %H:%M}" if is_this_year else f"{self.starts:%a %-d %b %Y, %H:%M}"
            shown = f"Scheduled {when}" if self.standing is Standing.SCHEDULED else f"{shown}, next edition {when}"
        if self.state is State.READY:
            return f"{shown}, update ready" if self.is_pending else shown
        return f"{shown}, update {UPDATE_WORDS[self.state]}"

    @property
    def waiting_for(self) -> str:
        """Whose turn it is, in a word or two; nobody's when it is "nobody"."""
        if self.state is State.READY and not self.is_pending and self.standing is not Standing.NOTHING:
            return "the clock" if self.standing is Standing.SCHEDULED else "nobody"
        return WAITING_FOR[self.state]

    def allows(self, move: Move) -> bool:
        """Whether MOVES knows the move from here."""
        rule = MOVES[move]
        if move is Move.UNSCHEDULE and self.starts is None:
            return False
        if move is Move.SPIKE and self.starts is not None:
            return False
        return self.state in rule.sources and self.standing in rule.standings


UPDATE_WORDS = {
    State.PLANNED: "planned",
    State.DRAFT: "in draft",
    State.SUBMITTED: "with desk",
    State.CHANGES: "sent back",
}
WAITING_FOR = {
    State.PLANNED: "the reporter",
    State.DRAFT: "the reporter",
    State.SUBMITTED: "the desk",
    State.CHANGES: "the reporter",
    State.READY: "a publisher",
    State.SPIKED: "nobody",
}


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
    Move.ASSIGN: Rule(OPEN),
    Move.START: Rule(frozenset({State.PLANNED}), State.DRAFT),
    Move.SUBMIT: Rule(WRITING, State.SUBMITTED),
    Move.RECALL: Rule(frozenset({State.SUBMITTED}), State.DRAFT),
    Move.TAKE: Rule(frozenset({State.SUBMITTED})),
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
