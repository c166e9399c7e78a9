"""Walking a task through the desk as an editor does, counting what the hand on the mouse has to do."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Locator, Page

# Every press of a real pointer counts, whatever a test says that it does; the count outlives a page.
COUNTER = """
addEventListener("pointerdown", (event) => {
    if (event.isTrusted) sessionStorage.presses = Number(sessionStorage.presses ?? 0) + 1;
}, true);
"""


@dataclass(frozen=True)
class Walk:
    """One window of one person, from the page it starts on."""

    page: Page

    @classmethod
    def begin(cls, context: BrowserContext, address: str) -> "Walk":
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.add_init_script(COUNTER)
        page = context.new_page()
        page.goto(address)
        return cls(page)

    @property
    def presses(self) -> int:
        """How often the pointer was pressed since the walk began."""
        return self.page.evaluate("Number(sessionStorage.presses ?? 0)")

    def press(self, target: Locator) -> None:
        target.click()

    def paste(self, text: str) -> None:
        """Paste plain text from the clipboard where the cursor is."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("ControlOrMeta+v")

    def until(self, said: Callable[[], bool]) -> None:
        """Wait until something is so, for ten seconds at most."""
        for _ in range(100):
            if said():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("It did not happen within ten seconds.")
