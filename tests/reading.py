"""Reading a page as a reader does: by its headings, its links and its text, never by its classes."""

import re

from django.http import HttpResponse
from lxml.html import HtmlElement, document_fromstring

STORY = re.compile(r"/\d{4}/\d\d/\d\d/[-\w]+/(#.*)?")


def read(response: HttpResponse) -> HtmlElement:
    """Return the page that a 200 answered with."""
    assert response.status_code == 200, response.status_code
    return document_fromstring(response.content.decode())


def main(page: HtmlElement) -> HtmlElement:
    return page.find(".//main")


def text(element: HtmlElement) -> str:
    """Return what is read aloud, as one line; elements part words, except before punctuation."""
    spoken = element.xpath(".//text()[not(ancestor::*[@aria-hidden='true'])]")
    return re.sub(r" (?=[.,;:!?])", "", " ".join(" ".join(spoken).split()))


def texts(page: HtmlElement, *tags: str) -> list[str]:
    """Return the text of every element with one of these tags, in order."""
    return [text(element) for element in page.iter(*tags)]


def headings(page: HtmlElement) -> list[str]:
    """Return the names of the parts of the page."""
    return [text(heading) for heading in main(page).iter("h2") if heading.get("id")]


def part(page: HtmlElement, heading: str) -> HtmlElement:
    """Return the part of the page that the heading is the name of."""
    for found in main(page).iter("h1", "h2", "h3"):
        if text(found) == heading:
            return next(page.iterfind(f".//*[@aria-labelledby='{found.get('id')}']"))
    raise AssertionError(f"No “{heading}” among {texts(main(page), 'h1', 'h2', 'h3')}")


def links(element: HtmlElement) -> list[tuple[str, str]]:
    """Return what each link says and where it leads."""
    return [(text(link), link.get("href")) for link in element.iter("a")]


def stories(element: HtmlElement) -> list[str]:
    """Return the headlines of the stories that are linked, in order."""
    return [said for said, address in links(element) if STORY.fullmatch(address)]


def meta(page: HtmlElement, name: str) -> str | None:
    found = page.find(f".//meta[@name='{name}']")
    return None if found is None else found.get("content")


def canonical(page: HtmlElement) -> str:
    return page.find(".//link[@rel='canonical']").get("href")
