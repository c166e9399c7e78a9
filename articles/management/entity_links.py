"""Words linked to somebody in stored bodies: by number in a database, by name in a fixture.

Another database numbers its rows otherwise: a number carried over would link the words to somebody else.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from people.models import Entity

LINK = re.compile(r'(<a\b[^<>]*?\bdata-entity=")([^"<>]+)(?=")')

# The models whose rows hold a body as editors see it.
BODIES = frozenset({"articles.article", "articles.revision"})
Row = dict[str, Any]


def with_names(rows: list[Row]) -> list[Row]:
    """Return a fixture's rows with “kind:slug” for the numbers in their bodies."""
    names = {str(entity.pk): ":".join(entity.natural_key()) for entity in Entity.objects.all()}
    return _rewritten(rows, lambda number: names[number])


def with_numbers(rows: list[Row]) -> list[Row]:
    """Return a fixture's rows with the numbers that this database has for the names in their bodies.

    Raises Entity.DoesNotExist when one is not there.
    """
    return _rewritten(rows, lambda name: str(Entity.objects.get_by_natural_key(*name.split(":")).pk))


def has_links(rows: list[Row]) -> bool:
    """Whether any working copy or saved version among these rows links words to somebody."""
    return any(LINK.search(holder["body"]) for holder in _holders(rows))


def _rewritten(rows: list[Row], whose: Callable[[str], str]) -> list[Row]:
    for holder in _holders(rows):
        holder["body"] = LINK.sub(lambda match: match[1] + whose(match[2]), holder["body"])
    return rows


def _holders(rows: list[Row]) -> Iterator[Row]:
    """Yield what has a body in each row that has one; editions name people as readers’ pages do."""
    for row in rows:
        holder = row["fields"]["snapshot"] if row["model"] == "articles.revision" else row["fields"]
        if row["model"] in BODIES and "body" in holder:
            yield holder
