"""Reading a cleaned body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import (
    Block,
    block_elements,
    blocks,
    from_blocks,
    parse,
    plain_text,
    reading_minutes,
    runs,
    serialise,
    text_of,
    word_count,
)
from articles.markup import clean, clean_line

BODY = clean(
    "<h2>Head</h2><p>One <em>two</em> three<br>four</p>"
    "<ul><li>a <b>b</b><ol><li>c</li></ol></li><li>d</li></ul>"
    "<h3>Lesser</h3><blockquote>plain</blockquote><blockquote><p>q</p><ul><li>r</li><li>s</li></ul></blockquote>"
    "<aside class=pullquote>Pulled — out</aside><aside data-related=read-more-1></aside>"
    "<table><thead><tr><th>h</th><th>i</th></tr></thead><tr><td>1</td><td></td></tr></table>"
    "<figure data-embed=https://e.x/1></figure>"
)
BLOCKS = [
    Block("h2", "Head"),
    Block("p", "One two three\nfour"),
    Block("li", "a b"),
    Block("li", "c"),
    Block("li", "d"),
    Block("h3", "Lesser"),
    Block("blockquote", "plain"),
    Block("blockquote", "q\nr\ns"),
    Block("pullquote", "Pulled — out"),
    Block("related", "", related="read-more-1"),
    Block("table", "h\ti\n1\t"),
    Block("embed", ""),
]
lines = st.text().map(clean_line).filter(bool)
written = st.lists(
    st.builds(Block, st.sampled_from(["p", "h2"]), lines)
    | st.builds(Block, st.just("related"), st.just(""), st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True))
)


def test_blocks_come_in_reading_order():
    assert blocks(BODY) == BLOCKS


def test_an_empty_body_has_no_blocks():
    assert blocks("") == []
    assert plain_text("") == ""
    assert word_count("") == 0


def test_the_elements_are_those_behind_the_blocks():
    elements = block_elements(parse(BODY))

    assert [text_of(element) for element in elements] == [block.text for block in BLOCKS]


def test_serialising_what_was_parsed_changes_nothing():
    assert serialise(parse(BODY)) == BODY


def test_an_annotated_tree_is_serialised_with_its_annotation():
    root = parse("<p>Liz Truss</p>\n<p>b</p>")
    block_elements(root)[0].set("title", 'a "b" & <c>')

    assert parse(serialise(root))[0].get("title") == 'a "b" & <c>'


def test_runs_say_where_each_stretch_of_text_is_kept():
    for element, block in zip(block_elements(parse(BODY)), BLOCKS, strict=True):
        for run in runs(element):
            assert getattr(run.owner, run.slot) == run.text
            assert block.text[run.start : run.start + len(run.text)] == run.text


def test_runs_cover_all_of_a_text_but_breaks():
    element = block_elements(parse(BODY))[1]

    assert [(run.owner.tag, run.slot, run.start, run.text) for run in runs(element)] == [
        ("p", "text", 0, "One "),
        ("em", "text", 4, "two"),
        ("em", "tail", 7, " three"),
        ("br", "tail", 14, "four"),
    ]


def test_plain_text_leaves_references_and_embeds_out():
    assert plain_text(BODY) == "\n\n".join(block.text for block in BLOCKS if block.tag not in {"related", "embed"})


def test_words_are_counted_and_a_dash_alone_is_not_one():
    assert word_count("<p>Don't count — the dash, twenty-one</p>\n<h2>12 %</h2>") == 6


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (230, 1), (344, 1), (345, 2), (460, 2), (2300, 10)])
def test_reading_takes_a_minute_for_230_words_and_at_least_one(words, minutes):
    assert reading_minutes(words) == minutes


def test_blocks_are_written_escaped():
    story = [Block("h2", "A <b> & c"), Block("p", "x\ny"), Block("related", "", related="read-more-1")]

    assert from_blocks(story) == (
        '<h2>A &lt;b&gt; &amp; c</h2>\n<p>x<br>y</p>\n<aside data-related="read-more-1"></aside>'
    )
    assert blocks(from_blocks(story)) == story


def test_a_block_that_text_alone_cannot_make_is_refused():
    with pytest.raises(ValueError, match="A table block cannot be written"):
        from_blocks([Block("table", "x")])


@given(written)
def test_what_was_written_reads_the_same(story):
    assert blocks(from_blocks(story)) == story
