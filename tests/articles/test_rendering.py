"""What readers get of a text: the first mention of each name marked, quotes curled, nothing hostile."""

from html import unescape

import pytest
from lxml.html import fragment_fromstring

from articles import body
from articles.actions.crediting import decide
from articles.markup import clean
from articles.models import MentionState
from articles.rendering import MOST_KEY_PEOPLE, compile_story, digest, present
from tests.making import WEDNESDAY, make_liz_truss, make_organisation, make_person, make_story

DAY = WEDNESDAY.date()


def compiled(pia, html):
    return compile_story(make_story(pia, body=html), DAY).body_html


@pytest.fixture
def nato(world):
    return make_organisation("NATO")


MARK = '<a data-entity="organisation:nato">NATO</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>NATO met. NATO spoke.</p>\n<p>NATO left.</p>", f"<p>{MARK} met. NATO spoke.</p>\n<p>NATO left.</p>"),
        ("<h2>NATO meets</h2>\n<p>Then NATO met.</p>", f"<h2>NATO meets</h2>\n<p>Then {MARK} met.</p>"),
        (
            '<p><a href="/x/">NATO page</a> of NATO</p>',
            f'<p><a href="/x/">NATO page</a> of {MARK}</p>',
        ),
        (
            '<p><a href="/x/"><em>NATO</em></a> of NATO</p>',
            f'<p><a href="/x/"><em>NATO</em></a> of {MARK}</p>',
        ),
        ("<p>NA<em>TO</em> and NATO</p>", f"<p>NA<em>TO</em> and {MARK}</p>"),
        ("<p><strong>NATO</strong> met</p>", f"<p><strong>{MARK}</strong> met</p>"),
        ("<p>One<br>NATO met</p>", f"<p>One<br>{MARK} met</p>"),
        ("<ul><li>Ours</li><li>NATO</li></ul>", f"<ul><li>Ours</li><li>{MARK}</li></ul>"),
        ("<blockquote><p>NATO met</p></blockquote>", f"<blockquote>{MARK} met</blockquote>"),
        ('<aside class="pullquote">NATO</aside>', '<aside class="pullquote">NATO</aside>'),
        (
            "<table><tbody><tr><td>NATO</td></tr></tbody></table>",
            "<table><tbody><tr><td>NATO</td></tr></tbody></table>",
        ),
        ("<h2>NATO</h2>", "<h2>NATO</h2>"),
        ("<p>The NATO’s plan</p>", f"<p>The {MARK}’s plan</p>"),
    ],
)
def test_the_first_mention_in_running_text_is_marked(html, expected, pia, nato):
    found = compiled(pia, html)

    # How a quotation keeps its paragraphs is the business of `markup`.
    assert found.replace("<blockquote><p>", "<blockquote>").replace("</p></blockquote>", "</blockquote>") == expected


@pytest.mark.parametrize(
    "before",
    [
        "🇬🇧 ",
        "👩‍🚀👩‍🚀 ",
        "𝔘𝔫𝔦 ",
        "e\u0301e\u0301 ",
        "a &amp; b &lt;c&gt; ",
        "<em>a</em><strong>b<em>c</em></strong> ",
        "北京，",
    ],
)
def test_whatever_stands_before_a_name_the_mark_is_on_the_name(before, pia, nato):
    found = compiled(pia, f"<p>{before}NATO met.</p>")

    [mark] = fragment_fromstring(f"<div>{found}</div>").iter("a")
    assert (mark.text, mark.tail) == ("NATO", " met.")
    assert body.plain_text(found) == body.plain_text(clean(f"<p>{before}NATO met.</p>"))


def test_several_names_in_one_stretch_of_text_are_all_marked(pia, nato):
    make_person("Liz Truss")
    make_person("Ana Ruiz")

    assert compiled(pia, "<p>Ana Ruiz, NATO and Liz Truss; <em>then</em> Truss.</p>") == (
        '<p><a data-entity="person:ana-ruiz">Ana Ruiz</a>, '
        f'{MARK} and <a data-entity="person:liz-truss">Liz Truss</a>; <em>then</em> Truss.</p>'
    )


def test_a_name_that_is_suggested_or_rejected_is_not_marked(pia, nato):
    make_organisation("Apple", aliases=[{"name": "Fruit", "match": "suggest"}])
    article = make_story(pia, body="<p>Fruit and NATO.</p>")
    decide(article, [nato.entity_ptr], MentionState.REJECTED, by=pia)

    found = compile_story(article, DAY)

    assert (found.body_html, found.appearing) == ("<p>Fruit and NATO.</p>", [])


def test_quotes_are_curled_across_tags_and_the_working_copy_keeps_what_was_filed(pia, world):
    html = '<p>"Don\'t," he said, \'<em>ever</em>\'. "<strong>"Yes"</strong></p>'
    article = make_story(pia, body=html)

    assert compile_story(article, DAY).body_html == (
        "<p>“Don’t,” he said, ‘<em>ever</em>’. “<strong>“Yes”</strong></p>"
    )
    assert article.body == html


def test_a_name_with_an_apostrophe_is_found_and_curled(pia, world):
    make_person("Ann O'Neill", slug="ann-oneill")

    assert compiled(pia, "<p>Ann O'Neill's \"plan\"</p>") == (
        '<p><a data-entity="person:ann-oneill">Ann O’Neill</a>’s “plan”</p>'
    )


HOSTILE = [
    "<p>NATO<script>alert(1)</script></p>",
    '<p onclick="alert(1)">NATO</p>',
    '<p><img src=x onerror="alert(1)">NATO</p>',
    '<p><a href="javascript:alert(1)">NATO</a></p>',
    '<p>&lt;a data-entity="person:liz-truss"&gt;NATO&lt;/a&gt;</p>',
    '<p><a data-entity="person:liz-truss">NATO</a></p>',
    '<aside data-related="x&quot;&gt;&lt;script&gt;"></aside><p>NATO</p>',
    "<p>&lt;script&gt;alert(1)&lt;/script&gt; NATO</p>",
    "<svg><script>alert(1)</script></svg><p>NATO</p>",
    "<p>NATO\x00\u202e</p>",
    "<p>\ue000NATO<!-- x --></p>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_text_comes_out_as_text(html, pia, nato):
    shown = present(compiled(pia, html), {"organisation:nato": "card"}.get, {})

    root = fragment_fromstring(f"<div>{shown}</div>")
    assert {element.tag for element in root.iter()} <= {"div", "p", "a", "button", "aside", "span"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert attributes <= {"class", "type", "popovertarget", "popovertargetaction", "data-entity"}
    assert "NATO" in unescape(shown)


def test_a_person_whose_name_is_markup_is_shown_as_written(pia, world):
    make_person("<b>Bobby</b> Tables", slug="bobby")
    article = make_story(pia, body="<p>&lt;b&gt;Bobby&lt;/b&gt; Tables came.</p>")

    shown = present(compile_story(article, DAY).body_html, {"person:bobby": "c"}.get, {})

    assert "&lt;b&gt;Bobby&lt;/b&gt; Tables</button> came." in shown
    assert "<b>" not in shown


BUTTON = '<button type="button" class="ent" popovertarget="who-nato" popovertargetaction="show">NATO</button>'
CARDS = {"organisation:nato": "who-nato"}


def test_a_name_opens_its_card_and_one_without_a_card_stays_text():
    html = f'<p>{MARK} and <a data-entity="person:liz-truss">Liz</a>, now</p>'

    assert present(html, CARDS.get, {}) == f"<p>{BUTTON} and Liz, now</p>"


def test_what_touches_a_name_is_kept_on_its_line():
    html = f"<p>(“{MARK}’s”), <em>{MARK}</em>!</p>"

    assert present(html, CARDS.get, {}) == f'<p><span class="nb">(“{BUTTON}’s”),</span> <em>{BUTTON}</em>!</p>'


@pytest.mark.parametrize("length", range(25))
def test_text_that_touches_a_name_is_the_same_text_however_long_it_is(length):
    before, after = "&lt;" + "x" * length, "y" * length + "&amp;z"

    shown = present(f"<p>{before}{MARK}{after}</p>", CARDS.get, {})

    text = fragment_fromstring(shown).text_content()
    assert text == unescape(f"{before}NATO{after}")


def test_a_reference_shows_its_card_or_nothing():
    html = '<p>A</p>\n<aside data-related="one"></aside>\n<aside data-related="two"></aside>'

    assert present(html, {}.get, {"one": "<p>Read &amp; more</p>"}) == "<p>A</p>\n<p>Read &amp; more</p>\n"


def test_a_card_is_not_searched_for_marks_again():
    html = '<aside data-related="one"></aside>'
    card = '<a data-entity="person:liz-truss">Liz</a>'

    assert present(html, {"person:liz-truss": "c"}.get, {"one": card}) == card


def test_who_appears_stands_in_the_order_of_the_text_with_the_role_of_the_day(pia, world):
    liz, nato = make_liz_truss(), make_organisation("NATO")
    article = make_story(pia, body="<p>NATO met Liz Truss.</p>")

    found = compile_story(article, DAY).appearing

    assert [(who.entity, who.role, who.is_key) for who in found] == [
        (nato.entity_ptr, "", False),
        (liz.entity_ptr, "UK Foreign Secretary", True),
    ]


def test_those_named_most_are_key_and_of_equals_who_comes_first(pia, world):
    names = [f"Ana {letter}uiz{letter}" for letter in "BCDFGHJKLM"]
    for name in names:
        make_person(name)
    text = ". ".join(names) + f". {names[-1]} again."

    found = compile_story(make_story(pia, body=f"<p>{text}</p>"), DAY).appearing

    assert [who.entity.name for who in found] == names
    assert [who.entity.name for who in found if who.is_key] == [*names[: MOST_KEY_PEOPLE - 1], names[-1]]


def test_the_words_of_a_text_are_counted_and_kept_for_comparing(pia, world):
    article = make_story(
        pia, body='<p>One two.</p><h2>Three</h2><aside data-related="a"></aside><ul><li>Four</li></ul>'
    )

    found = compile_story(article, DAY)

    assert found.word_count == 4
    assert found.snapshot["text"] == [["p", "One two."], ["h2", "Three"], ["li", "Four"]]


def test_a_digest_depends_on_the_one_before_and_on_every_word():
    content = {"headline": "A", "note": "ü", "number": 1}

    assert digest("", content) == digest("", dict(reversed(content.items())))
    changed = [digest("x", content), digest("", content | {"note": "u"}), digest("", content | {"number": 2})]
    assert len({digest("", content), *changed}) == 4
