"""Hands for the story's form in a browser: keys one after the other, the clipboard, what stands in the fields."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

CLIPBOARD = Path(__file__).parent / "clipboard"
# What the browser tells of a breach, and what the form tells of itself.
WATCH = """
window.breaches = []; window.told = [];
addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) => {
  breaches.push(`${violatedDirective} ${blockedURI}`);
});
for (const kind of ["desk:changed", "desk:note", "desk:note-open"]) {
  addEventListener(kind, (event) => told.push([kind, event.detail]), true);
}
"""
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""
TEXT = ".body-text"


@contextmanager
def desk(browser: Browser, site: str, cookie: dict[str, str], **more: Any) -> Iterator[Page]:
    """A page of somebody who is signed in; at the end nothing must have broken the content policy or thrown."""
    context = browser.new_context(base_url=site, reduced_motion="reduce", **more)
    context.add_cookies([cookie])
    context.add_init_script(WATCH)
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield page
    breaches = page.evaluate("window.breaches")
    context.close()
    assert (thrown, breaches) == ([], [])


def keys(page: Page, *pressed: str) -> None:
    """Press keys as a person does: the page has seen each before the next comes."""
    for key in pressed:
        page.keyboard.press(key)
        page.wait_for_timeout(40)


def write(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.wait_for_timeout(40)


def paste(page: Page, text: str, html: str = "") -> None:
    page.evaluate(PASTE, [html, text])


def to_the_end_of(page: Page, paragraph: int = 0) -> None:
    """Put the caret at the end of a paragraph of the text."""
    page.locator(f"{TEXT} > *").nth(paragraph).click()
    keys(page, "End")


def body(page: Page) -> str:
    """Return what the form would save as the body."""
    return page.locator("textarea[name=body]").evaluate("area => area.value")


def links(page: Page) -> list[dict[str, Any]]:
    return json.loads(page.locator("input[name=links]").input_value() or "[]")


def tell(page: Page, event: str, detail: Any) -> None:
    """Tell the form something as one of its other scripts does."""
    page.evaluate(
        "([event, detail]) => document.getElementById('story-form').dispatchEvent(new CustomEvent(event, {detail}))",
        [event, detail],
    )
