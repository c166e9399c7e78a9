"""Everything readers do works in a browser that runs no script, and no page has one."""

import pytest
from playwright.sync_api import Locator, Page

from tests.site.pages import PUBLIC, SEED
from tests.site.serving import ask

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.any_database]

CARD = "#who-person-emmanuel-macron"


def name_in_the_text(page: Page) -> Locator:
    return page.locator(".body").get_by_role("button", name="Emmanuel Macron").first


def colours(page: Page) -> list[str]:
    """Return the colours of the paper and of the ink."""
    return page.evaluate("(style => [style.backgroundColor, style.color])(getComputedStyle(document.documentElement))")


def test_no_script_runs_in_the_browser_of_these_tests(scriptless):
    scriptless.goto("data:text/html,<title>Off</title><script>document.title = 'On'</script>")

    assert scriptless.title() == "Off"


@pytest.mark.parametrize("name", PUBLIC)
def test_no_page_has_a_script(site, name):
    page = ask(site, PUBLIC[name], Accept_Encoding="gzip").text

    assert "</html>" in page
    # Data of schema.org is no script: no browser runs it.
    assert "<script" not in page.lower().replace('<script type="application/ld+json">', "")


def test_a_click_on_a_name_opens_its_card_and_escape_closes_it(scriptless):
    scriptless.goto(SEED)
    card = scriptless.locator(CARD)
    assert not card.is_visible()

    name_in_the_text(scriptless).click()

    assert card.is_visible()
    assert "Emmanuel Macron" in card.inner_text()
    assert scriptless.locator("[popover]:popover-open").count() == 1

    scriptless.keyboard.press("Escape")

    assert not card.is_visible()


def test_a_card_leads_to_the_profile_by_keyboard_alone(scriptless, site):
    scriptless.goto(SEED)
    card = scriptless.locator(CARD)

    name_in_the_text(scriptless).focus()
    scriptless.keyboard.press("Enter")
    assert card.is_visible()
    scriptless.keyboard.press("Tab")
    assert card.get_by_role("link").evaluate("link => link === document.activeElement")
    scriptless.keyboard.press("Enter")
    scriptless.wait_for_url("**/people/**")

    assert scriptless.url == f"{site}/people/emmanuel-macron/"
    assert scriptless.locator("h1").inner_text() == "Emmanuel Macron"


def test_a_click_elsewhere_closes_the_card(scriptless):
    scriptless.goto(SEED)
    name_in_the_text(scriptless).click()
    assert scriptless.locator(CARD).is_visible()

    scriptless.locator("h1").click()

    assert not scriptless.locator(CARD).is_visible()


def test_the_reader_chooses_light_or_dark_against_the_system(scriptless):
    scriptless.goto("/")
    by_system = {}
    for scheme in ("dark", "light"):
        scriptless.emulate_media(color_scheme=scheme)
        by_system[scheme] = colours(scriptless)
    assert by_system["light"] != by_system["dark"]

    # The system says light from here on.
    scriptless.get_by_role("radio", name="Dark").check()
    dark = colours(scriptless)
    scriptless.get_by_role("radio", name="Auto").check()
    auto = colours(scriptless)
    scriptless.emulate_media(color_scheme="dark")
    scriptless.get_by_role("radio", name="Light").check()
    light = colours(scriptless)

    assert {"dark": dark, "auto": auto, "light": light} == {
        "dark": by_system["dark"],
        "auto": by_system["light"],
        "light": by_system["light"],
    }


def test_the_sign_in_the_masthead_leads_to_the_choice_of_appearance(scriptless, site):
    scriptless.goto("/")

    scriptless.get_by_role("link", name="Appearance").click()

    assert scriptless.url == f"{site}/#appearance"
    assert scriptless.get_by_role("group", name="Appearance").is_visible()


def test_older_stories_are_a_click_away_and_newer_ones_too(scriptless, site):
    scriptless.goto("/archive/")
    newest = scriptless.locator("main h3").all_inner_texts()

    scriptless.get_by_role("link", name="Older stories").click()
    scriptless.wait_for_url("**/archive/?page=2")
    older = scriptless.locator("main h3").all_inner_texts()
    scriptless.get_by_role("link", name="Newer stories").click()
    scriptless.wait_for_url(f"{site}/archive/")

    assert len(newest) == 20
    assert older and not set(older) & set(newest)
    assert scriptless.locator("main h3").all_inner_texts() == newest


def test_the_first_tab_offers_to_skip_to_the_content(scriptless, site):
    scriptless.goto(SEED)
    skip = scriptless.get_by_role("link", name="Skip to content")

    scriptless.keyboard.press("Tab")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.evaluate("link => link.getBoundingClientRect().top >= 0")
    scriptless.keyboard.press("Enter")
    scriptless.keyboard.press("Tab")

    assert scriptless.url == f"{site}{SEED}#main"
    assert scriptless.evaluate("document.querySelector('main').contains(document.activeElement)")
