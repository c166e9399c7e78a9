"""READ MORE cards where the reporter put them: there when their story is live, otherwise nothing at all."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.actions import publishing
from articles.models import FAR_FUTURE
from tests.making import HOUR, WEDNESDAY, make_image, make_live_story, make_ready_story, withhold
from tests.reading import headings, links, main, part, read, text, texts

ADDRESS = "/2022/02/09/envoy-flies-home/"
BODY = '<p>Before.</p><aside data-related="one"></aside><p>After.</p>'
LINK = {"key": "one", "hint": "Talks fail in Moscow"}


def refer(pia, **changes):
    return make_live_story(pia, **{"headline": "Envoy flies home", "body": BODY, "links": [LINK]} | changes)


def body(page):
    """Return the text of the story in order: its paragraphs and the cards between them."""
    return [text(block) for block in main(page).iter("p", "aside") if text(block).startswith(("Be", "Af", "Read"))]


def test_a_reference_without_its_story_shows_nothing(noor, pia):
    refer(pia)

    page = read(noor.get(ADDRESS))

    assert body(page) == ["Before.", "After."]
    assert "Talks fail" not in noor.get(ADDRESS).content.decode()
    assert "data-related" not in noor.get(ADDRESS).content.decode()


def test_a_reference_becomes_a_card_when_a_story_with_that_headline_appears(noor, pia):
    refer(pia)

    make_live_story(pia, WEDNESDAY + HOUR, headline="Talks fail in Moscow")

    page = read(noor.get(ADDRESS))
    assert body(page) == ["Before.", "Read more Talks fail in Moscow", "After."]
    assert ("Talks fail in Moscow", "/2022/02/09/talks-fail-in-moscow/") in links(main(page))


def test_a_reference_to_a_story_that_is_there_already_is_a_card(noor, pia):
    make_live_story(pia, headline="“Talks  fail” in Moscow!")

    refer(pia, at=WEDNESDAY + HOUR)

    assert body(read(noor.get(ADDRESS)))[1] == "Read more “Talks fail” in Moscow!"


def test_a_card_shows_the_headline_and_picture_of_now(noor, pia):
    image = make_image()
    target = make_live_story(pia, headline="Talks fail", picture={"image": str(image.uuid), "alt": "A table"})
    refer(pia, at=WEDNESDAY + HOUR, links=[{"key": "one", "target": str(target.article.uuid)}])

    page = read(noor.get(ADDRESS))

    assert body(page)[1] == "Read more Talks fail"
    assert page.find(".//main//img").get("src") == f"/media/renditions/{image.uuid}-960.webp"


def vanish(story, how, pia):
    match how:
        case "withdrawn":
            publishing.withdraw(story.article, by=pia, note="It was not true.")
        case "withheld":
            withhold(story)
        case "expired":
            story.close(timezone.now() - HOUR)


@pytest.mark.parametrize("how", ["withdrawn", "withheld", "expired"])
def test_a_card_goes_with_its_story(noor, pia, how):
    target = make_live_story(pia, headline="Talks fail in Moscow")
    refer(pia, at=WEDNESDAY + HOUR)
    assert body(read(noor.get(ADDRESS))) == ["Before.", "Read more Talks fail in Moscow", "After."]

    vanish(target, how, pia)

    assert body(read(noor.get(ADDRESS))) == ["Before.", "After."]


def test_a_reference_to_a_scheduled_story_waits_for_its_time(noor, pia):
    article = make_ready_story(pia, headline="Talks fail in Moscow")
    refer(pia)

    edition = publishing.schedule(article, by=pia, at=timezone.now() + HOUR)
    assert body(read(noor.get(ADDRESS))) == ["Before.", "After."]
    assert edition.live_until == FAR_FUTURE

    publishing.unschedule(article, by=pia)
    publishing.publish(article, by=pia, at=timezone.now())

    assert body(read(noor.get(ADDRESS)))[1] == "Read more Talks fail in Moscow"


def test_a_reference_that_was_vetoed_never_shows(noor, pia):
    make_live_story(pia, headline="Talks fail in Moscow")

    refer(pia, at=WEDNESDAY + HOUR, links=[LINK | {"vetoed": True}])

    assert body(read(noor.get(ADDRESS))) == ["Before.", "After."]


def test_a_reference_at_the_end_stands_first_among_the_related_stories(noor, pia):
    make_live_story(pia, headline="Talks fail in Moscow")

    refer(pia, at=WEDNESDAY + HOUR, body="<p>Before.</p>")

    page = read(noor.get(ADDRESS))
    assert body(page) == ["Before."]
    assert texts(part(page, "Related stories"), "h3") == ["Talks fail in Moscow"]


def test_a_story_in_the_text_is_not_offered_again_as_related(noor, pia, world):
    make_live_story(pia, headline="Talks fail in Moscow")

    refer(pia, at=WEDNESDAY + HOUR)

    assert headings(read(noor.get(ADDRESS))) == []


def test_two_stories_may_refer_to_one_each_by_its_own_name(noor, pia):
    make_live_story(pia, headline="Talks fail in Moscow")
    refer(pia, at=WEDNESDAY + HOUR)
    other = refer(
        pia,
        at=WEDNESDAY + 2 * HOUR,
        headline="Envoy rests",
        body='<p>Before.</p><aside data-related="other"></aside>',
        links=[LINK | {"key": "other"}],
    )

    shown = [body(read(noor.get(address))) for address in (ADDRESS, other.get_absolute_url())]

    assert shown == [
        ["Before.", "Read more Talks fail in Moscow", "After."],
        ["Before.", "Read more Talks fail in Moscow"],
    ]


def test_cards_stand_where_the_reporter_put_them(noor, pia):
    for headline in ("Talks fail in Moscow", "Talks begin"):
        make_live_story(pia, dt.datetime(2022, 2, 8, tzinfo=dt.UTC), headline=headline)

    refer(
        pia,
        body='<aside data-related="two"></aside><p>Between.</p><aside data-related="one"></aside>',
        links=[LINK, {"key": "two", "hint": "Talks begin"}],
    )

    assert body(read(noor.get(ADDRESS))) == [
        "Read more Talks begin",
        "Between.",
        "Read more Talks fail in Moscow",
    ]
