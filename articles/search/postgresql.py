"""Full-text search by PostgreSQL: a weighted tsvector with a GIN index."""

from collections.abc import Collection
from typing import Any

from articles.search.words import CLOSE, MIN_PREFIX, OPEN, Document, fold, words

# English endings without stop words (“WHO” is an organisation); a migration makes it.
CONFIGURATION = "newsroom_search"
# A tsvector holds at most a megabyte; what comes later in a text of that length is not found.
MAX_TEXT = 200_000
# Of what matches the newest so many are weighed: to weigh a word that is in every story would cost a second.
RANKED = 5_000
LESS = "\x04"
PASSAGE = f'StartSel="{OPEN}", StopSel="{CLOSE}", MaxFragments=1, MinWords=8, MaxWords=24, FragmentDelimiter=" … "'
WHOLE = f'StartSel="{OPEN}", StopSel="{CLOSE}", HighlightAll=true'

Statement = tuple[str, list[Any]]


def put(table: str, key: int, document: Document) -> list[Statement]:
    weighted = {
        "A": document.headline,
        "B": f"{document.short_headline} {document.standfirst} {document.named} {document.bylines}",
        "C": f"{document.topics} {document.slug}",
        "D": document.body,
    }
    vector = " || ".join(f"setweight(to_tsvector('{CONFIGURATION}', %s), '{weight}')" for weight in weighted)
    rest = "\n".join(document[1:-1])
    sql = f"""INSERT INTO {table} (rowid, headline, rest, document) VALUES (%s, %s, %s, {vector})
        ON CONFLICT (rowid) DO UPDATE SET
        headline = EXCLUDED.headline, rest = EXCLUDED.rest, document = EXCLUDED.document"""
    plain = [" ".join(words(fold(text[:MAX_TEXT]))) for text in weighted.values()]
    return [(sql, [key, document.headline, rest, *plain])]


def matching(table: str, terms: list[str]) -> Statement:
    return f"SELECT rowid FROM {table} WHERE document @@ to_tsquery('{CONFIGURATION}', %s)", [_query(terms)]


def ranked(table: str, terms: list[str], among: Statement, start: int, count: int) -> Statement:
    seen, params = among
    sql = f"""SELECT rowid FROM (
        SELECT rowid, document, asked FROM {table}, to_tsquery('{CONFIGURATION}', %s) AS asked
        WHERE document @@ asked AND rowid IN ({seen}) ORDER BY rowid DESC LIMIT {RANKED}) AS newest
        ORDER BY ts_rank_cd(document, asked) DESC, rowid DESC LIMIT %s OFFSET %s"""
    return sql, [_query(terms), *params, count, start]


def excerpts(table: str, terms: list[str], keys: Collection[int]) -> Statement:
    # Marked is any of the terms: all of them need not stand in one passage.
    # What looks like a tag would be left out of a passage: the text says “<” another way while it is marked.
    sql = f"""SELECT rowid, ts_headline('{CONFIGURATION}', headline, each, %s),
        translate(ts_headline('{CONFIGURATION}', translate(rest, '<', '{LESS}'), each, %s), '{LESS}', '<')
        FROM {table}, to_tsquery('{CONFIGURATION}', %s) AS asked, to_tsquery('{CONFIGURATION}', %s) AS each
        WHERE document @@ asked AND rowid = ANY(%s)"""
    asked = _query(terms)
    return sql, [WHOLE, PASSAGE, asked, asked.replace("&", "|"), list(keys)]


def _query(terms: list[str]) -> str:
    """Return the terms as a tsquery: all of them, and the last one may be the beginning of a word."""
    folded = words(" ".join(fold(term) for term in terms))
    ending = ":*" if folded and len(folded[-1]) >= MIN_PREFIX else ""
    return " & ".join(folded) + ending
