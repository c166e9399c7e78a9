"""The paper's name, address, zone, language and policy are settings: "Meridian" is only the demo's."""

import json
import re

import pytest
from lxml.html import document_fromstring

from tests.reading import main, meta, text
from tests.running import FIXTURES, ROOT, finish, start

SETTINGS = {
    "ENV_FILE": "",
    "PAPER_NAME": "Kvarken Gazette",
    "PAPER_TAGLINE": "News from both shores.",
    "PAPER_EMAIL": "desk@kvarken.example",
    "PAPER_CORRECTIONS_POLICY": "We say what was wrong.",
    "SITE_URL": "https://kvarken.example",
    "TIME_ZONE": "Europe/Helsinki",
    "LANGUAGE_CODE": "en-us",
    "DJANGO_SETTINGS_MODULE": "tests.settings",
}
SEED = FIXTURES / "stories" / "france-debriefs-us.txt"
SET_UP = f"""
import django; django.setup()
from django.core.management import call_command
from tests.making import make_section
make_section("World")
call_command("import_articles", "{SEED}", "--section", "world", "--byline", "Staff", "--date", "2022-02-09T20:14",
             "--publish", verbosity=0)
"""
STORY = "/2022/02/09/france-debriefs-us-as-top-uk-diplomat-flies-to-russia-to-ease-impasse/"
CODE = ("articles", "newsroom", "people", "templates")


@pytest.fixture
def pages(migrated) -> dict[str, str]:
    """Every page of a paper of another name with one story."""
    finish(start(migrated, "-c", SET_UP, **SETTINGS))
    asked = ("/", "/topics/", "/people/", "/organisations/", "/nothing/", f"{STORY}history/")
    crawler = start(migrated, "-m", "tests.crawling", *asked, **SETTINGS)
    return {address: html for address, (_, html) in json.loads(finish(crawler)).items()}


def test_every_page_carries_the_papers_own_name_and_no_other(pages):
    assert {"/", STORY, "/world/", "/corrections/", "/nothing/"} < pages.keys()
    assert [address for address, html in pages.items() if "Kvarken Gazette" not in html] == []
    assert [address for address, html in pages.items() if re.search("meridian", html, re.IGNORECASE)] == []


def test_a_page_is_of_the_papers_address_zone_and_language(pages):
    story = document_fromstring(pages[STORY])

    assert story.find(".//link[@rel='canonical']").get("href") == f"https://kvarken.example{STORY}"
    assert story.get("lang").lower() == "en-us"
    assert text(next(main(story).iter("time"))) == "9 Feb 2022, 20:14 EET"
    assert meta(story, "description")
    corrections = text(main(document_fromstring(pages["/corrections/"])))
    assert "We say what was wrong." in corrections and "desk@kvarken.example" in corrections


def test_no_code_and_no_template_names_the_demo_paper():
    files = [file for folder in CODE for file in (ROOT / folder).rglob("*") if file.suffix in {".py", ".html", ".css"}]

    assert len(files) > 100
    assert [str(file) for file in files if "meridian" in file.read_text().lower()] == []
