"""One sentence for readers, written once when an update is published, stands wherever a correction has to stand."""

import json

import pytest
from lxml import etree

from articles.models import Article, EditionKind, HistoryEntry
from tests.making import HOUR, WEDNESDAY, change_story, make_live_story
from tests.reading import main, meta, read, text, texts

NOTE = "An earlier version said that the talks were on Monday. They were on Tuesday."


def surfaces(client, story):
    """Return where readers and machines find the note."""
    address = story.get_absolute_url()
    page = read(client.get(address))
    told = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    feed = etree.fromstring(client.get("/corrections/feed.xml").content)
    return {
        "story": [text(box) for box in page.xpath("//*[@id='corrections']/p") if NOTE in text(box)],
        "page": [found for found in texts(main(read(client.get("/corrections/"))), "p") if found == NOTE],
        "feed": [found.text for found in feed.iter("{http://www.w3.org/2005/Atom}summary")],
        "history": [found for found in texts(main(read(client.get(f"{address}history/"))), "p") if NOTE in found],
        "change": meta(read(client.get(f"{address}history/2/")), "description"),
        "machines": [(found["text"], found["datePublished"]) for found in told.get("correction", [])],
        "modified": told["dateModified"],
    }


@pytest.mark.parametrize(
    ("kind", "word", "modified"),
    [
        (EditionKind.CORRECTION, "Correction", "2022-02-09T22:14:00+00:00"),
        (EditionKind.CLARIFICATION, "Clarification", "2022-02-09T20:14:00+00:00"),
    ],
)
def test_a_note_is_written_once_and_stands_everywhere(noor, pia, world, kind, word, modified):
    story = make_live_story(pia, body="<p>On Monday.</p>")

    change_story(story, pia, WEDNESDAY + 2 * HOUR, kind, NOTE, body="<p>On Tuesday.</p>")

    assert surfaces(noor, story) == {
        "story": [f"{word}, 9 Feb 2022, 22:14 GMT. {NOTE} How we correct mistakes"],
        "page": [NOTE],
        "feed": [NOTE],
        "history": [NOTE],
        "change": NOTE,
        "machines": [(NOTE, "2022-02-09T22:14:00+00:00")],
        "modified": modified,
    }
    assert HistoryEntry.objects.filter(article=story.article_id).order_by("-pk")[0].why == NOTE


@pytest.mark.parametrize("kind", [EditionKind.FIX, EditionKind.UPDATE])
def test_a_fix_and_an_update_correct_nothing(noor, pia, world, kind):
    story = make_live_story(pia, body="<p>On Monday.</p>")

    change_story(story, pia, WEDNESDAY + 2 * HOUR, kind, NOTE, body="<p>On Tuesday.</p>")

    found = surfaces(noor, story)
    assert [found[where] for where in ("story", "page", "feed", "machines")] == [[], [], [], []]
    assert Article.objects.get(pk=story.article_id).editions.count() == 2
