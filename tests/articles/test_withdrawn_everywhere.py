"""A story that is withdrawn leaves everything but its own address, where the notice stands."""

import pytest
from django.urls import resolve

from articles.actions import publishing
from articles.actions.previews import mint
from articles.models import EditionKind
from tests.crawling import crawl
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_image,
    make_live_story,
    make_liz_truss,
    make_organisation,
    make_person,
    make_ready_story,
    make_topic,
)

NOTE = "The survey could not be confirmed."
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.fixture
def story(pia, world):
    """A corrected story with all that leads readers to a story; each of its lines holds the word “quokka”."""
    make_organisation("NATO")
    make_liz_truss()
    make_person("Hala Nasser")
    make_topic("Diplomacy")
    story = make_ready_story(
        pia,
        headline="Quokka seen",
        slug="seen",
        standfirst="A quokka.",
        body=f'<p>Liz Truss told NATO of a quokka.</p><figure data-embed="{FILM}"></figure>',
        topics=["diplomacy"],
        bylines=[{"person": "hala-nasser"}],
        picture={"image": str(make_image().uuid), "alt": "A quokka", "caption": "Quokka"},
        seo_title="Quokka found",
        social_headline="Quokka!",
    )
    story.token = mint(story, by=pia, hours=168)
    edition = publishing.publish(story, by=pia, at=WEDNESDAY)
    change_story(edition, pia, WEDNESDAY + DAY, EditionKind.CORRECTION, "The quokka was seen on Tuesday.")
    make_live_story(
        pia,
        WEDNESDAY + HOUR,
        headline="Another",
        body='<p>Liz Truss spoke.</p><aside data-related="one"></aside>',
        topics=["diplomacy"],
        links=[{"key": "one", "target": str(story.uuid)}],
    )
    return story


def with_the_word(pages):
    """Return the kinds of pages that hold the word of the story."""
    return {
        resolve(address.partition("?")[0]).url_name
        for address, (_, content) in pages.items()
        if "quokka" in content.casefold()
    }


def test_nothing_leads_to_a_withdrawn_story_and_nothing_tells_of_it(pia, story):
    address, preview = "/2022/02/09/seen/", f"/preview/{story.token}/"
    story.refresh_from_db()
    before = crawl("/", address, preview)
    pictures = [path for path, (_, content) in before.items() if content == "image/webp"]

    publishing.withdraw(story, by=pia, note=NOTE)
    after = crawl("/", address, preview, f"{address}history/", f"{address}history/2/", *before)

    assert with_the_word(before) == {
        *("home", "section", "article", "history", "change", "topic", "archive", "year", "month", "day"),
        *("corrections", "corrections_feed", "person", "organisation"),
        # The dead link, which like every page that is not there shows the latest stories.
        "preview",
    }
    assert with_the_word(after) == set()
    assert [path for path, (_, content) in after.items() if content == "image/webp"] == []
    assert {after[path][0] for path in pictures} == {404}
    assert {path: after[path][0] for path in (address, f"{address}history/", f"{address}history/2/", preview)} == {
        address: 410,
        f"{address}history/": 410,
        f"{address}history/2/": 410,
        preview: 404,
    }
    assert NOTE in after[address][1]
    assert "ld+json" not in after[address][1]
    linked = {path for path, (_, content) in after.items() if f'"{address}"' in content}
    assert linked == set()


def test_a_cache_is_not_told_that_a_withdrawn_story_is_as_it_was(noor, pia, story):
    story.refresh_from_db()
    paths = ["/2022/02/09/seen/", "/", "/corrections/", "/corrections/feed.xml"]
    tags = {path: noor.get(path)["ETag"] for path in paths}
    assert [noor.get(path, headers={"if-none-match": tags[path]}).status_code for path in paths] == [304] * 4

    publishing.withdraw(story, by=pia, note=NOTE)

    assert [noor.get(path, headers={"if-none-match": tags[path]}).status_code for path in paths] == [
        410,
        200,
        200,
        200,
    ]
