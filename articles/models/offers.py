"""What the desk offers somebody to do with a story: the moves that MOVES and the permissions allow, and no others."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from articles import permissions
from articles.models.articles import Article
from articles.models.standing import place
from articles.workflow import Move, Standing, State

# Those that are not buttons of their own: the form saves, history restores, a panel assigns.
ELSEWHERE = frozenset({Move.SAVE, Move.RESTORE, Move.ASSIGN})
REASONED = frozenset({Move.ASK_CHANGES})


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: the move, what it is called here, whether it is the next thing to do, whether it asks for a reason."""

    move: Move
    label: str
    is_primary: bool
    needs_reason: bool


def may(move: Move, user: User, article: Article) -> bool:
    """Whether this person may make that move with the story as it stands; it was asked for `with_standing`."""
    return place(article).allows(move) and user.has_perm(move.permission, article)


def allowed(user: User, article: Article) -> list[Move]:
    """Return every move that this person may make with the story now, in the order of MOVES.

    The story was asked for `with_standing`; permissions of many stories cost no more queries than those of one when
    their bylines are prefetched.
    """
    has_taken = article.handled_by_id == user.pk
    return [move for move in Move if not (move is Move.TAKE and has_taken) and may(move, user, article)]


def offered(user: User, article: Article) -> list[Offer]:
    """Return the buttons for this person, the next thing to do first."""
    moves = [move for move in allowed(user, article) if move not in ELSEWHERE]
    first = next((move for move in _turn(user, article) if move in moves), None)
    offers = [Offer(move, called(move, article), move is first, move in REASONED) for move in moves]
    return sorted(offers, key=lambda offer: not offer.is_primary)


def called(move: Move, article: Article) -> str:
    """Return what the button for the move says on this story."""
    where = place(article)
    match move:
        case Move.SUBMIT if where.state is State.CHANGES:
            return "Send back to desk"
        case Move.TAKE if article.handled_by_id is not None:
            return "Take over"
        case Move.PUBLISH if where.standing is Standing.SCHEDULED:
            return "Publish now"
        case Move.PUBLISH if article.published_on is not None:
            return "Publish update"
    return move.label


def _turn(user: User, article: Article) -> list[Move]:
    """Return what is to be done next with the story by whoever may: the first of these that is allowed."""
    where = place(article)
    writes = permissions.is_own(user, article)
    match where.state:
        case State.PLANNED:
            return [Move.START]
        case State.DRAFT | State.CHANGES:
            return [Move.SUBMIT] if writes else [Move.APPROVE, Move.SUBMIT]
        case State.SUBMITTED:
            return [Move.APPROVE] if article.handled_by_id == user.pk else [Move.TAKE]
        case State.READY:
            return [] if where.waiting_for in {"nobody", "the clock"} else [Move.PUBLISH]
        case State.SPIKED:
            return [Move.REVIVE]
