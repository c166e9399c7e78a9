"""Full-text search by SQLite's FTS5, which folds accents and endings itself."""

from collections.abc import Collection
from typing import Any

from articles.search.words import CLOSE, GAP, MIN_PREFIX, OPEN, Document

# How much a match counts in each field of a document, in its order.
WEIGHTS = (10.0, 6.0, 4.0, 1.0, 3.0, 3.0, 2.0, 1.0)
PASSAGE_WORDS = 24
# The fields a passage may come from: the text first, then standfirst, names, bylines, topics, short headline.
PASSAGES = (3, 2, 4, 5, 6, 1)

Statement = tuple[str, list[Any]]


def put(table: str, key: int, document: Document) -> list[Statement]:
    columns = ", ".join(("rowid", *Document._fields))
    places = ", ".join(["%s"] * (1 + len(document)))
    return [
        (f"DELETE FROM {table} WHERE rowid = %s", [key]),
        (f"INSERT INTO {table} ({columns}) VALUES ({places})", [key, *document]),
    ]


def matching(table: str, terms: list[str]) -> Statement:
    return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [_query(terms)]


def ranked(table: str, terms: list[str], among: Statement, start: int, count: int) -> Statement:
    seen, params = among
    # The plus keeps SQLite from searching once for each row that may be seen.
    sql = f"""SELECT rowid FROM {table} WHERE {table} MATCH %s AND +rowid IN ({seen})
        ORDER BY bm25({table}, {", ".join(map(str, WEIGHTS))}), rowid DESC LIMIT %s OFFSET %s"""
    return sql, [_query(terms), *params, count, start]


def excerpts(table: str, terms: list[str], keys: Collection[int]) -> Statement:
    places = ", ".join(["%s"] * len(keys))
    passages = ", ".join(f"snippet({table}, {field}, %s, %s, %s, {PASSAGE_WORDS})" for field in PASSAGES)
    sql = f"""SELECT rowid, highlight({table}, 0, %s, %s), {passages}
        FROM {table} WHERE {table} MATCH %s AND +rowid IN ({places})"""
    return sql, [OPEN, CLOSE, *[OPEN, CLOSE, GAP] * len(PASSAGES), _query(terms), *keys]


def _query(terms: list[str]) -> str:
    """Return the terms in the language of FTS5: each in quotes, and the last one may be the beginning of a word."""
    quoted = [f'"{term}"' for term in terms]
    if len(terms[-1]) >= MIN_PREFIX:
        quoted[-1] += "*"
    return " ".join(quoted)
