"""The desk on paper, and in the colours that somebody's system wants for everything."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.desk import filled

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.any_database]

STORY = "/admin/articles/article/{stories:liz truss becomes}/change/"
INK = "one => [getComputedStyle(one).color, getComputedStyle(document.body).backgroundColor]"


@pytest.fixture
def desk(ed) -> Iterator[Page]:
    """Ed, who likes it dark."""
    page = ed.new_page()
    page.add_init_script("localStorage.theme = 'dark'")
    yield page
    page.close()


def test_a_story_is_printed_without_the_desk_around_it(desk):
    desk.goto(filled(desk, STORY))
    desk.wait_for_selector(".body-text")
    around = desk.locator("#header, .desk-actions, .desk-side, .desk-status, .body-toolbar, .panel, .counter")
    shown = [around.nth(number).is_visible() for number in range(around.count())]
    assert any(shown)

    desk.emulate_media(media="print")

    for number in range(around.count()):
        expect(around.nth(number)).to_be_hidden()
    expect(desk.locator("#id_headline")).to_be_visible()
    expect(desk.locator(".body-text")).to_contain_text("became prime minister")
    assert desk.locator(".body-text").evaluate(INK)[0] == "rgb(0, 0, 0)"


def test_the_morning_list_is_printed_black_on_white(desk):
    desk.goto("/admin/desk/calendar/?budget=2022-02-09")
    assert desk.locator("html").get_attribute("data-theme") == "dark"

    desk.emulate_media(media="print")

    assert desk.locator(".budget b").first.evaluate(INK) == ["rgb(0, 0, 0)", "rgb(251, 250, 247)"]
    expect(desk.locator("#header")).to_be_hidden()
    expect(desk.locator(".cal-steps")).to_be_hidden()


def test_what_is_current_can_be_told_in_the_colours_of_the_system(desk):
    desk.emulate_media(forced_colors="active")
    desk.goto("/admin/desk/board/")

    line = "one => getComputedStyle(one).borderBottomColor"
    ground = desk.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    lines = {link.inner_text(): link.evaluate(line) != ground for link in desk.locator("#desk-nav a").all()}
    assert [name for name, is_seen in lines.items() if is_seen] == ["Board"]
    grounds = desk.locator(".chips a").evaluate_all("all => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert grounds.count(grounds[0]) == 1
