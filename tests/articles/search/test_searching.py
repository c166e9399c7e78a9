"""Finding working copies by their words, the same on both databases."""

import pytest
from django.core.management import call_command
from django.db import connection

from articles.actions import editing, publishing
from articles.actions.crediting import decide
from articles.actions.indexing import reindex
from articles.models import Article, MentionState
from articles.search import DESK, Document, terms
from people.models import Alias, Entity
from tests.making import WEDNESDAY, make_person, make_ready_story, make_section, make_story, make_topic, make_user


def found(text, among=None) -> list[str]:
    stories = Article.objects.all() if among is None else among
    keys = DESK.ranked(terms(text), stories, start=0, count=50)
    by_key = stories.in_bulk(keys)
    return [by_key[key].slug for key in keys]


def matching(text) -> set[str]:
    return set(Article.objects.filter(pk__in=DESK.matching(terms(text))).values_list("slug", flat=True))


@pytest.fixture
def envoy(pia, world) -> Article:
    make_person("Liz Truss")
    make_person("Ian Bond")
    make_topic("Diplomacy")
    return make_story(
        pia,
        headline="Top envoy flies to Moscow",
        short_headline="Kremlin call",
        standfirst="Paris debriefs Washington.",
        body="<p>Ms Truss said the pipelines were running. Liz Truss spoke in Orbán’s café.</p>",
        bylines=[{"person": "ian-bond"}, {"name": "Staff and agencies"}],
        topics=["diplomacy"],
        slug="envoy",
    )


def test_a_story_is_found_by_every_spelling_of_whoever_it_names_but_not_by_a_doubtful_one(pia, world):
    zelenskyy = make_person("Volodymyr Zelenskyy")
    Alias.objects.create(entity=zelenskyy, name="Volodymyr Zelensky")
    Alias.objects.create(entity=zelenskyy, name="Servant", match="suggest")
    story = make_story(pia, body="<p>Volodymyr Zelenskyy spoke, said Mr Zelenskyy.</p>")

    assert {text: found(text) for text in ("zelenskyy", "Zelensky", "servant")} == {
        "zelenskyy": [story.slug],
        "Zelensky": [story.slug],
        "servant": [],
    }


@pytest.mark.parametrize(
    "text",
    [
        *("envoy", "ENVOY", "Kremlin call", "Washington", "pipelines", "Liz Truss", "Ian Bond", "agencies"),
        *(
            "diplomacy",
            "envoy Washington Bond",
            "pipeline runs",
            "Orban cafe",
            "Orbán",
            "orbán’s",
            "Washing",
            "the said",
        ),
    ],
)
def test_a_story_is_found_by_each_of_its_fields(envoy, text):
    assert found(text) == ["envoy"]
    assert matching(text) == {"envoy"}


@pytest.mark.parametrize("text", ["elephants", "envoy elephants", "nvoy"])
def test_a_story_is_not_found_by_words_it_does_not_have(envoy, text):
    assert found(text) == []
    assert matching(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "'",
            "((((",
            '"',
            "*",
            "\x00",
            "%",
            "%s",
            "\\",
            "🙂",
            ":",
            "a" * 8192,
            "a OR",
            "NOT",
            "-",
            "^",
            "&",
            "|",
        ),
        *("!", "envoy AND (", "NEAR(envoy", '"envoy', "envoy*", "headline:", "headline: envoy", "{envoy}", "\udc80"),
        *("'; DROP TABLE articles_article; --", "é" * 200, "ab " * 3000, "\u0302", "١٢٣", "x\x02\x03y", "<b>"),
    ],
)
def test_anything_that_is_typed_gets_an_answer(envoy, text):
    keys = DESK.ranked(terms(text), Article.objects.all(), start=0, count=50)

    assert set(keys) <= {envoy.pk}
    assert [story.pk for story in Article.objects.filter(pk__in=DESK.matching(terms(text)))] == keys
    assert set(DESK.excerpts(terms(text), [envoy.pk])) <= {envoy.pk}


def test_words_that_are_too_common_elsewhere_are_found_too(pia, world):
    make_story(pia, headline="WHO names a new director", slug="who")

    assert found("who") == ["who"]


def test_the_headline_counts_more_than_the_text(pia, world):
    make_story(pia, headline="Grain prices rise", body="<p>Wheat, wheat and more of it.</p>", slug="in-the-text")
    make_story(pia, headline="Wheat prices rise", body="<p>Grain.</p>", slug="in-the-headline")
    make_story(pia, headline="Prices rise", standfirst="Wheat again.", body="<p>Grain.</p>", slug="in-the-standfirst")

    assert found("wheat") == ["in-the-headline", "in-the-standfirst", "in-the-text"]


def test_pages_of_the_best_matches_follow_each_other(pia, world):
    for number in range(5):
        make_story(pia, headline=f"Wheat {number}", slug=f"wheat-{number}")
    stories = Article.objects.all()

    whole = DESK.ranked(["wheat"], stories, start=0, count=5)
    parts = [DESK.ranked(["wheat"], stories, start=start, count=2) for start in (0, 2, 4, 6)]

    assert len(whole) == 5
    assert sum(parts, []) == whole


def test_nobody_finds_what_they_may_not_read_and_a_limit_is_not_filled_with_it(rita, pia, world):
    for number in range(3):
        make_story(pia, headline="Wheat wheat wheat", slug=f"pias-{number}")
    make_story(rita, headline="Grain", body="<p>Also some wheat.</p>", slug="ritas")
    readable = Article.objects.readable_by(rita)

    assert len(found("wheat")) == 4
    assert DESK.ranked(["wheat"], readable, start=0, count=1) == [Article.objects.get(slug="ritas").pk]
    assert found("wheat", readable) == ["ritas"]
    assert found("wheat", Article.objects.readable_by(make_user("sam", "reporter"))) == []
    assert found("wheat", Article.objects.none()) == []


def test_an_excerpt_marks_what_matched_in_headline_and_text(envoy):
    [excerpt] = DESK.excerpts(terms("envoy pipeline"), [envoy.pk]).values()

    assert [(piece.text, piece.is_match) for piece in excerpt.headline] == [
        ("Top ", False),
        ("envoy", True),
        (" flies to Moscow", False),
    ]
    assert [piece.text for piece in excerpt.passage if piece.is_match] == ["pipelines"]
    assert "Ms Truss said the " in "".join(piece.text for piece in excerpt.passage)


def test_an_excerpt_says_nothing_twice(envoy):
    [excerpt] = DESK.excerpts(terms("Moscow"), [envoy.pk]).values()

    assert [piece.text for piece in excerpt.headline if piece.is_match] == ["Moscow"]
    assert excerpt.passage == []


def test_excerpts_are_of_those_that_match_only(envoy, pia):
    other = make_story(pia, headline="Grain prices")

    assert set(DESK.excerpts(["envoy"], [envoy.pk, other.pk])) == {envoy.pk}
    assert DESK.excerpts(["envoy"], []) == {}
    assert DESK.excerpts([], [envoy.pk]) == {}


def test_a_save_is_found_at_once_and_what_it_replaced_no_longer(envoy, pia):
    editing.save(envoy, by=pia, changes={"headline": "Convoy leaves Kharkiv", "body": "<p>Tanks.</p>"})

    assert (found("convoy"), found("tanks")) == (["envoy"], ["envoy"])
    assert (found("flies"), found("pipelines"), found("Truss")) == ([], [], [])


def test_a_save_that_is_refused_leaves_the_index_as_it_was(envoy, pia):
    with pytest.raises(editing.Refused):
        editing.save(envoy, by=pia, changes={"headline": "Convoy", "topics": ["no-such-topic"]})

    assert (found("convoy"), found("flies")) == ([], ["envoy"])


def test_a_rejected_name_is_no_longer_found_but_the_text_is(pia, world):
    make_person("Theresa May", aliases=[{"name": "May", "match": "suggest"}])
    story = make_story(pia, body="<p>It was in May.</p>", slug="spring")
    assert found("Theresa") == ["spring"]

    decide(story, Entity.objects.filter(name="Theresa May"), MentionState.REJECTED, by=pia)

    assert found("Theresa") == []
    assert found("May") == ["spring"]


def test_publishing_finds_who_was_added_since_the_text_was_saved(pia, world):
    story = make_ready_story(pia, body="<p>Ms Simonyan spoke.</p>", slug="spoke")
    make_person("Margarita Simonyan", aliases=[{"name": "Ms Simonyan", "match": "auto"}])
    assert found("Margarita") == []

    publishing.publish(story, by=pia, at=WEDNESDAY)

    assert found("Margarita") == ["spoke"]


def test_a_body_as_large_as_may_be_is_kept_and_found(pia, world):
    words = " ".join(f"w{number}" for number in range(100_000))

    make_story(pia, headline="Long", body=f"<p>start {words}</p>", slug="long")

    assert found("start w77") == ["long"]


def test_reindex_mends_whatever_is_wrong_and_changes_nothing_the_second_time(envoy, pia):
    make_section("Business")
    other = make_story(pia, headline="Grain prices", section="business", slug="grain")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_desk_search WHERE rowid = %s", [other.pk])
    stray = other.pk + 1000
    DESK.write([(stray, Document("Top envoy", *[""] * 7))])
    Entity.objects.filter(name="Liz Truss").update(name="Elizabeth Truss")
    assert (found("grain"), found("Elizabeth")) == ([], [])

    for _ in range(2):
        assert list(reindex()) == [2]

        assert (found("grain"), found("Elizabeth")) == (["grain"], ["envoy"])
        assert set(DESK.excerpts(["envoy"], [envoy.pk, stray])) == {envoy.pk}


def test_reindex_says_what_it_did(envoy, capsys):
    call_command("reindex")

    assert capsys.readouterr().out.endswith("1 stories can be found.\n")
