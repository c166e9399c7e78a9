"""A whole story as somebody pastes it: what becomes of each line, and that nothing is lost."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.formats.pasted import PastedStory, Reference, from_html, from_text
from articles.formats.text import parse
from articles.markup import MAX_BYTES, Refused, clean
from tests.conftest import ROOT

STORIES = sorted((ROOT / "fixtures" / "stories").glob("*.txt"))
SEED = ROOT / "fixtures" / "stories" / "france-debriefs-us.txt"
LONG = (
    "A standfirst says in a sentence or two what has happened and why it matters, and it has more than ninety letters."
)


def shape(html):
    return [(block.tag, block.text) for block in body.blocks(html)]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_as_filed_falls_into_the_same_fields_as_when_it_is_imported(path):
    imported = parse(path.read_bytes())

    story = from_text(path.read_text())

    assert (story.headline, story.standfirst) == (imported.headline, imported.standfirst)
    assert tuple(body.blocks(story.body)) == imported.blocks
    assert story.references == tuple(
        Reference(f"read-more-{n}", headline) for n, headline in enumerate(imported.read_more, start=1)
    )


def test_every_one_of_the_21_lines_of_the_seed_is_classed():
    story = from_text(SEED.read_text())

    tags = [tag for tag, _ in shape(story.body)]
    assert (bool(story.headline), bool(story.standfirst)) == (True, True)
    assert {tag: tags.count(tag) for tag in sorted(set(tags))} == {"h2": 2, "p": 15, "related": 2}
    assert [index for index, tag in enumerate(tags) if tag == "h2"] == [8, 12]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n", "\r\n\r\n"])
def test_line_endings_and_blank_lines_make_no_difference(ending):
    text = SEED.read_text()

    assert from_text(text.replace("\n", ending)) == from_text(text)


@pytest.mark.parametrize(
    "markup",
    [
        lambda lines: f"<h1>{lines[0]}</h1>" + "".join(f"<p>{line}</p>" for line in lines[1:]),
        lambda lines: "".join(f"<div>{line}</div>" for line in lines),
        lambda lines: "<br>".join(lines),
        lambda lines: f"<p>{'<br><br>'.join(lines)}</p>",
    ],
    ids=["paragraphs", "divisions", "breaks", "breaks in a paragraph"],
)
def test_the_seed_as_html_falls_into_the_same_fields_as_its_text(markup):
    text = SEED.read_text()

    html = markup([escape(line) for line in text.strip().split("\n")])

    assert from_html(html) == from_text(text)


def test_a_short_second_line_is_no_standfirst_and_no_subhead():
    story = from_text("Head of the story\nBy Rita Reporter\nThe talks went on.\nThey end today.")

    assert story == PastedStory(
        "Head of the story", "", "<p>By Rita Reporter</p>\n<p>The talks went on.</p>\n<p>They end today.</p>", ()
    )


def test_headings_and_bold_lines_are_the_subheads_and_short_lines_then_are_none():
    story = from_html(
        f"<h1>Head</h1><p>{LONG}</p><p>One.</p><h2>A heading</h2><p>Two words</p>"
        "<p><b>A bold line</b></p><p>Three.</p>"
    )

    assert (story.headline, story.standfirst) == ("Head", LONG)
    assert shape(story.body) == [
        ("p", "One."),
        ("h2", "A heading"),
        ("p", "Two words"),
        ("h2", "A bold line"),
        ("p", "Three."),
    ]


def test_lists_links_tables_and_marks_stay():
    kept = (
        '<p>See <a href="https://example.org/">the <strong>paper</strong></a>.</p>\n'
        "<ul><li>One</li><li>Two</li></ul>\n"
        "<table><tbody><tr><td>1</td></tr></tbody></table>\n<blockquote><p>So they said.</p></blockquote>"
    )

    story = from_html(f"<h1>Head</h1><p>{LONG}</p>{kept}<p>The end.</p>")

    assert story.body == f"{kept}\n<p>The end.</p>"


def test_a_read_more_stands_in_its_place_with_its_headline_and_its_address():
    story = from_html(
        f"<p>Head</p><p>{LONG}</p><p>One.</p>"
        '<p><b>READ MORE:</b> <a href="https://example.org/x/">Another story</a></p>'
        "<p>Read more:</p><p>On its own line</p><p>Two.</p>"
    )

    assert shape(story.body) == [("p", "One."), ("related", ""), ("related", ""), ("p", "Two.")]
    assert story.references == (
        Reference("read-more-1", "Another story", "https://example.org/x/"),
        Reference("read-more-2", "On its own line"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", PastedStory("", "", "", ())),
        ("One line.", PastedStory("", "", "<p>One line.</p>", ())),
        ("Head\nOne line.", PastedStory("Head", "", "<p>One line.</p>", ())),
        (f"{'h' * 301}\nOne.", PastedStory("", "", f"<p>{'h' * 301}</p>\n<p>One.</p>", ())),
        (f"Head\n{'s' * 601}\nOne.", PastedStory("Head", "", f"<p>{'s' * 601}</p>\n<p>One.</p>", ())),
        ("Head\nREAD MORE:\nREAD MORE", PastedStory("Head", "", "<p>READ MORE:</p>\n<p>READ MORE</p>", ())),
        ("a < b & c", PastedStory("", "", "<p>a &lt; b &amp; c</p>", ())),
    ],
)
def test_what_has_not_the_form_of_a_story_is_kept_all_the_same(text, expected):
    assert from_text(text) == expected


@given(
    st.lists(st.sampled_from(["READ MORE:", "READ MORE: x", "A subhead", "So it is.", LONG, "", "<b>&"]), max_size=9)
)
def test_no_word_is_lost(lines):
    story = from_text("\n".join(lines))

    references = iter(story.references)
    texts = [next(references).headline if tag == "related" else text for tag, text in shape(story.body)]
    kept = " ".join([story.headline, story.standfirst, *texts]).replace("READ MORE:", "").split()
    assert kept == " ".join(lines).replace("READ MORE:", "").split()
    assert clean(story.body) == story.body


def test_html_that_is_too_large_is_refused():
    with pytest.raises(Refused, match="at most 1,000,000 fit"):
        from_html("x" * (MAX_BYTES + 1))
