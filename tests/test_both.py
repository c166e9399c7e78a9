"""How `make test` finds a PostgreSQL server to run, and a port for it."""

import socket
from pathlib import Path

from tests.both import exists, find_binaries, free_port


def install(folder: Path) -> Path:
    """Put a server's program into the folder."""
    folder.mkdir(parents=True)
    (folder / "initdb").write_text("#!/bin/sh\n")
    (folder / "initdb").chmod(0o755)
    return folder


def test_the_newest_server_is_found_by_number(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(install(tmp_path / "bin")))
    for version in ("9.6", "9", "17", "15"):
        install(tmp_path / "postgresql" / version / "bin")

    assert find_binaries(tmp_path / "postgresql") == tmp_path / "postgresql" / "17" / "bin"


def test_what_holds_no_server_is_passed_over(tmp_path):
    (tmp_path / "18" / "bin").mkdir(parents=True)
    install(tmp_path / "common" / "bin")
    install(tmp_path / "15" / "bin")

    assert find_binaries(tmp_path) == tmp_path / "15" / "bin"


def test_a_server_elsewhere_is_found_on_the_path(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(install(tmp_path / "bin")))

    assert find_binaries(tmp_path / "nothing") == tmp_path / "bin"


def test_without_a_server_none_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_binaries(tmp_path / "nothing") is None


def test_a_free_port_can_be_taken_and_is_not_one_that_is():
    with socket.socket() as taken, socket.socket() as found:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = free_port()
        found.bind(("127.0.0.1", port))

        assert found.getsockname()[1] == port != taken.getsockname()[1]


def test_an_account_is_known_by_its_name():
    assert exists("root")
    assert not exists("no-such-servant")
