"""A working copy on the page that readers would get: the same page, and nothing written."""

import re

import pytest
from django.test import RequestFactory
from django.utils import timezone

from articles.actions.crediting import decide
from articles.actions.drafting import in_hand
from articles.desk.previewing.page import preview_page
from articles.models import Article, EditionKind, MentionState
from articles.workflow import Refused
from people.models import Person
from tests.making import (
    DAY,
    WEDNESDAY,
    change_story,
    everything,
    make_image,
    make_live_story,
    make_liz_truss,
    make_organisation,
    make_person,
    make_story,
    make_topic,
    make_user,
    signed_in,
)
from tests.reading import main, read, text, texts


def preview(story, **changes):
    """Return the page of a working copy with changes in hand."""
    at = timezone.now()
    return preview_page(RequestFactory().get("/"), in_hand(story, changes), at)


def shown(content):
    """Return what stands in a page's main part, without what only a draft has and with the public pictures."""
    [inside] = re.findall(r"<main.*</main>", content, re.DOTALL)
    inside = re.sub(r'<p class="note" role="note">.*?</p>', "", inside)
    inside = re.sub(r"\n+", "\n", inside)
    return inside.replace("/admin/desk/pictures/", "/media/renditions/")


@pytest.fixture
def full(pia, world):
    """A live story with everything that a page can show."""
    make_organisation("NATO")
    make_liz_truss()
    make_person("Hala Nasser")
    make_person("Al Hidden", is_public=False)
    make_topic("Diplomacy")
    target = make_live_story(pia, WEDNESDAY - DAY, headline="Earlier talks", topics=["diplomacy"])
    make_live_story(pia, WEDNESDAY, headline="Liz Truss flies home", body="<p>Liz Truss left.</p>")
    story = make_live_story(
        pia,
        headline='"Talks" go on',
        kicker="Analysis",
        dateline="Moscow",
        topics=["diplomacy"],
        bylines=[{"person": "hala-nasser"}, {"person": "al-hidden"}, {"name": "Staff", "role": "editing"}],
        picture={"image": str(make_image().uuid), "caption": "A table", "alt": "A long table"},
        body='<p>Liz Truss met NATO.</p><aside data-related="one"></aside><p>It\'s on.</p>',
        links=[{"key": "one", "hint": "Earlier talks"}, {"key": "two", "target": str(target.article.uuid)}],
    )
    change_story(story, pia, WEDNESDAY + DAY, EditionKind.CORRECTION, "It was Tuesday.")
    return Article.objects.get(pk=story.article_id)


def test_a_preview_is_the_page_that_readers_get(noor, full):
    before = everything()
    public = noor.get(full.editions.first().get_absolute_url()).content.decode()

    page = preview(full).content.decode()

    assert "Liz Truss" in shown(public)
    assert shown(page) == shown(public)
    assert everything() == before


def test_a_preview_says_that_it_is_one_and_has_no_address(full):
    page = read(preview(full))

    assert text(main(page).xpath(".//p[@role='note']")[0]) == (
        "Draft, not for publication. This is how the story would look now."
    )
    assert page.xpath("//link[@rel='canonical'] | //meta[starts-with(@property, 'og:')]") == []
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]


def test_a_preview_is_kept_by_nobody(full):
    response = preview(full)

    assert {name: response[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")} == {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Referrer-Policy": "no-referrer",
    }
    assert response.cookies == {}


def test_a_preview_shows_what_nobody_has_saved_and_writes_nothing(full):
    before = everything()

    page = read(
        preview(
            full,
            headline="A new headline",
            body="<p>NATO and Hala Nasser met.</p>",
            bylines=[{"name": "Noor"}],
            topics=[],
            picture=None,
            links=[],
        )
    )

    assert texts(main(page), "h1") == ["A new headline"]
    assert texts(page.xpath("//div[@class='body']")[0], "button") == ["NATO", "Hala Nasser"]
    assert texts(page.xpath("//div[@class='by']")[0], "b") == ["Noor"]
    assert page.xpath("//figure | //ul[@class='chips']") == []
    assert everything() == before


def test_a_story_that_was_never_stored_is_previewed(world):
    page = read(preview(Article(state="draft"), headline="Just begun", body="<p>Once.</p>", section="world"))

    assert texts(main(page), "h1") == ["Just begun"]
    assert Article.objects.count() == 0


def test_a_story_of_which_there_is_nothing_yet_is_previewed(db):
    page = read(preview(Article()))

    assert texts(main(page), "h1") == ["No headline yet"]
    assert texts(main(page).find(".//header"), "a") == ["No section yet"]


def test_somebody_protected_is_not_shown_in_a_preview_either(pia, world):
    story = make_story(pia, body="<p>Liz Truss met Ana Ruiz.</p>")
    make_person("Ana Ruiz")
    make_person("Liz Truss")
    Person.objects.filter(slug="liz-truss").update(protection="minor")

    page = read(preview(story))

    assert texts(page.xpath("//div[@class='body']")[0], "button") == ["Ana Ruiz"]
    assert page.xpath("//aside[@popover]/@aria-label") == ["About Ana Ruiz"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"section": "nowhere"}, "There is no section “nowhere”. Create it first."),
        ({"bylines": [{"person": "nobody"}]}, "There is no person “nobody”. Create it first."),
        ({"headline": "x" * 301}, "The headline is longer than 300 characters. Shorten it."),
    ],
)
def test_what_could_not_be_saved_is_refused_and_the_story_in_hand_stays(changes, message, pia, world):
    story = make_story(pia)
    before = dict(story.__dict__)

    with pytest.raises(Refused) as refused:
        in_hand(story, changes)

    assert str(refused.value) == message
    assert story.__dict__ == before


def test_a_rejected_name_stays_plain_in_a_preview(pia, world):
    nato = make_organisation("NATO")
    story = make_story(pia, body="<p>NATO met.</p>")
    assert texts(read(preview(story)), "button") == ["NATO"]

    decide(story, [nato.entity_ptr], MentionState.REJECTED, by=pia)

    assert texts(read(preview(story)), "button") == []


def test_a_picture_at_the_desk_is_for_those_who_may_choose_pictures(rita, noor, media):
    address = f"/admin/desk/pictures/{make_image().uuid}-960.webp"

    answers = [signed_in(user).get(address) for user in (rita, make_user("temp", is_staff=True))]

    assert [answer.status_code for answer in answers] == [200, 403]
    assert (answers[0]["Content-Type"], answers[0].getvalue()[:4]) == ("image/webp", b"RIFF")
    assert noor.get(address).status_code == 302
    assert signed_in(rita).get(address.replace("960", "961")).status_code == 404


def test_a_preview_asks_the_database_thirty_times_at_most(full, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        preview(full, body="<p>Liz Truss and NATO.</p>")
