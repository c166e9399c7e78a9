"""The one gate: of what readers may not see no word is on any page; once they may, it is on every one.

A crawler reads the whole paper before and after the hidden stories are published: the second reading proves that
the first one looked where the words would be.
"""

import datetime as dt

import pytest
from django.urls import resolve
from django.utils import timezone

from articles.actions import publishing
from articles.models import EditionKind
from tests.crawling import crawl
from tests.hiding import HIDDEN, reveal, words
from tests.making import (
    HOUR,
    WEDNESDAY,
    change_story,
    make_live_story,
    make_liz_truss,
    make_organisation,
    make_person,
    make_ready_story,
    make_topic,
)

# The kinds of pages on which a published story with a topic, people and a correction is told of.
EVERYWHERE = {
    "article",
    "history",
    "change",
    "section",
    "topic",
    "topics",
    "archive",
    "year",
    "month",
    "day",
    "corrections",
    "corrections_feed",
    "person",
    "organisation",
    "what somebody wrote",
}
SECOND_PAGES = {"/world/", "/topics/diplomacy/", "/archive/", "/2022/", "/people/liz-truss/", "/organisations/nato/"}


def kind_of(address):
    if address.startswith(("/people/hala-nasser/", "/people/jo-ng/")):
        return "what somebody wrote"
    return resolve(address.partition("?")[0]).url_name


def surfaces(pages):
    """Return on which kinds of pages each hidden word is."""
    return {
        word: {kind_of(address) for address, (_, content) in pages.items() if word in content.casefold()}
        for word in HIDDEN
    }


def pictures(pages):
    return [address for address, (_, content) in pages.items() if content == "image/webp"]


@pytest.fixture
def people(world):
    make_organisation("NATO")
    make_liz_truss()
    make_person("Hala Nasser")
    make_person("Jo Ng")


@pytest.fixture
def paper(pia, people):
    """A paper with enough live stories that its lists have second pages."""
    make_topic("Diplomacy")
    for number in range(21):
        at, headline = WEDNESDAY + number * HOUR, f"Story {number}"
        story = make_live_story(pia, at, headline=headline, body="<p>Liz Truss met NATO.</p>", topics=["diplomacy"])
    change_story(story, pia, at + HOUR, EditionKind.CORRECTION, "It was Tuesday.")


def test_no_hidden_word_is_on_any_page_until_it_is_published(paper, pia):
    hidden = {word: hide(pia, words(word)) for word, hide in HIDDEN.items()}
    starts = ["/", *(f"/2022/01/10/{article.slug}/" for article in hidden.values())]

    before = crawl(*starts)
    for word, article in hidden.items():
        reveal(article, word, pia)
    after = crawl(*starts)

    read = {kind_of(address) for address, (status, _) in before.items() if status == 200}
    assert read == EVERYWHERE | {"home", "people", "organisations"}
    assert {f"{path}?page=2" for path in SECOND_PAGES} - set(before) == set()
    assert surfaces(before) == dict.fromkeys(HIDDEN, set())
    assert pictures(before) == []
    # The front page has room for the newest only; it has a test of its own.
    assert {word: found - {"home"} for word, found in surfaces(after).items()} == dict.fromkeys(HIDDEN, EVERYWHERE)
    assert len(pictures(after)) >= len(HIDDEN)


@pytest.mark.parametrize("word", HIDDEN)
def test_the_address_of_a_hidden_story_tells_nothing_of_it(noor, people, pia, word):
    article = HIDDEN[word](pia, words(word))
    image = article.pictures.get().image
    today = timezone.localdate()
    days = [dt.date(2022, 1, 10), today, today + dt.timedelta(days=1)]
    own = [f"/{day:%Y/%m/%d}/{article.slug}/{rest}" for day in days for rest in ("", "history/", "history/2/")]

    answers = [noor.get(address) for address in [*own, f"/media/renditions/{image.uuid}-960.webp"]]

    assert [word in answer.content.decode().casefold() for answer in answers] == [False] * len(answers)
    statuses = {answer.status_code for answer in answers}
    assert statuses == {"vaquita": {404, 410}, "fossa": {404, 200}, "markhor": {404, 200}}.get(word, {404})


@pytest.mark.parametrize("word", HIDDEN)
def test_nothing_else_follows_from_a_hidden_story(noor, people, pia, word):
    HIDDEN[word](pia, words(word))

    pages = [noor.get(path).content.decode() for path in (f"/topics/topic-{word}/", "/people/liz-truss/")]

    assert [f"headline {word}" in page.casefold() for page in pages] == [False, False]
    assert "No story on this topic yet." in pages[0]
    assert "No story names Liz Truss yet." in pages[1]


def test_the_front_page_shows_a_hidden_story_as_soon_as_it_is_published(noor, paper, pia):
    article = make_ready_story(pia, timezone.now() - HOUR, **words("quokka"))
    assert "quokka" not in noor.get("/").content.decode()

    publishing.publish(article, by=pia, at=timezone.now())

    assert "Short quokka" in noor.get("/").content.decode()


def test_a_hidden_story_is_related_to_nothing_until_it_is_published(noor, people, pia):
    make_topic("Diplomacy")
    story = make_live_story(pia, topics=["diplomacy"])
    article = make_ready_story(pia, **words("quokka") | {"topics": ["diplomacy"]})
    assert "quokka" not in noor.get(story.get_absolute_url()).content.decode()

    publishing.publish(article, by=pia, at=WEDNESDAY)

    assert "Short quokka" in noor.get(story.get_absolute_url()).content.decode()
