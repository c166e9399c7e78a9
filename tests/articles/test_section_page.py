"""A section's page: its stories and those of the sections below it, newest first."""

import pytest

from articles.models import OldSlug
from tests.making import HOUR, WEDNESDAY, make_live_story, make_liz_truss, make_section
from tests.reading import canonical, links, main, meta, part, read, stories, text, texts


def test_a_section_lists_its_own_stories_newest_first(noor, pia):
    make_section("Business")
    make_live_story(pia, headline="Elsewhere", section="business")
    for number in range(5):
        make_live_story(pia, WEDNESDAY + number * HOUR, headline=f"Story {number}")

    page = read(noor.get("/world/"))

    assert texts(page, "h1", "title") == ["World | Meridian", "World"]
    assert stories(main(page)) == ["Story 4", "Story 3", "Story 2", "Story 1", "Story 0"]
    assert [text(a) for a in page.iterfind(".//a[@aria-current='page']")] == ["World"]


def test_a_section_holds_the_stories_of_its_sub_sections_and_not_the_other_way_round(noor, pia, world):
    make_section("Europe", parent=world)
    make_live_story(pia, headline="In the world")
    make_live_story(pia, WEDNESDAY + HOUR, headline="In Europe", section="europe")

    above, below = (main(read(noor.get(address))) for address in ("/world/", "/europe/"))

    assert stories(above) == ["In Europe", "In the world"]
    assert stories(below) == ["In Europe"]
    assert links(above)[0] == ("Europe", "/europe/")
    assert links(below)[0] == ("World", "/world/")


def test_a_section_shows_its_description(noor, world):
    world.description = "Diplomacy and the people in between."
    world.save()

    page = read(noor.get("/world/"))

    assert meta(page, "description") == "Diplomacy and the people in between."
    assert text(main(page).find(".//header")) == "World Diplomacy and the people in between."


def test_a_section_without_stories_is_a_page(noor, world):
    page = read(noor.get("/world/"))

    assert text(main(page)) == "World No story has been published here yet."


def test_people_in_the_stories_are_counted(noor, pia):
    make_liz_truss()
    make_live_story(pia, body="<p>Liz Truss spoke.</p>")
    make_live_story(pia, headline="Again", body="<p>Liz Truss spoke. So said Liz Truss.</p>")

    faces = part(read(noor.get("/world/")), "People in these stories")

    assert links(faces) == [("Liz Truss 2 stories", "/people/liz-truss/")]


def test_pages_have_addresses_and_no_story_is_lost_between_them(noor, pia):
    for number in range(41):
        make_live_story(pia, WEDNESDAY + (number // 10) * HOUR, headline=f"Story {number:02}")

    seen, address = [], "/world/"
    pagers = []
    while address:
        page = read(noor.get(address))
        seen += stories(main(page))
        pager = links(page.find(".//nav[@aria-label='Pages']"))
        pagers.append(pager)
        address = dict(pager).get("Older stories")

    assert seen == [f"Story {number:02}" for number in range(40, -1, -1)]
    assert pagers == [
        [("Older stories", "/world/?page=2")],
        [("Newer stories", "/world/"), ("Older stories", "/world/?page=3")],
        [("Newer stories", "/world/?page=2")],
    ]
    assert canonical(page) == "http://127.0.0.1:8000/world/?page=3"


def test_the_first_page_has_one_canonical_address(noor, world):
    assert canonical(read(noor.get("/world/?page=1"))) == "http://127.0.0.1:8000/world/"


def test_an_old_slug_leads_to_the_section(noor, world):
    assert noor.get("/foreign/").status_code == 404
    OldSlug.objects.create(kind=OldSlug.Kind.SECTION, slug="foreign", section=world)

    response = noor.get("/foreign/")

    assert (response.status_code, response["Location"]) == (301, "/world/")


@pytest.mark.parametrize("address", ["/sport/", "/World/", "/world/?page=2", "/world/?page=x"])
def test_what_is_no_section_is_not_found(noor, world, address):
    assert noor.get(address).status_code == 404
