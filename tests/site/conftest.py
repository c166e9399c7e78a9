"""One server with the demo paper and one browser for all tests here."""

import contextlib
import functools
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tests.both import free_port
from tests.running import environment, manage
from tests.site.desk import sign_in
from tests.site.serving import Paper, own_database, serving, worked

CHROMIUM = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def paper(tmp_path_factory) -> Iterator[Paper]:
    """The demo paper, opened for the first time."""
    folder, port = tmp_path_factory.mktemp("paper"), free_port()
    with own_database(os.environ.get("DATABASE_URL")) as database:
        more = {"DATABASE_URL": database} if database else {}
        before = worked()
        said = manage(folder, "open_demo", "--port", port, **more)
        yield Paper(folder, more, port, said, worked() - before)


@pytest.fixture(scope="session")
def site(paper, tmp_path_factory) -> Iterator[str]:
    """The address of the running server, without a slash; whatever it was asked, it must not have broken."""
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(environment(paper.folder, **paper.more), paper.port, log) as address:
        yield address
    assert "Traceback" not in log.read_text(), log.read_text()


# Of the package, not of the session: while Playwright is there an event loop runs in this thread, and Django refuses
# to use the database beside one. Tests of other folders may follow in the same worker.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("These tests need a browser, and chromium is not here. On Debian: apt install chromium", False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def keys(browser, site, paper) -> Iterator[Callable[[str], StorageState]]:
    """Signs somebody in, once however often they come; no test may end a session on the server."""

    @functools.cache
    def key(who: str) -> StorageState:
        with opened(browser, site) as context:
            sign_in(context.new_page(), paper, who)
            return context.storage_state()

    yield key


@pytest.fixture(scope="package")
def ada(browser, site, keys) -> Iterator[BrowserContext]:
    """Ada, who runs the newsroom, is signed in: a browser window of hers to open pages in."""
    with opened(browser, site, storage_state=keys("ada")) as context:
        yield context


@pytest.fixture
def rita(browser, site, keys) -> Iterator[BrowserContext]:
    with opened(browser, site, storage_state=keys("rita")) as context:
        yield context


@pytest.fixture
def ed(browser, site, keys) -> Iterator[BrowserContext]:
    with opened(browser, site, storage_state=keys("ed")) as context:
        yield context


@pytest.fixture
def pia(browser, site, keys) -> Iterator[BrowserContext]:
    with opened(browser, site, storage_state=keys("pia")) as context:
        yield context


@contextlib.contextmanager
def opened(browser: Browser, site: str, **more: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site, reduced_motion="reduce", **more)
    yield context
    context.close()


@pytest.fixture
def scriptless(browser, site) -> Iterator[Page]:
    """A page in a browser that runs no script, with addresses beginning at the site."""
    with opened(browser, site, java_script_enabled=False) as context:
        yield context.new_page()
