"""One interface over the two engines, chosen by the database in use."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.search import postgresql, sqlite
from articles.search.words import Document, Excerpt, excerpt

Statement = tuple[str, list[Any]]


class Engine(Protocol):
    """What a database brings: statements, and nothing of what stories are."""

    def put(self, table: str, key: int, document: Document) -> list[Statement]:
        """Return the statements that write a document in place of the one under that key."""

    def matching(self, table: str, terms: list[str]) -> Statement:
        """Return the query for the keys of the documents that hold all terms."""

    def ranked(self, table: str, terms: list[str], among: Statement, start: int, count: int) -> Statement:
        """Return the query for so many keys from `start` on, the best match first."""

    def excerpts(self, table: str, terms: list[str], keys: Collection[int]) -> Statement:
        """Return the query for the key, the headline and passages of these documents, what matched being marked."""


NOTHING: Statement = ("SELECT 0 WHERE 1 = 0", [])
ENGINES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True, slots=True)
class Index:
    """The searchable text of one kind of thing under the keys of its table. Its rows are written with theirs.

    What may be seen is no business of the index: whoever asks passes the rows that this person may see, and they are
    part of the very query, so that a limit is never filled with what is then hidden.
    """

    table: str

    def write(self, documents: Iterable[tuple[int, Document]]) -> None:
        """Write documents in the caller's transaction, each in place of the one under its key."""
        for key, document in documents:
            for statement in _engine().put(self.table, key, document):
                _execute(statement)

    def keep_only(self, rows: QuerySet[Any]) -> None:
        """Remove the documents of rows that are no more."""
        sql, params = _compiled(rows)
        _execute((f"DELETE FROM {self.table} WHERE rowid NOT IN ({sql})", params))

    def matching(self, terms: list[str]) -> RawSQL:
        """Return the keys of the documents that hold all terms, for a filter `pk__in`."""
        return RawSQL(*(_engine().matching(self.table, terms) if terms else NOTHING))

    def ranked(self, terms: list[str], among: QuerySet[Any], *, start: int, count: int) -> list[int]:
        """Return so many keys of the rows `among` that hold all terms, from `start` on, the best match first."""
        if not terms:
            return []
        try:
            seen = _compiled(among)
        except EmptyResultSet:
            return []
        return [key for (key,) in _execute(_engine().ranked(self.table, terms, seen, start, count))]

    def excerpts(self, terms: list[str], keys: Collection[int]) -> dict[int, Excerpt]:
        """Return where each of these documents holds the terms; those that do not are left out."""
        if not (terms and keys):
            return {}
        rows = _execute(_engine().excerpts(self.table, terms, keys))
        return {key: excerpt(headline, passages) for key, headline, *passages in rows}


# What the desk searches: working copies, under the keys of articles.
DESK = Index("articles_desk_search")


def _engine() -> Engine:
    return ENGINES[connection.vendor]


def _compiled(rows: QuerySet[Any]) -> Statement:
    sql, params = rows.order_by().values("pk").query.sql_with_params()
    return sql, list(params)


def _execute(statement: Statement) -> list[tuple[Any, ...]]:
    sql, params = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []
