"""What a page asks of the database is the same however much there is on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import EditionKind, Placement
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_image,
    make_live_story,
    make_organisation,
    make_person,
    make_section,
    make_topic,
)

ARTICLE_BUDGET, LIST_BUDGET = 6, 8
STORY = "/2022/02/09/everybody-meets/"
# The first page of each list, whatever is on it, and the second page.
FIRST = {
    STORY: 6,
    f"{STORY}history/": 3,
    f"{STORY}history/2/": 3,
    "/": 7,
    "/world/": 5,
    "/europe/": 5,
    "/topics/diplomacy/": 4,
    "/topics/": 2,
    "/archive/": 3,
    "/2022/": 5,
    "/2022/02/": 5,
    "/2022/02/09/": 4,
    "/corrections/": 2,
    "/corrections/feed.xml": 1,
    "/people/": 2,
    "/people/liz-truss/": 6,
    "/organisations/": 2,
    "/organisations/nato/": 6,
}
SECOND = {
    "/world/?page=2": 6,
    "/europe/?page=2": 6,
    "/topics/diplomacy/?page=2": 5,
    "/archive/?page=2": 4,
    "/2022/?page=2": 6,
    "/2022/02/?page=2": 6,
    "/2022/02/09/?page=2": 5,
    "/corrections/?page=2": 3,
    "/people/liz-truss/?page=2": 7,
    "/organisations/nato/?page=2": 7,
}


@pytest.fixture
def paper(pia, world, count):
    """A paper with `count` of everything that is listed anywhere; one story has everybody and everything in it."""
    image = make_image()
    picture = {"image": str(image.uuid), "alt": "A long table"}
    make_organisation("NATO")
    make_section("Europe", parent=world)
    offices, names, topics = [], [], ["diplomacy"]
    make_topic()
    for number in range(count):
        make_section(f"Region {number}", slug=f"region-{number}", parent=world)
        make_section(f"Part {number}", slug=f"part-{number}")
        make_organisation(f"Org{number}", parent="nato")
        topics.append(make_topic(f"Topic {number}").slug)
        start = f"{1950 + number}"
        office = {"organisation": "nato", "title": f"Clerk {number}", "start": start}
        make_person(f"Ann Number{number}", position=[office])
        offices.append({"organisation": f"org{number}", "title": f"Chief {number}", "start": start})
        names += [f"Ann Number{number}", f"Org{number}"]
    make_person("Liz Truss", position=offices)
    for number in range(count):
        body = f"<p>Liz Truss met NATO, Ann Number{number} and Org{number}.</p>"
        fields = {"headline": f"Story {number}", "body": body, "picture": picture, "topics": ["diplomacy"]}
        story = make_live_story(pia, WEDNESDAY, bylines=[{"person": "liz-truss"}], section="europe", **fields)
        Placement.objects.create(article=story.article, slot=number, live_from=WEDNESDAY)
    links = [{"key": f"link-{number}", "hint": f"Story {number}"} for number in range(count)]
    asides = "".join(f'<aside data-related="{link["key"]}"></aside>' for link in links[::2])
    body = f"<p>Liz Truss and NATO met {', '.join(names)}.</p>{asides}"
    fields = {"body": body, "links": links, "topics": topics, "picture": picture}
    story = make_live_story(pia, WEDNESDAY + HOUR, headline="Everybody meets", **fields)
    Placement.objects.create(article=story.article, slot=99, live_from=WEDNESDAY)
    for number in range(count):
        change_story(story, pia, WEDNESDAY + (number + 1) * DAY, EditionKind.CORRECTION, f"Mistake {number}.")


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


def test_the_counts_keep_to_the_budget():
    assert FIRST[STORY] <= ARTICLE_BUDGET
    assert max([*FIRST.values(), *SECOND.values()]) <= LIST_BUDGET


@pytest.mark.parametrize(("count", "pages"), [(1, FIRST), (3, FIRST), (21, SECOND), (50, FIRST | SECOND)])
def test_a_page_takes_the_same_queries_whatever_is_on_it(noor, paper, pages):
    assert {address: queries(noor, address) for address in pages} == pages
