"""The settings are safe when the environment is empty, and fail loudly when it says nonsense."""

import json
import os
import re
import runpy
import stat
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.running import ROOT, finish, manage, start

KEY = "k" * 50


def settings(data: Path | None = None, **variables: str) -> dict[str, Any]:
    """Return the settings under these variables and no others."""
    folder = {"DATA_DIR": str(data)} if data else {}
    with patch.dict(os.environ, folder | variables, clear=True):
        return runpy.run_path(str(ROOT / "newsroom" / "settings.py"))


def test_an_empty_environment_is_safe(tmp_path):
    found = settings(tmp_path)

    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "[::1]", "localhost"]
    assert found["SITE_URL"] == "http://127.0.0.1:8000"
    assert (found["PAPER_NAME"], found["TIME_ZONE"], found["LANGUAGE_CODE"]) == ("Newsroom", "UTC", "en-gb")
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "newsroom.sqlite3")
    assert (found["SESSION_COOKIE_HTTPONLY"], found["CSRF_COOKIE_HTTPONLY"]) == (True, True)
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_variables_that_are_set_to_nothing_are_as_safe(tmp_path):
    names = set(re.findall(r'env\.\w+\("(\w+)"', (ROOT / "newsroom" / "settings.py").read_text())) - {"DATA_DIR"}
    plain = settings(tmp_path)

    emptied = settings(tmp_path, **dict.fromkeys([*names, "DATABASE_URL", "ENV_FILE"], ""))

    chosen = [name for name in plain if name.isupper()]
    assert len(names) > 15
    assert {name: emptied[name] for name in chosen} == {name: plain[name] for name in chosen}


def test_the_key_is_made_once_and_never_in_what_is_committed(tmp_path):
    first = settings(tmp_path)["SECRET_KEY"]

    assert len(first) >= 50
    assert settings(tmp_path)["SECRET_KEY"] == first == (tmp_path / "secret_key").read_text()
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert settings(SECRET_KEY=KEY)["DATA_DIR"] == ROOT / "var"
    assert "/var/" in (ROOT / ".gitignore").read_text().splitlines()


def test_postgresql_is_chosen_by_its_address(tmp_path):
    database = settings(tmp_path, DATABASE_URL="postgres://news:s3cret@db.example/paper")["DATABASES"]["default"]

    assert (database["ENGINE"], database["HOST"], database["NAME"]) == (
        "django.db.backends.postgresql",
        "db.example",
        "paper",
    )
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "OPTIONS" not in database


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SITE_URL", "www.example.org"),
        ("SITE_URL", "https://www.example.org/paper"),
        ("TIME_ZONE", "Nowhere/Land"),
        ("TIME_ZONE", "Europe"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("DEBUG", "maybe"),
        ("BEHIND_PROXY", "sometimes"),
        ("HSTS_PRELOAD", "later"),
        ("AGE_NOTICE_DAYS", "a month"),
        ("PUBLISH_DELAY_SECONDS", "-10"),
        ("SQLITE_TIMEOUT_SECONDS", "1.5"),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "paper"),
        ("ENV_FILE", "/nonexistent/paper.env"),
    ],
)
def test_a_value_that_cannot_be_right_stops_the_start_with_its_name(tmp_path, variable, value):
    settings(tmp_path)

    with pytest.raises(ImproperlyConfigured, match=variable):
        settings(tmp_path, **{variable: value})


def test_a_key_file_that_is_not_there_stops_the_start(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="The secret key file /nonexistent/key cannot be read"):
        settings(tmp_path, SECRET_KEY_FILE="/nonexistent/key")


def test_the_same_stop_reaches_who_types_a_command(tmp_path):
    complaints = manage(tmp_path, "check", DEBUG="maybe", code=1)

    assert complaints.splitlines()[-1].endswith("ImproperlyConfigured: DEBUG must be true or false, not 'maybe'.")


def test_an_https_address_turns_every_lock(tmp_path):
    locks = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    more = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    plain, secure = settings(tmp_path), settings(tmp_path, SITE_URL="https://www.example.org/")

    assert [plain[name] for name in locks + more] == [False, False, False, 0, False, False]
    assert [secure[name] for name in locks + more] == [True, True, True, 31_536_000, True, True]
    assert secure["CSRF_TRUSTED_ORIGINS"] == ["https://www.example.org"]
    assert secure["ALLOWED_HOSTS"] == ["127.0.0.1", "[::1]", "localhost", "www.example.org"]


def test_djangos_own_check_finds_nothing_to_lock(tmp_path):
    said = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", SITE_URL="https://www.example.org")

    assert said == "System check identified no issues (0 silenced).\n"


ASK_SQLITE = """
import django, json, sqlite3; django.setup()
from django.db import connection, transaction
with connection.cursor() as cursor:
    names = ("journal_mode", "busy_timeout", "synchronous")
    pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
with transaction.atomic():
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        pragmas.append(str(error))
other.execute("BEGIN IMMEDIATE")
other.close()
print(json.dumps(pragmas))
"""


def test_sqlite_writes_ahead_waits_its_turn_and_takes_its_lock_at_once(tmp_path):
    said = json.loads(finish(start(tmp_path, "-c", ASK_SQLITE)))

    assert said == ["wal", 10_000, 2, "database is locked"]
