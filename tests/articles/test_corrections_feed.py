"""The feed of corrections: what the page of corrections says, for feed readers."""

import pytest
from lxml import etree

from articles.actions import publishing
from articles.models import Article, EditionKind
from tests.making import DAY, HOUR, WEDNESDAY, change_story, make_live_story, make_ready_story, withhold
from tests.reading import main, read, text

FEED = "/corrections/feed.xml"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client):
    """Return each entry's title, note, link and name."""
    root = etree.fromstring(client.get(FEED).content)
    return [
        (
            entry.findtext("a:title", namespaces=ATOM),
            entry.findtext("a:summary", namespaces=ATOM),
            entry.find("a:link", ATOM).get("href"),
            entry.findtext("a:id", namespaces=ATOM),
            entry.findtext("a:updated", namespaces=ATOM),
        )
        for entry in root.iterfind("a:entry", ATOM)
    ]


def notes(client):
    return [note for _, note, *_ in entries(client)]


@pytest.fixture
def story(pia, world):
    return make_live_story(pia, headline='Envoy "flies" home')


def test_a_correction_writes_itself_into_the_feed(noor, pia, story):
    change_story(story, pia, WEDNESDAY + HOUR, EditionKind.CORRECTION, "It wasn't <b>rain</b>.")
    change_story(story, pia, WEDNESDAY + DAY, EditionKind.CLARIFICATION, "Snow & ice.")
    change_story(story, pia, WEDNESDAY + 2 * DAY, EditionKind.UPDATE, "Not a mistake.")

    address = "http://127.0.0.1:8000/2022/02/09/envoy-flies-home/"
    assert entries(noor) == [
        (
            "Clarification: Envoy “flies” home",
            "Snow &amp; ice.",
            f"{address}#corrections",
            f"{address}history/3/",
            "2022-02-10T20:14:00+00:00",
        ),
        (
            "Correction: Envoy “flies” home",
            "It wasn’t &lt;b&gt;rain&lt;/b&gt;.",
            f"{address}#corrections",
            f"{address}history/2/",
            "2022-02-09T21:14:00+00:00",
        ),
    ]


def test_the_feed_says_whose_it_is_and_where(noor, story):
    root = etree.fromstring(noor.get(FEED, headers={"host": "localhost"}).content)

    assert {
        element.tag.partition("}")[2]: element.text for element in root if element.tag.endswith(("title", "id"))
    } == {
        "title": "Meridian: Corrections",
        "subtitle": "What we got wrong, and what is right.",
        "id": "http://127.0.0.1:8000/corrections/",
    }
    assert [(link.get("rel"), link.get("href")) for link in root.iterfind("a:link", ATOM)] == [
        ("alternate", "http://127.0.0.1:8000/corrections/"),
        ("self", f"http://127.0.0.1:8000{FEED}"),
    ]
    assert root.findtext("a:author/a:name", namespaces=ATOM) == "Meridian"


def test_the_page_of_corrections_leads_to_its_feed(noor, db):
    page = read(noor.get("/corrections/"))

    [link] = page.xpath("//link[@rel='alternate']")
    assert dict(link.attrib) == {
        "rel": "alternate",
        "type": "application/atom+xml",
        "title": "Corrections",
        "href": FEED,
    }
    [seen] = main(page).xpath(f".//a[@href='{FEED}']")
    assert text(seen) == "Follow it in a feed reader"


def test_one_character_that_xml_cannot_hold_does_not_break_the_feed(noor, pia, story):
    # Nothing that is saved has one; what an older program wrote may.
    Article.objects.filter(pk=story.article_id).update(headline="Rain\x0b and\x1f snow\ufffe")
    change_story(story, pia, WEDNESDAY + HOUR, EditionKind.CORRECTION, "It was Tuesday.")

    assert [title for title, *_ in entries(noor)] == ["Correction: Rain and snow"]


def test_a_withdrawn_story_leaves_the_feed(noor, pia, story):
    change_story(story, pia, WEDNESDAY + HOUR, EditionKind.CORRECTION, "It was Tuesday.")
    assert notes(noor) == ["It was Tuesday."]

    publishing.withdraw(Article.objects.get(pk=story.article_id), by=pia, note="It was not true.")

    assert notes(noor) == []


def test_a_feed_reader_that_asks_by_date_is_not_told_that_nothing_changed(noor, pia, story):
    other = make_live_story(pia, headline="Other")
    change_story(other, pia, WEDNESDAY + HOUR, EditionKind.CORRECTION, "Older.")
    change_story(story, pia, WEDNESDAY + DAY, EditionKind.CORRECTION, "Newer.")
    before = noor.get(FEED)
    assert "Last-Modified" not in before

    publishing.withdraw(Article.objects.get(pk=story.article_id), by=pia, note="It was not true.")
    asked = {"if-none-match": before["ETag"], "if-modified-since": "Fri, 11 Feb 2022 20:14:00 GMT"}
    after = noor.get(FEED, headers=asked)

    assert (after.status_code, notes(noor)) == (200, ["Older."])
    assert noor.get(FEED, headers={"if-none-match": after["ETag"]}).status_code == 304


def test_what_is_to_come_and_what_is_withheld_is_not_in_the_feed(noor, pia, story):
    make_ready_story(pia)
    change_story(story, pia, WEDNESDAY + HOUR, EditionKind.CORRECTION, "Seen.")
    hidden = change_story(story, pia, WEDNESDAY + DAY, EditionKind.CORRECTION, "Withheld.")
    change_story(story, pia, WEDNESDAY + 2 * DAY, EditionKind.FIX)
    withhold(hidden)

    assert notes(noor) == ["Seen."]


def test_the_feed_is_answered_like_every_page_for_readers(noor, db):
    response = noor.get(FEED)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Cache-Control"] == "public, no-cache"
    assert response.cookies == {}
    assert noor.post(FEED).status_code == 405
