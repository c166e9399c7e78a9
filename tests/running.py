"""The newsroom's commands as processes of their own, each on a data folder with SQLite whatever the tests run on."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return a clean environment: what the machine needs, the demo paper's settings, and what is said here."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    paper = {"ENV_FILE": str(FIXTURES / "paper.env"), "DATA_DIR": str(folder), "LANG": "C.UTF-8"}
    return kept | paper | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"} | more


def start(folder: Path, *arguments: object, **more: str) -> subprocess.Popen[str]:
    """Start Python with these arguments and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", *map(str, arguments)],
        cwd=ROOT,
        env=environment(folder, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str], code: int = 0) -> str:
    """Wait for a process to end with that code; return what it printed, its complaints when it was to fail."""
    out, complaints = process.communicate(timeout=120)
    assert process.returncode == code, out + complaints
    return complaints if code else out


def manage(folder: Path, *arguments: object, code: int = 0, **more: str) -> str:
    """Run one of the newsroom's commands to its end."""
    return finish(start(folder, "manage.py", *arguments, **more), code)


def tables(folder: Path) -> list[str]:
    """Return everything in the database, row by row."""
    with sqlite3.connect(folder / "newsroom.sqlite3") as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def rows(fixture: Path) -> list[dict]:
    """Return the rows of a fixture, in an order of their own."""
    return sorted(json.loads(fixture.read_text()), key=lambda row: json.dumps(row, sort_keys=True))
