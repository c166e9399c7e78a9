"""A passage is found again where the text says it now, the nearest place first, or is gone."""

import pytest

from articles.anchors import find

TEXT = ["The talks went on into the night.", "He left.", "She said: “We met.”", "He left.", "The end"]


@pytest.mark.parametrize(
    ("passage", "paragraph", "found"),
    [
        ("talks went on", 0, 0),
        ("talks went on", 4, 0),
        ("He left.", 0, 1),
        ("He left.", 3, 3),
        ("He left.", 4, 3),
        ("He left.", 2, 1),
        ("He left.", None, 1),
        ('She said: "We met."', 0, 2),
        ("  talks   went\ton ", 0, 0),
        ("into the night.\nHe left.", 0, 0),
        ("\n\nHe left.", 3, 3),
        ("Nobody says this", 1, None),
        ("he left", 1, None),
        ("", 4, 4),
        ("", 5, None),
        ("", None, None),
        ("talks", 99999, 0),
    ],
)
def test_a_passage_is_found_again(passage, paragraph, found):
    assert find(passage, paragraph, TEXT) == found


def test_a_text_that_is_empty_says_nothing():
    assert find("talks", 0, []) is None
