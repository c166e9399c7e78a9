"""What the settings take from the machine: variables, the site's address, and a secret key that is made once."""

import os
import stat
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment, secret_key, site
from tests.running import finish, start

KEY = "k" * 50


@pytest.fixture(autouse=True)
def nothing():
    """Each test has an environment of its own, empty."""
    with patch.dict(os.environ, clear=True):
        yield


def test_a_missing_and_an_empty_variable_leave_the_default():
    os.environ |= {"EMPTY": "", "BLANK": "  "}
    env = Environment.read()

    for name in ("MISSING", "EMPTY", "BLANK"):
        assert env.str(name, default="text") == "text"
        assert env.int(name, default=30) == 30
        assert env.bool(name, default=True) is True
        assert env.list(name, default=["one"]) == ["one"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("True", True), ("1", True), ("yes", True), ("on", True), ("false", False), ("0", False)]
    + [("FALSE", False), ("no", False), ("off", False), (" off ", False)],
)
def test_yes_and_no_are_read_as_people_write_them(text, value):
    os.environ["ANSWER"] = text

    assert Environment.read().bool("ANSWER", default=not value) is value


@pytest.mark.parametrize("text", ["maybe", "tru", "2", "None", "-"])
def test_what_is_neither_yes_nor_no_is_refused(text):
    os.environ["ANSWER"] = text

    with pytest.raises(ImproperlyConfigured, match=f"ANSWER must be true or false, not '{text}'."):
        Environment.read().bool("ANSWER", default=False)


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "٣", "1e3", "0x10", "1_000"])
def test_what_is_no_whole_number_is_refused(text):
    os.environ["DAYS"] = text

    with pytest.raises(ImproperlyConfigured, match=f"DAYS must be a whole number such as 30, not '{text}'."):
        Environment.read().int("DAYS", default=30)


def test_values_are_taken_as_they_stand():
    os.environ |= {"PRICE": "$5 or less", "HOSTS": "a.example,b.example", "DAYS": "0"}
    env = Environment.read()

    assert env.str("PRICE", default="") == "$5 or less"
    assert env.list("HOSTS", default=[]) == ["a.example", "b.example"]
    assert env.int("DAYS", default=30) == 0


def test_the_environment_beats_its_file(tmp_path):
    file = tmp_path / "paper.env"
    file.write_text("PAPER_NAME=From the file\nTIME_ZONE=Europe/Helsinki\n")
    os.environ |= {"ENV_FILE": str(file), "PAPER_NAME": "From the environment"}

    env = Environment.read()

    assert env.str("PAPER_NAME", default="") == "From the environment"
    assert env.str("TIME_ZONE", default="") == "Europe/Helsinki"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for file in (tmp_path / "missing.env", tmp_path):
        os.environ["ENV_FILE"] = str(file)
        with pytest.raises(ImproperlyConfigured, match=r"The file .* \(ENV_FILE\) cannot be read."):
            Environment.read()


def test_without_an_address_the_database_is_a_file_whatever_its_folder_is_called(tmp_path):
    file = tmp_path / "a #b ?c%20 d" / "newsroom.sqlite3"

    assert Environment.read().database(file) == {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}


def test_a_database_is_named_by_its_address():
    os.environ["DATABASE_URL"] = "postgres://news:s3cret@db.example:5433/paper"

    found = Environment.read().database(Path("unused"))

    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "paper",
        "USER": "news",
        "PASSWORD": "s3cret",
        "HOST": "db.example",
        "PORT": 5433,
    }


@pytest.mark.parametrize("address", ["paper", "nosuch://news:s3cret@db/paper", "mysql://news:s3cret@db/paper", "://x"])
def test_another_kind_of_database_is_refused_without_its_password(address):
    os.environ["DATABASE_URL"] = address

    with pytest.raises(ImproperlyConfigured) as refused:
        Environment.read().database(Path("unused"))

    assert str(refused.value) == "DATABASE_URL must be sqlite:///file or postgres://user:password@host/name."


def test_a_site_has_a_scheme_a_host_and_maybe_a_port():
    for address in ("http://127.0.0.1:8000", "https://www.example.org", "https://[::1]:8443"):
        assert site(address).geturl() == address


@pytest.mark.parametrize(
    "address",
    ["", "www.example.org", "//www.example.org", "ftp://example.org", "https://", "http://[::1", "https://a.example:0"]
    + ["https://a.example:99999", "https://a.example:port", "https://a.example/paper", "https://a.example?x=1"]
    + ["https://a.example#top", "https://ed:secret@a.example", "javascript:alert(1)"],
)
def test_an_address_that_is_no_site_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL must be a full address such as https://www.example.org"):
        site(address)


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path):
    folder = tmp_path / "new" / "data"
    mask = os.umask(0)

    first = secret_key("", "", folder)
    os.umask(mask)

    file = folder / "secret_key"
    assert len(first) >= 50
    assert secret_key("", "", folder) == first == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert [path.name for path in folder.iterdir()] == ["secret_key"]
    assert secret_key("", "", tmp_path / "other") != first


def test_a_key_that_is_there_is_used_where_nothing_can_be_written(tmp_path):
    first = secret_key("", "", tmp_path)
    (tmp_path / ".secret_key.1").write_text("left by a process that was killed")
    before = tmp_path.stat().st_mtime_ns

    assert secret_key("", "", tmp_path) == first
    assert tmp_path.stat().st_mtime_ns == before


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    script = (
        "import sys; from pathlib import Path; from newsroom.environment import secret_key;"
        "print('ready', flush=True); sys.stdin.readline(); print(secret_key('', '', Path(sys.argv[1])))"
    )
    folder = tmp_path / "data"
    processes = [start(folder, "-c", script, folder) for _ in range(6)]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 6
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()

    keys = {finish(process).strip() for process in processes}

    assert keys == {(folder / "secret_key").read_text()}
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_a_given_key_beats_a_file_and_a_file_the_made_one(tmp_path):
    file = tmp_path / "key"
    file.write_text(f"{KEY}f\n")

    assert secret_key(f"{KEY}g", str(file), tmp_path) == f"{KEY}g"
    assert secret_key("", str(file), tmp_path) == f"{KEY}f"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize("text", [b"", b"short", b"k" * 49, b"\xff" * 60])
def test_a_key_file_that_holds_no_key_is_refused(tmp_path, text):
    file = tmp_path / "key"
    file.write_bytes(text)

    for given in (str(file), str(tmp_path / "missing")):
        with pytest.raises(ImproperlyConfigured, match=given):
            secret_key("", given, tmp_path)


def test_a_short_key_is_refused_without_being_repeated(tmp_path):
    with pytest.raises(ImproperlyConfigured) as refused:
        secret_key("hunter2", "", tmp_path)

    assert str(refused.value) == "The secret key in SECRET_KEY is shorter than 50 characters."


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(ImproperlyConfigured, match="secret_key cannot be made: "):
        secret_key("", "", tmp_path / "file" / "data")
