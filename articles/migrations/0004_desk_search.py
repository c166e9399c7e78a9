"""Make the index in which the desk finds stories by their words."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE articles_desk_search USING fts5(
    headline, short_headline, standfirst, body, named, bylines, topics, slug,
    tokenize = "porter unicode61 remove_diacritics 2", prefix = '2 3')""",
]
POSTGRESQL = [
    # The English endings without the list of stop words: “WHO” and “The Who” are to be found.
    "CREATE TEXT SEARCH DICTIONARY newsroom_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION newsroom_search (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION newsroom_search
    ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, hword_asciipart, hword_part WITH newsroom_stem""",
    # No foreign key: rows that nobody may see are found by nobody, and `reindex` removes them.
    """CREATE TABLE articles_desk_search (
    rowid bigint PRIMARY KEY, headline text NOT NULL, rest text NOT NULL, document tsvector NOT NULL)""",
    "CREATE INDEX articles_desk_search_document ON articles_desk_search USING gin (document)",
]
UNDO_SQLITE = ["DROP TABLE articles_desk_search"]
UNDO_POSTGRESQL = [
    "DROP TABLE articles_desk_search",
    "DROP TEXT SEARCH CONFIGURATION newsroom_search",
    "DROP TEXT SEARCH DICTIONARY newsroom_stem",
]


def make(apps, schema_editor):
    _execute(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unmake(apps, schema_editor):
    _execute(schema_editor, {"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL})


def _execute(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_roles")]
    operations = [migrations.RunPython(make, unmake)]
