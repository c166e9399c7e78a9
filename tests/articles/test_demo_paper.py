"""The demo paper comes in by two ways, any number of times, after any interruption, as the same paper."""

import shutil
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.articles.conftest import dump
from tests.running import FIXTURES, manage, rows, start, tables

FIXTURE = FIXTURES / "meridian.json"
pytestmark = pytest.mark.xdist_group("papers")


def files(folder: Path) -> dict[str, bytes]:
    """Return every picture that is stored, by its name."""
    media = folder / "media"
    return {str(file.relative_to(media)): file.read_bytes() for file in media.rglob("*") if file.is_file()}


def count_stories(folder: Path) -> int:
    """Return how many stories are in a database that another process is writing."""
    with sqlite3.connect(folder / "newsroom.sqlite3") as connection:
        found = connection.execute("SELECT COUNT(*) FROM articles_article").fetchone()[0]
    connection.close()
    return found


def test_loading_says_what_came_in(loaded, restored):
    number = Counter(row["model"] for row in rows(FIXTURE))["articles.article"]

    assert loaded.said == f"Stories: {number} created, 0 unchanged.\n"
    assert restored.said == f"Installed {len(rows(FIXTURE))} object(s) from 1 fixture(s)\n"


def test_the_fixture_is_what_the_sources_make(loaded, tmp_path):
    assert dump(loaded.folder, tmp_path / "paper.json").read_text() == FIXTURE.read_text()


def test_the_fixture_restores_every_row(restored, tmp_path):
    assert rows(dump(restored.folder, tmp_path / "paper.json")) == rows(FIXTURE)


def test_both_ways_give_the_same_pages(loaded, restored):
    statuses = Counter(status for status, _ in loaded.pages.values())

    assert len(loaded.pages) > 200
    assert statuses.keys() == {200, 404, 410}
    assert restored.pages.keys() == loaded.pages.keys()
    assert [address for address in loaded.pages if loaded.pages[address] != restored.pages[address]] == []


def test_both_ways_store_the_same_pictures(loaded, restored):
    pictures = {file.name for file in (FIXTURES / "media" / "pictures").iterdir()}
    images = [row["fields"]["uuid"] for row in rows(FIXTURE) if row["model"] == "articles.image"]

    stored = files(loaded.folder)
    assert {name.removeprefix("pictures/") for name in stored if name.startswith("pictures/")} == pictures
    assert {f"renditions/{uuid}-{width}.webp" for uuid in images for width in (480, 960)} < stored.keys()
    assert files(restored.folder) == stored


def test_of_what_was_told_only_open_stories_are_news(loaded):
    told = """SELECT account.username, told.kind, told.read_at IS NULL FROM articles_notification told
        JOIN auth_user account ON account.id = told.user_id"""
    with sqlite3.connect(loaded.folder / "newsroom.sqlite3") as connection:
        found = Counter(connection.execute(told).fetchall())
    connection.close()

    assert found["rita", "published", False] == 28
    assert {(who, kind): number for (who, kind, is_news), number in found.items() if is_news} == {
        ("rita", "changes"): 1,
        ("rita", "scheduled"): 1,
        ("ed", "submitted"): 1,
        ("pia", "ready"): 1,
        ("ada", "ready"): 1,
    }


def test_loading_the_sources_again_changes_nothing(loaded):
    before, stored = tables(loaded.folder), files(loaded.folder)

    said = manage(loaded.folder, "load_demo")

    assert said == loaded.said.replace("29 created, 0 un", "0 created, 29 un")
    assert tables(loaded.folder) == before
    assert files(loaded.folder) == stored


@pytest.mark.parametrize("stories", [0, 14])
def test_loading_after_an_interruption_completes_the_paper(loaded, migrated, stories):
    process = start(migrated, "manage.py", "load_demo")
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if count_stories(migrated) >= stories and (stories or files(migrated)):
            process.kill()
            break
        time.sleep(0.002)
    process.communicate()
    known = count_stories(migrated)
    assert process.returncode == -9 and stories <= known < 29

    said = manage(migrated, "load_demo")

    assert said == f"Stories: {29 - known} created, {known} unchanged.\n"
    assert tables(migrated) == tables(loaded.folder)
    assert files(migrated) == files(loaded.folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("paper.toml", '"truss-balmoral",\n]', '"truss-balmorl",\n]', "Article matching query does not exist."),
        ("paper.toml", "[pictures]", "[picturse]", "'pictures'"),
        ("paper.toml", "[pictures]", "[pictures", "Expected ']' at the end of a table declaration"),
        ("stories/france-debriefs-us.txt", None, None, "No such file or directory"),
        ("stories/france-debriefs-us.txt", "\n", " ", "Line 1: The headline has"),
    ],
)
def test_a_broken_paper_is_a_clear_error(db, tmp_path, file, old, new, problem):
    paper = tmp_path / "paper"
    shutil.copytree(FIXTURES, paper, ignore=shutil.ignore_patterns("*.webp", "meridian.json"))
    for table in (paper / "stories").glob("*.toml"):
        table.write_text("\n".join(line for line in table.read_text().splitlines() if not line.startswith("picture")))
    broken = paper / file
    if old is None:
        broken.unlink()
    else:
        broken.write_text(broken.read_text().replace(old, new))

    with pytest.raises(CommandError) as error:
        call_command("load_demo", paper)

    assert str(error.value).startswith(f"The demo paper in {paper} is broken: ")
    assert problem in str(error.value)
