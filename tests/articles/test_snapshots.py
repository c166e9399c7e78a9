"""The working copy as data: there and back again, cleaned on the way, and refused when it cannot be stored."""

import uuid

import pytest

from articles.actions import editing, snapshots
from articles.models import Article
from articles.workflow import Refused
from tests.making import DAY, WEDNESDAY, fields, make_image, make_person, make_story, make_topic, state_of


@pytest.fixture
def everything(pia, world):
    """A story with all that a story can have, as data."""
    make_person("Hanna Lind")
    make_topic()
    make_topic("Gas")
    other = make_story(pia, headline="Other")
    return {
        "headline": "Headline",
        "short_headline": "Short",
        "standfirst": "Standfirst.",
        "kicker": "Kicker",
        "body": "<p>Text.</p>",
        "slug": "envoy",
        "genre": "analysis",
        "language": "en-gb",
        "dateline": "Paris",
        "section": "world",
        "embargo_until": (WEDNESDAY - DAY).isoformat(),
        "expires_at": (WEDNESDAY + DAY).isoformat(),
        "legal_hold": True,
        "seo_title": "For machines",
        "seo_description": "What machines say.",
        "social_headline": "For friends",
        "bylines": [{"person": "hanna-lind", "role": "words"}, {"name": "Agencies", "role": "reporting"}],
        "topics": ["gas", "diplomacy"],
        "picture": {"image": str(make_image().uuid), "caption": "A.", "alt": "B.", "is_decorative": False},
        "links": [
            {"key": "one", "hint": "To come", "url": "", "kind": "read_more", "note": ""},
            {"key": "two", "hint": "", "url": "https://www.gov.uk/", "kind": "source", "note": "The bill"},
            {"key": "three", "hint": "", "url": "", "kind": "background", "note": "", "target": str(other.uuid)},
            {"key": "four", "hint": "Never", "url": "", "kind": "read_more", "note": "", "vetoed": True},
        ],
        "mentions": [],
    }


def test_what_is_written_is_what_is_taken(everything, pia):
    article = editing.create(by=pia, fields=everything)

    assert snapshots.take(Article.objects.get(pk=article.pk)) == everything
    assert article.revisions.get().snapshot == everything


def test_who_is_named_is_taken_with_where_and_whether_confirmed(pia, world):
    make_person("Hanna Lind")

    article = make_story(pia, body="<p>Nobody.</p><p>Asked, Hanna Lind agreed.</p>")

    assert snapshots.take(article)["mentions"] == [
        {"entity": "person:hanna-lind", "surface": "Hanna Lind", "paragraph": 1, "offset": 7, "state": "confirmed"}
    ]


def test_an_empty_story_is_taken_with_every_field(pia):
    article = editing.create(by=pia, fields={"headline": "Alone"})

    assert snapshots.take(article) == {
        **dict.fromkeys(["short_headline", "standfirst", "kicker", "body", "dateline"], ""),
        **dict.fromkeys(["seo_title", "seo_description", "social_headline"], ""),
        **dict.fromkeys(["section", "embargo_until", "expires_at", "picture"]),
        "bylines": [],
        "mentions": [],
        "topics": [],
        "links": [],
        "legal_hold": False,
        "headline": "Alone",
        "slug": "alone",
        "genre": "news",
        "language": "en-gb",
    }


def test_what_the_changes_do_not_name_stays(everything, pia):
    article = editing.create(by=pia, fields=everything)

    editing.save(article, by=pia, changes={"topics": ["gas"]})

    assert snapshots.take(Article.objects.get(pk=article.pk)) == everything | {"topics": ["gas"]}


def test_lines_and_text_are_cleaned_when_written(pia, world):
    article = make_story(
        pia,
        headline=" A\u202e headline\n of two  lines ",
        body='<p onclick="x()">Text<script>alert(1)</script></p>',
        bylines=[{"name": " Staff \n and agencies"}],
    )

    found = snapshots.take(article)
    assert (found["headline"], found["body"]) == ("A headline of two lines", "<p>Text</p>")
    assert found["bylines"] == [{"name": "Staff and agencies", "role": "words"}]


def test_a_line_is_text_not_markup(pia, world):
    article = make_story(pia, headline="<b>Bold</b> & co")

    assert article.headline == "<b>Bold</b> & co"


def test_a_topic_given_twice_is_given_once(pia, world):
    make_topic()

    article = make_story(pia, topics=["diplomacy", "diplomacy"])

    assert snapshots.take(article)["topics"] == ["diplomacy"]


PICTURE = "5cbd6b4c-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "changes",
    [
        {"section": "nowhere"},
        {"genre": "poem"},
        {"genre": ""},
        {"headline": "x" * 301},
        {"standfirst": "x" * 601},
        {"kicker": "x" * 61},
        {"language": "x" * 16},
        {"body": "<p>" + "x" * 1_000_001},
        {"body": "<b>" * 60 + "deep"},
        {"embargo_until": "tomorrow"},
        {"expires_at": "2022-02-09T20:14:00"},
        {"bylines": [{"person": "nobody"}]},
        {"bylines": [{"name": ""}]},
        {"bylines": [{"name": "\u202e "}]},
        {"bylines": [{"role": "words"}]},
        {"bylines": [{"name": "x" * 121}]},
        {"bylines": [{"name": "A", "role": "chef"}]},
        {"bylines": [{"person": "hanna-lind"}, {"person": "hanna-lind", "role": "words"}]},
        {"topics": ["nothing"]},
        {"picture": {"image": PICTURE}},
        {"picture": {"image": "no-uuid"}},
        {"links": [{"key": "a", "target": PICTURE}]},
        {"links": [{"key": "a", "target": "no-uuid"}]},
        {"links": [{"key": "a"}]},
        {"links": [{"key": "a", "hint": " "}]},
        {"links": [{"key": "", "hint": "A"}]},
        {"links": [{"key": 'a"><script>', "hint": "A"}]},
        {"links": [{"key": "a", "hint": "x" * 301}]},
        {"links": [{"key": "a", "url": "javascript:alert(1)"}]},
        {"links": [{"key": "a", "url": "https://www.gov.uk/", "kind": "gossip"}]},
        {"links": [{"key": "a", "hint": "A"}, {"key": "a", "hint": "B"}]},
    ],
)
def test_what_cannot_be_stored_is_refused_in_words_and_nothing_changes(changes, pia, world):
    make_person("Hanna Lind")
    article = make_story(pia)
    before = state_of(article)

    with pytest.raises(Refused) as refusal:
        editing.save(article, by=pia, changes={"headline": "Lost?"} | changes)
    with pytest.raises(Refused):
        editing.create(by=pia, fields=fields() | changes)

    assert str(refusal.value).endswith((".", "?"))
    assert state_of(article) == before
    assert list(Article.objects.all()) == [article]


def test_a_caption_too_long_is_refused(pia, world):
    article = make_story(pia)
    before = state_of(article)

    with pytest.raises(Refused, match="caption"):
        editing.save(article, by=pia, changes={"picture": {"image": str(make_image().uuid), "caption": "x" * 501}})

    assert state_of(article) == before


def test_a_story_cannot_refer_to_itself(pia, world):
    article = make_story(pia)
    before = state_of(article)

    with pytest.raises(Refused, match="itself"):
        editing.save(article, by=pia, changes={"links": [{"key": "a", "target": str(article.uuid)}]})

    assert state_of(article) == before


def test_a_moment_comes_back_in_the_same_place_in_time(pia, world):
    article = make_story(pia, expires_at="2022-02-10T01:14:00+05:00")

    taken = snapshots.take(Article.objects.get(pk=article.pk))
    assert taken["expires_at"] == "2022-02-09T20:14:00+00:00"


def test_a_snapshot_holds_what_it_would_be_written_over_by_unchanged(everything, pia):
    article = editing.create(by=pia, fields=everything)

    snapshot = snapshots.take(article)

    assert snapshots.holds(snapshot, everything)
    assert snapshots.holds(snapshot, {"headline": " Headline\n", "body": "<div>Text.</div>"})
    assert snapshots.holds(snapshot, {})


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "headline"},
        {"body": "<p>Text!</p>"},
        {"section": None},
        {"bylines": []},
        {"bylines": [{"name": "Agencies", "role": "reporting"}]},
        {"topics": ["diplomacy"]},
        {"links": [{"key": "one", "hint": "Something else"}]},
        {"picture": None},
        {"legal_hold": False},
    ],
)
def test_a_snapshot_does_not_hold_what_differs(changes, everything, pia):
    article = editing.create(by=pia, fields=everything)

    assert not snapshots.holds(snapshots.take(article), changes)


def test_a_body_that_is_refused_is_refused_when_compared_as_well(pia, world):
    article = make_story(pia)

    with pytest.raises(Refused):
        snapshots.holds(snapshots.take(article), {"body": "<b>" * 60 + "deep"})


def test_a_picture_that_exists_has_a_uuid(pia, world):
    image = make_image()

    article = make_story(pia, picture={"image": str(image.uuid)})

    assert snapshots.take(article)["picture"] == {
        "image": str(uuid.UUID(str(image.uuid))),
        "caption": "",
        "alt": "",
        "is_decorative": False,
    }
