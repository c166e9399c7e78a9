"""The day's tasks, each walked in a real browser with no more presses of the pointer than it may cost.

The stories are those of the demo paper in a newsroom of its own, because each walk moves them on.
"""

import contextlib
import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.both import free_port
from tests.running import FIXTURES, environment, manage
from tests.site.conftest import opened
from tests.site.desk import sign_in
from tests.site.serving import Paper, own_database, serving
from tests.site.walking import Walk

pytestmark = pytest.mark.xdist_group("site")

SEED = (FIXTURES / "stories" / "france-debriefs-us.txt").read_text()
HEADLINE, STANDFIRST, *_ = SEED.splitlines()
WITH_DESK = "New sanctions powers on Russia take effect"
READY = "How Germany chooses a president"
LIVE = "Lenders meet in Marrakech"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory) -> Iterator[Paper]:
    """The demo paper in which “Publish now” means now."""
    folder, port = tmp_path_factory.mktemp("walks"), free_port()
    with own_database(os.environ.get("DATABASE_URL")) as database:
        more = {"PUBLISH_DELAY_SECONDS": "0"} | ({"DATABASE_URL": database} if database else {})
        yield Paper(folder, more, port, manage(folder, "open_demo", "--port", port, **more), 0)


@pytest.fixture(scope="module")
def desk(newsroom, tmp_path_factory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("walks-server") / "log"
    with serving(environment(newsroom.folder, **newsroom.more), newsroom.port, log) as address:
        yield address
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture
def window(browser: Browser, desk: str, newsroom: Paper) -> Iterator[Callable[[str], BrowserContext]]:
    """Open a window of somebody who is signed in."""
    with contextlib.ExitStack() as windows:

        def of(who: str) -> BrowserContext:
            context = windows.enter_context(opened(browser, desk))
            page = context.new_page()
            sign_in(page, newsroom, who)
            page.close()
            return context

        yield of


def test_a_pasted_story_is_filed_with_five_presses_at_most(window):
    rita = Walk.begin(window("rita"), "/admin/")
    page = rita.page

    rita.press(page.get_by_role("link", name="New story").first)
    expect(page.get_by_label("Headline", exact=True)).to_be_focused()
    rita.paste(SEED)
    expect(page.get_by_text("Found: headline, standfirst, 15 paragraphs, 2 subheads, 2 READ MORE")).to_be_visible()
    assert page.get_by_label("Headline", exact=True).input_value() == HEADLINE
    assert page.get_by_label("Standfirst").input_value() == STANDFIRST
    rita.press(page.get_by_role("button", name="Send to desk"))
    expect(page.locator("#story-state")).to_have_text("With desk")

    assert rita.presses <= 5


def test_changes_are_asked_with_three_presses_at_most(window):
    ed = Walk.begin(window("ed"), "/admin/")
    page = ed.page

    ed.press(page.get_by_role("link", name=WITH_DESK).first)
    expect(page.locator(".body-text")).to_be_visible()
    ed.press(page.get_by_role("button", name="Ask for changes"))
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("Who confirms the date?")
    page.keyboard.press("Enter")
    expect(page.locator("#story-state")).to_have_text("Changes asked")

    assert ed.presses <= 3


def test_a_ready_story_is_published_from_the_board_with_two_presses(window, browser, desk):
    pia = Walk.begin(window("pia"), "/admin/desk/board/")
    page = pia.page

    card = page.get_by_role("listitem").filter(has_text=READY)
    pia.press(card.get_by_role("link", name="Publish", exact=True).first)
    pia.press(page.get_by_role("button", name="Publish now"))
    expect(page.get_by_text("Live since")).to_be_visible()

    assert pia.presses <= 2
    noor = browser.new_page(base_url=desk)
    noor.goto("/politics/")
    expect(noor.get_by_role("link", name=READY).first).to_be_visible()
    noor.close()


def test_a_live_story_is_corrected_with_a_note_with_four_presses_at_most(window, browser, desk):
    pia = Walk.begin(window("pia"), "/admin/articles/article/?q=Marrakech")
    page = pia.page

    pia.press(page.get_by_role("link", name=LIVE).first)
    # The hands stay on the keyboard: from the headline into the text.
    page.get_by_label("Standfirst").focus()
    page.keyboard.press("End")
    page.keyboard.type(" It is the first time in fifty years.")
    pia.press(page.get_by_role("button", name="Publish update"))
    pia.press(page.get_by_role("radio", name="Correction"))
    page.keyboard.type("An earlier version left out that it had been fifty years.")
    pia.press(page.get_by_role("button", name="Publish update with correction"))
    expect(page.get_by_text("Live since")).to_be_visible()

    assert pia.presses <= 4
    noor = browser.new_page(base_url=desk)
    noor.goto("/corrections/")
    expect(noor.get_by_text("An earlier version left out that it had been fifty years.")).to_be_visible()
    noor.close()


def test_a_story_is_scheduled_by_a_preset_with_four_presses_at_most(window):
    pia = Walk.begin(window("pia"), "/admin/")
    page = pia.page
    # Another story comes to Pia's desk: the first one is live by now.
    page.goto("/admin/articles/article/?q=outsiders")

    pia.press(page.get_by_role("link", name="What outsiders may see").first)
    pia.press(page.get_by_role("button", name="Ready"))
    expect(page.locator("#story-state")).to_have_text("Ready")
    before = pia.presses
    pia.press(page.get_by_role("button", name="Publish…"))
    pia.press(page.get_by_role("button", name="Tomorrow 06:00"))
    pia.press(page.get_by_role("button", name="Schedule for"))
    expect(page.get_by_text("Scheduled for").first).to_be_visible()

    # Opening it is one.
    assert pia.presses - before + 1 <= 4
