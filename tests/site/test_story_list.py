"""The story list in a real browser: found by typing, by keys alone, ticked and done, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.desk import complaints, watched
from tests.site.test_accessibility import barriers, overflow

pytestmark = pytest.mark.xdist_group("pages")

LIST = "/admin/articles/article/"


@pytest.fixture
def page(pia) -> Iterator[Page]:
    """Pia's window, which must complain of nothing but refusals."""
    page, said = watched(pia)
    yield page
    assert [complaint for complaint in complaints(page, said) if "status of 409" not in complaint] == []
    page.close()


def headlines(page: Page) -> list[str]:
    return page.locator("[data-open]").all_inner_texts()


def filters(page: Page) -> list[str]:
    return [" ".join(said.split()) for said in page.locator(".stories-on").all_inner_texts()]


def test_a_person_is_found_by_typing_and_stands_in_the_address_by_slug(page):
    page.goto(LIST)

    page.get_by_role("combobox", name="Person").fill("liz")
    page.get_by_role("option", name="Liz Truss").click()
    page.get_by_role("button", name="Show stories").click()

    page.wait_for_url("**?person=liz-truss")
    assert page.get_by_role("combobox", name="Person").input_value() == "Liz Truss"
    assert filters(page) == ["Naming Liz Truss ×"]
    assert "France debriefs US as top UK diplomat flies to Russia to ease impasse" in headlines(page)


def test_a_story_is_found_and_opened_by_keys_alone(page):
    page.goto(LIST)

    page.keyboard.press("/")
    page.keyboard.type("impasse diplomat")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=**")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    page.wait_for_url("**/change/")
    assert "France debriefs US" in page.content()


def test_keys_go_down_up_and_tick(page):
    page.goto(LIST)
    names = headlines(page)

    for key in "jjkjx":
        page.keyboard.press(key)

    at = page.locator(".is-at")
    assert at.locator("[data-open]").inner_text() == names[1]
    assert at.get_by_role("checkbox").is_checked()
    assert page.locator("[data-ticked]").inner_text() == "1 story"


def test_letters_that_are_typed_into_a_box_move_nothing(page):
    page.goto(LIST)

    page.get_by_role("combobox", name="Author").fill("")
    page.get_by_role("combobox", name="Author").press_sequentially("jxn")

    assert page.locator(".is-at").count() == 0
    assert page.url.endswith(LIST)


def test_ticked_stories_are_done_at_once_and_refusals_are_said(page):
    page.goto(f"{LIST}?state=live")
    name = headlines(page)[0]

    assert page.locator("#bulk").is_hidden()
    page.get_by_role("checkbox", name=f"Select “{name}”").check()
    page.get_by_label("What to do with them").select_option("spike")
    assert page.get_by_role("textbox", name="Why").is_visible()
    assert page.locator("#bulk-assignee").is_hidden()
    page.get_by_role("button", name="Do it").click()

    page.wait_for_load_state()
    said = page.locator(".messagelist").inner_text()
    assert said == f"“{name}”: “Spike” is not possible while the story is “Live”."
    assert page.url.endswith("?state=live")


def test_the_list_is_compact_when_asked_and_stays_so(page):
    page.goto(LIST)

    page.get_by_role("button", name="Compact").click()
    page.reload()

    assert page.get_by_role("button", name="Compact").get_attribute("aria-pressed") == "true"
    assert page.locator(".row-actions").first.is_hidden()


def test_on_a_phone_rows_are_cards_and_nothing_is_wider_than_it(page):
    page.goto(f"{LIST}?q=moscow")
    page.locator("input[name=story]").first.check()

    assert {width: overflow(page, width) for width in (320, 390, 768, 1280)} == dict.fromkeys((320, 390, 768, 1280), 0)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".stories-table thead").is_hidden()
    assert page.locator("[data-open]").first.is_visible()


# Of every kind the longest: a name without a space, a state with all that can stand beside it.
CROWDED = """
const long = "Donaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2);
for (const cell of document.querySelectorAll(".stories-table tbody :is(td, th):not(.pick, .thumb)")) {
  cell.prepend(Object.assign(document.createElement("span"), {className: "here", textContent: `${long} has it open`}));
  for (const part of cell.querySelectorAll("a, p, span, time")) part.append(` ${long}`);
}
for (const part of document.querySelectorAll(".stories-on, .stories-views a, .stories option")) part.append(long);
"""


@pytest.mark.parametrize("density", ["roomy", "compact"])
def test_nothing_that_stands_in_a_row_makes_the_list_wider_than_the_window(page, density):
    page.goto(f"{LIST}?q=moscow")
    page.evaluate("density => localStorage.setItem('desk:density', density)", density)
    page.goto(f"{LIST}?q=moscow")
    page.locator(".stories-filters").evaluate("drawer => { drawer.open = true; }")
    page.locator("input[name=story]").first.check()
    page.evaluate(CROWDED)

    widths = (320, 390, 600, 768, 900, 1000, 1001, 1100, 1199, 1200, 1280, 1366, 1440, 1920)
    assert {width: overflow(page, width) for width in widths} == dict.fromkeys(widths, 0)


@pytest.mark.parametrize(
    "query", ["?q=moscow", "?state=asleep", "?q=nosuchword", "?state=live&section=world&sort=due"]
)
def test_what_was_found_has_no_barrier(page, query):
    page.goto(LIST + query)
    page.locator(".stories-filters").evaluate("drawer => { drawer.open = true; }")
    if page.locator("input[name=story]").count():
        page.locator("input[name=story]").first.check()
        # What lies under it while it sticks to the foot of the window is scrolled from under it.
        page.locator("#bulk").evaluate("bar => { bar.style.position = 'static'; }")

    found = barriers(page)

    assert not found, "\n".join(found)


def test_without_script_filters_and_deeds_work_by_names(browser, site, pia):
    context = browser.new_context(base_url=site, java_script_enabled=False, storage_state=pia.storage_state())
    page = context.new_page()
    page.goto(LIST)

    page.get_by_label("Organisation").fill("nato")
    page.get_by_role("button", name="Show stories").click()

    assert filters(page) == ["Naming NATO ×"]
    assert page.locator("#bulk").is_visible()
    context.close()


def test_a_story_is_edited_in_its_row_by_keys_alone(page):
    page.goto(f"{LIST}?state=draft")
    page.keyboard.press("j")
    row = page.locator(".is-at")
    row.get_by_role("checkbox").check()
    was = row.locator("[data-open]").inner_text()

    page.keyboard.press("e")
    page.get_by_role("textbox", name="Headline").fill(f"{was} after all")
    page.get_by_label("Due").fill("2031-05-06T15:30")
    page.keyboard.press("Enter")

    expect(page.locator("#stories-said")).to_have_text("Saved.")
    assert row.locator("[data-open]").inner_text() == f"{was} after all"
    assert row.locator(".due").inner_text() == "Tue 6 May, 15:30"
    assert row.locator("[data-open]").evaluate("link => link === document.activeElement")
    assert page.locator("[data-ticked]").inner_text() == "1 story"
    page.reload()
    assert f"{was} after all" in headlines(page)


def test_what_a_row_refuses_is_said_in_it_and_what_was_typed_stays(page):
    page.goto(f"{LIST}?state=draft")
    page.locator("tr[data-row]").first.hover()
    button = page.get_by_role("button", name="Quick edit").first
    name, uuid = headlines(page)[0], page.locator("tr[data-row]").first.get_attribute("id")
    button.click()
    colleague = page.context.new_page()
    colleague.goto(f"{LIST}?state=draft")
    colleague.locator(f"#{uuid} [data-quick-edit]").evaluate("button => button.click()")
    colleague.get_by_role("textbox", name="Headline").fill(f"{name} too")
    colleague.keyboard.press("Enter")
    expect(colleague.locator("#stories-said")).to_have_text("Saved.")

    page.get_by_role("textbox", name="Headline").fill("Mine")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".quick-problem")).to_contain_text("You, in another window, changed the same meanwhile.")
    assert page.get_by_role("textbox", name="Headline").input_value() == "Mine"
    page.keyboard.press("Escape")
    assert page.locator(".quick").count() == 0
