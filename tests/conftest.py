"""The cast: Rita the reporter, Ed the section editor, Pia the publisher, Noor the reader."""

import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Section
from tests.making import make_section, make_user
from tests.running import manage

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    """Each test has a media folder of its own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def world(db) -> Section:
    return make_section("World")


@pytest.fixture
def rita(db) -> User:
    return make_user("rita", "reporter")


@pytest.fixture
def ed(world) -> User:
    """Edits World."""
    user = make_user("ed", "editor")
    world.editors.add(user)
    return user


@pytest.fixture
def pia(world) -> User:
    return make_user("pia", "publisher")


@pytest.fixture
def noor(db) -> Client:
    """Reads the paper in a browser, signed in nowhere."""
    return Client()


@pytest.fixture(scope="session")
def tables_made(tmp_path_factory) -> Path:
    """A data folder with the tables of a newsroom and nothing in them; to be copied, never written."""
    folder = tmp_path_factory.mktemp("tables") / "data"
    manage(folder, "migrate", "--verbosity", 0)
    return folder


@pytest.fixture
def migrated(tables_made, tmp_path) -> Path:
    """A data folder of its own with an empty newsroom, for commands that run as processes."""
    return shutil.copytree(tables_made, tmp_path / "data")
