"""The body's editor in a real browser: it writes what the server keeps, and everything in it works by keyboard."""

import gzip
import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from articles.forms.body import IMPORTS
from articles.markup import clean
from newsroom.staticfiles import lean
from tests.conftest import ROOT
from tests.site.hands import CLIPBOARD, TEXT, body, desk, keys, links, paste, tell, to_the_end_of, write
from tests.site.scenes import play
from tests.site.test_accessibility import barriers

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.any_database]

LINK = {"key": "read-more-1", "hint": "A story that is still to come", "url": "", "kind": "read_more", "note": ""}
EVERYTHING = clean(
    """<p>One <strong>bold</strong>, <em>it <strong>both</strong></em> &amp;
    <a href="https://example.org/?a=1&amp;b='2'">link</a> to <a data-entity="42">Liz Truss</a> and
    <a href="/x/" data-entity="7">both</a>.</p>
    <h2>Sub <em>head</em></h2><h3>Smaller</h3>
    <ul><li>a</li><li>b<ul><li>c</li></ul><ol><li>d<br>e</li></ol></li></ul><ol><li>x</li></ol>
    <blockquote>Bare quotation</blockquote><blockquote><p>One</p><ul><li>l</li></ul><p>Two</p></blockquote>
    <aside class="pullquote">Pulled<br>— Speaker</aside><aside data-related="read-more-1"></aside>
    <figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=1"></figure>
    <table><thead><tr><th scope="col">A</th><th>B</th></tr></thead>
    <tbody><tr><th scope="row">1</th><td></td></tr><tr><td>x<br>y</td><td><strong>z</strong></td></tr></tbody></table>
    <table><tbody><tr><td>only</td></tr></tbody></table>
    <p>H<sub>2</sub>O x<sup>2</sup> <s>gone</s> and “quotes”&nbsp;end<br>line two <strong>x<br>y</strong></p>"""
)


@pytest.fixture(scope="module")
def played(paper, site) -> Callable:
    return partial(play, paper)


@pytest.fixture(scope="module")
def cookie(played, site) -> dict[str, str]:
    return played("signed_in", who="pia") | {"url": site}


@pytest.fixture
def page(browser, site, cookie) -> Iterator[Page]:
    with desk(browser, site, cookie, viewport={"width": 1280, "height": 900}) as page:
        yield page


@pytest.fixture
def opened(page, played) -> Callable[..., Page]:
    """Open the form of a story with this body."""

    def open_form(html: str, links: tuple[dict[str, str], ...] = ()) -> Page:
        story = played("story", state="draft", body=html, links=links)
        page.goto(f"/admin/articles/article/{story['pk']}/change/")
        expect(page.locator(TEXT)).to_be_visible()
        # Its notes have come, and who else is there.
        page.wait_for_load_state("networkidle")
        return page

    return open_form


def test_a_body_with_everything_stays_byte_for_byte_what_the_server_keeps(opened):
    page = opened(EVERYTHING, (LINK,))
    assert body(page) == EVERYTHING

    to_the_end_of(page)
    write(page, "x")
    assert body(page) != EVERYTHING
    keys(page, "Backspace")

    assert body(page) == EVERYTHING
    assert links(page) == [LINK]


def test_a_body_with_everything_that_is_cut_and_pasted_is_written_anew_byte_for_byte(opened):
    page = opened(EVERYTHING, (LINK,))
    to_the_end_of(page)

    keys(page, "Control+a", "Control+x")
    assert (body(page), links(page)) == ("", [])
    keys(page, "Control+v")

    assert body(page) == EVERYTHING
    assert links(page) == [LINK]


def test_a_block_that_nobody_touches_is_not_written_anew(opened):
    marked = '<p><strong><a href="/x/">Two</a></strong>.</p>'
    page = opened(f"<p>One.</p>\n{marked}")

    to_the_end_of(page)
    write(page, " More.")
    assert body(page) == f"<p>One. More.</p>\n{marked}"
    to_the_end_of(page, 1)
    write(page, " More.")

    # Marks that begin and end together have one order when they are written.
    assert body(page) == '<p>One. More.</p>\n<p><a href="/x/"><strong>Two</strong></a>. More.</p>'


def test_a_card_whose_reference_was_removed_elsewhere_says_so(opened):
    page = opened('<p>One.</p>\n<aside data-related="read-more-1"></aside>', (LINK,))
    expect(page.get_by_role("group", name="READ MORE: A story that is still to come")).to_be_visible()

    page.locator("input[name=links]").evaluate("field => { field.value = '[]'; }")
    tell(page, "desk:changed", {"field": "links"})

    expect(page.get_by_role("group", name="READ MORE: A reference that is gone")).to_be_visible()


def test_every_body_of_the_demo_paper_stays_as_it_is(opened, played):
    page = opened("<p>One.</p>")
    bodies = played("bodies")
    assert len(bodies) > 25

    for html in bodies:
        tell(page, "desk:set-body", {"html": html})
        assert body(page) == html


def test_whatever_is_typed_is_written_as_the_server_keeps_it(opened):
    page = opened("<p>One.</p>")
    to_the_end_of(page)

    write(page, "  two   blanks ")
    keys(page, "Shift+Enter", "Shift+Enter")
    write(page, "a < b & c > d")
    keys(page, "Enter", "Enter", "Enter", "Control+b")
    write(page, " bold ")
    keys(page, "Control+b")
    write(page, " plain ")
    keys(page, "Enter")
    write(page, "## ")
    keys(page, "Enter")
    write(page, "- item")
    keys(page, "Enter")

    assert body(page) == (
        "<p>One. two blanks <br><br>a &lt; b &amp; c &gt; d</p>\n<p><strong>bold </strong>plain</p>\n"
        "<ul><li>item</li></ul>"
    )
    assert clean(body(page)) == body(page)


def test_quotes_and_dashes_become_typographic_and_backspace_takes_that_back(opened):
    page = opened("<p>One.</p>")
    to_the_end_of(page)

    write(page, " He said \"yes\" -- it's 'fine'... (the '90s)")
    assert body(page) == "<p>One. He said “yes” – it’s ‘fine’… (the ’90s)</p>"

    write(page, ' "')
    keys(page, "Backspace")
    assert body(page) == '<p>One. He said “yes” – it’s ‘fine’… (the ’90s) "</p>'


def test_at_and_a_name_link_somebody(opened, played):
    page = opened("<p>Then</p>")
    truss = played("entity", slug="liz-truss")
    to_the_end_of(page)

    write(page, " @truss")
    option = page.get_by_role("option", name="Liz Truss")
    expect(option).to_be_visible()
    assert page.locator(TEXT).get_attribute("aria-activedescendant") == option.get_attribute("id")
    found = barriers(page, ".body-names")
    assert not found, "\n".join(found)
    keys(page, "Enter")
    write(page, " spoke")

    assert body(page) == f'<p>Then <a data-entity="{truss}">Liz Truss</a> spoke</p>'
    expect(option).to_be_hidden()


def test_a_link_to_somebody_says_who_that_is(opened, played):
    truss = played("entity", slug="liz-truss")
    page = opened(f'<p>Then <a data-entity="{truss}">the secretary</a> spoke.</p>')

    link = page.locator(f"{TEXT} [title^='Liz Truss, ']")
    expect(link).to_have_text("the secretary")
    link.click()
    # The editor learns where the caret is a moment after the browser.
    page.wait_for_timeout(200)
    keys(page, "Control+k")

    expect(page.get_by_role("dialog", name=re.compile("Change this link: Liz Truss, "))).to_be_visible()
    keys(page, "Escape")
    assert body(page) == f'<p>Then <a data-entity="{truss}">the secretary</a> spoke.</p>'


def test_who_is_unknown_stays_as_typed_and_escape_closes_the_list(opened):
    page = opened("<p>Then</p>")
    to_the_end_of(page)

    write(page, " @zzyzx")
    expect(page.get_by_role("listbox").get_by_text("Nobody is known as “zzyzx”")).to_be_visible()
    keys(page, "Escape")
    write(page, " spoke")

    expect(page.locator(".body-names")).to_be_hidden()
    assert body(page) == "<p>Then @zzyzx spoke</p>"


def test_control_k_links_to_a_story_a_person_an_address_and_takes_a_link_away(opened, played):
    page = opened("<p>About Truss</p>")
    live = played("story", live_hours_ago=1, headline="Truss and the grain of Odesa")
    path = played("editions", uuid=live["uuid"])[0]["path"]
    to_the_end_of(page)
    keys(page, "Control+Shift+ArrowLeft", "Control+k")
    box = page.get_by_role("combobox", name="Story, person, organisation or address")
    assert box.input_value() == "Truss"
    expect(page.get_by_role("option", name="Liz Truss").first).to_be_visible()
    found = barriers(page, ".body-dialog")
    assert not found, "\n".join(found)

    keys(page, "Escape")
    assert body(page) == "<p>About Truss</p>"
    keys(page, "Control+k")
    box.fill("grain odesa truss")
    expect(page.get_by_role("option", name="Truss and the grain of Odesa")).to_be_visible()
    keys(page, "Enter")
    written = page.locator("textarea[name=body]")
    expect(written).to_have_value(f'<p>About <a href="{path}">Truss</a></p>')

    keys(page, "Control+k")
    box.fill("example.org/paper")
    expect(page.get_by_role("option", name="https://example.org/paper")).to_be_visible()
    keys(page, "Enter")
    expect(written).to_have_value('<p>About <a href="https://example.org/paper">Truss</a></p>')

    keys(page, "Control+k", "Tab")
    expect(page.get_by_role("button", name="Remove link")).to_be_focused()
    keys(page, "Enter")
    assert body(page) == "<p>About Truss</p>"


def test_a_read_more_card_comes_and_goes_with_its_reference(opened, played):
    page = opened("<p>One.</p>\n<p>Two.</p>")
    live = played("story", live_hours_ago=1, headline="What the harbour master saw")
    to_the_end_of(page)
    keys(page, "Enter")

    page.get_by_role("button", name="READ MORE").click()
    write(page, "harbour master")
    expect(page.get_by_role("option", name="What the harbour master saw")).to_be_visible()
    keys(page, "Enter")
    write(page, "Next.")

    card = page.get_by_role("group", name="READ MORE: What the harbour master saw")
    expect(card).to_contain_text("Live, ")
    assert body(page) == '<p>One.</p>\n<aside data-related="read-more-1"></aside>\n<p>Next.</p>\n<p>Two.</p>'
    reference = {**LINK, "hint": "What the harbour master saw", "target": live["uuid"]}
    assert links(page) == [reference]

    card.get_by_role("button", name="Remove").click()
    assert (body(page), links(page)) == ("<p>One.</p>\n<p>Next.</p>\n<p>Two.</p>", [])
    keys(page, "Control+z")
    assert ("data-related" in body(page), links(page)) == (True, [reference])


def test_a_headline_without_a_story_waits_for_it(opened):
    page = opened("<p>One.</p>")
    to_the_end_of(page)

    page.get_by_role("button", name="READ MORE").click()
    write(page, "The story nobody has written")
    expect(page.get_by_role("option", name="Waits for a story with this headline")).to_be_visible()
    keys(page, "Enter")

    card = page.get_by_role("group", name="READ MORE: The story nobody has written")
    expect(card).to_contain_text("Waits for a story with this headline")
    assert links(page) == [LINK | {"hint": "The story nobody has written"}]


def test_a_card_that_is_copied_brings_its_reference(opened):
    page = opened('<p>One.</p>\n<aside data-related="read-more-1"></aside>\n<p>Two.</p>', (LINK,))
    to_the_end_of(page)
    keys(page, "Control+a", "Control+c", "Control+End", "Enter", "Control+v")

    assert re.findall('data-related="(.*?)"', body(page)) == ["read-more-1", "read-more-2"]
    assert links(page) == [LINK, LINK | {"key": "read-more-2"}]


def test_a_table_is_filled_by_keys_and_left_by_them(opened):
    page = opened("<p>One.</p>")
    to_the_end_of(page)
    keys(page, "Enter")

    page.get_by_role("button", name="Table", exact=True).click()
    write(page, "Day")
    keys(page, "Tab")
    write(page, "Talks")
    keys(page, "Tab", "Tab")
    write(page, "Monday")
    keys(page, "Enter")
    write(page, "noon")
    page.get_by_role("button", name="Add a row below").click()
    keys(page, "Escape")
    write(page, "After.")

    row, head = "<tr><td></td><td></td><td></td></tr>", '<th scope="col">'
    assert body(page) == (
        f"<p>One.</p>\n<table><thead><tr>{head}Day</th>{head}Talks</th>{head}</th></tr></thead>"
        f"<tbody><tr><td>Monday<br>noon</td><td></td><td></td></tr>{row}{row}</tbody></table>\n<p>After.</p>"
    )
    page.locator(f"{TEXT} td").last.click()
    keys(page, "Tab")
    assert page.locator(TEXT).evaluate("text => text.contains(document.activeElement)") is False


def test_subheads_lists_quotations_and_pull_quotes_are_made_by_keys(opened):
    page = opened("<p>One.</p>")
    to_the_end_of(page)

    keys(page, "Control+Shift+q", "Enter")
    write(page, "Somebody")
    keys(page, "Enter")
    write(page, "## A subhead")
    keys(page, "Enter")
    write(page, "> They said so.")
    keys(page, "Enter", "Enter")
    write(page, "- Alpha")
    keys(page, "Enter")
    write(page, "Beta")
    keys(page, "Control+]")

    assert body(page) == (
        '<aside class="pullquote">One.<br>— Somebody</aside>\n<h2>A subhead</h2>\n'
        "<blockquote><p>They said so.</p></blockquote>\n<ul><li>Alpha<ul><li>Beta</li></ul></li></ul>"
    )


def test_what_is_still_to_come_is_marked_counted_and_not_stored(opened):
    page = opened("<p>TK and TKTK, XXX, but not TKO.</p>")

    expect(page.locator(".body-tk")).to_have_text(["TK", "TKTK", "XXX"])
    assert page.locator("#story-form").get_attribute("data-tk") == "3"
    to_the_end_of(page)
    write(page, " TK")
    expect(page.locator("#story-form")).to_have_attribute("data-tk", "4")
    assert body(page) == "<p>TK and TKTK, XXX, but not TKO. TK</p>"


def test_notes_are_underlined_opened_and_offered_and_a_place_is_jumped_to(opened):
    page = opened("<p>One thing.</p>\n<ul><li>Alpha</li><li>A word</li></ul>\n<p>Last thing.</p>")

    tell(
        page,
        "desk:notes",
        [{"id": 7, "passage": "word", "paragraph": 2}, {"id": 8, "passage": "thing", "paragraph": 3}],
    )
    noted = page.locator("[data-note]")
    expect(noted).to_have_text(["word", "thing"])
    expect(page.locator(f"{TEXT} > p").last.locator("[data-note]")).to_have_text("thing")
    noted.last.click()
    tell(page, "desk:jump", {"field": "body", "passage": "Alpha"})
    assert page.evaluate("getSelection().toString()") == "Alpha"
    keys(page, "Alt+Shift+KeyN")

    told = [told for told in page.evaluate("told") if told[0].startswith("desk:note")]
    assert told == [["desk:note-open", {"id": 8}], ["desk:note", {"passage": "Alpha", "paragraph": 1}]]


def test_a_body_set_from_outside_is_one_step_that_undo_takes_back(opened):
    page = opened("<p>One.</p>\n<p>Two.</p>")
    to_the_end_of(page)
    write(page, " More.")

    tell(page, "desk:set-body", {"html": "<p>Other.</p>\n<h2>New</h2>\n<p>Two.</p>"})
    assert body(page) == "<p>Other.</p>\n<h2>New</h2>\n<p>Two.</p>"
    keys(page, "Control+z")

    assert body(page) == "<p>One. More.</p>\n<p>Two.</p>"


STRUCTURE = (
    "<ul><li>A second round<ul><li>in Berlin</li></ul></li><li>No troops</li></ul>\n"
    '{}<p>Read the <a href="https://example.org/text">whole text</a>{}.</p>\n'
    "<table><tbody><tr><td><strong>Day</strong></td><td>{}</td></tr></tbody></table>"
)
PASTED = {
    "docs": (
        "<p>The talks went on <strong>all night</strong><em>, she said</em>.</p>\n<h2>What was agreed</h2>\n"
        + STRUCTURE.format("", " of it, H<sub>2</sub>O", "Talks<br>and dinner")
    ),
    "word": (
        "<p>The talks went on <strong>all night</strong>, <em>she said</em>.</p>\n<h2>What was agreed</h2>\n"
        + STRUCTURE.format("<ol><li>First</li></ol>\n", "", "Talks")
    ),
    "pages": (
        "<p>The talks went on <strong>all night</strong>, <em>she said</em>.</p>\n"
        "<p><strong>What was agreed</strong></p>\n"
        "<ul><li>A second round<ul><li>in Berlin</li></ul></li><li>No troops</li></ul>\n"
        '<p><a href="https://example.org/text">Read the whole text</a></p>'
    ),
}


@pytest.mark.parametrize("program", PASTED)
def test_what_a_word_processor_copies_keeps_its_structure_and_loses_its_style(opened, program):
    page = opened("<p>One.</p>")
    to_the_end_of(page)
    keys(page, "Enter")

    paste(page, "plain", (CLIPBOARD / f"{program}.html").read_text())

    expect(page.locator(f"{TEXT} ul").first).to_be_visible()
    assert body(page) == f"<p>One.</p>\n{PASTED[program]}"
    assert clean(body(page)) == body(page)


def test_hostile_html_leaves_its_text_and_breaks_no_policy(opened):
    page = opened("<p>One.</p>")
    to_the_end_of(page)

    paste(
        page,
        "x",
        "<p style='color:red' onclick='x()'> Two</p><script>x()</script><style>p{}</style><img src=x onerror=x()>"
        "<a href='javascript:x()'>three</a><iframe src='/admin/'></iframe>",
    )

    expect(page.locator(TEXT)).to_contain_text("three")
    assert body(page) == "<p>One.Two</p>\n<p>three</p>"


def test_plain_lines_become_paragraphs_and_an_address_becomes_a_link_or_an_embed(opened):
    page = opened("<p>One</p>")
    to_the_end_of(page)
    paste(page, "more\n\ntwo\nthree")
    keys(page, "Control+Shift+ArrowLeft")
    paste(page, "https://example.org/x")
    keys(page, "End", "Enter")
    paste(page, "https://youtu.be/dQw4w9WgXcQ")
    card = page.get_by_role("group", name="Embed: https://youtu.be/")
    expect(card).to_contain_text("Loads when a reader asks for it")

    assert body(page) == (
        '<p>Onemore</p>\n<p>two</p>\n<p><a href="https://example.org/x">three</a></p>\n'
        '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>'
    )


def test_what_readers_cannot_be_shown_becomes_a_link_and_no_embed(opened):
    page = opened("<p>One</p>")
    channel = "https://www.youtube.com/@meridian"
    to_the_end_of(page)
    keys(page, "Enter")

    paste(page, channel)
    expect(page.locator(f"{TEXT} a")).to_have_text(channel)
    page.get_by_role("button", name="Embed").click()
    write(page, channel)
    expect(page.get_by_role("listbox").get_by_text("Anything else can be a link.")).to_be_visible()
    keys(page, "Escape")

    assert body(page) == f'<p>One</p>\n<p><a href="{channel}">{channel}</a></p>'


def test_the_toolbar_is_one_stop_with_arrows_and_tab_leaves_the_editor(opened):
    page = opened("<p>One.</p>")
    bar = page.get_by_role("toolbar", name="Formatting")
    to_the_end_of(page)

    keys(page, "Alt+F10")
    expect(bar.get_by_role("button", name="Bold")).to_be_focused()
    keys(page, "ArrowRight")
    expect(bar.get_by_role("button", name="Italic")).to_be_focused()
    keys(page, "End")
    expect(bar.get_by_role("button", name="Redo")).to_be_focused()
    keys(page, "Tab")
    expect(page.locator(TEXT)).to_be_focused()
    keys(page, "Tab")
    expect(page.locator(TEXT)).not_to_be_focused()
    sizes = bar.get_by_role("button").evaluate_all("all => all.map((one) => one.getBoundingClientRect())")
    assert min(min(size["width"], size["height"]) for size in sizes) >= 24


def test_keys_that_type_signs_on_other_keyboards_change_nothing(opened):
    page = opened("<p>One.</p>")
    to_the_end_of(page)

    keys(page, "Control+Alt+2", "Control+Alt+0")

    assert body(page) == "<p>One.</p>"


def test_the_text_is_a_named_box_that_is_spelt_checked(opened):
    page = opened("<p>One.</p>")

    box = page.get_by_role("textbox", name="Text", exact=True)

    expect(box).to_have_attribute("aria-multiline", "true")
    expect(box).to_have_attribute("spellcheck", "true")


def test_the_editor_with_everything_in_it_has_no_barrier(opened):
    page = opened(EVERYTHING.replace(" and “quotes”", " TK and “quotes”"), (LINK,))

    found = barriers(page, ".body-editor")

    assert not found, "\n".join(found)


def test_the_editors_own_script_is_light():
    static = ROOT / "newsroom" / "static"
    # The lists of choices are every page's.
    shared = {f"newsroom/desk/{name}.js" for name in ("combobox", "elements", "listbox")}
    ours = {path for path in IMPORTS.values() if path.startswith("newsroom/")} - shared | {"newsroom/desk/body.js"}
    # Only a paste asks for these.
    later = {"newsroom/desk/body/paste.js", "newsroom/desk/split.js"}

    sizes = {path: len(gzip.compress(lean((static / path).read_text()).encode())) for path in ours}

    assert sum(size for path, size in sizes.items() if path not in later) < 18_000
    assert sum(sizes.values()) < 22_000
