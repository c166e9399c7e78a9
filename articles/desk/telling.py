"""Where a story stands and what may be done with it, as the desk's scripts are told after everything they did."""

from django.contrib.auth.models import User

from articles.models import Article, offered, place
from articles.models.history import name_of
from articles.workflow import State

WITH_WRITER = frozenset({State.PLANNED, State.DRAFT, State.CHANGES})


def told(user: User, story: Article) -> dict[str, object]:
    """Return what a page shows of a story that came from `gate.story_or_404`: label, whose turn, the buttons."""
    return {
        "label": place(story).label,
        "state": story.state,
        "waiting_for": whose_turn(user, story),
        "moves": [
            {
                "move": offer.move,
                "label": offer.label,
                "is_primary": offer.is_primary,
                "needs_reason": offer.needs_reason,
            }
            for offer in offered(user, story)
        ],
    }


def whose_turn(user: User, story: Article) -> str:
    """Return whom the story waits for, by name where it is one person, and “you” for the one who reads it."""
    where = place(story)
    person = None
    if where.state in WITH_WRITER:
        person = story.assignee or story.created_by
    elif where.state is State.SUBMITTED:
        person = story.handled_by
    if person is None:
        return where.waiting_for
    return "you" if person == user else name_of(person)


def desk_name(story: Article) -> str:
    """Return the name of the desk that a story belongs to, such as “World desk”."""
    section = story.desk or story.section
    return f"{section.name} desk" if section else "the desk"
