"""The topics and the stories on each."""

import pytest

from articles.actions import publishing
from articles.models import OldSlug, Topic
from tests.making import HOUR, WEDNESDAY, change_story, make_live_story, make_liz_truss, make_story, make_topic
from tests.reading import links, main, meta, part, read, stories, text, texts


@pytest.fixture
def diplomacy(world) -> Topic:
    return make_topic("Diplomacy")


def test_a_topic_lists_its_stories_newest_first(noor, pia, diplomacy):
    for number in range(4):
        make_live_story(pia, WEDNESDAY + number * HOUR, headline=f"Story {number}", topics=["diplomacy"])
    make_live_story(pia, headline="Elsewhere")

    page = read(noor.get("/topics/diplomacy/"))

    assert texts(page, "title", "h1") == ["Diplomacy | Meridian", "Diplomacy"]
    assert stories(main(page)) == ["Story 3", "Story 2", "Story 1", "Story 0"]
    assert links(main(page))[0] == ("Topics", "/topics/")
    assert meta(page, "robots") is None


def test_a_topic_introduces_itself(noor, diplomacy):
    diplomacy.introduction = "Talks between states."
    diplomacy.save()

    page = read(noor.get("/topics/diplomacy/"))

    assert text(main(page).find(".//header")) == "Topics Diplomacy Talks between states."
    assert meta(page, "description") == "Talks between states."


def test_people_in_the_stories_on_a_topic_are_counted(noor, pia, diplomacy):
    make_liz_truss()
    make_live_story(pia, body="<p>Liz Truss spoke.</p>", topics=["diplomacy"])

    faces = part(read(noor.get("/topics/diplomacy/")), "People in these stories")

    assert links(faces) == [("Liz Truss 1 story", "/people/liz-truss/")]


def test_a_topic_without_stories_is_a_page_but_not_for_search_engines(noor, pia, diplomacy):
    make_story(pia, topics=["diplomacy"])

    page = read(noor.get("/topics/diplomacy/"))

    assert text(main(page)) == "Topics Diplomacy No story on this topic yet."
    assert meta(page, "robots") == "noindex"


def test_a_story_leaves_a_topic_with_the_version_that_drops_it(noor, pia, diplomacy):
    story = make_live_story(pia, topics=["diplomacy"])
    assert len(stories(main(read(noor.get("/topics/diplomacy/"))))) == 1

    change_story(story, pia, WEDNESDAY + HOUR, topics=[])

    assert stories(main(read(noor.get("/topics/diplomacy/")))) == []
    assert links(main(read(noor.get("/topics/")))) == []


def test_the_second_page_of_a_topic_has_an_address(noor, pia, diplomacy):
    for number in range(21):
        make_live_story(pia, WEDNESDAY + number * HOUR, headline=f"Story {number}", topics=["diplomacy"])

    first, second = (read(noor.get(f"/topics/diplomacy/?page={number}")) for number in (1, 2))

    assert stories(main(first)) == [f"Story {number}" for number in range(20, 0, -1)]
    assert stories(main(second)) == ["Story 0"]
    assert noor.get("/topics/diplomacy/?page=3").status_code == 404


def test_topics_that_have_stories_are_listed_by_name(noor, pia, diplomacy):
    for name in ("Ukraine", "Cinema", "Drafts only"):
        make_topic(name)
    make_live_story(pia, topics=["ukraine", "diplomacy"])
    make_live_story(pia, topics=["ukraine"], headline="Another")
    make_live_story(pia, topics=["cinema"], headline="Withdrawn")
    make_story(pia, topics=["drafts-only", "ukraine"])
    withdrawn = Topic.objects.get(slug="cinema").editions.get().edition.article
    assert len(links(main(read(noor.get("/topics/"))))) == 3

    publishing.withdraw(withdrawn, by=pia, note="It was not true.")

    page = read(noor.get("/topics/"))
    assert texts(main(page), "h1", "li") == ["Topics", "Diplomacy 1 story", "Ukraine 2 stories"]
    assert links(main(page)) == [("Diplomacy", "/topics/diplomacy/"), ("Ukraine", "/topics/ukraine/")]


def test_a_paper_without_topics_says_so(noor, world):
    assert text(main(read(noor.get("/topics/")))) == "Topics No story has a topic yet."


def test_an_old_slug_leads_to_the_topic(noor, diplomacy):
    assert noor.get("/topics/talks/").status_code == 404
    OldSlug.objects.create(kind=OldSlug.Kind.TOPIC, slug="talks", topic=diplomacy)

    response = noor.get("/topics/talks/")

    assert (response.status_code, response["Location"]) == (301, "/topics/diplomacy/")


@pytest.mark.parametrize(
    ("name", "slug"), [("Élysée", "elysee"), ("Ürümqi & Kashgar", "urumqi-kashgar"), ("???", "topic")]
)
def test_a_topic_of_any_name_has_an_address_that_works(noor, pia, world, name, slug):
    topic = Topic.objects.create(name=name)

    make_live_story(pia, topics=[topic.slug])

    assert topic.slug == slug
    assert links(main(read(noor.get("/topics/")))) == [(name, f"/topics/{slug}/")]
    assert len(stories(main(read(noor.get(f"/topics/{slug}/"))))) == 1


def test_two_topics_that_sound_alike_have_two_addresses(world):
    assert [Topic.objects.create(name=name).slug for name in ("Elysee", "Élysée")] == ["elysee", "elysee-1"]
