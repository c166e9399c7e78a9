"""The demo paper, brought in by both ways, once for all tests that read it."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import FIXTURES, finish, manage, start

# No page links there.
WITHDRAWN = "/2022/02/04/survey-finds-one-household-in-three-near-the-border-keeps-a-bag-packed/"
SCHEDULED = "/2029/04/13/look-up-tonight-apophis-is-coming-close-and-it-will-miss/"


@dataclass(frozen=True, slots=True)
class Paper:
    """A demo paper on a data folder of its own, with what its commands said and the pages that readers get."""

    folder: Path
    said: str
    pages: dict[str, tuple[int, str]]


@pytest.fixture(scope="session")
def papers(tables_made, tmp_path_factory) -> tuple[Paper, Paper]:
    """The paper loaded from its sources by `load_demo`, and the one restored by `loaddata` from the fixture."""
    base = tmp_path_factory.mktemp("papers")
    folders = [shutil.copytree(tables_made, base / name) for name in ("loaded", "restored")]
    commands = [["load_demo"], ["loaddata", FIXTURES / "meridian.json"]]
    loading = [start(folder, "manage.py", *command) for folder, command in zip(folders, commands, strict=True)]
    said = [finish(process) for process in loading]
    crawling = [crawler(folder) for folder in folders]
    pages = [json.loads(finish(process)) for process in crawling]
    loaded, restored = (Paper(*parts) for parts in zip(folders, said, pages, strict=True))
    return loaded, restored


@pytest.fixture(scope="session")
def loaded(papers) -> Paper:
    return papers[0]


@pytest.fixture(scope="session")
def restored(papers) -> Paper:
    return papers[1]


def crawler(folder: Path, *addresses: str, **settings: str):
    """Start reading the site in this folder, from its home page on."""
    tests = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    return start(folder, "-m", "tests.crawling", "/", WITHDRAWN, SCHEDULED, *addresses, **tests, **settings)


def dump(folder: Path, file: Path) -> Path:
    """Write the paper in this folder as `make fixtures` does."""
    manage(folder, "dump_paper", file)
    return file
