"""The documents say what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted(ROOT.glob("docs/*.md"))
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def test_every_setting_is_documented_and_every_documented_one_exists():
    sources = "\n".join((ROOT / "newsroom" / name).read_text() for name in ("settings.py", "environment.py"))
    read = re.findall(r'(?:env|self)\.\w+\(\s*"([A-Z_]+)"', sources)
    rows = re.findall(r"^\| (`[^|]+) \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}

    assert documented == set(read) - {"ENV_FILE"}
    assert "`ENV_FILE`" in (ROOT / "docs" / "settings.md").read_text()


def test_every_command_is_documented():
    folder = ROOT / "articles" / "management" / "commands"
    commands = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    documents = "\n".join(path.read_text() for path in [*DOCS, ROOT / "Makefile"])

    assert {command for command in commands if command not in documents} == set()


def test_every_option_of_the_importer_is_documented():
    source = (ROOT / "articles" / "management" / "commands" / "import_articles.py").read_text()
    document = (ROOT / "docs" / "text-format.md").read_text()

    options = set(re.findall(r'add_argument\("(--[\w-]+)"', source))

    assert options
    assert {option for option in options if option not in document} == set()


def test_every_make_target_is_documented():
    makefile = (ROOT / "Makefile").read_text()
    document = (ROOT / "docs" / "development.md").read_text()

    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split()

    assert {target for target in phony if f"make {target}" not in document} == set()


@pytest.mark.parametrize("path", [ROOT / "README.md", *DOCS], ids=lambda path: path.name)
def test_links_lead_to_files_that_are_there(path):
    targets = LINK.findall(path.read_text())

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_document_is_reached_from_the_readme():
    linked = set(LINK.findall((ROOT / "README.md").read_text()))

    assert {f"docs/{path.name}" for path in DOCS} - linked == set()
