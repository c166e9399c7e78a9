"""No page has a barrier that axe finds, and none must be scrolled sideways."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.site.pages import EVERY, PUBLIC, SEED

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.any_database]

WIDTHS = (390, 1280)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # Of WCAG 2.2, and off unless it is asked for.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# All that may be otherwise in the dark.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="module")
def page(browser, site) -> Iterator[Page]:
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def barriers(page: Page, within: str | None = None) -> list[str]:
    """Return one readable text for each barrier, in light and dark, phone and desk; `within` is a part of the page."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for scheme, options in (("light", RULES), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            for violation in Axe().run(page, context=within, options=options).response["violations"]:
                found += [f"{scheme}, {width} px: {describe(violation, node)}" for node in violation["nodes"]]
    return found


def describe(violation: dict, node: dict) -> str:
    reasons = "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
    return f"{violation['id']} ({violation['helpUrl']})\n    {node['html']}\n    {reasons}"


@pytest.mark.parametrize("name", EVERY)
def test_a_page_has_no_barrier(page, name):
    page.goto(EVERY[name])

    found = barriers(page)

    assert not found, "\n".join(found)


def test_an_open_card_has_no_barrier(page):
    page.goto(SEED)
    page.locator(".body .ent").first.click()
    card = page.locator("[popover]:popover-open")
    assert card.count() == 1

    found = barriers(page)

    assert card.is_visible()
    assert not found, "\n".join(found)


def test_axe_finds_a_barrier_where_there_is_one(page):
    page.goto(SEED)
    page.locator("h1").evaluate("title => title.style.color = '#bbb'")
    page.locator(".hero img").evaluate("picture => picture.removeAttribute('alt')")
    page.locator(".nav ul").evaluate("list => list.style.cssText = 'font-size: 8px; line-height: 1; display: block'")
    page.locator(".nav ul").evaluate("list => list.querySelectorAll('a').forEach(link => link.style.all = 'revert')")

    found = {text.split(" (")[0] for text in barriers(page)}

    rules = ("image-alt", "target-size", "color-contrast")
    assert found == {f"light, {width} px: {rule}" for width in WIDTHS for rule in rules}
    page.locator("h1").evaluate("title => title.style.color = '#444'")
    assert {text.split(" (")[0] for text in barriers(page)} >= {
        f"dark, {width} px: color-contrast" for width in WIDTHS
    }


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_is_never_scrolled_sideways(page, name):
    page.goto(PUBLIC[name])

    wide = {width: overflow(page, width) for width in (320, 390, 768, 1280)}

    assert wide == {320: 0, 390: 0, 768: 0, 1280: 0}


def overflow(page: Page, width: int) -> int:
    """Return by how many pixels the page can be moved sideways in a window of this width."""
    page.set_viewport_size({"width": width, "height": 844})
    return page.evaluate("scrollTo({left: 10000, behavior: 'instant'}), scrollX")
