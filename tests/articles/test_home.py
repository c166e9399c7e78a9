"""The front page: what leads, who is in the news, what was corrected."""

from django.utils import timezone

from articles.actions import publishing
from articles.models import EditionKind, Placement
from tests.making import DAY, HOUR, WEDNESDAY, change_story, make_live_story, make_liz_truss, make_section
from tests.reading import canonical, headings, links, main, meta, part, read, stories, text, texts


def place(story, slot, since=WEDNESDAY, **fields):
    return Placement.objects.create(article=story.article, slot=slot, live_from=since, **fields)


def test_a_paper_without_stories_says_so(noor, world):
    page = read(noor.get("/"))

    assert text(main(page)) == "Meridian: top stories No story has been published yet."
    assert stories(page) == []


def test_home_names_the_paper_for_search_engines(noor, world):
    page = read(noor.get("/"))

    assert page.get("lang") == "en-gb"
    assert texts(page, "title") == ["Meridian: Independent world news."]
    assert meta(page, "description") == "Independent world news."
    assert meta(page, "robots") is None
    assert canonical(page) == "http://127.0.0.1:8000/"


def test_the_navigation_leads_to_sections_in_their_order_and_not_to_sub_sections(noor, world):
    world.order = 2
    world.save()
    make_section("Business", order=1)
    make_section("Europe", parent=world)

    page = read(noor.get("/"))

    assert links(page.find(".//nav[@aria-label='Sections']")) == [
        ("Home", "/"),
        ("Business", "/business/"),
        ("World", "/world/"),
        ("People", "/people/"),
        ("Organisations", "/organisations/"),
        ("Archive", "/archive/"),
    ]
    assert [text(a) for a in page.iterfind(".//a[@aria-current='page']")] == ["Home"]


def test_no_link_of_the_front_page_is_dead(noor, pia):
    make_liz_truss()
    make_live_story(pia, body="<p>Liz Truss spoke.</p>")

    addresses = {address for _, address in links(read(noor.get("/"))) if address.startswith("/")}

    assert {address: noor.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_the_newest_story_leads(noor, pia):
    for number in range(3):
        make_live_story(pia, WEDNESDAY + number * HOUR, headline=f"Story {number}")

    page = read(noor.get("/"))

    assert stories(main(page)) == ["Story 2", "Story 1", "Story 0"]


def test_a_placed_story_leads_before_a_newer_one(noor, pia):
    older = make_live_story(pia, headline="Older")
    make_live_story(pia, WEDNESDAY + HOUR, headline="Newer")
    assert stories(main(read(noor.get("/")))) == ["Newer", "Older"]

    place(older, 0)

    assert stories(main(read(noor.get("/")))) == ["Older", "Newer"]


def test_a_placement_that_is_over_or_to_come_does_not_count(noor, pia):
    older = make_live_story(pia, headline="Older")
    make_live_story(pia, WEDNESDAY + HOUR, headline="Newer")

    place(older, 0, live_until=WEDNESDAY + DAY)
    place(older, 1, since=timezone.now() + DAY)

    assert stories(main(read(noor.get("/")))) == ["Newer", "Older"]


def test_a_placed_story_that_is_withdrawn_leaves_its_slot_to_the_others(noor, pia):
    gone = make_live_story(pia, headline="Gone")
    make_live_story(pia, WEDNESDAY + HOUR, headline="Still there")
    place(gone, 0)
    assert stories(main(read(noor.get("/")))) == ["Gone", "Still there"]

    publishing.withdraw(gone.article, by=pia, note="It was not true.")

    assert stories(main(read(noor.get("/")))) == ["Still there"]


def test_a_story_in_two_slots_is_shown_once_in_the_first(noor, pia):
    twice = make_live_story(pia, headline="Twice")
    once = make_live_story(pia, headline="Once")
    make_live_story(pia, WEDNESDAY + HOUR, headline="Newest")
    for slot, story in enumerate([twice, once, twice]):
        place(story, slot)

    assert stories(main(read(noor.get("/")))) == ["Twice", "Once", "Newest"]


def test_after_the_top_seven_stories_stand_under_their_sections(noor, pia, world):
    make_section("Culture", order=1)
    for number in range(7):
        make_live_story(pia, WEDNESDAY + (9 + number) * HOUR, headline=f"Top {number}")
    for number in range(5):
        make_live_story(pia, WEDNESDAY - number * HOUR, headline=f"Abroad {number}")
    make_live_story(pia, WEDNESDAY, headline="On stage", section="culture")

    page = read(noor.get("/"))

    assert headings(page) == ["World", "More stories"]
    assert links(part(page, "World"))[0] == ("More World", "/world/")
    assert stories(part(page, "World")) == ["Abroad 0", "Abroad 1", "Abroad 2", "Abroad 3"]
    assert stories(part(page, "More stories")) == ["On stage"]


def test_the_lead_brings_the_live_stories_it_refers_to(noor, pia):
    make_live_story(pia, headline="What came before")
    make_live_story(
        pia,
        WEDNESDAY + HOUR,
        headline="The lead",
        links=[{"key": "a", "hint": "What came before"}, {"key": "b", "hint": "Never written"}],
    )

    lead = main(read(noor.get("/"))).find(".//article")

    assert stories(lead) == ["The lead", "What came before"]


def test_a_front_uses_the_short_headline(noor, pia):
    make_live_story(pia, headline="A headline of great length", short_headline="A short one")

    assert stories(main(read(noor.get("/")))) == ["A short one"]


def test_people_in_the_news_have_the_role_of_the_newest_story(noor, pia):
    make_liz_truss()
    make_live_story(pia, body="<p>Liz Truss spoke.</p>")
    make_live_story(pia, WEDNESDAY + 210 * DAY, headline="Queen meets Truss", body="<p>Liz Truss bowed.</p>")

    faces = part(read(noor.get("/")), "People in the news")

    assert [text(face) for face in faces.iter("li")] == ["Liz Truss UK Prime Minister 2 stories"]
    assert ("Liz Truss UK Prime Minister", "/people/liz-truss/") in links(faces)


def test_nobody_without_a_page_is_in_the_news(noor, pia):
    liz = make_liz_truss()
    make_live_story(pia, body="<p>Liz Truss spoke.</p>")
    assert "People in the news" in headings(read(noor.get("/")))

    liz.is_public = False
    liz.save()

    assert "People in the news" not in headings(read(noor.get("/")))


def test_the_newest_corrections_are_on_the_front_page(noor, pia):
    for number in range(3):
        story = make_live_story(pia, headline=f"Story {number}")
        kind = EditionKind.CORRECTION
        change_story(story, pia, WEDNESDAY + (1 + number) * HOUR, kind, note=f"Mistake {number} is mended.")

    listed = part(read(noor.get("/")), "Corrections")

    assert [text(item) for item in listed.iter("li")] == [
        "Story 2 9 Feb 2022, 23:14 GMT Mistake 2 is mended.",
        "Story 1 9 Feb 2022, 22:14 GMT Mistake 1 is mended.",
    ]
    assert links(listed)[0] == ("All corrections", "/corrections/")


def test_markup_in_a_headline_is_text(noor, pia):
    make_live_story(pia, headline="<script>alert(1)</script> & Co")

    page = read(noor.get("/"))

    assert stories(main(page)) == ["<script>alert(1)</script> & Co"]
    assert texts(page, "script") == []
