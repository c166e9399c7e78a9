"""A story links to no story of ours that readers cannot see, neither in its text nor beside it."""

import pytest

from articles.actions import editing, publishing
from articles.actions.checklist import NotReady, must_fix
from articles.models import Article, Edition, RelatedLink
from tests.making import DAY, HOUR, WEDNESDAY, make_live_story, make_ready_story, make_story, state_of

HERE = "/2022/02/09/the-other/"
OTHER = {"headline": "The other one", "slug": "the-other"}


def problems(article, at=WEDNESDAY):
    story = Article.objects.with_parts().get(pk=article.pk)
    return [(problem.field, problem.message, problem.passage) for problem in must_fix(story, at)]


def linking(href=HERE):
    return {"body": f'<p>As <a href="{href}">we reported</a> before.</p>'}


def withdrawn_story(pia):
    story = make_live_story(pia, WEDNESDAY - HOUR, **OTHER)
    publishing.withdraw(story.article, by=pia, at=WEDNESDAY - HOUR / 2, note="It was wrong.")
    return story


@pytest.mark.parametrize(
    "href", [HERE, f"{HERE}history/", f"http://127.0.0.1:8000{HERE}", f"{HERE}#top", f"{HERE}?a=1"]
)
def test_a_link_in_the_text_to_a_withdrawn_story_is_found_however_it_is_written(href, pia):
    withdrawn_story(pia)
    article = make_ready_story(pia, **linking(href))

    message = "“we reported” links to a story that is withdrawn. Take the link out."
    assert problems(article) == [("body", message, "we reported")]


def test_a_link_in_the_text_to_a_live_story_is_what_links_are_for(pia):
    make_live_story(pia, **OTHER)
    article = make_ready_story(pia, **linking())

    assert problems(article) == []
    # One second earlier nobody could have followed it.
    [(field, message, _)] = problems(article, WEDNESDAY - HOUR)
    assert (field, "cannot see then" in message) == ("body", True)


def test_a_link_to_a_story_that_goes_live_later_is_refused_until_it_has(pia):
    other = make_ready_story(pia, **OTHER)
    publishing.schedule(other, by=pia, at=WEDNESDAY + HOUR, now=WEDNESDAY)
    article = make_ready_story(pia, **linking())

    message = "links to a story that readers cannot see then. Publish that one first, or take the link out."
    assert problems(article) == [("body", f"“we reported” {message}", "we reported")]
    assert problems(article, WEDNESDAY + HOUR) == []


def test_a_link_to_an_address_of_ours_where_nothing_ever_was_is_found(pia):
    article = make_ready_story(pia, **linking("/2022/02/09/misspelt/"))

    message = "leads to an address of ours where there is no story. Mend the link or take it out."
    assert problems(article) == [("body", f"“we reported” {message}", "we reported")]


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/2022/02/09/the-other/",
        "/world/",
        "/2022/13/40/the-other/",
        "mailto:a@example.org",
        "/2022/",
    ],
)
def test_other_links_are_nobodys_business(href, pia):
    withdrawn_story(pia)

    assert problems(make_ready_story(pia, **linking(href))) == []


def test_a_story_may_link_to_itself_and_by_an_address_it_had(pia):
    live = make_live_story(pia, slug="old-name")
    article = Article.objects.get(pk=live.article_id)

    editing.save(article, by=pia, changes={"slug": "new-name", **linking("/2022/02/09/old-name/")})

    assert problems(article, WEDNESDAY + HOUR) == []


def related(**link):
    return {"links": [{"key": "other", **link}]}


def test_a_related_story_that_is_withdrawn_is_to_be_removed(pia):
    other = make_live_story(pia, WEDNESDAY - HOUR, **OTHER)
    article = make_ready_story(pia, **related(hint="The other one"))
    assert problems(article) == []

    publishing.withdraw(other.article, by=pia, at=WEDNESDAY - HOUR / 2, note="It was wrong.")

    message = "The related story “The other one” is withdrawn. Remove it."
    assert problems(article) == [("links", message, "The other one")]


def test_a_related_story_that_nobody_has_published_is_named_by_its_headline(pia):
    other = make_story(pia, **OTHER)
    article = make_ready_story(pia, **related(target=str(other.uuid)))

    message = "The related story “The other one” is not published. Publish it first, or remove it."
    assert problems(article) == [("links", message, "The other one")]


def test_a_related_story_that_is_scheduled_appears_by_itself(pia):
    other = make_ready_story(pia, **OTHER)
    publishing.schedule(other, by=pia, at=WEDNESDAY + DAY, now=WEDNESDAY)

    assert problems(make_ready_story(pia, **related(target=str(other.uuid)))) == []


def test_a_reference_that_still_waits_and_one_that_was_vetoed_stop_nothing(pia):
    withdrawn = withdrawn_story(pia).article
    waiting = make_ready_story(pia, **related(hint="Never written"))
    vetoed = make_ready_story(pia, **related(target=str(withdrawn.uuid), vetoed=True))
    assert RelatedLink.objects.filter(target=withdrawn, state="vetoed").exists()

    assert (problems(waiting), problems(vetoed)) == ([], [])


def test_the_verb_refuses_a_story_with_a_dead_link_and_nothing_changes(pia):
    withdrawn_story(pia)
    article = make_ready_story(pia, **linking())
    before = state_of(article), Edition.objects.count()

    with pytest.raises(NotReady, match="withdrawn. Take the link out"):
        publishing.publish(article, by=pia, at=WEDNESDAY)

    assert (state_of(article), Edition.objects.count()) == before


def test_what_is_embedded_from_elsewhere_than_the_list_is_refused(pia):
    shown, unknown = (
        f'<p>Watch.</p>\n<figure data-embed="{address}"></figure>'
        for address in ("https://www.youtube.com/watch?v=abcdefghijk", "https://evil.example/film")
    )
    allowed, older = make_ready_story(pia, body=shown), make_ready_story(pia)
    # Saved before there was a list.
    Article.objects.filter(pk=older.pk).update(body=unknown)

    [(field, message, _)] = problems(older)

    assert problems(allowed) == []
    assert (field, message.startswith("https://evil.example/film cannot be embedded.")) == ("body", True)
