"""Notes in the form of a story in a real browser: written on what is selected, answered, resolved, found again."""

import re

import pytest
from playwright.sync_api import expect

from tests.site import scenes
from tests.site.desk import complaints, watched

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]


@pytest.fixture
def desk(pia, paper):
    """Pia has a draft open; nothing on the page breaks."""
    story = scenes.play(paper, "story", state="draft")
    page, said = watched(pia)
    page.goto(f"/admin/articles/article/{story['pk']}/change/")
    page.wait_for_selector(".body-text")
    yield page
    assert complaints(page, said) == []
    page.close()


def test_a_note_is_written_on_a_passage_by_keyboard_answered_and_resolved(desk):
    text, panel = desk.locator(".body-text"), desk.locator("#panel-notes")
    text.click()
    desk.keyboard.press("Control+Home")
    desk.keyboard.press("Shift+End")
    desk.keyboard.press("Alt+Shift+N")

    expect(panel.get_by_label("New note")).to_be_focused()
    desk.keyboard.type("Which ships?")
    desk.keyboard.press("Control+Enter")

    note = panel.locator(".note")
    expect(note.locator(".note-text")).to_have_text("Which ships?")
    expect(note.locator("[data-jump]")).to_have_text(re.compile("^“Two ships left"))
    expect(text.locator(".body-note")).to_have_count(1)

    note.get_by_role("button", name="Answer").click()
    desk.keyboard.type("<b>The Razoni</b>")
    desk.keyboard.press("Control+Enter")
    expect(note.locator(".note-answers .note-text")).to_have_text("<b>The Razoni</b>")

    note.get_by_role("button", name="Resolve").click()
    expect(panel.locator(".note")).to_have_count(0)
    expect(text.locator(".body-note")).to_have_count(0)
    panel.get_by_role("button", name="Show 1 resolved").click()
    expect(panel.locator(".note-done")).to_have_text(re.compile("^Resolved by "))


def test_what_is_typed_into_a_note_is_not_the_story(desk):
    panel = desk.locator("#panel-notes")
    saved = desk.locator("#status-saved").text_content()
    panel.get_by_label("New note").fill("About the whole story")
    panel.get_by_role("button", name="Add note").click()

    expect(panel.locator(".note-text")).to_have_text("About the whole story")
    for button in ("[data-jump]", "[data-drop]", "[data-resolved]"):
        expect(panel.locator(button)).to_be_hidden()
    expect(desk.locator("#status-saved")).to_have_text(saved)
