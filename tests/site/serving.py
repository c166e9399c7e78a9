"""Running the newsroom as `make run` does, and asking it over the wire."""

import contextlib
import gzip
import http.client
import resource
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.running import ROOT

# The Makefile's, word by word; test_real_server compares.
GRANIAN = "--interface wsgi --host 127.0.0.1 --port {port} --blocking-threads 4 --no-ws --log-level warning"
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Paper:
    """The demo paper in a data folder of its own, as `open_demo` left it; what that said and how long it worked."""

    folder: Path
    more: dict[str, str]
    port: int
    said: str
    seconds: float


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers["Content-Encoding"] == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


@contextlib.contextmanager
def own_database(server: str | None) -> Iterator[str | None]:
    """Make an empty database on the PostgreSQL server at this URL, yield its URL, drop it; None is for SQLite."""
    if not server:
        yield None
        return
    name = f"newsroom_site_{uuid.uuid4().hex[:12]}"
    _tell(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _tell(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _tell(server: str, command: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(command)


def worked() -> float:
    """Return the seconds that the processor has worked for processes that ended: not longer when others are busy."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextlib.contextmanager
def serving(environment: dict[str, str], port: int, log: Path, first: str = "/") -> Iterator[str]:
    """Run the server until the end; yield its address as soon as it answers what it is asked first."""
    granian = [str(Path(sys.executable).parent / "granian"), *GRANIAN.format(port=port).split()]
    with log.open("w") as out:
        process = subprocess.Popen(
            [*granian, "newsroom.wsgi:application"], cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    site = f"http://127.0.0.1:{port}"
    try:
        wait_for(site, process, log, first)
        yield site
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def wait_for(site: str, process: subprocess.Popen[bytes], log: Path, first: str = "/") -> None:
    """Return as soon as the server answers."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            ask(site, first)
            return
        time.sleep(0.05)
    raise AssertionError(f"The server did not answer at {site}. It said:\n{log.read_text()}")


def ask(site: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Return the answer as it comes over the wire: no redirect followed, nothing unpacked."""
    with contextlib.closing(http.client.HTTPConnection(urlsplit(site).netloc, timeout=PATIENCE_SECONDS)) as wire:
        wire.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = wire.getresponse()
        return Answer(response.status, response.headers, response.read())
