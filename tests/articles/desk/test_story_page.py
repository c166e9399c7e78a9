"""The page of the story form: what it shows to whom, and what it costs."""

import json
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions import assigning, editing, moving
from articles.models import Article
from tests.making import (
    WEDNESDAY,
    make_image,
    make_live_story,
    make_person,
    make_section,
    make_story,
    make_topic,
    signed_in,
)

MOST_QUERIES = 12


def address(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def known(page) -> dict:
    """Return what the page tells its scripts."""
    found = re.search(r'<script id="story-data" type="application/json">(.*?)</script>', page.content.decode())
    return json.loads(found[1])


def names(page) -> set[str]:
    """Return the names of all that the page posts."""
    form = re.search(r'<form id="story-form".*?</form>', page.content.decode(), re.DOTALL)[0]
    fields = re.findall(r"<(?:input|textarea|select)\b[^>]*>", form)
    return {
        re.search(r' name="([^"]+)"', field)[1] for field in fields if " disabled" not in field and " name=" in field
    }


def buttons(page) -> list[str]:
    form = re.search(r'<form id="story-form".*?</form>', page.content.decode(), re.DOTALL)[0]
    return re.findall(r'<button type="submit"[^>]*>([^<]+)</button>', form)


def test_the_form_posts_every_field_of_a_story(pia):
    page = signed_in(pia).get(address(make_story(pia)))

    assert names(page) == {
        *("csrfmiddlewaretoken", "version", "headline", "short_headline", "standfirst", "body", "kicker"),
        *("section", "bylines", "topics", "dateline", "genre", "language", "slug", "links", "picture"),
        *("embargo_until", "expires_at", "legal_hold", "seo_title", "seo_description", "social_headline"),
    }


def test_a_reporter_reads_what_only_a_publisher_may_change(rita, pia):
    story = make_story(rita)
    editing.save(story, by=pia, changes={"embargo_until": "2022-02-10T06:00:00+00:00", "legal_hold": True})
    page = signed_in(rita).get(address(story))

    assert {"embargo_until", "expires_at", "legal_hold"} & names(page) == set()
    assert "headline" in names(page)
    text = page.content.decode()
    assert '<p class="locked">2022-02-10 06:00</p>' in text
    assert '<p class="locked">Hold: must not go out</p>' in text


def test_the_address_of_a_story_that_readers_know_is_the_publishers(ed, pia):
    story = make_live_story(pia).article

    assert "slug" not in names(signed_in(ed).get(address(story)))
    assert "slug" in names(signed_in(pia).get(address(story)))


def test_who_may_not_change_a_story_reads_it(rita, world):
    story = make_story(rita, headline="Nato meets")
    moving.submit(story, by=rita)
    page = signed_in(rita).get(address(story))

    assert names(page) == {"csrfmiddlewaretoken", "version"}
    assert "Nato meets" in page.content.decode()
    assert "Take it back, or leave a note" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("rita", ["Save", "Spike", "Send to desk"]),
        ("ed", ["Save", "Send to desk", "Spike", "Ready"]),
        ("pia", ["Save", "Send to desk", "Spike", "Ready"]),
    ],
)
def test_the_buttons_are_what_this_person_may_do(rita, ed, pia, who, expected, request):
    page = signed_in(request.getfixturevalue(who)).get(address(make_story(rita)))

    assert buttons(page) == expected


def test_a_button_that_asks_first_ends_in_dots(rita, pia):
    story = make_story(rita)
    moving.approve(story, by=pia)

    assert buttons(signed_in(pia).get(address(story))) == ["Save", "Ask for changes…", "Spike", "Publish…"]


def test_a_live_story_says_that_readers_have_another_version(pia):
    live = make_live_story(pia)
    text = signed_in(pia).get(address(live.article)).content.decode()
    assert "Working copy" not in text

    story = Article.objects.get(pk=live.article_id)
    editing.save(story, by=pia, changes={"headline": "Talks fail"}, at=WEDNESDAY)
    editing.save(story, by=pia, changes={"headline": "Talks fail again"}, at=WEDNESDAY)
    text = " ".join(signed_in(pia).get(address(story)).content.decode().split())

    assert "Working copy, 2 changes. Readers still see the" in text
    assert "9 Feb 2022, 20:14 GMT</time> version." in text


def test_a_new_story_has_its_identity_in_the_address(rita):
    client = signed_in(rita)
    first = client.get(reverse("admin:articles_article_add"))

    assert first.status_code == 302
    identity = uuid.UUID(first.url.partition("?story=")[2])
    page = client.get(first.url)
    assert (page.status_code, known(page)["uuid"], known(page)["pk"]) == (200, str(identity), None)
    assert known(page)["version"] == 0
    assert Article.objects.count() == 0


def test_a_new_story_is_written_by_whoever_opens_it(rita, world):
    make_section("Sport")
    make_story(rita)
    page = signed_in(rita).get(f"{reverse('admin:articles_article_add')}?story={uuid.uuid4()}")

    text = page.content.decode()
    assert json.dumps([{"name": "Rita", "role": "words"}]).replace('"', "&quot;") in text
    assert '<option value="world" selected>World</option>' in text


def test_a_new_story_is_signed_by_the_page_of_its_writer(rita, world):
    person = make_person("Rita Book")
    person.user = rita
    person.save()
    page = signed_in(rita).get(f"{reverse('admin:articles_article_add')}?story={uuid.uuid4()}")

    assert known(page)["bylines_shown"] == [{"person": "rita-book", "name": "Rita Book", "label": "Rita Book"}]


def test_the_identity_of_a_story_that_is_there_leads_to_it(rita, pia):
    own, other = make_story(rita), make_story(pia)
    client = signed_in(rita)

    assert client.get(f"{reverse('admin:articles_article_add')}?story={own.uuid}").url == address(own)
    assert client.get(f"{reverse('admin:articles_article_add')}?story={other.uuid}").status_code == 404


@pytest.mark.parametrize("key", ["0", "x", "-1", "99999999999999999999", "1_2F"])
def test_there_is_no_page_for_a_story_that_is_not_there(pia, key):
    assert signed_in(pia).get(f"/admin/articles/article/{key}/change/").status_code == 404


def test_links_to_stories_that_somebody_may_not_read_have_no_headline(rita, pia):
    secret = make_story(pia, headline="The minister resigns tomorrow")
    story = make_story(rita, links=[{"key": "a", "target": str(secret.uuid)}])

    assert known(signed_in(rita).get(address(story)))["links_shown"][0]["label"] == "Another story"
    assert "resigns" not in signed_in(rita).get(address(story)).content.decode()
    assert "resigns" in signed_in(pia).get(address(story)).content.decode()


def test_links_say_how_the_stories_stand_that_they_lead_to(rita, pia, world):
    live = make_live_story(pia, headline="Truss lands in Moscow", section="world").article
    editing.save(live, by=pia, changes={"headline": "Truss lands, says nobody"})
    draft = make_story(pia, headline="What Lavrov wants", section="world")
    links = [{"key": key, "target": str(one.uuid)} for key, one in (("a", live), ("b", draft))]
    story = make_story(rita, links=links)

    def told(user) -> list[tuple[str, str]]:
        return [(link["label"], link["detail"]) for link in known(signed_in(user).get(address(story)))["links_shown"]]

    first = ("Truss lands in Moscow", "Live, 9 Feb 2022")
    assert told(pia) == [first, ("What Lavrov wants", "World · Draft")]
    assert told(rita) == [first, ("Another story", "")]


def test_the_length_that_was_asked_for_is_told_to_the_script(ed, rita):
    story = make_story(rita)
    assert known(signed_in(ed).get(address(story)))["commissioned_words"] is None
    assigning.assign(story, by=ed, commissioned_words=400)

    page = signed_in(ed).get(address(story))

    assert known(page)["commissioned_words"] == 400
    assert re.search(r"\d+ of 400 words, 1 min", page.content.decode())


def full_story(by, count: int):
    people = [make_person(f"Ann Number{number}") for number in range(count)]
    topics = [make_topic(f"Topic {number}") for number in range(count)]
    others = [make_story(by, headline=f"Other {number}") for number in range(count)]
    return make_story(
        by,
        bylines=[{"person": person.slug} for person in people],
        topics=[topic.slug for topic in topics],
        links=[{"key": f"a{number}", "target": str(story.uuid)} for number, story in enumerate(others)],
        picture={"image": str(make_image().uuid), "alt": "A table"},
    )


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who", ["rita", "ed", "pia"])
def test_the_page_takes_few_queries_whatever_is_in_the_story(rita, ed, pia, who, count, request):
    user = request.getfixturevalue(who)
    story = full_story(pia, count)
    Article.objects.filter(pk=story.pk).update(assignee=rita)
    client = signed_in(user)

    with CaptureQueriesContext(connection) as captured:
        page = client.get(address(story))

    assert page.status_code == 200
    assert len(captured) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in captured)


def test_the_desk_assigns_a_story_from_its_form_and_a_reporter_does_not(rita, ed):
    story = make_story(rita)
    assigning.assign(story, by=ed, assignee=rita, commissioned_words=400, due_at=WEDNESDAY)

    hers, his = (
        signed_in(rita).get(address(story)).content.decode(),
        signed_in(ed).get(address(story)).content.decode(),
    )

    assert "panel-assign" not in hers
    assert "Assignment: Rita, due Wed 9 Feb, 20:14, 400 words" in his


def test_what_is_assigned_on_the_form_is_kept(rita, ed):
    story = make_story(rita)

    answer = signed_in(ed).post(
        reverse("admin:desk_assign", args=[story.uuid]),
        {
            "version": story.version,
            "assignee": rita.pk,
            "desk": "",
            "due_at": "2022-02-10T15:00",
            "next": address(story),
        },
    )

    story.refresh_from_db()
    assert (answer.status_code, answer.url, story.assignee) == (302, address(story), rita)
