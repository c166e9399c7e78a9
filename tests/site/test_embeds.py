"""What stands in a story from elsewhere asks nobody for anything until a reader asks for it."""

import pytest
from playwright.sync_api import Page, Route

from articles.embeds import FRAME_SOURCES
from articles.rendering import present
from articles.views.composing import embedded
from tests.running import ROOT

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.any_database]

STORY, FILM = "https://paper.test/story/", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
STYLES = (ROOT / "newsroom" / "static" / "newsroom" / "css" / "site.css").read_text()
POLICY = f"default-src 'none'; style-src 'self'; frame-ancestors 'none'; frame-src {' '.join(FRAME_SOURCES)}"


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def story(browser, asked) -> Page:
    """A page with one film right at the top, in a browser that runs no script."""
    film = '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>'
    body = present(film, {}.get, {}, embedded)
    content = (
        '<!DOCTYPE html><html lang="en"><title>Story</title><link rel="stylesheet" href="/site.css"><div class="body">'
        f"<p>Before.</p>{body}<p>After.</p></div>"
    )
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})

    def answer(route: Route):
        asked.append(route.request.url)
        if route.request.url == STORY:
            route.fulfill(body=content, content_type="text/html", headers={"Content-Security-Policy": POLICY})
        elif route.request.url.endswith("/site.css"):
            route.fulfill(body=STYLES, content_type="text/css")
        else:
            route.fulfill(body="<p>Film</p>", content_type="text/html")

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(STORY, wait_until="networkidle")
    yield page
    context.close()


def elsewhere(asked):
    return [address for address in asked if not address.startswith("https://paper.test/")]


def test_nothing_is_asked_for_before_a_reader_opens_it(story, asked):
    story.wait_for_timeout(500)
    assert elsewhere(asked) == []

    story.frame_locator("iframe").get_by_role("link", name="Show the video from YouTube").click()
    story.frame_locator("iframe").get_by_text("Film").wait_for()

    assert elsewhere(asked) == [FILM]
    box = story.locator("iframe").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)


def test_it_opens_by_keyboard(story, asked):
    story.keyboard.press("Tab")
    story.keyboard.press("Enter")
    story.frame_locator("iframe").get_by_text("Film").wait_for()

    assert elsewhere(asked) == [FILM]


def test_on_paper_stands_the_address(story):
    story.emulate_media(media="print")

    assert not story.locator("iframe").is_visible()
    assert story.locator("figcaption").inner_text() == "youtu.be/dQw4w9WgXcQ"
