"""Every page of the desk: no barrier, no breach of the content policy, no list of everything, never sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.site.desk import complaints, filled, watched
from tests.site.pages import DESK, status
from tests.site.test_accessibility import barriers, overflow

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]


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
    wide = {width: overflow(page, width) for width in (390, 1280)}

    asked_for_nothing = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert answer.status == status(name)
    assert complained == (asked_for_nothing if status(name) == 404 else [])
    assert not found, "\n".join(found)
    assert wide == {390: 0, 1280: 0}
    # Whatever a table holds, it is not poured into a list to choose from.
    lists = page.locator("select:not([name=action])")
    lengths = dict(lists.evaluate_all("all => all.map(one => [one.name, one.length])"))
    assert {name: length for name, length in lengths.items() if length > 20} == {}


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
