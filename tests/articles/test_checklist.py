"""What keeps a story from readers, said field by field; and that then nothing is published."""

import datetime as dt

import pytest

from articles.actions import moving, publishing
from articles.actions.checklist import NotReady, Problem, must_fix
from articles.models import Edition
from people.models import Entity
from tests.making import DAY, HOUR, WEDNESDAY, make_image, make_person, make_ready_story, make_story, state_of

STILL_IN_LINKS = "There is still a “TK” in the related stories."


def problems(article, at=WEDNESDAY):
    return [(problem.field, problem.message) for problem in must_fix(article, at)]


def test_a_finished_story_has_nothing_to_mend(pia):
    assert must_fix(make_ready_story(pia), WEDNESDAY) == []


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"standfirst": ""}, "standfirst", "The standfirst is missing."),
        ({"body": ""}, "body", "The text is missing."),
        ({"body": '<aside data-related="read-more-1"></aside>'}, "body", "The text is missing."),
        ({"section": None}, "section", "Choose a section."),
        ({"bylines": []}, "bylines", "Say who wrote it: add a byline."),
        ({"legal_hold": True}, "legal_hold", "The story is on legal hold."),
        ({"headline": "France TK US"}, "headline", "There is still a “TK” in the headline."),
        ({"standfirst": "More TKTK."}, "standfirst", "There is still a “TKTK” in the standfirst."),
        ({"short_headline": "TK"}, "short_headline", "There is still a “TK” in the short headline."),
        ({"kicker": "TK"}, "kicker", "There is still a “TK” in the kicker."),
        ({"dateline": "XXX"}, "dateline", "There is still a “XXX” in the dateline."),
        ({"seo_title": "TK"}, "seo_title", "There is still a “TK” in the title for search engines."),
        ({"seo_description": "TK"}, "seo_description", "There is still a “TK” in the description for search engines."),
        ({"social_headline": "TK"}, "social_headline", "There is still a “TK” in the headline on social media."),
        ({"bylines": [{"name": "TK"}]}, "bylines", "There is still a “TK” in the byline."),
        ({"links": [{"key": "a", "url": "https://example.org", "note": "TK"}]}, "links", STILL_IN_LINKS),
        ({"body": "<p>XXX people came.</p>"}, "body", "There is still a “XXX” in the text."),
    ],
)
def test_each_thing_missing_is_named_with_its_field(changes, field, message, pia):
    article = make_story(pia, **changes)

    assert problems(article) == [(field, message)]


def test_each_placeholder_in_the_text_leads_to_its_place(pia):
    long = (
        "The envoy, who has been in office since the spring, is expected to land at TK o’clock, and to leave at noon."
    )
    article = make_story(pia, body=f"<p>TK people came.</p><p>{long}</p>")

    found = must_fix(article, WEDNESDAY)

    assert [problem.passage for problem in found] == [
        "TK people came.",
        "expected to land at TK o’clock, and to leave at noon.",
    ]
    assert all(problem.passage in text for problem, text in zip(found, ("TK people came.", long), strict=True))


def test_the_note_for_readers_and_the_words_of_a_picture_are_searched_for_placeholders(pia):
    image, _ = picture()
    article = make_story(pia, picture={"image": str(image.uuid), "caption": "At TK.", "alt": "XXX at a table."})

    found = [(problem.field, problem.message) for problem in must_fix(article, WEDNESDAY, "It was TK.")]

    assert found == [
        ("picture", "There is still a “TK” in the picture’s words."),
        ("picture", "There is still a “XXX” in the picture’s words."),
        ("note", "There is still a “TK” in the note for readers."),
    ]


def test_a_word_that_only_holds_a_placeholder_is_a_word(pia):
    assert problems(make_story(pia, headline="XXXL shirts at TKMaxx")) == []


def test_all_that_is_wrong_is_said_at_once(pia):
    article = make_story(pia, standfirst="", bylines=[], legal_hold=True)

    assert [field for field, _ in problems(article)] == ["standfirst", "bylines", "legal_hold"]


def test_an_embargo_holds_until_its_minute_and_says_it_in_the_newsrooms_time(pia):
    article = make_story(pia, embargo_until="2022-06-10T09:00:00+00:00")
    until = dt.datetime(2022, 6, 10, 9, tzinfo=dt.UTC)

    before = problems(article, until - dt.timedelta(seconds=1))

    assert before == [("embargo_until", "The story is under embargo until Fri 10 Jun 2022, 10:00 BST.")]
    assert problems(article, until) == []


def test_a_story_that_would_be_expired_is_not_published(pia):
    article = make_story(pia, expires_at=(WEDNESDAY + HOUR).isoformat())

    assert problems(article, WEDNESDAY) == []
    assert problems(article, WEDNESDAY + HOUR) == [("expires_at", "The story would have expired before it appears.")]


def picture(**data):
    image = make_image()
    return image, {"image": str(image.uuid), "caption": "A table.", **data}


def test_a_picture_needs_a_description_or_the_word_that_it_needs_none(pia):
    _, bare = picture()
    _, described = picture(alt="A long table.")
    _, decorative = picture(is_decorative=True)

    message = "Describe the picture for those who cannot see it, or mark it decorative."
    assert problems(make_story(pia, picture=bare)) == [("picture", message)]
    assert problems(make_story(pia, picture=described)) == []
    assert problems(make_story(pia, picture=decorative)) == []


@pytest.mark.parametrize(
    "alt", ["IMG_2034.JPG", "table.webp", "DSC 0042", "screenshot-2022-02-09", "20220209_2014", "-"]
)
def test_the_name_of_a_file_describes_no_picture(alt, pia):
    _, named = picture(alt=alt)

    assert problems(make_story(pia, picture=named)) == [
        ("picture", f"“{alt}” is the name of a file. Say what the picture shows.")
    ]


@pytest.mark.parametrize(
    "alt", ["Two men.", "Image of a table", "Photo 1 of 3: the hall", "The 2022 talks", "A .jpg file on a screen"]
)
def test_words_that_only_look_a_little_like_a_file_describe_a_picture(alt, pia):
    _, described = picture(alt=alt)

    assert problems(make_story(pia, picture=described)) == []


def test_a_picture_needs_a_credit(pia):
    image, data = picture(alt="A long table.")
    image.credit = ""
    image.save()

    assert problems(make_story(pia, picture=data)) == [("picture", "The picture has no credit.")]


def test_somebody_protected_may_not_be_named(pia):
    make_person("Ana Ruiz")
    kim = make_person("Kim Doe")
    kim.protection = "minor"
    kim.save()
    article = make_story(pia, body="<p>Kim Doe and Ana Ruiz were there. Kim Doe left.</p>")

    assert problems(article) == [("body", "Kim Doe may not be named: Kim Doe is protected.")]


def test_a_protection_ends_with_its_last_day_in_the_newsroom(pia):
    kim = make_person("Kim Doe")
    kim.protection, kim.protection_until = "victim", dt.date(2022, 6, 10)
    kim.save()
    article = make_story(pia, body="<p>Kim Doe was there.</p>")
    # Midnight in London is 23:00 UTC in June.
    midnight = dt.datetime(2022, 6, 10, 23, tzinfo=dt.UTC)

    assert [field for field, _ in problems(article, midnight - dt.timedelta(seconds=1))] == ["body"]
    assert problems(article, midnight) == []


def test_a_name_the_editor_rejected_is_somebody_else(pia):
    kim = make_person("Kim Doe")
    kim.protection = "minor"
    kim.save()
    article = make_story(pia, body="<p>Kim Doe, the singer, was there.</p>")

    article.mentions.update(state="rejected", decided_by=pia)

    assert problems(article) == []


def test_publishing_an_unready_story_is_refused_with_its_problems_and_nothing_changes(pia):
    article = make_story(pia, standfirst="", bylines=[])
    moving.approve(article, by=pia)
    before = state_of(article)

    with pytest.raises(NotReady) as refusal:
        publishing.publish(article, by=pia, at=WEDNESDAY)

    assert refusal.value.problems == [
        Problem("standfirst", "The standfirst is missing."),
        Problem("bylines", "Say who wrote it: add a byline."),
    ]
    assert str(refusal.value) == "The standfirst is missing. Say who wrote it: add a byline."
    assert state_of(article) == before
    assert list(Edition.objects.all()) == []


def test_scheduling_asks_for_the_moment_of_going_live(pia):
    article = make_ready_story(pia, embargo_until=(WEDNESDAY + DAY).isoformat())
    before = state_of(article)

    with pytest.raises(NotReady):
        publishing.schedule(article, by=pia, at=WEDNESDAY + HOUR, now=WEDNESDAY)

    assert state_of(article) == before
    article.refresh_from_db()
    edition = publishing.schedule(article, by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)
    assert edition.live_from == WEDNESDAY + DAY


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"headline": "Kim Doe speaks", "slug": "a-child-speaks"}, "headline"),
        ({"short_headline": "Kim Doe speaks"}, "short_headline"),
        ({"standfirst": "A talk with Kim Doe."}, "standfirst"),
        ({"slug": "kim-doe-speaks"}, "slug"),
    ],
)
def test_somebody_protected_is_found_wherever_the_name_would_be_printed(changes, field, pia):
    make_person("Kim Doe", aliases=[{"name": "Kimmy"}])
    story = make_ready_story(pia, **changes)
    before = problems(story)

    Entity.objects.filter(slug="kim-doe").update(protection="minor")

    assert (before, problems(story)) == ([], [(field, "Kim Doe may not be named: Kim Doe is protected.")])


def test_a_caption_names_nobody_protected_not_even_by_surname(pia):
    make_person("Kim Doe")
    picture = {"image": str(make_image().uuid), "caption": "Kim Doe, at right. Doe is eleven.", "alt": "A child."}
    story = make_ready_story(pia, picture=picture)
    Entity.objects.filter(slug="kim-doe").update(protection="minor")

    assert problems(story) == [("picture", "Kim Doe may not be named: Kim Doe is protected.")]


def test_the_note_the_dateline_and_the_byline_name_nobody_protected(pia):
    make_person("Kim Doe")
    story = make_ready_story(pia, dateline="Kim Doe's village", bylines=[{"name": "Kim Doe"}])
    Entity.objects.filter(slug="kim-doe").update(protection="minor")

    found = must_fix(story, WEDNESDAY, note="We misquoted Kim Doe.")

    assert [problem.field for problem in found] == ["dateline", "bylines", "note"]


def test_a_slug_that_only_holds_the_letters_of_a_name_is_no_name(pia):
    make_person("Max", sort_name="Max")
    story = make_ready_story(pia, slug="climax-of-the-maximum-season")

    Entity.objects.filter(name="Max").update(protection="minor")

    assert problems(story) == []
