"""The board under the hands of editors: dragged, moved by menu and by keyboard, refused, published in two actions."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site.desk import complaints, watched

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]

BOARD = "/admin/desk/board/"
SENT = "New sanctions powers on Russia take effect first and face a vote after"
READY = "How Germany chooses a president, and why the room is so full"


def opened(context: BrowserContext, said: list) -> Page:
    page, complained = watched(context)
    page.goto(BOARD)
    said.append((page, complained))
    return page


@pytest.fixture
def said():
    """Pages that were opened; nothing may have been complained of on any."""
    pages: list = []
    yield pages
    assert [
        complaint for page, found in pages for complaint in complaints(page, found) if "status of 4" not in complaint
    ] == []


def card(page: Page, headline: str):
    return page.locator(".card", has_text=headline)


def column(page: Page, headline: str) -> str:
    return card(page, headline).evaluate("card => card.closest('.pile').dataset.column")


def drag(page: Page, headline: str, to: str) -> None:
    page.locator(f".pile[data-column={to}]").scroll_into_view_if_needed()
    start = card(page, headline).locator(".card-headline").bounding_box()
    end = page.locator(f".pile[data-column={to}] h2").bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 20)
    page.mouse.move(end["x"] + 20, end["y"] + 30, steps=8)
    page.mouse.up()


def message(page: Page):
    return page.locator("#board-said")


def test_a_drop_that_asks_for_changes_asks_for_its_line(ed, said):
    page = opened(ed, said)

    drag(page, SENT, "changes")
    expect(message(page)).to_contain_text("Say in a line what should change")
    assert column(page, SENT) == "submitted"
    page.keyboard.type("Who says so?")
    page.keyboard.press("Enter")

    expect(message(page)).to_contain_text("Sent back to Rita Salo.")
    assert column(page, SENT) == "changes"
    drag(page, SENT, "submitted")
    expect(message(page)).to_contain_text("With Politics desk.")
    assert column(page, SENT) == "submitted"
    assert page.url.endswith(BOARD)


def test_a_move_is_undone_where_it_is_announced(rita, said):
    page = opened(rita, said)
    headline = card(page, "In defence of the forecast")
    drag(page, "In defence of the forecast", "submitted")
    expect(message(page).get_by_role("button", name="Undo")).to_be_visible()

    message(page).get_by_role("button", name="Undo").click()

    expect(message(page)).to_contain_text("Taken back: the story is a draft.")
    assert column(page, "In defence of the forecast") == "draft"
    expect(headline).to_have_count(1)


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("ready", "You may not do “Ready” with this story."),
        ("live", "Only a publisher may publish, schedule or withdraw a story."),
        ("planned", "Nothing can be planned again once it was begun."),
    ],
)
def test_a_drop_that_the_rules_forbid_goes_back_and_says_why(rita, said, to, words):
    page = opened(rita, said)

    drag(page, "In defence of the forecast", to)

    expect(message(page)).to_contain_text(words)
    assert column(page, "In defence of the forecast") == "draft"
    assert card(page, "In defence of the forecast").evaluate("card => card.style.transform") == ""


def test_every_move_is_made_by_keyboard_alone(rita, said):
    page = opened(rita, said)
    menu = card(page, "In defence of the forecast").locator("summary")

    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(message(page)).to_contain_text("With")
    assert column(page, "In defence of the forecast") == "submitted"
    # The focus has gone with the card.
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    message(page).get_by_role("button", name="Undo").press("Enter")
    expect(message(page)).to_contain_text("Taken back")


def test_escape_closes_a_menu_and_gives_the_focus_back(rita, said):
    page = opened(rita, said)
    menu = card(page, "In defence of the forecast").locator(".card-move")

    menu.locator("summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert menu.evaluate("menu => !menu.open && document.activeElement === menu.querySelector('summary')")


def test_a_ready_story_is_published_with_two_actions_and_taken_back_in_time(pia, said):
    page = opened(pia, said)

    card(page, READY).get_by_role("link", name="Publish", exact=True).click()
    page.locator("dialog [data-go]").click()

    undo = page.locator("[data-undo]")
    expect(undo).to_be_visible()
    assert page.url.endswith(BOARD)
    undo.click()
    page.wait_for_load_state()
    expect(page.locator(".messagelist")).to_contain_text("is taken back")
    page.goto(BOARD)
    assert column(page, READY) == "ready"


@pytest.mark.parametrize("to", ["scheduled", "live"])
def test_a_drop_on_what_readers_get_opens_the_panel_and_does_nothing_else(pia, said, to):
    page = opened(pia, said)

    drag(page, READY, to)

    expect(page.locator("dialog.pub-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    assert column(page, READY) == "ready"


def test_a_finger_drags_by_the_grip_and_scrolls_anywhere_else(pia, said):
    page = opened(pia, said)

    styles = card(page, READY).evaluate(
        "card => [card, card.querySelector('.card-grip')].map(part => getComputedStyle(part).touchAction)"
    )

    assert styles == ["auto", "none"]
