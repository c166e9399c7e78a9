"""Runs the tests on SQLite, then on a PostgreSQL server made for them: `python -m tests.both`.

The second time those are left out that mean the same on any database, such as how a page looks.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PYTEST = [sys.executable, "-m", "pytest", "--numprocesses", "2", "--dist", "loadgroup"]
# The server refuses to run as root; these accounts exist on every Debian machine, the first with the package.
SERVANTS = ("postgres", "nobody")


def main() -> int:
    """Run both; return the first exit code that is not 0."""
    arguments = sys.argv[1:]
    say("The tests on SQLite")
    code = subprocess.run([*PYTEST, *arguments], check=False).returncode
    if code:
        return code
    binaries = find_binaries()
    if binaries is None:
        say("LEFT OUT: the tests on PostgreSQL. Its server is not here; on Debian: apt install postgresql")
        return 0
    say(f"The tests on PostgreSQL, {binaries}, but for those that mean the same on any database")
    with postgresql(binaries) as url:
        arguments = [*arguments, "-m", "not any_database"]
        return subprocess.run([*PYTEST, *arguments], check=False, env=os.environ | {"DATABASE_URL": url}).returncode


def say(text: str) -> None:
    sys.stdout.write(f"\n=== {text}\n")
    sys.stdout.flush()


def find_binaries(installed: Path = Path("/usr/lib/postgresql")) -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs, or None."""
    folders = [path.parent for path in installed.glob("[0-9]*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: [int(part) for part in folder.parent.name.split(".")])
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextlib.contextmanager
def postgresql(binaries: Path) -> Iterator[str]:
    """Run a server of our own on 127.0.0.1 with its data in a temporary folder; yield its DATABASE_URL."""
    servant = next(name for name in SERVANTS if exists(name)) if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="newsroom-postgresql-") as folder:
        data, port = Path(folder) / "data", free_port()
        if servant:
            shutil.chown(folder, servant)
        who = {"user": servant, "cwd": folder} if servant else {"cwd": folder}
        quiet = {"check": True, "stdout": subprocess.DEVNULL, **who}
        initdb = [binaries / "initdb", "-D", data, "-U", "newsroom", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(initdb, **quiet)
        # Tests need no durability; a lost server is thrown away.
        options = f"-h 127.0.0.1 -p {port} -k {folder} -F -c full_page_writes=off -c max_connections=40"
        pg_ctl = [binaries / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*pg_ctl, "-l", data / "log", "-o", options, "start"], **quiet)
        try:
            yield f"postgres://newsroom@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*pg_ctl, "-m", "immediate", "stop"], **quiet)


def exists(account: str) -> bool:
    try:
        pwd.getpwnam(account)
    except KeyError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
