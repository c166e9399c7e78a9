"""Sharing a story with somebody who has no account, by keyboard in a real browser."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.site import scenes
from tests.site.desk import complaints, watched

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture
def draft(paper):
    return scenes.play(paper, "story", state="draft")


@pytest.fixture
def page(pia):
    page, said = watched(pia)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield page
    assert complaints(page, said) == []
    page.close()


def test_a_link_is_made_copied_and_revoked_without_a_mouse(page, draft, browser, site):
    page.goto(f"/admin/desk/story/{draft['uuid']}/preview-links/")
    page.get_by_label("Lasts").press("Tab")
    page.keyboard.press("Enter")

    address = page.get_by_label("The new link")
    expect(address).to_be_focused()
    address.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == address.input_value()

    noor, shared = browser.new_page(base_url=site), urlsplit(copied).path
    assert noor.goto(shared).status == 200
    page.get_by_role("button", name="Revoke the link of Pia").press("Enter")
    expect(page.get_by_text("Revoked: the link shows nothing any more.")).to_be_visible()
    assert noor.goto(shared).status == 404
    noor.close()
