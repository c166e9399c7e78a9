"""A story in the words of schema.org."""

import json

import pytest
from lxml.html import document_fromstring

from articles.actions import publishing
from articles.models import EditionKind
from people.models import Person
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

FULL = {
    "headline": "Envoy “flies” home",
    "dateline": "Moscow",
    "body": "<p>The talks went on.</p>",
}


def data(client, story):
    """Return what the page tells machines."""
    page = document_fromstring(client.get(story.get_absolute_url()).content.decode())
    [script] = page.xpath("//script")
    assert script.get("type") == "application/ld+json"
    return json.loads(script.text)


def test_a_story_tells_machines_what_it_tells_people(noor, pia, world):
    make_person("Hala Nasser")
    make_topic("Diplomacy")
    image = make_image()
    story = make_live_story(
        pia,
        topics=["diplomacy"],
        picture={"image": str(image.uuid), "caption": "A table", "alt": "A long table"},
        bylines=[
            {"person": "hala-nasser"},
            {"name": "Staff and agencies"},
            {"name": "Jo Ng", "role": "editing"},
            {"name": "Al Photo", "role": "pictures"},
        ],
        **FULL,
    )
    change_story(story, pia, WEDNESDAY + HOUR, EditionKind.FIX)
    change_story(story, pia, WEDNESDAY + 2 * HOUR, EditionKind.CORRECTION, "It was Tuesday.")
    change_story(story, pia, WEDNESDAY + DAY, EditionKind.CLARIFICATION, "Tuesday in Moscow.")

    address = "http://127.0.0.1:8000/2022/02/09/envoy-flies-home/"
    assert data(noor, story) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": "Envoy “flies” home",
        "description": "The White House hears of the talks from the man who held them.",
        "datePublished": "2022-02-09T20:14:00+00:00",
        "dateModified": "2022-02-09T22:14:00+00:00",
        "inLanguage": "en-gb",
        "articleSection": "World",
        "wordCount": 4,
        "keywords": ["Diplomacy"],
        "author": [
            {"@type": "Person", "name": "Hala Nasser", "url": "http://127.0.0.1:8000/people/hala-nasser/"},
            {"@type": "Organization", "name": "Staff and agencies"},
        ],
        "editor": [{"@type": "Person", "name": "Jo Ng"}],
        "image": {
            "@type": "ImageObject",
            "url": f"http://127.0.0.1:8000/media/renditions/{image.uuid}-960.webp",
            "width": 960,
            "height": 640,
            "caption": "A table",
            "creditText": "Illustration: Meridian",
        },
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": "Meridian",
            "url": "http://127.0.0.1:8000/",
            "correctionsPolicy": "http://127.0.0.1:8000/corrections/",
        },
        "correction": [
            {
                "@type": "CorrectionComment",
                "name": "Clarification",
                "text": "Tuesday in Moscow.",
                "datePublished": "2022-02-10T20:14:00+00:00",
            },
            {
                "@type": "CorrectionComment",
                "name": "Correction",
                "text": "It was Tuesday.",
                "datePublished": "2022-02-09T22:14:00+00:00",
            },
        ],
    }


def test_what_a_story_does_not_have_is_left_out(noor, pia, world):
    told = data(noor, make_live_story(pia))

    assert {"image", "correction", "keywords", "editor"} & set(told) == set()


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!--<script>", "a & b", "\u2028 line"])
def test_no_text_breaks_out_of_the_data(noor, pia, world, words):
    story = make_live_story(pia, headline=f"Say {words}", slug="say")

    content = noor.get(story.get_absolute_url()).content.decode()

    [written] = content.split('<script type="application/ld+json">')[1:]
    inside = written.partition("</script>")[0]
    assert [sign in inside for sign in "<>&\u2028"] == [False] * 4
    assert data(noor, story)["headline"] == story.headline


def test_somebody_without_a_page_is_credited_without_an_address(noor, pia, world):
    hala = make_person("Hala Nasser")
    story = make_live_story(pia, bylines=[{"person": "hala-nasser"}])
    Person.objects.filter(pk=hala.pk).update(is_public=False)

    assert data(noor, story)["author"] == [{"@type": "Person", "name": "Hala Nasser"}]


def test_a_withdrawn_story_and_lists_tell_machines_nothing(noor, pia, world):
    story = make_live_story(pia)
    pages = ["/", "/world/", "/corrections/", story.get_absolute_url()]
    assert ["ld+json" in noor.get(path).content.decode() for path in pages] == [False, False, False, True]

    publishing.withdraw(story.article, by=pia, note="It was not true.")

    assert ["ld+json" in noor.get(path).content.decode() for path in pages] == [False] * 4
