"""The plain-text article format."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import Block
from articles.formats.text import FormatError, TextStory, parse

SEED = Path(__file__).parents[2] / "fixtures/stories/france-debriefs-us.txt"
STORY = TextStory("Head", "Stand.", (Block("p", "One."), Block("p", "Two.")), ())


def body_of(text):
    return parse(f"Head\nStand.\n{text}".encode()).blocks


def test_the_seed_story_is_read_whole():
    lines = SEED.read_text().split("\n")
    headings = {"UK's Truss travels to Moscow": "h2", "Russia rejects 'absurd' claims": "h2"}
    expected = [Block(headings.get(line, "p"), line) for line in lines[2:]]
    expected[7] = Block("related", "", related="read-more-1")
    expected[-1] = Block("related", "", related="read-more-2")

    story = parse(SEED.read_bytes())

    assert story == TextStory(
        headline="France debriefs US as top UK diplomat flies to Russia to ease impasse",
        standfirst=lines[1],
        blocks=tuple(expected),
        read_more=(
            "Ukraine: European diplomatic push helping avoid war but tensions persist",
            "US general warns Russia-Ukraine war could spill to Middle East",
        ),
    )
    assert [block.tag for block in story.blocks].count("p") == 15
    assert [index for index, block in enumerate(story.blocks) if block.tag == "h2"] == [8, 12]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_and_line_ending_reads_the_same(encoding, ending):
    text = "Café\nIt’s “so”.\nOne — é.\nTwo.\n".replace("\n", ending)

    assert parse(text.encode(encoding)) == TextStory(
        "Café", "It’s “so”.", (Block("p", "One — é."), Block("p", "Two.")), ()
    )


def test_utf_16_with_the_big_end_first_is_read():
    assert parse(b"\xfe\xff" + "Head\nStand.\nOne.\nTwo.".encode("utf-16-be")) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "Head\nStand.\nOne.\nTwo.",
        "\n\nHead\n\nStand.\n\nOne.\n\n\nTwo.\n\n",
        "Head\nStand.\n\nOne.\nTwo.",
        " Head \t\nStand.\nOne.\n\u00a0\nTwo.",
    ],
)
def test_blank_lines_may_part_paragraphs_or_not(text):
    assert parse(text.encode()) == STORY


def test_lines_wrapped_by_hand_are_joined_where_blank_lines_part_paragraphs():
    assert body_of("\nOne line\nand another.\n\nA short head\n\nTwo.\nREAD MORE:\nA headline\n\nThree.") == (
        Block("p", "One line and another."),
        Block("h2", "A short head"),
        Block("p", "Two."),
        Block("related", "", related="read-more-1"),
        Block("p", "Three."),
    )


def test_a_reference_ends_at_its_line_and_the_next_line_is_a_paragraph():
    story = parse(
        b"Head\nStand.\n\nOne.\n\nTwo.\nREAD MORE: A: b\nThree is\nwrapped.\nREAD MORE:\nC d\nFour.\n\nFive."
    )

    assert story.read_more == ("A: b", "C d")
    assert story.blocks == (
        Block("p", "One."),
        Block("p", "Two."),
        Block("related", "", related="read-more-1"),
        Block("p", "Three is wrapped."),
        Block("related", "", related="read-more-2"),
        Block("p", "Four."),
        Block("p", "Five."),
    )


@pytest.mark.parametrize("end", [".", "!", "?", "…", ".”", "!'", '?"', ".)", ".”]"])
@pytest.mark.parametrize("stray", range(1, 7))
def test_one_stray_blank_line_changes_no_paragraph(stray, end):
    long = "A sentence that is long enough. " * 8 + "The last" + end
    lines = [long, "A subhead", "Short.", long, "READ MORE: X", "Another subhead", long]

    story = body_of("\n".join([*lines[:stray], "", *lines[stray:]]))

    assert story == body_of("\n".join(lines))
    assert [block.tag for block in story] == ["p", "h2", "p", "p", "related", "h2", "p"]


def test_the_seed_story_with_a_stray_blank_line_anywhere_in_its_body_stays_the_same():
    lines = SEED.read_text().split("\n")
    expected = parse(SEED.read_bytes())

    stories = [parse("\n".join([*lines[:at], "", *lines[at:]]).encode()) for at in range(2, len(lines))]

    assert stories == [expected] * (len(lines) - 2)


@pytest.mark.parametrize(
    "lines",
    [
        ["The talks ended in Geneva.", "Nobody knew what had been said,", "or by whom."],
        ["x" * 74 + ".", "y" * 100, "z" * 75 + "?”", "End."],
        ["x" * 30, "y" * 140, "End."],
    ],
)
def test_lines_that_look_wrapped_are_joined(lines):
    assert body_of("\n".join(["One.", "", *lines])) == (Block("p", "One."), Block("p", " ".join(lines)))


@pytest.mark.parametrize(
    "lines",
    [
        ["x" * 73 + ".", "y" * 100, "End."],
        ["x" * 90 + ".", "y" * 101, "End."],
        ["x" * 100 + ".", "End."],
    ],
)
def test_lines_that_do_not_look_wrapped_are_paragraphs(lines):
    assert body_of("\n".join(["One.", "", *lines])) == tuple(Block("p", line) for line in ["One.", *lines])


@pytest.mark.parametrize(
    "line", ["A short head", "x" * 60, "Russia rejects 'absurd' claims", "Part (two)", "UK: a head"]
)
def test_a_short_line_without_closing_punctuation_is_a_subhead(line):
    expected = "p" if line.startswith("UK:") else "h2"

    assert body_of(f"{line}\nText.") == (Block(expected, line), Block("p", "Text."))


@pytest.mark.parametrize(
    "line",
    [
        "x" * 61,
        "End.",
        "End!",
        "End?",
        "End…",
        "End:",
        "End;",
        "End,",
        "he 'said'",
        "he “said”",
        "'Quote' it",
        "“Quote it",
    ]
    + ['"Quote it', "WATCH: the film", "LIVE UPDATES: now"],
)
def test_other_short_lines_are_paragraphs(line):
    assert body_of(f"{line}\nText.") == (Block("p", line), Block("p", "Text."))


def test_a_subhead_with_nothing_under_it_is_a_paragraph():
    assert body_of("Text.\nA short head") == (Block("p", "Text."), Block("p", "A short head"))
    assert body_of("Text.\nA short head\nREAD MORE: X")[1] == Block("h2", "A short head")


@pytest.mark.parametrize("prefix", ["READ MORE: ", "Read more:", "read  more : ", "READ MORE：", "\tREAD MORE:\u00a0"])
def test_read_more_is_a_reference_however_it_is_written(prefix):
    story = parse(f"Head\nStand.\nOne.\n{prefix}A: b\nTwo.\n{prefix}C".encode())

    assert story.read_more == ("A: b", "C")
    assert story.blocks == (
        Block("p", "One."),
        Block("related", "", related="read-more-1"),
        Block("p", "Two."),
        Block("related", "", related="read-more-2"),
    )


def test_a_paragraph_that_begins_like_a_reference_is_a_paragraph():
    assert body_of("Read more books, she said.") == (Block("p", "Read more books, she said."),)


def test_quotes_stay_as_filed_and_controls_go():
    assert body_of('"It\'s" “it’s”\u202e\u00a0so.') == (Block("p", '"It\'s" “it’s” so.'),)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "file is empty"),
        (b"\n \n\t\n", 1, "file is empty"),
        (b"\nHead\n\n", 2, "No standfirst"),
        (b"Head\nStand.\n", 2, "No paragraph"),
        (b"Head\nStand.\n\nREAD MORE: X", 4, "No paragraph"),
        (b"Head\nStand.\nSub\nREAD MORE: X", 4, "No paragraph"),
        (b"\n" + b"x" * 301 + b"\nStand.\nOne.", 2, "headline has 301 characters"),
        (b"Head\nStand.\nOne.\nREAD MORE:", 4, "names no headline"),
        (b"Head\nStand.\nOne.\nread more", 4, "names no headline"),
        (b"Head\nREAD MORE: X\nStand.\nOne.", 2, "before the standfirst"),
        (b"READ MORE: X\nHead\nStand.", 1, "before the standfirst"),
        (b"x" * 1_000_001, 1, "1,000,001 bytes"),
        (b"Head\r\nSta\x81nd.\r\nOne.", 2, "not a text file"),
        (b"Head\nSta\0nd.\nOne.", 2, "not a text file"),
        (b"Caf\xc3\xa9\nStand.\nOne \x93quote\x94.", 3, "not valid UTF-8"),
        (b"Head\r\nStand.\r\n\xe2\x80\x9cOne.\r\nCaf\xc3", 4, "not valid UTF-8"),
        (b"\xef\xbb\xbfHead\nSta\xe9nd.\nOne.", 2, "not valid UTF-8"),
        (b"Head\nStand.\n\nOne.\n\nREAD MORE:\nREAD MORE: X", 6, "names no headline"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 3, "not a text file"),
        (b"\xff\xfeH", 1, "not a text file"),
    ],
)
def test_what_is_not_a_story_is_refused_with_its_line(data, line, message):
    with pytest.raises(FormatError, match=message) as refusal:
        parse(data)

    assert refusal.value.line == line
    assert str(refusal.value) == f"Line {line}: {refusal.value.message}"


def test_the_longest_headline_is_taken():
    assert parse(b"x" * 300 + b"\nStand.\nOne.").headline == "x" * 300


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    try:
        story = parse(data)
    except FormatError as refusal:
        assert refusal.line >= 1
    else:
        assert story.headline
        assert story.standfirst
        assert any(block.tag == "p" for block in story.blocks)
