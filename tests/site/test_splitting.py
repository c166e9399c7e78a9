"""A whole story is pasted into the empty form: it falls into its fields, by keyboard alone, and back."""

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from articles.formats.pasted import from_text
from tests.conftest import ROOT
from tests.site.hands import CLIPBOARD, TEXT, body, desk, keys, links, paste
from tests.site.scenes import play
from tests.site.test_accessibility import barriers

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]

TEXT_OF_SEED = (ROOT / "fixtures" / "stories" / "france-debriefs-us.txt").read_text()
SEED = from_text(TEXT_OF_SEED)


@pytest.fixture(scope="module")
def cookie(paper, site) -> dict[str, str]:
    return partial(play, paper)("signed_in", who="pia") | {"url": site}


@pytest.fixture
def page(browser, site, cookie) -> Iterator[Page]:
    """The form of a new story."""
    with desk(browser, site, cookie, viewport={"width": 1280, "height": 900}) as page:
        page.goto("/admin/articles/article/add/")
        expect(page.locator(TEXT)).to_be_visible()
        yield page


def fields(page: Page) -> tuple[str, str, str]:
    return page.input_value("#id_headline"), page.input_value("#id_standfirst"), body(page)


def test_the_seed_pasted_into_the_headline_falls_into_its_fields(page):
    page.locator("#id_headline").focus()

    paste(page, TEXT_OF_SEED)

    said = page.locator(".body-split [role=status]")
    expect(said).to_contain_text("Found: headline, standfirst, 15 paragraphs, 2 subheads, 2 READ MORE, 8 people, ")
    assert fields(page) == (SEED.headline, SEED.standfirst, SEED.body)
    assert [link["hint"] for link in links(page)] == [reference.headline for reference in SEED.references]
    # The first of the two is in the demo paper.
    cards = page.get_by_role("group", name="READ MORE")
    expect(cards.first).to_contain_text("Live, ")
    found = barriers(page, ".body-split")
    assert not found, "\n".join(found)


def test_undo_split_gives_everything_back_and_the_text_is_kept(page):
    page.locator("#id_headline").focus()
    paste(page, TEXT_OF_SEED)
    expect(page.get_by_role("button", name="Undo split")).to_be_visible()

    keys(page, "Tab", "Enter")

    lines = [line.strip() for line in TEXT_OF_SEED.splitlines() if line.strip()]
    headline, standfirst, html = fields(page)
    assert (headline, standfirst, links(page)) == ("", "", [])
    assert page.locator(f"{TEXT} > p").all_inner_texts() == lines
    page.get_by_role("button", name="Split again").click()
    assert fields(page) == (SEED.headline, SEED.standfirst, SEED.body)


def test_a_few_lines_come_back_into_the_headline_they_were_pasted_into(page):
    page.locator("#id_headline").fill("Before:")
    paste(page, "Two lines\nof a headline.")
    expect(page.locator(".body-split [role=status]")).to_contain_text("Found: headline, 1 paragraph.")

    page.get_by_role("button", name="Undo split").click()

    assert fields(page) == ("Before: Two lines of a headline.", "", "")


def test_a_subhead_that_is_none_becomes_a_paragraph_by_one_click(page):
    page.locator("#id_headline").focus()
    paste(page, TEXT_OF_SEED)

    page.get_by_role("button", name="This is a paragraph: UK's Truss travels to Moscow").click()

    assert body(page) == SEED.body.replace(
        "<h2>UK's Truss travels to Moscow</h2>", "<p>UK's Truss travels to Moscow</p>"
    )
    expect(page.get_by_role("button", name="This is a paragraph: Russia rejects")).to_be_focused()


def test_rich_text_pasted_into_the_text_of_an_empty_form_is_split_too(page):
    page.locator(TEXT).click()

    paste(page, "The talks went on\nWhat was agreed", (CLIPBOARD / "docs.html").read_text())

    expect(page.locator("#id_headline")).to_have_value("The talks went on all night, she said.")
    assert body(page).startswith("<h2>What was agreed</h2>\n<ul><li>A second round")


def test_when_the_desk_does_not_answer_the_text_is_there_all_the_same(page):
    page.route("**/desk/split/", lambda route: route.abort())
    page.locator("#id_headline").focus()

    paste(page, "Head\nOne & two.\nThree.")

    expect(page.locator(".body-split [role=status]")).to_contain_text("the desk does not answer")
    assert fields(page) == ("", "", "<p>Head</p>\n<p>One &amp; two.</p>\n<p>Three.</p>")


def test_a_form_with_a_text_is_left_alone(page):
    page.locator(TEXT).click()
    page.keyboard.type("There is a text.")
    page.locator("#id_headline").focus()

    paste(page, "Head\nOne.\nTwo.")
    page.wait_for_timeout(300)

    assert fields(page)[1:] == ("", "<p>There is a text.</p>")
    expect(page.locator(".body-split")).to_have_count(0)
