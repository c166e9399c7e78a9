"""What is read off a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.names import MAX_SLUG, initials, slug, surname


@pytest.mark.parametrize(
    ("name", "sort_name", "expected"),
    [
        ("Liz Truss", "Truss, Liz", "Truss"),
        ("Ursula von der Leyen", "von der Leyen, Ursula", "von der Leyen"),
        ("Xi Jinping", "Xi, Jinping", "Xi"),
        ("Emmanuel Macron", "", "Macron"),
        ("Olaf Scholz", "Scholz", "Scholz"),
        ("Sammy Davis Jr.", "", "Davis"),
        ("Pelé", "", ""),
        ("", "", ""),
    ],
)
def test_the_surname_is_before_the_comma_or_the_last_word(name, sort_name, expected):
    assert surname(name, sort_name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Liz Truss", "LT"),
        ("Russian Federation", "RF"),
        ("NATO", "NA"),
        ("Ursula von der Leyen", "UL"),
        ("Bank of England", "BE"),
        ("The Guardian", "GU"),
        ("bell hooks", "BH"),
        ("Élysée (Palace)", "ÉP"),
        ("Q", "Q"),
        ("…", ""),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_and_last_capitalised_words(name, expected):
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France debriefs US", "france-debriefs-us"),
        ("Élysée: ça va?", "elysee-ca-va"),
        ("Москва", "moskva"),
        ("???", "story"),
        ("", "story"),
        ("word " * 30, "-".join(["word"] * 16)),
        ("x" * 100, "x" * MAX_SLUG),
        ("x" * 75 + " four five", "x" * 75 + "-four"),
    ],
)
def test_a_slug_is_ascii_and_cut_between_words(text, expected):
    assert slug(text, fallback="story") == expected


@given(st.text())
def test_a_slug_is_never_empty_or_too_long(text):
    made = slug(text, fallback="story")

    assert 1 <= len(made) <= MAX_SLUG
    assert made.strip("-") == made
