"""The page of corrections: what was wrong, in which story, and how the paper corrects mistakes."""

import pytest
from django.utils import timezone

from articles.actions import publishing
from articles.models import EditionKind
from tests.making import HOUR, WEDNESDAY, change_story, make_live_story, withhold
from tests.reading import links, main, part, read, stories, text, texts

LISTED = "Corrections and clarifications, newest first"


def correct(pia, number=1, kind=EditionKind.CORRECTION, **changes):
    story = make_live_story(pia, headline=f"Story {number}")
    return change_story(story, pia, WEDNESDAY + number * HOUR, kind, f"Mistake {number} is mended.", **changes)


def listed(page):
    return [text(item) for item in part(page, LISTED).iter("li")]


def test_the_page_says_how_mistakes_are_corrected_and_where_to_report_them(noor, world, settings):
    page = read(noor.get("/corrections/"))

    assert texts(main(page), "h1") == ["Corrections"]
    assert text(part(page, "How we correct mistakes")).startswith("How we correct mistakes When we make a mistake")
    assert links(main(page)) == [
        ("Follow it in a feed reader", "/corrections/feed.xml"),
        ("corrections@meridian.example", "mailto:corrections@meridian.example"),
    ]
    assert text(part(page, LISTED)) == f"{LISTED} No story has needed a correction."


def test_corrections_and_clarifications_are_listed_newest_first_with_their_story(noor, pia):
    correct(pia, 1)
    correct(pia, 2, EditionKind.CLARIFICATION)

    page = read(noor.get("/corrections/"))

    first, second = listed(page)
    assert first.startswith("Clarification Mistake 2 is mended.")
    assert second.startswith("Correction Mistake 1 is mended.")
    assert [time.get("datetime") for time in part(page, LISTED).iter("time")] == [
        "2022-02-09T22:14+00:00",
        "2022-02-09T21:14+00:00",
    ]
    assert links(part(page, LISTED)) == [
        ("Story 2", "/2022/02/09/story-2/#corrections"),
        ("Story 1", "/2022/02/09/story-1/#corrections"),
    ]


def test_every_correction_of_a_story_is_listed_also_after_later_versions(noor, pia):
    story = correct(pia, 1)
    change_story(story, pia, WEDNESDAY + 2 * HOUR, EditionKind.CORRECTION, "And so is this.")
    change_story(story, pia, WEDNESDAY + 3 * HOUR, EditionKind.UPDATE, "Not listed.")

    said = listed(read(noor.get("/corrections/")))

    assert [" ".join(words.split(" ")[:5]) for words in said] == [
        "Correction And so is this.",
        "Correction Mistake 1 is mended.",
    ]


@pytest.mark.parametrize("kind", [EditionKind.UPDATE, EditionKind.FIX])
def test_an_update_or_a_fix_is_no_correction(noor, pia, kind):
    correct(pia, 1, kind)

    assert listed(read(noor.get("/corrections/"))) == []


def test_a_scheduled_correction_waits_for_its_time(noor, pia):
    story = make_live_story(pia)
    publishing.schedule(
        story.article, by=pia, at=timezone.now() + HOUR, kind=EditionKind.CORRECTION, note="It was Tuesday."
    )

    assert listed(read(noor.get("/corrections/"))) == []


def vanish(story, how, pia):
    match how:
        case "withdrawn":
            publishing.withdraw(story.article, by=pia, note="It was not true.")
        case "withheld":
            withhold(story)
        case "expired":
            story.close(timezone.now() - HOUR)


@pytest.mark.parametrize("how", ["withdrawn", "withheld", "expired"])
def test_the_correction_of_a_story_that_is_gone_is_gone(noor, pia, how):
    story = correct(pia, 1)
    correct(pia, 2)
    assert stories(main(read(noor.get("/corrections/")))) == ["Story 2", "Story 1"]

    vanish(story, how, pia)

    assert stories(main(read(noor.get("/corrections/")))) == ["Story 2"]


def test_a_withheld_correction_is_not_listed_though_its_story_is_live(noor, pia):
    story = correct(pia, 1)
    change_story(story, pia, WEDNESDAY + 2 * HOUR, body="<p>Anew.</p>")
    assert len(listed(read(noor.get("/corrections/")))) == 1

    withhold(story)

    assert listed(read(noor.get("/corrections/"))) == []
    assert noor.get("/2022/02/09/story-1/").status_code == 200


def test_corrections_have_further_pages(noor, pia):
    for number in range(1, 22):
        correct(pia, number)

    first, second = (read(noor.get(f"/corrections/?page={number}")) for number in (1, 2))

    assert stories(main(first)) == [f"Story {number}" for number in range(21, 1, -1)]
    assert stories(main(second)) == ["Story 1"]
    assert noor.get("/corrections/?page=3").status_code == 404
