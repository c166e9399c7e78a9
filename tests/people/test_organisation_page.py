"""An organisation's page: what it belongs to, who holds and held office there, the stories that name it."""

import pytest

from articles.actions import publishing
from people.models import Entity, Protection
from tests.making import HOUR, WEDNESDAY, make_live_story, make_organisation, make_person
from tests.reading import canonical, headings, links, main, meta, part, read, stories, text, texts

NATO = "/organisations/nato/"


@pytest.fixture
def nato(world):
    return make_organisation(
        "NATO",
        description="Military alliance.",
        bio="Founded after the war.",
        legal_name="North Atlantic Treaty Organization",
        homepage="https://www.nato.example/",
    )


def hide(entity, **fields):
    Entity.objects.filter(pk=entity.pk).update(**fields)


def serve(name, title, start, end=None):
    office = {"organisation": "nato", "title": title, "start": start} | ({"end": end} if end else {})
    return make_person(name, position=[office])


def members(page):
    """Return the people of the organisation under Now and Formerly."""
    found = part(page, "People")
    return [(text(heading), [text(item) for item in heading.getnext().iter("li")]) for heading in found.iter("h3")]


def test_the_head_of_a_profile(noor, nato):
    page = read(noor.get(NATO))

    assert texts(page, "title", "h1") == ["NATO | Meridian", "NATO"]
    assert text(main(page).find(".//header")) == "NATO Military alliance."
    assert text(part(page, "About")) == (
        "About Founded after the war. In full North Atlantic Treaty Organization Website https://www.nato.example/"
    )
    assert links(part(page, "About")) == [("https://www.nato.example/", "https://www.nato.example/")]
    assert meta(page, "description") == "Military alliance."
    assert canonical(page) == f"http://127.0.0.1:8000{NATO}"
    assert [text(a) for a in page.iterfind(".//a[@aria-current='page']")] == ["Organisations"]


def test_an_organisation_of_which_we_know_only_the_name(noor, world):
    make_organisation("Acme")

    page = read(noor.get("/organisations/acme/"))

    assert headings(page) == ["Stories that name Acme"]
    assert text(main(page)).endswith("No story names Acme yet.")


def test_who_holds_office_stands_before_who_held_it(noor, nato):
    serve("Ann First", "Secretary-general", "1990", "1999")
    serve("Ben Second", "Deputy", "2012", "2015-12-31")
    serve("Cas Third", "Secretary-general", "2010-01-01")
    serve("Dot Fourth", "Commander", "2020")

    page = read(noor.get(NATO))

    assert members(page) == [
        (
            "Now",
            ["Dot Fourth Commander since 2020", "Cas Third Secretary-general since 1 January 2010"],
        ),
        (
            "Formerly",
            ["Ben Second Deputy 2012 – 31 December 2015", "Ann First Secretary-general 1990 – 1999"],
        ),
    ]
    assert ("Cas Third", "/people/cas-third/") in links(part(page, "People"))


@pytest.mark.parametrize("why", [{"is_public": False}, {"protection": Protection.VICTIM}])
def test_nobody_without_a_page_is_named_there(noor, nato, why):
    ann = serve("Ann First", "Secretary-general", "1990")
    serve("Ben Second", "Commander", "2000")
    assert len(links(part(read(noor.get(NATO)), "People"))) == 2

    hide(ann, **why)

    page = read(noor.get(NATO))
    assert links(part(page, "People")) == [("Ben Second", "/people/ben-second/")]
    assert "Ann First" not in text(page)


def test_what_it_belongs_to_and_what_belongs_to_it(noor, nato):
    make_organisation("NATO Parliament", parent="nato")
    make_organisation("Committee", parent="nato-parliament")

    page = read(noor.get("/organisations/nato-parliament/"))

    assert links(main(page).find(".//header")) == [("NATO", NATO)]
    assert links(part(page, "Parts of it")) == [("Committee", "/organisations/committee/")]


@pytest.mark.parametrize("why", [{"is_public": False}, {"protection": Protection.COURT_ORDER}])
def test_what_has_no_page_is_neither_above_nor_below(noor, nato, why):
    make_organisation("Council", parent="nato")
    child = make_organisation("Committee", parent="council")
    assert len(links(main(read(noor.get("/organisations/council/"))))) == 2

    hide(nato, **why)
    hide(child, **why)

    assert links(main(read(noor.get("/organisations/council/")))) == []


def test_stories_are_listed_newest_first_with_who_else_is_in_them(noor, pia, nato):
    make_person("Liz Truss")
    make_live_story(pia, WEDNESDAY - HOUR, headline="Oldest", body="<p>NATO met Liz Truss.</p>")
    make_live_story(pia, headline="Older", body="<p>NATO met Liz Truss.</p>")
    gone = make_live_story(pia, WEDNESDAY + HOUR, headline="Newer", body="<p>NATO met.</p>")
    assert stories(part(read(noor.get(NATO)), "Stories that name NATO")) == ["Newer", "Older", "Oldest"]

    publishing.withdraw(gone.article, by=pia, note="It was not true.")

    page = read(noor.get(NATO))
    assert stories(part(page, "Stories that name NATO")) == ["Older", "Oldest"]
    assert links(part(page, "Often named in the same stories")) == [("Liz Truss 2 stories", "/people/liz-truss/")]


def test_stories_have_further_pages(noor, pia, nato):
    for number in range(21):
        make_live_story(pia, headline=f"Story {number}", body="<p>NATO met.</p>")

    first, second = read(noor.get(NATO)), read(noor.get(f"{NATO}?page=2"))

    assert stories(main(first)) + stories(main(second)) == [f"Story {number}" for number in range(20, -1, -1)]
    assert noor.get(f"{NATO}?page=3").status_code == 404


@pytest.mark.parametrize("why", [{"is_public": False}, {"protection": Protection.COURT_ORDER}])
def test_what_is_hidden_or_protected_has_no_page(noor, pia, nato, why):
    make_live_story(pia, body="<p>NATO met.</p>")
    assert noor.get(NATO).status_code == 200

    hide(nato, **why)

    assert noor.get(NATO).status_code == 404


def test_a_merged_record_leads_to_the_one_that_took_its_place(noor, nato):
    hide(make_organisation("OTAN"), merged_into=nato)

    response = noor.get("/organisations/otan/")

    assert (response.status_code, response["Location"]) == (301, NATO)


@pytest.mark.parametrize("address", ["/organisations/nothing/", "/organisations/liz-truss/", f"{NATO}?page=2"])
def test_what_is_no_organisation_is_not_found(noor, nato, address):
    make_person("Liz Truss")

    assert noor.get(address).status_code == 404
