"""What stands around the text of a story's form: its toolbar, the small questions, the assignment below."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site.desk import complaints, watched
from tests.site.scenes import play

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]


@pytest.fixture
def desk(pia, paper) -> Iterator[Page]:
    """Pia has the form of a long story open; nothing on it breaks."""
    story = play(paper, "story", headline="Grain leaves Odesa", body="<p>Two ships left.</p>" * 60)
    page, said = watched(pia)
    page.goto(f"/admin/articles/article/{story['pk']}/change/")
    page.wait_for_selector(".body-text")
    yield page
    assert complaints(page, said) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_toolbar_stays_below_the_buttons_however_far_one_reads(desk, width):
    desk.set_viewport_size({"width": width, "height": 844})
    desk.evaluate("scrollTo(0, 1500)")

    bold = desk.get_by_role("button", name="Bold")
    expect(bold).to_be_in_viewport(ratio=1)
    # Nothing lies over it.
    bold.click(trial=True, timeout=2000)
    assert bold.bounding_box()["y"] < 120


def test_a_story_is_assigned_after_it_was_saved_on_the_same_page(desk):
    desk.locator("#id_headline").fill("Grain leaves Odesa at last")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#status-saved")).to_contain_text("Saved")
    desk.locator("#panel-assign > summary").click()

    desk.get_by_label("Length in words").fill("500")
    desk.get_by_role("button", name="Assign", exact=True).click()

    expect(desk.get_by_label("Length in words")).to_have_value("500")
    expect(desk.locator(".messagelist")).to_contain_text("Kept; the story is assigned to nobody.")


def test_one_may_go_back_from_making_a_topic(desk):
    box = desk.get_by_role("combobox", name="Add to topics")
    box.fill("Grain trains")
    desk.get_by_role("option", name="Grain trains").click()
    expect(desk.get_by_role("dialog")).to_contain_text("New topic “Grain trains”")

    desk.get_by_role("button", name="Back").click()

    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(box).to_be_focused()
