"""What a page costs its reader, and that it asks for nothing it should not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml.html import document_fromstring
from playwright.sync_api import BrowserContext, Page

from tests.running import ROOT
from tests.site.pages import EVERY, PUBLIC, SEED, status
from tests.site.serving import ask

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.any_database]

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
STYLES = ROOT / "newsroom" / "static" / "newsroom" / "css"


@dataclass
class Seen:
    """What went on in the browser while a page was opened."""

    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("requestfailed", lambda request: self.console.append(f"{request.url} {request.failure}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _request(self, request):
        where = urlsplit(request.url)
        if where.scheme != "data" and where.hostname != "127.0.0.1":
            self.elsewhere.append(request.url)
        if request.resource_type == "script":
            self.scripts.append(where.path)

    def _response(self, response):
        if response.status != 200:
            self.refused.append((urlsplit(response.url).path, response.status))


@pytest.fixture
def phone(browser, site) -> Iterator[BrowserContext]:
    """A phone that has seen nothing of the paper yet."""
    context = browser.new_context(base_url=site, **PHONE)
    yield context
    context.close()


@pytest.fixture
def tall(browser, site) -> Iterator[BrowserContext]:
    """A window so high that every picture of a page is in it."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 9000})
    yield context
    context.close()


def transfer(context: BrowserContext, path: str) -> dict[str, int]:
    """Return the bytes on the wire, headers included, of everything an unread page asks for."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    addresses, sizes = {}, {}
    wire.on("Network.responseReceived", lambda event: addresses.update({event["requestId"]: event["response"]["url"]}))
    wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    wire.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    return {addresses[key]: int(size) for key, size in sizes.items() if not addresses[key].startswith("data:")}


def test_the_seed_story_costs_a_phone_no_more_than_130_kb(phone):
    sizes = transfer(phone, SEED)

    kinds = {Path(urlsplit(address).path).suffix for address in sizes}
    assert kinds >= {"", ".css", ".webp", ".woff2"}, sizes
    assert min(sizes.values()) > 0, sizes
    assert sum(sizes.values()) <= 130_000, sizes


def test_the_styles_are_two_files_of_25_kb_together(site):
    linked = set()
    for path in PUBLIC.values():
        page = document_fromstring(ask(site, path).text)
        linked |= set(page.xpath("//link[@rel='stylesheet']/@href"))

    sources = {path.stem: path.stat().st_size for path in STYLES.iterdir()}

    assert {Path(href).name.split(".")[0] for href in linked} == set(sources) == {"site", "pages"}
    assert sum(sources.values()) <= 25_000, sources


@pytest.mark.parametrize("name", EVERY)
def test_a_page_asks_only_this_site_and_gets_it_without_complaint(tall, name):
    seen = Seen()
    page = tall.new_page()
    seen.watch(page)

    page.goto(EVERY[name], wait_until="networkidle")
    page.close()

    # Of a page that is not there Chromium itself writes a line, and only one.
    refused = [(EVERY[name], status(name))] if status(name) != 200 else []
    assert seen.refused == refused
    assert len(seen.console) == len(refused), seen.console
    assert seen.elsewhere == []


@pytest.mark.parametrize("name", PUBLIC)
def test_no_page_for_readers_loads_a_script(tall, name):
    seen = Seen()
    page = tall.new_page()
    seen.watch(page)

    page.goto(PUBLIC[name])
    elements = page.locator("script:not([type='application/ld+json'])").count()
    page.close()

    assert (elements, seen.scripts) == (0, [])
