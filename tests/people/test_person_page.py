"""A person's page: who they are and were, and every story that names them with their role in it."""

import datetime as dt

import pytest

from articles.actions import publishing
from people.models import Entity, Protection
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_live_story,
    make_liz_truss,
    make_organisation,
    make_person,
    make_story,
)
from tests.reading import canonical, headings, links, main, meta, part, read, stories, text, texts

LIZ = "/people/liz-truss/"
STORIES = "Stories that name Liz Truss"
SPOKE = "<p>Liz Truss spoke.</p>"
SEPTEMBER = dt.datetime(2022, 9, 7, 9, tzinfo=dt.UTC)


@pytest.fixture
def liz(world):
    return make_liz_truss(description="British politician.", bio="Born in Oxford.\n\nStudied there.")


def hide(entity, **fields):
    Entity.objects.filter(pk=entity.pk).update(**fields)


def together(page):
    return links(part(page, "Often named in the same stories"))


def test_the_head_of_a_profile(noor, liz):
    page = read(noor.get(LIZ))

    assert texts(page, "title", "h1") == ["Liz Truss | Meridian", "Liz Truss"]
    assert text(main(page).find(".//header")) == "Liz Truss British politician."
    assert texts(part(page, "About"), "p") == ["Born in Oxford.", "Studied there."]
    assert meta(page, "description") == "British politician."
    assert meta(page, "robots") is None
    assert canonical(page) == f"http://127.0.0.1:8000{LIZ}"
    assert [text(a) for a in page.iterfind(".//a[@aria-current='page']")] == ["People"]


def test_positions_are_listed_with_where_and_how_long(noor, liz):
    table = part(read(noor.get(LIZ)), "Positions").find(".//table")

    rows = [[text(cell) for cell in row] for row in table.iter("tr")]
    assert [row[:2] for row in rows] == [
        ["Position", "Held"],
        ["UK Foreign Secretary Foreign Office", "15 September 2021 – 6 September 2022"],
        ["UK Prime Minister Downing Street", "6 September 2022 – 25 October 2022"],
    ]
    assert links(table) == [
        ("Foreign Office", "/organisations/foreign-office/"),
        ("Downing Street", "/organisations/downing-street/"),
    ]


def test_positions_are_drawn_and_the_drawing_has_a_name(noor, liz):
    drawing = part(read(noor.get(LIZ)), "Positions").find(".//svg")

    assert drawing.get("role") == "img"
    assert drawing.get("aria-label").startswith("The positions of Liz Truss")
    assert len(list(drawing.iter("rect"))) == 2


def test_a_position_may_be_known_to_the_year_and_have_a_source(noor, world):
    make_organisation("NATO")
    source = "https://example.org/minutes"
    offices = [{"organisation": "nato", "title": "Clerk", "start": "1999", "source": source}]
    make_person("Ann Example", position=offices)

    table = part(read(noor.get("/people/ann-example/")), "Positions").find(".//table")

    assert [text(cell) for cell in table.findall(".//tr")[1]] == ["Clerk NATO", "since 1999", "Source: Clerk"]
    assert links(table)[1] == ("Source: Clerk", source)


def test_an_organisation_without_a_page_is_named_but_not_linked(noor, liz):
    hide(Entity.objects.get(slug="foreign-office"), is_public=False)

    table = part(read(noor.get(LIZ)), "Positions").find(".//table")

    assert "UK Foreign Secretary Foreign Office" in texts(table, "th")
    assert links(table) == [("Downing Street", "/organisations/downing-street/")]


def test_an_organisation_that_may_not_be_named_is_not_named(noor, liz):
    assert "Foreign Office" in noor.get(LIZ).content.decode()

    hide(Entity.objects.get(slug="foreign-office"), protection=Protection.COURT_ORDER)

    assert "Foreign Office" not in noor.get(LIZ).content.decode()
    assert "Downing Street" in noor.get(LIZ).content.decode()


def test_somebody_of_whom_we_know_only_the_name(noor, world):
    make_person("Ann Example")

    page = read(noor.get("/people/ann-example/"))

    assert headings(page) == ["Stories that name Ann Example"]
    assert text(part(page, "Stories that name Ann Example")).endswith("No story names Ann Example yet.")
    assert meta(page, "description") == "Ann Example in our stories."


def test_each_story_says_who_they_were_on_its_day_also_when_read_today(noor, pia, liz):
    make_live_story(pia, headline="Truss flies to Moscow", body=SPOKE)
    make_live_story(pia, SEPTEMBER, headline="Truss takes over", body=SPOKE)
    make_live_story(pia, SEPTEMBER + 100 * DAY, headline="Truss remembers", body=SPOKE)

    listed = part(read(noor.get(LIZ)), STORIES)

    assert stories(listed) == ["Truss remembers", "Truss takes over", "Truss flies to Moscow"]
    after, then, before = (text(item) for item in listed.iter("li"))
    roles = ["UK Foreign Secretary", "UK Prime Minister"]
    assert [[role in said for role in roles] for said in (before, then, after)] == [
        [True, False],
        [False, True],
        [False, False],
    ]
    assert ("9 Feb 2022" in before, "7 Sep 2022" in then) == (True, True)


def test_only_live_stories_are_listed(noor, pia, liz):
    gone = make_live_story(pia, headline="Gone", body=SPOKE)
    make_live_story(pia, WEDNESDAY + HOUR, headline="Live", body=SPOKE)
    make_story(pia, headline="Draft", body=SPOKE)
    assert stories(part(read(noor.get(LIZ)), STORIES)) == ["Live", "Gone"]

    publishing.withdraw(gone.article, by=pia, note="It was not true.")

    assert stories(part(read(noor.get(LIZ)), STORIES)) == ["Live"]


def test_a_story_that_names_them_no_longer_leaves_the_profile(noor, pia, liz):
    story = make_live_story(pia, body=SPOKE)
    assert len(stories(part(read(noor.get(LIZ)), STORIES))) == 1

    change_story(story, pia, WEDNESDAY + HOUR, body="<p>Somebody spoke.</p>")

    assert stories(main(read(noor.get(LIZ)))) == []


def test_who_is_often_named_in_the_same_stories(noor, pia, liz):
    make_person("Sergei Lavrov")
    make_organisation("NATO")
    for number in range(2):
        make_live_story(pia, headline=f"Story {number}", body="<p>Liz Truss met Sergei Lavrov.</p>")
    make_live_story(pia, headline="Story 3", body="<p>Liz Truss met NATO.</p>")
    make_live_story(pia, headline="Without her", body="<p>Sergei Lavrov met NATO.</p>")

    # Once is not often: NATO is left out.
    assert together(read(noor.get(LIZ))) == [("Sergei Lavrov 2 stories", "/people/sergei-lavrov/")]


def test_nobody_without_a_page_is_named_beside_them(noor, pia, liz):
    lavrov = make_person("Sergei Lavrov")
    for number in range(2):
        make_live_story(pia, headline=f"Story {number}", body="<p>Liz Truss met Sergei Lavrov.</p>")
    assert len(together(read(noor.get(LIZ)))) == 1

    hide(lavrov, protection=Protection.MINOR)

    assert "Often named in the same stories" not in headings(read(noor.get(LIZ)))


def test_stories_have_further_pages(noor, pia, liz):
    for number in range(21):
        make_live_story(pia, WEDNESDAY + number * HOUR, headline=f"Story {number}", body=SPOKE)

    first, second = read(noor.get(LIZ)), read(noor.get(f"{LIZ}?page=2"))

    assert stories(part(first, STORIES)) == [f"Story {number}" for number in range(20, 0, -1)]
    assert stories(part(second, STORIES)) == ["Story 0"]
    assert links(second.find(".//nav[@aria-label='Pages']")) == [("Newer stories", LIZ)]
    assert canonical(second) == f"http://127.0.0.1:8000{LIZ}?page=2"


def test_a_reporter_has_the_stories_they_wrote_on_their_page(noor, pia, world):
    make_person("Hala Nasser")
    lines = [{"person": "hala-nasser"}]
    make_live_story(pia, headline="Older", bylines=lines)
    gone = make_live_story(pia, WEDNESDAY + HOUR, headline="Newer", bylines=lines)
    make_story(pia, headline="Draft", bylines=lines)
    assert stories(part(read(noor.get("/people/hala-nasser/")), "Stories by Hala Nasser")) == ["Newer", "Older"]

    publishing.withdraw(gone.article, by=pia, note="It was not true.")

    page = read(noor.get("/people/hala-nasser/"))
    assert headings(page) == ["Stories by Hala Nasser"]
    assert stories(main(page)) == ["Older"]


@pytest.mark.parametrize("why", [{"is_public": False}, *({"protection": p} for p in Protection.values[1:])])
def test_somebody_hidden_or_protected_has_no_page(noor, pia, liz, why):
    make_live_story(pia, body=SPOKE)
    assert noor.get(LIZ).status_code == 200

    hide(liz, **why)

    response = noor.get(LIZ)
    assert response.status_code == 404
    assert "British politician" not in response.content.decode()


def test_a_protection_that_is_over_hides_nobody(noor, liz):
    hide(liz, protection=Protection.MINOR, protection_until=dt.date(2022, 1, 1))

    assert noor.get(LIZ).status_code == 200


def test_a_merged_record_leads_to_the_one_that_took_its_place(noor, liz):
    double = make_person("Elizabeth Truss")
    assert noor.get("/people/elizabeth-truss/").status_code == 200

    hide(double, merged_into=liz)

    response = noor.get("/people/elizabeth-truss/")
    assert (response.status_code, response["Location"]) == (301, LIZ)


@pytest.mark.parametrize("address", ["/people/nobody/", "/people/nato/", f"{LIZ}?page=2", f"{LIZ}?page=0"])
def test_what_is_nobody_is_not_found(noor, liz, address):
    make_organisation("NATO")

    assert noor.get(address).status_code == 404


def test_an_author_has_further_pages_of_their_own_stories(noor, pia, world):
    make_person("Hala Nasser")
    for number in range(21):
        at = WEDNESDAY + number * HOUR
        make_live_story(pia, at, headline=f"Story {number}", bylines=[{"person": "hala-nasser"}])
    make_live_story(pia, headline="A prize", body="<p>Hala Nasser won.</p>")

    first, second = (read(noor.get(f"/people/hala-nasser/{page}")) for page in ("", "?written=2"))

    assert [len(stories(part(page, "Stories by Hala Nasser"))) for page in (first, second)] == [20, 1]
    assert stories(part(first, "Stories that name Hala Nasser")) == ["A prize"]
    assert stories(part(second, "Stories that name Hala Nasser")) == ["A prize"]


def test_an_author_who_is_in_the_news_has_further_pages_of_both(noor, pia, world):
    make_person("Hala Nasser")
    make_live_story(pia, headline="Her own", bylines=[{"person": "hala-nasser"}])
    for number in range(21):
        at = WEDNESDAY + number * HOUR
        make_live_story(pia, at, headline=f"Story {number}", body="<p>Hala Nasser spoke.</p>")

    second = read(noor.get("/people/hala-nasser/?page=2"))

    assert stories(part(second, "Stories that name Hala Nasser")) == ["Story 0"]
    assert stories(part(second, "Stories by Hala Nasser")) == ["Her own"]


def test_an_author_of_words_and_pictures_has_the_story_once(noor, pia, world):
    make_person("Hala Nasser")
    twice = [{"person": "hala-nasser"}, {"person": "hala-nasser", "role": "pictures"}]

    make_live_story(pia, headline="Alone on the road", bylines=twice)

    assert stories(main(read(noor.get("/people/hala-nasser/")))) == ["Alone on the road"]
