"""A typo is mended on a phone with a thumb: nothing is too small to press or to read, and nothing zooms in."""

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import opened
from tests.site.scenes import play

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]

# What can be pressed and is less than 44 px high. Ticks are 24 px, and what they do is done in the story too.
SMALL = """all => all.filter((one) => {
    const {width, height} = one.getBoundingClientRect();
    return width && height < 43.5 && one.checkVisibility({visibilityProperty: true});
}).map((one) => `${one.tagName} ${one.textContent.trim() || one.name || one.id}`)"""
FIELDS = "select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])"
PRESSED = f"a[href]:not(.skip-to-content-link, .breadcrumbs *), button, summary, {FIELDS}"
# A phone zooms in on a field whose letters are smaller, and stays there.
ZOOMING = (
    "all => all.filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16).map((one) => one.name || one.id)"
)


@pytest.fixture
def phone(browser, site, keys):
    with opened(
        browser,
        site,
        storage_state=keys("pia"),
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
    ) as context:
        yield context.new_page()


def unfit(page: Page) -> tuple[list[str], list[str]]:
    """Return what is too small for a thumb, and the fields on which the phone would zoom in."""
    page.wait_for_load_state("networkidle")
    return page.locator(PRESSED).evaluate_all(SMALL), page.locator(FIELDS).evaluate_all(ZOOMING)


def test_a_typo_is_mended_with_a_thumb(phone, paper):
    story = play(paper, "story", headline="Ships leave Odesa agian", live_hours_ago=1)

    phone.goto("/admin/articles/article/?q=agian")
    assert unfit(phone) == ([], [])
    phone.get_by_role("link", name="Ships leave Odesa agian", exact=True).tap()
    headline = phone.get_by_label("Headline", exact=True)
    headline.fill("Ships leave Odesa again")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.locator("#status-saved")).to_contain_text("Saved")
    publish = phone.get_by_role("button", name="Publish update…")
    # However far down one has read, what comes next is at the top of the screen, and in it.
    phone.evaluate("scrollTo(0, 2000)")
    expect(publish).to_be_in_viewport(ratio=1)
    expect(phone.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    assert unfit(phone) == ([], [])
    publish.tap()
    phone.get_by_label("Small fix").check()
    assert unfit(phone) == ([], [])
    phone.locator(".pub-go").tap()

    expect(phone.get_by_role("button", name="Undo")).to_be_visible()
    made = play(paper, "editions", uuid=story["uuid"])
    assert [(one["kind"], one["headline"]) for one in made] == [
        ("publication", "Ships leave Odesa agian"),
        ("fix", "Ships leave Odesa again"),
    ]


@pytest.mark.parametrize("address", ["/admin/", "/admin/desk/board/", "/admin/desk/calendar/", "/admin/desk/inbox/"])
def test_what_leads_to_a_story_is_pressed_with_a_thumb(phone, address):
    phone.goto(address)

    assert unfit(phone) == ([], [])
    heights = phone.locator("#branding, #new-story, #user-tools").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().bottom / 30))"
    )
    # Name, “New story” and one’s own name stand in one row.
    assert len(set(heights)) == 1
