"""Names found in a text: which, where, and how surely."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.mentions import Gazetteer, Match, Name, find

TRUSS = Name(1, "Liz Truss", surname="Truss")
MACRON = Name(2, "Emmanuel Macron", surname="Macron")
NATO = Name(3, "NATO")
JOE = Name(4, "Joe Biden", surname="Biden")
JILL = Name(5, "Jill Biden", surname="Biden")


def found(names, *paragraphs):
    """Return (entity, paragraph, surface, certain) of each span, after checking its offsets."""
    spans = find(names, paragraphs)
    for span in spans:
        assert paragraphs[span.paragraph][span.start : span.end] == span.surface
    return [(span.entity, span.paragraph, span.surface, span.certain) for span in spans]


def test_a_full_name_is_found_with_its_offsets():
    (span,) = find([TRUSS], ["", "😀 Minister Liz Truss flew."])

    assert (span.paragraph, span.start, span.end, span.surface, span.certain) == (
        1,
        11,
        20,
        "Liz Truss",
        True,
    )


def test_a_surname_counts_only_after_the_full_name():
    text = ["Truss waited.", "Then Liz Truss spoke. Truss left."]

    assert found([TRUSS], *text) == [(1, 1, "Liz Truss", True), (1, 1, "Truss", True)]


def test_a_surname_counts_after_an_auto_alias_but_not_after_a_suggestion():
    names = [TRUSS, Name(1, "Elizabeth Truss"), MACRON, Name(2, "Manu", Match.SUGGEST)]

    assert found(names, "Elizabeth Truss met Manu. Truss and Macron ate.") == [
        (1, 0, "Elizabeth Truss", True),
        (2, 0, "Manu", False),
        (1, 0, "Truss", True),
    ]


def test_a_surname_counts_only_in_its_own_case():
    assert found([TRUSS], "Liz Truss saw a truss and a TRUSS.") == [(1, 0, "Liz Truss", True)]


def test_a_surname_shared_by_two_persons_found_means_neither():
    text = "Joe Biden came. Biden spoke. Jill Biden came. Biden left."

    assert found([JOE, JILL], text) == [
        (4, 0, "Joe Biden", True),
        (4, 0, "Biden", True),
        (5, 0, "Jill Biden", True),
    ]


def test_a_surname_inside_a_longer_known_name_is_not_counted():
    names = [TRUSS, Name(6, "Truss Institute")]

    assert found(names, "Liz Truss opened the Truss Institute.") == [
        (1, 0, "Liz Truss", True),
        (6, 0, "Truss Institute", True),
    ]


def test_the_longest_name_wins():
    names = [Name(1, "Bank"), Name(2, "Bank of England"), Name(3, "England")]

    assert found(names, "The Bank of England and a Bank in England") == [
        (2, 0, "Bank of England", True),
        (1, 0, "Bank", True),
        (3, 0, "England", True),
    ]


def test_a_longer_name_that_is_only_part_of_a_word_does_not_hide_a_shorter_one():
    names = [Name(1, "Ann"), Name(2, "Ann Arbor")]

    assert found(names, "Ann Arbors") == [(1, 0, "Ann", True)]


def test_of_two_names_that_overlap_the_left_one_wins():
    names = [Name(1, "Foreign Office"), Name(2, "Office Block")]

    assert found(names, "Foreign Office Block") == [(1, 0, "Foreign Office", True)]


@pytest.mark.parametrize("text", ["Mayhem", "dismay", "xMay", "May2", "May_", "Mayé", "éMay"])
def test_a_name_inside_a_word_is_not_a_name(text):
    assert found([Name(1, "May")], text) == []


@pytest.mark.parametrize("text", ["May's plan", "May’s plan", "(May)", "“May”", "May-led", "anti-May", "May"])
def test_a_name_ends_before_possessives_and_punctuation(text):
    assert found([Name(1, "May")], text) == [(1, 0, "May", True)]


def test_a_never_name_yields_nothing_and_hides_what_it_covers():
    names = [TRUSS, Name(7, "Truss Bridge", Match.NEVER)]

    assert found(names, "Liz Truss crossed Truss Bridge. Truss smiled.") == [
        (1, 0, "Liz Truss", True),
        (1, 0, "Truss", True),
    ]
    assert find(names, ["Liz Truss crossed Truss Bridge. Truss smiled."])[1].start == 32


def test_a_never_name_blocks_only_its_own_entity():
    assert found([Name(1, "Reading", Match.NEVER), Name(2, "Reading")], "Reading") == [(2, 0, "Reading", True)]


def test_a_suggested_name_is_uncertain():
    assert found([Name(1, "Apple", Match.SUGGEST)], "Apple") == [(1, 0, "Apple", False)]


def test_a_text_that_belongs_to_two_entities_is_uncertain_for_both_and_names_neither():
    names = [Name(1, "John Smith", surname="Smith"), Name(2, "John Smith", surname="Smith")]

    assert found(names, "John Smith came. Smith left.") == [
        (1, 0, "John Smith", False),
        (2, 0, "John Smith", False),
    ]


def test_a_surname_that_is_also_an_organisation_is_uncertain_for_both():
    names = [Name(1, "Harrison Ford", surname="Ford"), Name(2, "Ford")]

    assert found(names, "Ford hired Harrison Ford. Ford rose.") == [
        (2, 0, "Ford", True),
        (1, 0, "Harrison Ford", True),
        (1, 0, "Ford", False),
        (2, 0, "Ford", False),
    ]


def test_case_counts_unless_the_name_says_otherwise():
    names = [NATO, Name(8, "White House", case_sensitive=False)]

    assert found(names, "Nato, NATO, white house, WHITE HOUSE") == [
        (3, 0, "NATO", True),
        (8, 0, "white house", True),
        (8, 0, "WHITE HOUSE", True),
    ]


def test_letters_whose_lower_case_is_longer_keep_the_offsets_right():
    names = [Name(1, "İstanbul", case_sensitive=False), Name(2, "ΟΔΟΣ", case_sensitive=False)]

    assert found(names, "İİ İSTANBUL, οδοσ") == [(1, 0, "İSTANBUL", True), (2, 0, "οδοσ", True)]


@pytest.mark.parametrize(("name", "text"), [("O'Brien", "O’Brien"), ("O’Brien", "O'Brien"), ("A B", "A\xa0B")])
def test_apostrophes_and_spaces_of_any_kind_are_the_same(name, text):
    assert found([Name(1, name)], text) == [(1, 0, text, True)]


def test_no_names_or_no_paragraphs_give_no_spans():
    assert find([], ["Liz Truss"]) == []
    assert find([TRUSS, Name(9, "")], []) == []


@given(
    st.lists(st.text("aA bB'’İ.", max_size=5), max_size=6),
    st.lists(st.text("aA bB'’İ.", max_size=30), max_size=3),
)
def test_spans_are_in_reading_order_and_never_overlap(texts, paragraphs):
    names = [Name(number, text, case_sensitive=number % 2 == 0) for number, text in enumerate(texts)]

    spans = find(names, paragraphs)

    places = list(dict.fromkeys((span.paragraph, span.start, span.end) for span in spans))
    assert places == sorted(places)
    for before, after in zip(places, places[1:], strict=False):
        assert before[0] < after[0] or before[2] <= after[1]
    assert all(paragraphs[span.paragraph][span.start : span.end] == span.surface for span in spans)


def test_twenty_thousand_names_scan_a_long_story_in_milliseconds():
    names = [Name(number, f"Given{number} Family{number}", surname=f"Family{number}") for number in range(20_000)]
    gazetteer = Gazetteer(names)
    paragraphs = [f"Given{number} Family{number} met Family{number} in a town." for number in range(0, 20_000, 150)]

    started = time.process_time()
    spans = gazetteer.find(paragraphs)

    assert len(spans) == 2 * len(paragraphs)
    assert time.process_time() - started < 0.1
