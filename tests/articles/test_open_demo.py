"""What `make run` does before it starts the server: everything that is missing, and the second time nothing."""

import re
import shutil
import socket

import pytest

from tests.both import free_port
from tests.running import manage, tables

pytestmark = pytest.mark.xdist_group("papers")


def test_the_first_start_shows_where_and_passwords_and_the_second_changes_nothing(loaded, tmp_path):
    folder, port = shutil.copytree(loaded.folder, tmp_path / "data"), free_port()

    first = manage(folder, "open_demo", "--port", port)
    before, files = tables(folder), {file: file.stat().st_mtime_ns for file in (folder / "static").rglob("*")}
    second = manage(folder, "open_demo", "--port", port)

    assert f"Meridian is at    http://127.0.0.1:{port}/\n" in first
    assert f"Its newsroom is at  http://127.0.0.1:{port}/admin/\n" in first
    assert re.findall(r"^    (\w+) +[-\w]{17} +(\w+)$", first, re.MULTILINE) == [
        ("rita", "reporter"),
        ("ed", "editor"),
        ("pia", "publisher"),
        ("ada", "admin"),
    ]
    assert "Sign in as rita, ed, pia, ada. Lost the passwords? “make passwords” sets new ones." in second
    assert not re.search(r"[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}", second)
    assert tables(folder) == before
    assert files and {file: file.stat().st_mtime_ns for file in files} == files


def test_a_port_that_is_taken_is_said_before_anything_is_done(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        complaints = manage(tmp_path, "open_demo", "--port", port, code=1)

    assert complaints == f"CommandError: Port {port} is taken (Address already in use). Try: make run PORT=8001\n"
    assert not (tmp_path / "newsroom.sqlite3").exists()
