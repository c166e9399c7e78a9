"""Every page of the desk: no barrier, no breach of the content policy, no list of everything, never sideways."""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, resolve
from playwright.sync_api import Page

from tests.site.desk import complaints, filled, watched
from tests.site.pages import ANSWER_DATA, DESK, EVERY, LEAD_ON, REFUSED, TAKE_A_FORM, status
from tests.site.test_accessibility import barriers, overflow

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.any_database]

# Fields and buttons of which a part is outside the window and cannot be brought into it.
CUT = """all => all.filter((one) => {
    for (let box = one; box; box = box.parentElement)
        if (/auto|scroll/.test(getComputedStyle(box).overflowX) || box.matches(".visually-hidden, .desk-side"))
            return false;
    return one.checkVisibility() && one.getBoundingClientRect().right > innerWidth;
}).map(({name, id, textContent}) => name || id || textContent)"""


def test_every_address_of_the_desk_is_looked_at_or_is_no_page():
    listed = [
        resolve(re.sub(r"{\w+(\.id)?:[^}]+}", _any, address.split("?")[0])).url_name for address in DESK.values()
    ]
    others = (REFUSED, TAKE_A_FORM, ANSWER_DATA, LEAD_ON)

    # One that is removed must go from the lists, one that is new must be put in one of them.
    assert sorted({*listed, "login"}.union(*others) - {None}) == sorted(_names(admin.site.get_urls()))
    assert EVERY["sign-in"] == "/admin/login/"


def _any(match: re.Match[str]) -> str:
    return "00000000-0000-4000-8000-000000000000" if match[1] else "1"


def _names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for one in patterns:
        found |= _names(one.url_patterns) if isinstance(one, URLResolver) else {one.name or ""}
    # Without a name are an old form of addresses, which is redirected, and whatever else is below /admin/: not found.
    return found - {""}


@pytest.fixture(scope="module")
def opened(ada) -> Iterator[tuple[Page, list[str]]]:
    page, said = watched(ada)
    yield page, said
    page.close()


@pytest.mark.parametrize("name", DESK)
def test_a_page_of_the_desk_keeps_the_policy_and_has_no_barrier(opened, name):
    page, said = opened
    said.clear()

    answer = page.goto(filled(page, DESK[name]))
    page.wait_for_load_state("networkidle")
    # Before axe: it draws letters of its own to see how dark they are.
    complained = complaints(page, said)
    found = barriers(page)
    wide = {width: overflow(page, width) for width in (1280, 390)}
    cut = page.locator("input, select, textarea, button").evaluate_all(CUT)

    asked_for_nothing = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert answer.status == status(name)
    assert complained == (asked_for_nothing if status(name) == 404 else [])
    assert not found, "\n".join(found)
    assert wide == {1280: 0, 390: 0}
    assert cut == []
    # Whatever a table holds, it is not poured into a list to choose from.
    lists = page.locator("select:not([name=action])")
    lengths = dict(lists.evaluate_all("all => all.map(one => [one.name, one.length])"))
    assert {name: length for name, length in lengths.items() if length > 20} == {}


# Headlines, names of people and of sections, wherever they stand on an overview.
NAMES = """
.over-row a, .over-meta, .mark a, .over-desks a, .over-box li a, .chips a, .card-headline, .entry-headline,
.cal th[scope=row], .line a, .inbox-headline, .inbox-meta, .budget b
"""
APPEND = "(names, long) => names.forEach((name) => name.append(long))"


@pytest.mark.parametrize(
    "address",
    [
        *("/admin/", "/admin/desk/board/", "/admin/desk/inbox/", "/admin/desk/calendar/?week=2022-W06"),
        *("/admin/desk/calendar/?month=2022-02", "/admin/desk/calendar/?budget=2022-02-09"),
    ],
)
def test_no_name_makes_an_overview_wider_than_the_window(opened, address):
    page, _ = opened
    page.goto(address)

    page.locator(NAMES).evaluate_all(APPEND, "Donaudampfschiffahrtsgesellschaft" * 5)

    widths = (320, 390, 600, 768, 900, 1000, 1280, 1920)
    assert page.locator(NAMES).count() > 0
    assert {width: overflow(page, width) for width in widths} == dict.fromkeys(widths, 0)


def test_a_breach_of_the_policy_would_be_seen(opened):
    page, said = opened
    page.goto("/admin/password_change/done/")
    said.clear()

    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'let one = 1'}))"
    )
    page.evaluate("document.body.setAttribute('style', 'color: red')")

    found = complaints(page, said)
    assert {text.split(":")[0] for text in found[-2:]} == {"script-src-elem", "style-src-attr"}


def test_the_form_of_a_story_loads_the_editor_our_own_scripts_and_nothing_else(opened):
    page, _ = opened
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url) if request.resource_type == "script" else None)

    page.goto(filled(page, DESK["story"]))
    page.wait_for_load_state("networkidle")

    # No jQuery, no Select2, no XRegExp.
    others = {url.split("/static/")[1].split(".")[0] for url in scripts if "/static/newsroom/desk/" not in url}
    assert others == {"admin/js/theme", "django_prose_editor/editor"}
