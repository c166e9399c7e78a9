"""A story's page: what it says above, in and below the text."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.actions import editing
from articles.models import EditionKind
from articles.views.composing import age_notice
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_image,
    make_live_story,
    make_person,
    make_topic,
)
from tests.reading import canonical, headings, links, main, meta, part, read, text, texts

ADDRESS = "/2022/02/09/france-debriefs-us-as-envoy-flies-to-moscow/"


def story_of(page):
    return main(page).find(".//article")


def header(page):
    return story_of(page).find("./header")


def details(page):
    """The lines between the header and the text: who wrote it, where, when."""
    return text(header(page).getnext())


def test_the_head_of_a_story(noor, pia):
    make_live_story(pia, kicker="Ukraine crisis")

    page = read(noor.get(ADDRESS))

    assert [text(line) for line in header(page)] == [
        "World Ukraine crisis",
        "France debriefs US as envoy flies to Moscow",
        "The White House hears of the talks from the man who held them.",
    ]
    assert links(header(page)) == [("World", "/world/")]
    assert texts(page, "title", "h1") == [
        "France debriefs US as envoy flies to Moscow | Meridian",
        "France debriefs US as envoy flies to Moscow",
    ]


def test_search_engines_and_networks_are_told_about_the_story(noor, pia):
    make_live_story(pia)

    page = read(noor.get(f"{ADDRESS}?page=3&utm_source=x"))
    shared = {tag.get("property"): tag.get("content") for tag in page.iterfind(".//meta[@property]")}

    assert canonical(page) == f"http://127.0.0.1:8000{ADDRESS}"
    assert meta(page, "description") == "The White House hears of the talks from the man who held them."
    assert meta(page, "robots") is None
    assert shared == {
        "og:title": "France debriefs US as envoy flies to Moscow",
        "og:description": "The White House hears of the talks from the man who held them.",
        "og:type": "article",
        "og:url": f"http://127.0.0.1:8000{ADDRESS}",
        "og:site_name": "Meridian",
    }


def test_the_language_of_a_story_is_marked(noor, pia):
    make_live_story(pia, language="fr")

    page = read(noor.get(ADDRESS))

    assert (page.get("lang"), story_of(page).get("lang")) == ("en-gb", "fr")


def test_a_byline_says_who_did_what_where_and_when(noor, pia):
    make_person("Hala Nasser")
    make_live_story(
        pia,
        dateline="Paris",
        bylines=[
            {"person": "hala-nasser"},
            {"name": "Staff and agencies", "role": "reporting"},
            {"name": "Jo Ng", "role": "translation"},
        ],
    )

    page = read(noor.get(ADDRESS))

    assert details(page) == (
        "Hala Nasser Staff and agencies Additional reporting Jo Ng Translation Paris 9 Feb 2022, 20:14 GMT 1 min read"
    )
    assert links(header(page).getnext()) == [("Hala Nasser", "/people/hala-nasser/")]


def test_times_are_written_in_the_zone_of_the_newsroom(noor, pia):
    midsummer = dt.datetime(2022, 6, 21, 23, 30, tzinfo=dt.UTC)

    make_live_story(pia, midsummer, slug="solstice")
    page = read(noor.get("/2022/06/22/solstice/"))

    assert details(page) == "Staff and agencies 22 Jun 2022, 00:30 BST 1 min read"
    assert [time.get("datetime") for time in header(page).getnext().iter("time")] == ["2022-06-22T00:30+01:00"]


def test_an_update_moves_the_time_of_the_update_and_leads_to_the_history(noor, pia):
    story = make_live_story(pia)
    change_story(story, pia, WEDNESDAY + HOUR, body="<p>They went on until morning.</p>")

    page = read(noor.get(ADDRESS))

    assert details(page) == (
        "Staff and agencies 9 Feb 2022, 20:14 GMT Updated 9 Feb 2022, 21:14 GMT 1 min read See every version"
    )
    assert links(header(page).getnext()) == [("See every version", f"{ADDRESS}history/")]


def test_a_small_fix_is_in_the_history_but_is_no_update(noor, pia):
    story = make_live_story(pia)
    change_story(story, pia, WEDNESDAY + HOUR, EditionKind.FIX, body="<p>The talks went on till late.</p>")

    assert details(read(noor.get(ADDRESS))) == (
        "Staff and agencies 9 Feb 2022, 20:14 GMT 1 min read See every version"
    )


def test_the_text_is_what_was_published_and_not_what_is_being_edited(noor, pia):
    story = make_live_story(pia, body='<h3>At night</h3><p>"The talks" went <strong>on</strong>.</p>')
    editing.save(story.article, by=pia, changes={"headline": "Talks fail", "body": "<p>They failed.</p>"})

    page = read(noor.get(ADDRESS))

    assert texts(story_of(page), "h1", "h3", "strong") == [story.headline, "At night", "on"]
    assert texts(story_of(page), "p")[-1] == "“The talks” went on."


def test_a_picture_has_its_alternative_text_caption_and_credit(noor, pia):
    image = make_image()
    picture = {"image": str(image.uuid), "caption": "The long table.", "alt": "Two men at a long table"}
    make_live_story(pia, picture=picture)

    figure = read(noor.get(ADDRESS)).find(".//figure")
    shown = figure.find(".//img")

    assert text(figure.find("figcaption")) == "The long table. Illustration: Meridian"
    assert dict(shown.items()) == {
        "src": f"/media/renditions/{image.uuid}-960.webp",
        "srcset": (f"/media/renditions/{image.uuid}-480.webp 480w, /media/renditions/{image.uuid}-960.webp 960w"),
        "sizes": shown.get("sizes"),
        "width": "960",
        "height": "640",
        "alt": "Two men at a long table",
        "fetchpriority": "high",
    }


def test_a_decorative_picture_has_an_empty_alternative_text(noor, pia):
    picture = {"image": str(make_image().uuid), "alt": "", "is_decorative": True}
    make_live_story(pia, picture=picture)

    assert read(noor.get(ADDRESS)).find(".//figure//img").get("alt") == ""


def test_a_story_without_a_picture_has_no_figure(noor, pia):
    make_live_story(pia)

    assert texts(read(noor.get(ADDRESS)), "figure") == []


def test_topics_lead_to_their_pages(noor, pia):
    make_topic("Diplomacy")
    make_topic("Ukraine")
    make_live_story(pia, topics=["ukraine", "diplomacy"])

    topics = story_of(read(noor.get(ADDRESS))).find(".//nav[@aria-label='Topics']")

    assert links(topics) == [("Ukraine", "/topics/ukraine/"), ("Diplomacy", "/topics/diplomacy/")]


def test_a_correction_is_told_below_the_text_newest_first(noor, pia):
    story = make_live_story(pia)
    change_story(story, pia, WEDNESDAY + HOUR, EditionKind.CORRECTION, note="The envoy's name was misspelt.")
    change_story(story, pia, WEDNESDAY + 2 * HOUR, EditionKind.CLARIFICATION, note="The talks were in Paris.")

    notes = read(noor.get(ADDRESS)).get_element_by_id("corrections")

    assert texts(notes, "p") == [
        "Clarification, 9 Feb 2022, 22:14 GMT. The talks were in Paris. How we correct mistakes",
        "Correction, 9 Feb 2022, 21:14 GMT. The envoy’s name was misspelt. How we correct mistakes",
    ]
    assert set(links(notes)) == {("How we correct mistakes", "/corrections/")}


def test_a_story_that_was_never_corrected_has_no_note(noor, pia):
    story = make_live_story(pia)
    change_story(story, pia, WEDNESDAY + HOUR, note="More detail.")

    assert read(noor.get(ADDRESS)).find(".//*[@id='corrections']") is None


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (29, None),
        (30, "a month"),
        (75, "two months"),
        (364, "eleven months"),
        (366, "a year"),
        (1500, "four years"),
        (365 * 13, "13 years"),
    ],
)
def test_an_old_story_says_how_old_it_is(noor, pia, days, age):
    at = timezone.now() - days * DAY - HOUR
    make_topic()
    story = make_live_story(pia, at, topics=["diplomacy"])

    notes = [text(note) for note in story_of(read(noor.get(story.get_absolute_url()))).iter("p")]

    told = [note for note in notes if note.startswith("This story is more than")]
    assert told == ([f"This story is more than {age} old. See the latest on Diplomacy"] if age else [])


@pytest.mark.parametrize(("genre", "is_told"), [("opinion", True), ("feature", False), ("obituary", False)])
def test_only_what_ages_says_that_it_is_old(noor, pia, genre, is_told):
    make_live_story(pia, genre=genre)

    assert ("This story is more than" in text(read(noor.get(ADDRESS)))) == is_told


def test_an_updated_story_is_as_old_as_its_update(noor, pia):
    story = make_live_story(pia)
    assert "This story is more than four years old." in text(read(noor.get(ADDRESS)))

    change_story(story, pia, timezone.now() - DAY, body="<p>News at last.</p>")

    assert "This story is more than" not in text(read(noor.get(ADDRESS)))


def test_stories_that_share_topics_are_related_and_the_latest_on_the_first_topic_stand_beside(noor, pia):
    for name in ("Diplomacy", "Ukraine"):
        make_topic(name)
    make_live_story(pia, topics=["diplomacy", "ukraine"])
    make_live_story(pia, WEDNESDAY + 3 * HOUR, headline="Shares the second", topics=["ukraine"])
    make_live_story(pia, WEDNESDAY + 2 * HOUR, headline="Shares the first", topics=["diplomacy"])
    make_live_story(pia, WEDNESDAY - HOUR, headline="Shares both", topics=["ukraine", "diplomacy"])
    make_live_story(pia, WEDNESDAY + HOUR, headline="Shares nothing")

    page = read(noor.get(ADDRESS))

    assert texts(part(page, "Related stories"), "h3") == ["Shares both", "Shares the second", "Shares the first"]
    assert [said for said, _ in links(part(page, "More on Diplomacy"))] == ["Shares the first", "Shares both"]


def test_a_story_related_to_nothing_has_no_empty_parts(noor, pia):
    make_live_story(pia)

    assert headings(read(noor.get(ADDRESS))) == []


def test_an_address_the_story_once_had_leads_to_the_new_one(noor, pia):
    story = make_live_story(pia)
    change_story(story, pia, WEDNESDAY + DAY, slug="envoy-in-moscow")

    response = noor.get(ADDRESS)

    assert (response.status_code, response["Location"]) == (301, "/2022/02/09/envoy-in-moscow/")
    assert noor.get("/2022/02/09/envoy-in-moscow/").status_code == 200


def test_a_story_keeps_the_day_in_its_address(noor, pia):
    story = make_live_story(pia)
    changed = change_story(story, pia, WEDNESDAY + 10 * DAY, body="<p>Ten days later.</p>")

    assert changed.get_absolute_url() == ADDRESS
    assert noor.get(ADDRESS.replace("02/09", "02/10")).status_code == 404


@pytest.mark.parametrize(
    ("days", "age"), [(1, "a day"), (10, "ten days"), (29, "29 days"), (30, "a month"), (364, "eleven months")]
)
def test_a_young_age_is_said_in_days_and_never_as_twelve_months(settings, pia, days, age):
    settings.AGE_NOTICE_DAYS = 1
    edition = make_live_story(pia, WEDNESDAY)

    assert age_notice(edition, WEDNESDAY + dt.timedelta(days=days)) == f"This story is more than {age} old."
