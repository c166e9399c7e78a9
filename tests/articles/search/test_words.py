"""What is looked for and what was found, without a database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.words import CLOSE, OPEN, Piece, pieces, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Truss in Moscow", ["Truss", "in", "Moscow"]),
        ("Russia’s top-level “talks”", ["Russia", "s", "top", "level", "talks"]),
        ("snake_case", ["snake", "case"]),
        (unicodedata.normalize("NFD", "Orbán"), ["Orbán"]),
        ("किसान", ["किसान"]),
        ("", []),
        ("'", []),
        ("((((", []),
        ('"', []),
        ("*", []),
        ("🙂", []),
        ("a\x00b", ["a", "b"]),
    ],
)
def test_terms_are_the_words_and_nothing_else(text, expected):
    assert terms(text) == expected


def test_terms_end_after_two_hundred_characters_and_after_twenty_words():
    assert terms("x" * 8192) == ["x" * 200]
    assert terms("a b " * 2000) == ["a", "b"] * 10


@given(st.text())
def test_terms_of_any_text_are_short_and_hold_no_sign_of_a_query_language(text):
    found = terms(text)

    assert len(found) <= 20
    assert set("".join(found)) & set("\"'()*:^-+&|!<>\x00\\ ") == set()


def test_pieces_tell_what_matched_from_the_rest():
    marked = f"US {OPEN}Truss{CLOSE} & <b>{OPEN}envoy{CLOSE}"

    assert pieces(marked) == [
        Piece("US ", is_match=False),
        Piece("Truss", is_match=True),
        Piece(" & <b>", is_match=False),
        Piece("envoy", is_match=True),
    ]
    assert pieces("") == []


@given(st.text(st.sampled_from(f"a{OPEN}{CLOSE}")))
def test_pieces_of_any_marks_lose_no_text(marked):
    said = "".join(piece.text for piece in pieces(marked))

    assert said.replace(CLOSE, "") == marked.replace(OPEN, "").replace(CLOSE, "")
