"""How long a story has waited where it is, and from when on that is too long."""

import datetime as dt

from articles.models import Article, Genre
from articles.timing import distance
from articles.workflow import State

# News waits minutes, everything else may wait a day.
PATIENCE = {Genre.NEWS: dt.timedelta(minutes=30)}
LONG = dt.timedelta(days=1)
HOURS_COUNT = dt.timedelta(days=2)


def waited(story: Article, now: dt.datetime) -> str:
    """Return how long in words: "18 min", "2 h", "3 days"."""
    words = distance(story.state_since, now).removesuffix(" ago")
    return words if now - story.state_since < HOURS_COUNT else " ".join(words.split()[:2])


def is_late(story: Article, now: dt.datetime) -> bool:
    """Whether a story has waited longer than its kind may, or, while it is still written, is past its time."""
    if story.state in {State.PLANNED, State.DRAFT}:
        return story.due_at is not None and story.due_at < now
    return now - story.state_since > PATIENCE.get(Genre(story.genre), LONG)
