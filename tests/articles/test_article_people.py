"""The people and organisations in a story: cards that open on their names, and who they were on the day."""

import datetime as dt

import pytest

from articles.actions import crediting, publishing
from articles.models import MentionState
from articles.views.composing import Who
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
    make_ready_story,
)
from tests.reading import headings, links, main, part, read, text, texts

ADDRESS = "/2022/02/09/truss-flies-to-moscow/"
BODY = "<p>Liz Truss met NATO on Monday.</p><p>Liz Truss spoke to NATO again.</p>"


@pytest.fixture
def liz(world):
    make_organisation("NATO", description="Military alliance of 32 countries.")
    return make_liz_truss(description="British politician.")


def story(pia, at=WEDNESDAY, **changes):
    return make_live_story(pia, at, **{"headline": "Truss flies to Moscow", "body": BODY} | changes)


def names_that_open(page):
    """Return the names in the text that are buttons, each with the card it opens."""
    return [(text(name), name.get("popovertarget")) for name in main(page).iter("button")]


def cards(page):
    return {card.get("id"): text(card) for card in page.iterfind(".//*[@popover]")}


def paragraphs(page):
    return [said for said in texts(main(page).find(".//article"), "p") if said.startswith("Liz")]


def hide(entity, **fields):
    Entity.objects.filter(pk=entity.pk).update(**fields)


def test_the_first_mention_of_each_opens_a_card(noor, pia, liz):
    story(pia)

    page = read(noor.get(ADDRESS))

    assert names_that_open(page) == [
        ("Liz Truss", "who-person-liz-truss"),
        ("NATO", "who-organisation-nato"),
    ]
    assert paragraphs(page) == ["Liz Truss met NATO on Monday.", "Liz Truss spoke to NATO again."]


def test_a_card_says_who_they_were_then_what_came_later_and_in_how_many_stories_they_are(noor, pia, liz):
    story(pia)
    story(pia, WEDNESDAY + HOUR, headline="Truss again", body="<p>Liz Truss left.</p>")

    page = read(noor.get(ADDRESS))

    assert cards(page) == {
        "who-person-liz-truss": (
            "Liz Truss UK Foreign Secretary, in Feb 2022 British politician. "
            "Later UK Prime Minister, 6 September 2022 – 25 October 2022 "
            "Coverage 2 stories Full profile and all stories"
        ),
        "who-organisation-nato": (
            "NATO Military alliance of 32 countries. Coverage 1 story Full profile and all stories"
        ),
    }
    assert [links(card) for card in page.iterfind(".//*[@popover]")] == [
        [("Full profile and all stories", "/people/liz-truss/")],
        [("Full profile and all stories", "/organisations/nato/")],
    ]


def test_every_button_has_its_card_and_every_id_is_there_once(noor, pia, liz):
    story(pia)

    page = read(noor.get(ADDRESS))
    ids = [element.get("id") for element in page.iterfind(".//*[@id]")]

    assert len(ids) == len(set(ids))
    assert {target for _, target in names_that_open(page)} == set(cards(page))


def test_key_people_have_the_role_of_the_day_of_publication(noor, pia, liz):
    story(pia)
    later = story(pia, dt.datetime(2022, 9, 7, 9, tzinfo=dt.UTC), headline="Truss takes over")

    then, after = read(noor.get(ADDRESS)), read(noor.get(later.get_absolute_url()))

    assert text(part(then, "Key people in this story")) == (
        "Key people in this story Roles on 9 February 2022 Liz Truss UK Foreign Secretary"
    )
    assert text(part(after, "Key people in this story")) == (
        "Key people in this story Roles on 7 September 2022 Liz Truss UK Prime Minister"
    )
    assert links(part(then, "Key people in this story")) == [("Liz Truss UK Foreign Secretary", "/people/liz-truss/")]


def test_the_role_stays_that_of_the_day_when_the_story_is_corrected_later(noor, pia, liz):
    first = story(pia)
    change_story(first, pia, WEDNESDAY + 300 * DAY, body=f"{BODY}<p>More.</p>")

    assert "Liz Truss UK Foreign Secretary" in text(part(read(noor.get(ADDRESS)), "Key people in this story"))


def test_organisations_stand_beside_the_text(noor, pia, liz):
    story(pia)

    beside = part(read(noor.get(ADDRESS)), "Organisations")

    assert links(beside) == [("NATO Military alliance of 32 countries.", "/organisations/nato/")]


def test_of_many_people_eight_are_key_and_all_have_cards(noor, pia, world):
    everybody = [f"{first} Example{second}" for first in ("Ann", "Ben", "Cas") for second in "abcd"]
    for name in everybody:
        make_person(name)
    body = "".join(f"<p>{name} spoke.</p>" for name in everybody) + f"<p>So did {everybody[-1]}.</p>"
    story(pia, body=body)

    page = read(noor.get(ADDRESS))

    key = [said for said, _ in links(part(page, "Key people in this story"))]
    assert key == [*everybody[:7], everybody[-1]]
    assert len(cards(page)) == len(names_that_open(page)) == 12


def test_a_name_that_is_only_suggested_or_rejected_is_plain_text(noor, pia, liz):
    article = make_ready_story(pia, headline="Truss flies to Moscow", body=BODY)
    nato = Entity.objects.get(slug="nato")
    crediting.decide(article, [liz], MentionState.REJECTED, by=pia)
    crediting.decide(article, [nato], MentionState.SUGGESTED, by=pia)
    publishing.publish(article, by=pia, at=WEDNESDAY)

    page = read(noor.get(ADDRESS))

    assert (names_that_open(page), cards(page), headings(page)) == ([], {}, [])
    assert paragraphs(page) == ["Liz Truss met NATO on Monday.", "Liz Truss spoke to NATO again."]


@pytest.mark.parametrize(
    "why", [{"is_public": False}, {"protection": Protection.COURT_ORDER}, {"protection": Protection.MINOR}]
)
def test_who_has_no_page_any_more_is_plain_text(noor, pia, liz, why):
    story(pia)
    assert names_that_open(read(noor.get(ADDRESS)))[0] == ("Liz Truss", "who-person-liz-truss")

    hide(liz, **why)

    page = read(noor.get(ADDRESS))
    assert names_that_open(page) == [("NATO", "who-organisation-nato")]
    assert list(cards(page)) == ["who-organisation-nato"]
    assert headings(page) == ["Organisations"]
    assert paragraphs(page) == ["Liz Truss met NATO on Monday.", "Liz Truss spoke to NATO again."]


def test_who_was_merged_into_somebody_else_is_plain_text(noor, pia, liz):
    other = make_person("Elizabeth Truss")
    story(pia)

    hide(liz, merged_into=other)

    page = read(noor.get(ADDRESS))
    assert names_that_open(page) == [("NATO", "who-organisation-nato")]
    assert list(cards(page)) == ["who-organisation-nato"]


def test_a_protection_that_is_over_hides_nobody(noor, pia, liz):
    story(pia)

    hide(liz, protection=Protection.MINOR, protection_until=dt.date(2022, 1, 1))

    assert len(names_that_open(read(noor.get(ADDRESS)))) == 2


def test_stories_that_share_people_are_related(noor, pia, liz):
    story(pia)
    story(pia, WEDNESDAY + HOUR, headline="Shares two")
    story(pia, WEDNESDAY + 2 * HOUR, headline="Shares one", body="<p>Liz Truss left.</p>")
    story(pia, WEDNESDAY + 3 * HOUR, headline="Shares nobody", body="<p>It rained.</p>")

    page = read(noor.get(ADDRESS))

    assert texts(part(page, "Related stories"), "h3") == ["Shares two", "Shares one"]


def test_the_byline_of_somebody_without_a_page_leads_nowhere(noor, pia, world):
    hidden = make_person("Hala Nasser")
    make_person("Hanna Lind")
    story = make_live_story(pia, bylines=[{"person": "hala-nasser"}, {"person": "hanna-lind"}])
    address = story.get_absolute_url()
    both = [("Hala Nasser", "/people/hala-nasser/"), ("Hanna Lind", "/people/hanna-lind/")]
    assert [link for link in links(main(read(noor.get(address)))) if link in both] == both

    Entity.objects.filter(pk=hidden.pk).update(is_public=False)

    page = main(read(noor.get(address)))
    assert [link for link in links(page) if link in both] == both[1:]
    assert "Hala Nasser" in text(page)


@pytest.mark.parametrize(
    ("stories", "words"),
    [(1, "1 story"), (2, "2 stories"), (99, "99 stories"), (100, "100 stories or more")],
)
def test_coverage_is_counted_to_a_hundred(stories, words):
    who = Who(entity=Entity(), role="", later="", stories=stories, is_key=True, url="")

    assert who.coverage == words
