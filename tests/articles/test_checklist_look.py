"""What the checklist finds worth a look: said with its field, stopping nobody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions import editing, moving, publishing
from articles.actions.checklist import checklist
from articles.actions.crediting import decide
from articles.models import Address, Article, Edition, MentionState, Note
from people.models import Entity
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    make_image,
    make_live_story,
    make_person,
    make_ready_story,
    make_story,
    make_user,
)

LONG = "word " * 90


def read(article, at=WEDNESDAY):
    """Return what was found, worth a look: key, field, message, passage."""
    story = Article.objects.with_parts().get(pk=article.pk)
    return [
        (result.key, problem.field, problem.message, problem.passage)
        for result in checklist(story, at)
        if result.level == "look"
        for problem in result.problems
    ]


def found(article, key, at=WEDNESDAY):
    return [finding[1:] for finding in read(article, at) if finding[0] == key]


def make_fine_story(by, **changes):
    """A story of which nobody could say a word."""
    make_person("Emmanuel Macron")
    make_live_story(by, WEDNESDAY - DAY, headline="European push helping to calm nerves", slug="push")
    fine = {
        "headline": "France debriefs US as envoy flies to Moscow",
        "standfirst": "The White House hears of the talks from the man who held them, and asks for more of them soon.",
        "body": "<p>“They went on,” Emmanuel Macron said, “into the night.”</p>",
        "links": [{"key": "push", "hint": "European push helping to calm nerves"}],
        "picture": {"image": str(make_image().uuid), "caption": "A table.", "alt": "A long table."},
    }
    return make_ready_story(by, **(fine | changes))


def test_a_fine_story_passes_every_check(pia):
    article = make_fine_story(pia)

    results = checklist(Article.objects.with_parts().get(pk=article.pk), WEDNESDAY)

    assert [result.key for result in results if not result.has_passed] == []
    assert len({result.key for result in results}) == len(results) == 28


@pytest.mark.parametrize(
    ("key", "changes", "field", "message", "passage"),
    [
        (
            "headline_length",
            {"headline": "France debriefs US"},
            "headline",
            "The headline has 18 characters; 30 to 90 read best.",
            "",
        ),
        (
            "headline_length",
            {"headline": "F" * 91, "short_headline": "Fronts"},
            "headline",
            "The headline has 91 characters; 30 to 90 read best.",
            "",
        ),
        (
            "short_headline",
            {"headline": "F" * 66},
            "short_headline",
            "Fronts have room for 65 characters: add a short headline.",
            "",
        ),
        (
            "short_headline",
            {"short_headline": "F" * 66},
            "short_headline",
            "The short headline has 66 characters; fronts have room for 65.",
            "",
        ),
        (
            "standfirst_length",
            {"standfirst": "S" * 79},
            "standfirst",
            "The standfirst has 79 characters; 80 to 200 read best.",
            "",
        ),
        (
            "standfirst_length",
            {"standfirst": "S" * 201},
            "standfirst",
            "The standfirst has 201 characters; 80 to 200 read best.",
            "",
        ),
        (
            "people",
            {"body": "<p>Nobody.</p>"},
            "body",
            "No person or organisation is linked. Type @ in the text to link one.",
            "",
        ),
        ("related", {"links": []}, "links", "There is no related story. Add one that readers may want next.", ""),
        (
            "waiting",
            {"links": [{"key": "one", "hint": "Not yet written"}, {"key": "two", "url": "https://example.org/"}]},
            "links",
            "“Not yet written” waits for its story. Readers see nothing of it until its story is published.",
            "Not yet written",
        ),
        ("picture", {"picture": None}, "picture", "There is no lead picture.", ""),
        (
            "paragraphs",
            {"body": f"<p>Emmanuel Macron.</p><p>{LONG}more.</p>"},
            "body",
            f"“{('word ' * 12).strip()} …” is a paragraph of 91 words. Part it.",
            ("word " * 12).strip(),
        ),
        (
            "quotes",
            {"body": '<p>Emmanuel Macron said: "I see.</p><p>He went.</p>'},
            "body",
            '“Emmanuel Macron said: "I see. …”: a quotation mark opens or closes nothing.',
            'Emmanuel Macron said: "I see.',
        ),
    ],
)
def test_each_thing_worth_a_look_is_named_with_its_field_and_place(key, changes, field, message, passage, pia):
    article = make_fine_story(pia, **changes)

    assert found(article, key) == [(field, message, passage)]
    assert {finding[0] for finding in read(article)} == {key}


@pytest.mark.parametrize(
    "body",
    [
        "<p>“One,” Emmanuel Macron said.</p>",
        "<p>“One, Emmanuel Macron says.</p><p>“Two,” he says.</p>",
        "<p>Emmanuel Macron's 'plan', said in the '90s, was \"bold\".</p>",
        f"<p>Emmanuel Macron.</p><p>{LONG}</p>",
    ],
)
def test_text_as_it_should_be_raises_nothing(body, pia):
    assert read(make_fine_story(pia, body=body)) == []


def test_nothing_worth_a_look_stops_a_story(pia):
    article = make_ready_story(pia, headline="Short", standfirst="Short.", body="<p>“One.</p>")
    assert len(read(article)) >= 5

    publishing.publish(article, by=pia, at=WEDNESDAY)

    assert [edition.headline for edition in Edition.objects.live(WEDNESDAY)] == ["Short"]


def test_open_notes_are_counted_and_the_first_one_is_named(pia, ed):
    article = make_fine_story(pia)
    for text, by in (("Which statement?", ed), ("Link it.", pia)):
        Note.objects.create(article=article, text=text, passage="They went on", by=by, at=WEDNESDAY)
    answer = Note.objects.create(article=article, reply_to=Note.objects.first(), text="Mine.", by=pia, at=WEDNESDAY)

    assert found(article, "notes") == [("notes", "2 open notes, first of Ed: “Which statement?”", "They went on")]

    Note.objects.exclude(pk=answer.pk).update(resolved_at=WEDNESDAY, resolved_by=pia)
    assert found(article, "notes") == []


def test_the_headline_of_another_story_of_these_days_is_noticed(pia):
    headline = "France debriefs US as envoy flies to Moscow"
    make_live_story(pia, WEDNESDAY - 47 * HOUR, headline=f"“{headline}”", slug="twin")
    make_live_story(pia, WEDNESDAY - 49 * HOUR, headline=headline, slug="older")
    article = make_fine_story(pia)

    message = "Another story has this headline (Mon 7 Feb, 21:14). Say what is new in this one."
    assert found(article, "twins") == [("headline", message, "")]
    assert found(article, "twins", WEDNESDAY + 2 * HOUR) == []


def test_the_headline_of_a_scheduled_story_is_noticed_and_the_storys_own_is_not(pia):
    headline = "France debriefs US as envoy flies to Moscow"
    article = make_fine_story(pia)
    publishing.schedule(article, by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)
    assert found(article, "twins") == []

    second = make_story(pia, headline=headline)
    assert [field for field, *_ in found(second, "twins")] == ["headline"]


def test_a_change_after_the_approval_is_told_with_who_made_it(pia, ed):
    article = make_fine_story(pia)
    assert found(article, "approval") == []

    editing.save(article, by=ed, changes={"kicker": "Talks"}, at=WEDNESDAY)

    message = "Ed has changed it since it was approved (Wed 9 Feb, 20:14)."
    assert found(article, "approval") == [("history", message, "")]


def test_a_story_approved_again_or_never_has_no_change_after_it(pia, ed):
    never, again = make_story(pia), make_fine_story(pia)
    editing.save(never, by=ed, changes={"kicker": "Talks"})
    editing.save(again, by=ed, changes={"kicker": "Talks"})
    moving.ask_changes(again, by=pia, why="More.")
    moving.approve(again, by=pia)

    assert (found(never, "approval"), found(again, "approval")) == ([], [])


def test_names_that_nobody_has_decided_are_counted(pia):
    make_person("Liz Truss", aliases=[{"name": "The Foreign Secretary", "match": "suggest"}])
    body = "<p>The Foreign Secretary met Emmanuel Macron. The Foreign Secretary left.</p>"
    article = make_fine_story(pia, body=body)

    [(field, message, passage)] = found(article, "names")

    assert (field, passage) == ("body", "The Foreign Secretary")
    assert (
        message == "1 suggested name still undecided, first “The Foreign Secretary”. Link those who are meant with @."
    )
    decide(article, Entity.objects.filter(name="Liz Truss"), MentionState.REJECTED, by=pia)
    assert found(article, "names") == []


def test_a_commission_is_met_within_a_tenth(pia):
    article = make_fine_story(pia, body=f"<p>Emmanuel Macron {'came. ' * 42}</p>")
    assert article.word_count == 44

    Article.objects.filter(pk=article.pk).update(commissioned_words=40)
    assert found(article, "commission") == []
    Article.objects.filter(pk=article.pk).update(commissioned_words=39)
    assert found(article, "commission") == [("body", "It has 44 words; 39 were asked for.", "")]


def test_a_picture_that_was_asked_for_is_missed_in_so_many_words(pia):
    article = make_fine_story(pia, picture=None)
    Article.objects.filter(pk=article.pk).update(needs_picture=True)

    assert found(article, "picture") == [("picture", "There is no lead picture. One was asked for.", "")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_checklist_asks_the_database_the_same_few_questions_whatever_is_in_the_story(count, pia, ed):
    for number in range(count):
        make_person(f"Kim Doe{number}")
        make_live_story(pia, headline=f"Story {number}", slug=f"story-{number}")
    anchors = "".join(f'<p>Kim Doe{n}: <a href="/2022/02/09/story-{n}/">Story {n}</a></p>' for n in range(count))
    links = [{"key": f"story-{number}", "hint": f"Story {number}"} for number in range(count)]
    article = make_fine_story(pia, body=anchors, links=links)
    for number in range(count):
        Note.objects.create(article=article, text=f"Note {number}", by=make_user(f"n{number}"), at=WEDNESDAY)
    Entity.objects.filter(name__startswith="Kim").update(protection="minor")
    editing.save(article, by=ed, changes={"kicker": "Talks"})
    story = Article.objects.with_parts().get(pk=article.pk)
    assert Address.objects.count() == count + 1

    with CaptureQueriesContext(
        connection,
    ) as queries:
        results = checklist(story, WEDNESDAY)

    failed = {result.key for result in results if not result.has_passed}
    assert failed >= {"protected", "notes", "approval"}
    assert len(queries) == 8
