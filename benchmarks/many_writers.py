"""Twenty writers save fifty times each through the server: `python -m benchmarks.many_writers`.

On one story and on twenty, in a database of its own (on the PostgreSQL server of DATABASE_URL, else SQLite with
`synchronous=FULL`). Every writer changes a paragraph of their own, every fifth time also the standfirst, as all others
do: the server merges the first and refuses the second, and the writer chooses and saves again. Prints how long a
request took, how many were refused, and whether an acknowledged save is missing from the history.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.both import free_port
from tests.running import environment, manage
from tests.site.serving import own_database, serving
from tests.site.writing import Newsroom, Writer, lost, write_at_once, writers_of

WRITERS, SAVES = 20, 50
FIRST = "/admin/desk/token/"


def main() -> None:
    for stories in (1, 20):
        with tempfile.TemporaryDirectory() as folder, own_database(os.environ.get("DATABASE_URL")) as url:
            more = {"DATABASE_URL": url} if url else {}
            manage(Path(folder) / "data", "migrate", "--verbosity", 0, **more)
            newsroom = Newsroom.make(Path(folder) / "data", more, writers=WRITERS, stories=stories)
            log, port = Path(folder) / "log", free_port()
            with serving(environment(newsroom.folder, **more), port, log, FIRST) as site:
                writers = writers_of(newsroom, site)
                began = time.perf_counter()
                for thread in write_at_once(writers, SAVES):
                    thread.join()
                seconds = time.perf_counter() - began
            report(stories, writers, seconds, lost(newsroom, writers), log.read_text())


def report(stories: int, writers: list[Writer], seconds: float, missing: list[str], log: str) -> None:
    times = sorted(1000 * second for writer in writers for second in writer.seconds)
    statuses = [status for writer in writers for status in writer.statuses]
    saved = sum(len(writer.acknowledged) for writer in writers)
    lines = {
        "acknowledged saves": saved,
        "of them missing from the history": len(missing),
        "refused as conflicts (409), merged and sent again": statuses.count(409),
        "other answers": len([status for status in statuses if status not in {200, 409}]),
        "writers in trouble": len([writer for writer in writers if writer.trouble]),
        "“database is locked”, tracebacks": log.count("locked") + log.count("Traceback"),
        "saves a second": round(saved / seconds, 1),
        "one request, median ms": round(statistics.median(times)),
        "one request, 99 of 100 within ms": round(times[len(times) * 99 // 100]),
    }
    sys.stdout.write(f"{len(writers)} writers, {stories} stories\n")
    for name, figure in lines.items():
        sys.stdout.write(f"  {name:<52}{figure:>8}\n")


if __name__ == "__main__":
    main()
