"""What the desk writes for search engines and social media stands in the head of the page, and nowhere else."""

import pytest

from articles.models import Edition
from tests.making import HOUR, WEDNESDAY, change_story, make_live_story
from tests.reading import main, meta, read, texts

WRITTEN = {
    "seo_title": 'Envoy & "talks": what we know',
    "seo_description": "Who met whom in Moscow.",
    "social_headline": "He flew home. Then this happened",
}


def head(client, story):
    """Return what search engines and social media are told."""
    page = read(client.get(story.get_absolute_url()))
    told = {tag: page.xpath(f"//meta[@property='og:{tag}']/@content")[0] for tag in ("title", "description")}
    return texts(page, "title"), meta(page, "description"), told, texts(main(page), "h1")


def test_each_field_stands_where_it_is_meant(noor, pia, world):
    story = make_live_story(pia, **WRITTEN)

    assert head(noor, story) == (
        ["Envoy & “talks”: what we know | Meridian"],
        "Who met whom in Moscow.",
        {"title": "He flew home. Then this happened", "description": "Who met whom in Moscow."},
        ["France debriefs US as envoy flies to Moscow"],
    )


@pytest.mark.parametrize("empty", [{}, {"seo_title": "", "seo_description": "", "social_headline": ""}])
def test_without_them_headline_and_standfirst_stand_there(noor, pia, world, empty):
    story = make_live_story(pia, **empty)

    headline = "France debriefs US as envoy flies to Moscow"
    standfirst = "The White House hears of the talks from the man who held them."
    assert head(noor, story) == (
        [f"{headline} | Meridian"],
        standfirst,
        {"title": headline, "description": standfirst},
        [headline],
    )
    assert "seo" not in Edition.objects.get(pk=story.pk).snapshot


def test_readers_get_those_of_the_edition_and_not_of_the_working_copy(noor, pia, world):
    story = make_live_story(pia, **WRITTEN)
    before = head(noor, story)

    after = change_story(story, pia, WEDNESDAY + HOUR, seo_title="Another")

    assert before[0] == ["Envoy & “talks”: what we know | Meridian"]
    assert head(noor, after)[0] == ["Another | Meridian"]
    assert Edition.objects.get(pk=story.pk).snapshot["seo"]["title"] == WRITTEN["seo_title"]


def test_other_pages_of_the_story_keep_their_own_titles(noor, pia, world):
    story = make_live_story(pia, **WRITTEN)
    change_story(story, pia, WEDNESDAY + HOUR)

    page = read(noor.get(f"{story.get_absolute_url()}history/"))

    assert texts(page, "title") == ["What changed: France debriefs US as envoy flies to Moscow | Meridian"]
