"""What changed between two texts."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import Block
from articles.diff import BlockChange, Piece, blocks, merged, words

texts = st.lists(st.sampled_from(["a", "b", "c", "the", ".", " ", "  ", "\n", "é"]), max_size=25).map("".join)
stories = st.lists(st.builds(Block, st.sampled_from(["p", "h2"]), texts), max_size=6)


def marked(old, new):
    """Return the change with [-gone-] and {+come+} in the text."""
    marks = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    return "".join(marks[piece.op].format(piece.text) for piece in words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("same text", "same text", "same text"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("He said on Monday.", "He said on Tuesday.", "He said on [-Monday.-]{+Tuesday.+}"),
        ("It grew.", "It grew fast.", "It [-grew.-]{+grew fast.+}"),
        ("It grew.", "It grew. Fast.", "It grew.{+ Fast.+}"),
        ("a b c d", "a c d", "a [-b -]c d"),
        ("a b c d e f", "x b y d e z", "[-a -]{+x +}b [-c -]{+y +}d e [-f-]{+z+}"),
        ("one  two", "one two", "one[-  -]{+ +}two"),
        (" a", "a", "[- -]a"),
        ("a b a b a", "a b a", "a b a[- b a-]"),
    ],
)
def test_words_that_went_stand_before_those_that_came(old, new, expected):
    assert marked(old, new) == expected


@given(st.tuples(texts, texts) | st.tuples(st.text(), st.text()))
def test_pieces_joined_give_both_texts_back(pair):
    old, new = pair
    pieces = words(old, new)

    assert "".join(piece.text for piece in pieces if piece.op != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.op != "del") == new
    assert all(piece.text for piece in pieces)
    assert all(one.op != other.op for one, other in zip(pieces, pieces[1:], strict=False))


@given(texts)
def test_a_text_compared_with_itself_is_the_same(text):
    assert words(text, text) == ([Piece("same", text)] if text else [])


def test_blocks_are_aligned_and_similar_ones_compared_word_by_word():
    old = [
        Block("p", "The first stays."),
        Block("p", "The second was said on Monday."),
        Block("p", "Nothing like it comes again."),
        Block("related", "", related="read-more-1"),
        Block("p", "The last stays."),
    ]
    new = [
        Block("p", "The first stays."),
        Block("h2", "A new head"),
        Block("p", "The second was said on Tuesday."),
        Block("related", "", related="read-more-2"),
        Block("p", "The last stays."),
    ]

    assert blocks(old, new) == [
        BlockChange("same", "p", (Piece("same", "The first stays."),)),
        BlockChange("ins", "h2", (Piece("ins", "A new head"),)),
        BlockChange(
            "edit",
            "p",
            (Piece("same", "The second was said on "), Piece("del", "Monday."), Piece("ins", "Tuesday.")),
        ),
        BlockChange("del", "p", (Piece("del", "Nothing like it comes again."),)),
        BlockChange("del", "related", (Piece("del", "read-more-1"),)),
        BlockChange("ins", "related", (Piece("ins", "read-more-2"),)),
        BlockChange("same", "p", (Piece("same", "The last stays."),)),
    ]


def test_a_paragraph_that_became_a_head_is_an_edit_without_changed_words():
    assert blocks([Block("p", "A head")], [Block("h2", "A head")]) == [
        BlockChange("edit", "h2", (Piece("same", "A head"),))
    ]


def test_an_embed_has_no_pieces():
    assert blocks([], [Block("embed", "")]) == [BlockChange("ins", "embed", ())]


def test_no_blocks_have_no_changes():
    assert blocks([], []) == []


@given(stories, stories)
def test_block_changes_joined_give_both_stories_back(old, new):
    def side(op):
        kept = [change for change in blocks(old, new) if change.op in {"same", "edit", op}]
        return ["".join(piece.text for piece in change.pieces if piece.op in {"same", op}) for change in kept]

    assert side("del") == [block.text for block in old]
    assert side("ins") == [block.text for block in new]


def paragraphs(vocabulary, length):
    chooser = random.Random(7)
    text = [f"w{chooser.randrange(vocabulary)}" for _ in range(20_000)]
    return [Block("p", " ".join(text[start : start + length])) for start in range(0, 20_000, length)]


def every_second_word_changed(story):
    def changed(text):
        return " ".join(f"new{n}" if n % 2 else word for n, word in enumerate(text.split()))

    return [Block("p", f"x {changed(block.text)}") for block in story]


@pytest.mark.parametrize("length", [1, 50, 400, 3_000, 20_000])
@pytest.mark.parametrize("vocabulary", [2, 20, 110, 3_000, 1_000_000])
def test_twenty_thousand_words_are_compared_within_two_seconds(vocabulary, length):
    old = paragraphs(vocabulary, length)
    new = every_second_word_changed(old)

    started = time.process_time()
    blocks(old, new)

    assert time.process_time() - started < 2


def edited(rng: random.Random, base: list[str], where: range, mark: str) -> list[str]:
    """Return the list with random changes to the items in that range only."""
    result = []
    for index, item in enumerate(base):
        kind = rng.choice(["same", "change", "drop", "add"]) if index in where else "same"
        result += {
            "same": [item],
            "change": [f"{item} {mark}"],
            "drop": [],
            "add": [f"new {mark} {index}", item],
        }[kind]
    return result


@pytest.mark.parametrize("seed", range(200))
def test_changes_with_something_untouched_between_them_are_merged_whole(seed):
    rng = random.Random(seed)
    # Few different items, so that many are the same.
    head, middle, tail = ([rng.choice("abcdef") for _ in range(rng.randrange(6))] for _ in range(3))
    middle = [*middle, "untouched"]
    base = [*head, *middle, *tail]
    mine = edited(rng, head, range(len(head)), "mine")
    theirs = edited(rng, tail, range(len(tail)), "theirs")

    result = merged(base, [*mine, *middle, *tail], [*head, *middle, *theirs])

    assert result in ([*mine, *middle, *theirs], None)
    assert merged(base, base, [*head, *middle, *theirs]) == [*head, *middle, *theirs]
    assert merged(base, [*mine, *middle, *tail], base) == [*mine, *middle, *tail]
    assert merged(base, theirs, theirs) == theirs


def test_unlike_items_are_merged_and_never_given_up():
    base = [f"item {number}" for number in range(12)]

    assert merged(base, ["first", *base[1:]], [*base[:-1], "last"]) == ["first", *base[1:-1], "last"]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (["a", "mine", "c"], ["a", "theirs", "c"]),
        (["a", "c"], ["a", "theirs", "c"]),
        (["a", "b", "mine", "c"], ["a", "b", "theirs", "c"]),
        (["mine", "b", "c"], ["a", "theirs", "c"]),
        (["b", "a", "c"], ["a", "b changed", "c"]),
        ([], ["a", "b", "c", "d"]),
    ],
)
def test_changes_of_one_stretch_are_not_merged(mine, theirs):
    assert merged(["a", "b", "c"], mine, theirs) is None
    assert merged(["a", "b", "c"], theirs, mine) is None
