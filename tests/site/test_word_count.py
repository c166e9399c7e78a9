"""The foot of the form and the server count the same words and minutes in every story of the demo paper."""

import json
import re

import pytest

from articles import body
from tests.running import FIXTURES

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.any_database]

ODD = [
    "",
    "<p>One – two — 3.</p><p>four<br>five</p>",
    "<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>",
    '<p>One <a data-entity="person:liz-truss">Liz Truss</a>’s two</p><aside data-related="a"></aside>',
    '<aside class="pullquote"><p>Said so</p><p>Somebody</p></aside>',
    "<table><tbody><tr><th>One</th><td>two</td></tr></tbody></table>",
    "<p>½ ² Ⅷ 日本 naïve co-op don't</p>",
]


def texts() -> list[str]:
    rows = json.loads((FIXTURES / "meridian.json").read_text())
    return [row["fields"]["body"] for row in rows if row["model"] == "articles.article"]


def imported(context, address: str, name: str) -> str:
    """Return the address of a module that the one at this address imports."""
    found = re.search(rf'"\./({name}\.\w+\.js)"', context.request.get(address).text())
    return address.rpartition("/")[0] + f"/{found[1]}"


def test_the_form_counts_as_the_server_counts(rita):
    page = rita.new_page()
    page.goto("/admin/articles/article/add/")
    status = imported(rita, page.locator("script[src*='desk/story.']").get_attribute("src"), "status")
    address = imported(rita, status, "fields")
    stories = [*texts(), *ODD]
    assert len(stories) > 30

    counted = page.evaluate(
        """async ([address, all]) => {
            const { textOf, words, minutes } = await import(address);
            return all.map((html) => [words(textOf(html)), minutes(words(textOf(html)))]);
        }""",
        [address, stories],
    )

    assert counted == [[body.word_count(html), body.reading_minutes(body.word_count(html))] for html in stories]
    page.close()
