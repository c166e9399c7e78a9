"""A working copy as it would be with changes that nobody has saved."""

from copy import copy

from django.db.models import prefetch_related_objects

from articles.actions import snapshots
from articles.actions.crediting import mentions_in
from articles.actions.fields import Snapshot
from articles.models import Article
from articles.models.articles import PARTS

# No row has this number: of a story that is not stored yet, what the database knows is nothing.
NOT_STORED = 0


def in_hand(article: Article, changes: Snapshot) -> Article:
    """Return a copy of the story with the changes made in it and all its parts loaded. Nothing is written.

    It is to be looked at, not saved. `article` may be one that has never been stored.

    Raises Refused for values that could not be saved.
    """
    draft = copy(article)
    if draft.pk is None:
        draft.pk = NOT_STORED
    draft._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    for name, value in snapshots.columns(changes).items():
        setattr(draft, name, value)
    loaded = snapshots.parts(draft, changes) | {"mentions": mentions_in(draft)}
    draft._prefetched_objects_cache |= loaded  # type: ignore[attr-defined]
    prefetch_related_objects([draft], *PARTS)
    return draft
