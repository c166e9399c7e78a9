"""At the desk of the demo paper in a real browser: who signs in, what is there, what a page complains of."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from tests.site.serving import Paper

# Runs before any script of a page.
LISTENER = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


def passwords(said: str) -> dict[str, str]:
    """Return what a person reads on the screen: each account with its password."""
    return dict(re.findall(r"^    (\w+) +((?:\w{5}-){2}\w{5}) +\w+$", said, re.MULTILINE))


def sign_in(page: Page, paper: Paper, who: str) -> None:
    page.goto("/admin/login/?next=/admin/password_change/done/")
    page.get_by_label("Username").fill(who)
    page.get_by_label("Password").fill(passwords(paper.said)[who])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/password_change/done/")


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """Return a new page and the list of what it complains of: policy violations, errors, failed scripts."""
    context.add_init_script(LISTENER)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def complaints(page: Page, said: list[str]) -> list[str]:
    return said + page.evaluate("window.violations")


def filled(page: Page, address: str) -> str:
    """Return an address of `pages.DESK` with its {kind:words} replaced by the key of the first such thing."""

    def key(match: re.Match[str]) -> str:
        answer = page.request.get(
            f"/admin/desk/lookup/{match[1]}/", params={"q": match[3]}, headers={"X-Requested-With": "fetch"}
        )
        found = answer.json()["results"][0]
        return str(found["id" if match[2] else "pk"])

    replace: Callable[[re.Match[str]], str] = key
    return re.sub(r"{(\w+)(\.id)?:([^}]+)}", replace, address)
