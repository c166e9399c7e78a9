"""`import_articles` ended by SIGKILL at any moment: each story is wholly in or wholly out, and a rerun completes."""

import contextlib
import random
import re
import shutil
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import FIXTURES, manage, start, tables

pytestmark = pytest.mark.xdist_group("killed")

# Fourteen stories that name people and refer to each other, the last two for the process still to be busy.
FILES = [file for file in sorted((FIXTURES / "stories").glob("*.txt")) if file.stem != "wrong-forecast"][:14]
KILLS = 12
# With a date and an account of its own every run writes the same bytes.
ON = ("--section", "world", "--byline", "Staff and agencies", "--date", "2022-02-09T20:14", "--by", "pia", "--publish")
IMPORT = ("-u", "manage.py", "import_articles", *FILES, *ON)


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What the import makes of `base` when nothing happens to it, and how long that takes."""

    base: Path
    tables: list[str]
    stories: dict[str, dict[str, int]]
    until_first: float
    each: float


@pytest.fixture(scope="session")
def undisturbed(tables_made, tmp_path_factory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("killed")
    base = shutil.copytree(tables_made, folder / "base")
    manage(base, "load_demo", paper_without_stories(folder / "paper"))
    whole = shutil.copytree(base, folder / "whole")
    began = time.monotonic()
    process = start(whole, *IMPORT)
    process.stdout.readline()
    first = time.monotonic()
    out, complaints = process.communicate()
    ended = time.monotonic()
    assert out.endswith("14 created, 0 changed, 0 unchanged, 0 skipped, 0 broken.\n"), complaints
    return Undisturbed(base, tables(whole), stories(whole), first - began, (ended - first) / len(FILES))


def paper_without_stories(folder: Path) -> Path:
    """Return a copy of the demo paper's people and sections, with nothing published."""
    shutil.copytree(FIXTURES / "who", folder / "who")
    paper = (FIXTURES / "paper.toml").read_text()
    (folder / "paper.toml").write_text(re.sub(r"(?s)\nstories = \[.*?\]", "\nstories = []", paper))
    return folder


def ask(folder: Path, question: str) -> list[tuple]:
    with contextlib.closing(sqlite3.connect(folder / "newsroom.sqlite3")) as connection:
        return connection.execute(question).fetchall()


def stories(folder: Path) -> dict[str, dict[str, int]]:
    """Return for each story by its source_id how many rows it has in every table that says whose they are."""
    owned = {"article_id": "articles_article.id = {}.article_id", "edition_id": "articles_edition.id = {}.edition_id"}
    found = {name: {} for (name,) in ask(folder, "SELECT source_id FROM articles_article")}
    for column, condition in owned.items():
        having = (
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = "
        )
        for (table,) in ask(folder, f"{having} '{column}'"):
            join = "JOIN articles_edition ON articles_edition.article_id = articles_article.id" * (
                column == "edition_id"
            )
            counted = ask(
                folder,
                f"SELECT source_id, COUNT(*) FROM articles_article {join} "
                f"JOIN {table} ON {condition.format(table)} GROUP BY source_id",
            )
            for name, rows in counted:
                found[name][table] = rows
    return found


def moments() -> list[tuple[int, float]]:
    """Return after how many stories, and which part of the next one, each kill comes."""
    chance = random.Random(9)
    return [(number, round(chance.uniform(0.05, 0.95), 2)) for number in range(KILLS)]


def test_the_undisturbed_import_writes_every_part_of_a_story(undisturbed):
    parts = {table for story in undisturbed.stories.values() for table in story}

    assert len(undisturbed.stories) == len(FILES)
    assert {
        "articles_revision",
        "articles_historyentry",
        "articles_mention",
        "articles_relatedlink",
        "articles_byline",
        "articles_address",
        "articles_edition",
        "articles_appearance",
        "articles_editionlink",
    } <= parts


@pytest.mark.parametrize(("done", "part"), moments())
def test_a_killed_import_leaves_whole_stories_and_a_rerun_completes(undisturbed, tmp_path, done, part):
    folder = shutil.copytree(undisturbed.base, tmp_path / "data")
    process = start(folder, *IMPORT)
    said = [process.stdout.readline().split()[0] for _ in range(done)]
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(part * (undisturbed.each if done else undisturbed.until_first))
    process.kill()
    process.communicate()
    assert (process.returncode, said) == (-9, ["created"] * done)

    left = stories(folder)

    assert ask(folder, "PRAGMA integrity_check") == [("ok",)]
    assert ask(folder, "PRAGMA foreign_key_check") == []
    assert done <= len(left) < len(FILES)
    assert left == {file.stem: undisturbed.stories[file.stem] for file in FILES[: len(left)]}
    again = manage(folder, *IMPORT[2:]).splitlines()
    assert again[-1] == f"{14 - len(left)} created, 0 changed, {len(left)} unchanged, 0 skipped, 0 broken."
    assert tables(folder) == undisturbed.tables
