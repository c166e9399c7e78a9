"""The address of a story: its day and slug, its own for ever, and none without letters."""

import datetime as dt

import pytest

from articles.actions import publishing
from articles.models import Address, Article, Edition, EditionKind
from tests.making import DAY, HOUR, WEDNESDAY, change_story, make_live_story, make_ready_story

LATER = WEDNESDAY + HOUR


def addresses(story):
    return [str(address) for address in Address.objects.filter(article=story.article_id).order_by("pk")]


def test_an_address_is_the_day_in_the_newsroom_and_the_slug(pia):
    # 23:30 UTC is past midnight in London's summer.
    edition = make_live_story(pia, dt.datetime(2022, 6, 9, 23, 30, tzinfo=dt.UTC), slug="envoy")

    assert edition.get_absolute_url() == "/2022/06/10/envoy/"
    assert addresses(edition) == ["/2022/06/10/envoy/"]
    assert Article.objects.get().published_on == dt.date(2022, 6, 10)


def test_headlines_alike_on_one_day_get_addresses_of_their_own(pia):
    editions = [make_live_story(pia, headline="Storm warning") for _ in range(3)]

    assert [edition.slug for edition in editions] == ["storm-warning", "storm-warning-2", "storm-warning-3"]
    assert [edition.article.slug for edition in editions] == [edition.slug for edition in editions]
    assert list(Edition.objects.live(WEDNESDAY).order_by("slug")) == editions


def test_headlines_alike_on_two_days_share_a_slug(pia):
    slugs = [make_live_story(pia, at, headline="Storm warning").slug for at in (WEDNESDAY, WEDNESDAY + DAY)]

    assert slugs == ["storm-warning", "storm-warning"]


def test_an_address_a_story_has_left_is_never_given_to_another(pia):
    first = make_live_story(pia, headline="Storm warning")
    change_story(first, pia, LATER, slug="storm-passes")

    second = make_live_story(pia, headline="Storm warning")

    assert second.slug == "storm-warning-2"
    assert addresses(first) == ["/2022/02/09/storm-warning/", "/2022/02/09/storm-passes/"]


def test_a_story_may_take_back_an_address_it_had(pia):
    first = make_live_story(pia, slug="storm")
    change_story(first, pia, LATER, slug="storm-passes")

    third = change_story(first, pia, LATER + HOUR, slug="storm")

    assert third.slug == "storm"
    assert addresses(first) == ["/2022/02/09/storm/", "/2022/02/09/storm-passes/"]


def test_a_change_of_slug_that_meets_another_story_gets_a_number(pia):
    make_live_story(pia, slug="storm")
    second = make_live_story(pia, slug="calm")

    assert change_story(second, pia, LATER, slug="storm").slug == "storm-2"


def test_an_update_days_later_stays_at_the_day_of_first_publication(pia):
    first = make_live_story(pia, slug="storm")

    second = change_story(first, pia, WEDNESDAY + 3 * DAY)

    assert second.get_absolute_url() == first.get_absolute_url() == "/2022/02/09/storm/"


def test_a_number_fits_into_the_longest_slug(pia):
    slug = "a" * 100
    editions = []
    for _ in range(2):
        article = make_ready_story(pia)
        Article.objects.filter(pk=article.pk).update(slug=slug)
        editions.append(publishing.publish(Article.objects.get(pk=article.pk), by=pia, at=WEDNESDAY))

    assert [edition.slug for edition in editions] == [slug, "a" * 98 + "-2"]


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("北京会谈", "beijinghuitan"),
        ("Straße & Émigré", "strasse-emigre"),
        ("Переговоры", "peregovory"),
    ],
)
def test_a_headline_in_other_letters_has_an_address_in_ours(headline, slug, pia):
    edition = make_live_story(pia, headline=headline)

    assert (edition.headline, edition.get_absolute_url()) == (headline, f"/2022/02/09/{slug}/")


@pytest.mark.parametrize("headline", ["?!", "— … —", "«»", "\U0010fffd"])
def test_a_headline_without_letters_has_an_address_all_the_same(headline, pia, noor):
    edition = make_live_story(pia, headline=headline)

    assert edition.slug == f"story-{edition.article.uuid.hex[:8]}"
    assert noor.get(edition.get_absolute_url()).status_code == 200


def test_two_emoji_headlines_of_one_day_are_two_stories(pia, noor):
    first, second = (make_live_story(pia, headline="🎉🎉") for _ in range(2))

    assert first.slug != second.slug
    assert [noor.get(edition.get_absolute_url()).status_code for edition in (first, second)] == [200, 200]


def test_an_address_taken_back_before_anybody_read_it_stays_with_its_story(pia):
    article = make_ready_story(pia, slug="storm")
    publishing.schedule(article, by=pia, at=LATER, now=WEDNESDAY)
    publishing.unschedule(article, by=pia, at=WEDNESDAY)

    other = make_live_story(pia, slug="storm")
    again = publishing.publish(Article.objects.get(pk=article.pk), by=pia, at=LATER)

    assert (other.slug, again.slug, again.kind) == ("storm-2", "storm", EditionKind.PUBLICATION)
