"""Several people save one story at once, each in a process of their own: one after the other, and nothing is lost."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import finish, start

SET_UP = """
import django; django.setup()
from tests.making import make_section, make_story, make_user
make_section("World")
make_story(make_user("pia", "publisher"))
"""

# Reads the story, says so, and saves at the starting shot.
SAVE = """
import sys, django; django.setup()
from django.contrib.auth.models import User
from articles.actions import editing
from articles.actions.moving import Stale
from articles.models import Article
name, times = sys.argv[1], int(sys.argv[2])
pia = User.objects.get(username="pia")
article = Article.objects.get()
print("ready", flush=True)
sys.stdin.readline()
for number in range(times):
    text = f"{name} {number}"
    while True:
        try:
            revision = editing.save(article, by=pia, changes={"standfirst": text}, label=text)
        except Stale:
            if times == 1:
                sys.exit("stale")
            article = Article.objects.get()
        else:
            print(revision.version, text, flush=True)
            break
"""


@pytest.fixture
def newsroom(migrated) -> Path:
    """A data folder with Pia and one story in it."""
    finish(start(migrated, "-c", SET_UP))
    return migrated


def at_once(newsroom: Path, names: list[str], times: int) -> list[tuple[int, str, str]]:
    """Let each save so many times, all from the same shot on; return how each ended, with what they said."""
    processes = [start(newsroom, "-c", SAVE, name, times) for name in names]
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in processes]
    return [(process.returncode, *told) for process, told in zip(processes, said, strict=True)]


def ask(newsroom: Path, question: str) -> list[tuple]:
    with closing(sqlite3.connect(newsroom / "newsroom.sqlite3")) as connection:
        return connection.execute(question).fetchall()


def revisions(newsroom: Path) -> dict[int, tuple[str, str]]:
    """Return label and standfirst of every revision by its version."""
    found = ask(newsroom, "SELECT version, label, snapshot FROM articles_revision")
    return {version: (label, json.loads(snapshot)["standfirst"]) for version, label, snapshot in found}


def test_of_two_who_save_the_same_version_one_is_refused(newsroom):
    before = revisions(newsroom)

    ended = at_once(newsroom, ["rita", "ed"], 1)

    [(_, said, _)] = [told for told in ended if told[0] == 0]
    assert sorted((code, complaint) for code, _, complaint in ended) == [(0, ""), (1, "stale\n")]
    version, winner = said.strip().split(" ", 1)
    assert (version, winner) in {("2", "rita 0"), ("2", "ed 0")}
    assert revisions(newsroom) == before | {2: (winner, winner)}
    assert ask(newsroom, "SELECT version, standfirst FROM articles_article") == [(2, winner)]
    assert ask(newsroom, "SELECT version, why FROM articles_historyentry ORDER BY version") == [(1, ""), (2, winner)]


def test_eight_who_save_ten_times_each_lose_nothing_and_are_never_locked_out(newsroom):
    before = revisions(newsroom)

    ended = at_once(newsroom, [f"writer-{number}" for number in range(8)], 10)

    assert {(code, complaint) for code, _, complaint in ended} == {(0, "")}
    lines = [line.split(" ", 1) for _, said, _ in ended for line in said.splitlines()]
    acknowledged = {int(version): (text, text) for version, text in lines}
    assert sorted(acknowledged) == list(range(2, 82))
    assert revisions(newsroom) == before | acknowledged
    assert ask(newsroom, "SELECT version, standfirst FROM articles_article") == [(81, acknowledged[81][0])]
    assert [version for (version,) in ask(newsroom, "SELECT version FROM articles_historyentry ORDER BY version")] == [
        *range(1, 82)
    ]
    assert ask(newsroom, "PRAGMA integrity_check") == [("ok",)]
