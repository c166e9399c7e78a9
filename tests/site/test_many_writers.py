"""Several writers save through the real server at once: every save that was acknowledged is in the history."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.both import free_port
from tests.running import ROOT, environment, manage
from tests.site.serving import GRANIAN, own_database, serving, wait_for
from tests.site.writing import Newsroom, Writer, lost, write_at_once, writers_of

WRITERS, SAVES = 6, 10
KILLS = 4


# Answered without a page and its files.
FIRST = "/admin/desk/token/"


@pytest.fixture
def database(request, tmp_path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A data folder with the tables, and what else says where the database is."""
    with own_database(os.environ.get("DATABASE_URL")) as url:
        if url is None:
            yield request.getfixturevalue("migrated"), {}
            return
        manage(tmp_path / "data", "migrate", "--verbosity", 0, DATABASE_URL=url)
        yield tmp_path / "data", {"DATABASE_URL": url}


@pytest.mark.parametrize("stories", [1, WRITERS])
def test_many_writers_lose_nothing_and_are_never_locked_out(database, tmp_path, stories):
    newsroom = Newsroom.make(*database, writers=WRITERS, stories=stories)
    log, port = tmp_path / "log", free_port()

    with serving(environment(newsroom.folder, **newsroom.more), port, log, FIRST) as site:
        writers = writers_of(newsroom, site)
        for thread in write_at_once(writers, SAVES):
            thread.join()

    assert [writer.trouble for writer in writers] == [""] * WRITERS
    assert [len(writer.acknowledged) for writer in writers] == [SAVES] * WRITERS
    assert lost(newsroom, writers) == []
    statuses = [status for writer in writers for status in writer.statuses]
    assert set(statuses) <= {200, 409}
    if stories == 1:
        assert 409 in statuses
    assert "locked" not in log.read_text()
    assert "Traceback" not in log.read_text()


def test_a_new_story_that_is_sent_several_times_at_once_is_one(database, tmp_path):
    newsroom = Newsroom.make(*database, writers=1, stories=1)
    log, port, new = tmp_path / "log", free_port(), str(uuid.uuid4())

    with serving(environment(newsroom.folder, **newsroom.more), port, log, FIRST) as site:
        writers = [Writer(site, newsroom.sessions[0], 0, new, "") for _ in range(WRITERS)]
        with ThreadPoolExecutor(WRITERS) as pool:
            answers = list(pool.map(lambda writer: writer.post({"version": 0, "headline": "New"}), writers))

    assert [(status, answer["version"]) for status, answer in answers] == [(200, 1)] * WRITERS
    assert len({answer["pk"] for _, answer in answers}) == 1
    told = newsroom.told()
    assert (len(told), len(told[new]["revisions"])) == (2, 1)
    assert "Traceback" not in log.read_text()


@contextlib.contextmanager
def killable(newsroom: Newsroom, port: int, log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run the server as a group of processes of its own, which is ended by SIGKILL."""
    granian = [str(Path(sys.executable).parent / "granian"), *GRANIAN.format(port=port).split()]
    with log.open("a") as out:
        process = subprocess.Popen(
            [*granian, "newsroom.wsgi:application"],
            cwd=ROOT,
            env=environment(newsroom.folder, **newsroom.more),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_server_killed_in_the_middle_of_saves_leaves_before_or_after(database, tmp_path):
    newsroom = Newsroom.make(*database, writers=WRITERS, stories=1)
    rng, port, log = random.Random(7), free_port(), tmp_path / "log"
    writers = writers_of(newsroom, f"http://127.0.0.1:{port}")

    for kill in range(KILLS):
        with killable(newsroom, port, log) as (site, process):
            wait_for(site, process, log, FIRST)
            for writer in writers:
                retry(writer)
            threads = write_at_once(writers, 1000, seed=kill)
            wait_until_acknowledged(writers, acknowledged(writers) + rng.randrange(2, 12))
            time.sleep(rng.uniform(0, 0.05))
        for thread in threads:
            thread.join()
        assert lost(newsroom, writers) == []


def acknowledged(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def wait_until_acknowledged(writers: list[Writer], number: int) -> None:
    until = time.monotonic() + 30
    while acknowledged(writers) < number:
        assert time.monotonic() < until, [writer.trouble for writer in writers]
        time.sleep(0.005)


def retry(writer: Writer) -> None:
    """Send again what got no answer: `lost` sees whether it is a revision once, arrived or not."""
    for text in writer.unanswered:
        writer.save(text)
    writer.trouble = ""
