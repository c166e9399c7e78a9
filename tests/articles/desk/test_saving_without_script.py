"""The story form as a plain form: it saves, it goes on, and what is refused comes back with what was typed."""

import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from lxml import html

from articles.actions import moving
from articles.models import Article
from tests.making import everything, make_section, make_story, signed_in

ADD = reverse("admin:articles_article_add")


def change(story) -> str:
    return reverse("admin:articles_article_change", args=[story.pk])


def filled(page, **typed) -> dict[str, str]:
    """Return what a browser posts from that page after somebody typed into it."""
    form = html.fromstring(page.content.decode()).get_element_by_id("story-form")
    return {name: value or "" for name, value in form.form_values()} | typed


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_story_is_saved(rita, world):
    story = make_story(rita)
    client = signed_in(rita)

    answer = client.post(change(story), filled(client.get(change(story)), headline="Talks fail"))

    assert (answer.status_code, answer.url, said(answer)) == (302, change(story), ["Saved."])
    story.refresh_from_db()
    assert (story.headline, story.slug, story.version) == ("Talks fail", "talks-fail", 2)


def test_a_new_story_is_saved_once_and_leads_to_its_page(rita, world):
    client = signed_in(rita)
    address = f"{ADD}?story={uuid.uuid4()}"
    typed = filled(client.get(address), headline="Talks fail")

    answers = [client.post(address, typed) for _ in range(2)]

    story = Article.objects.get()
    assert [answer.url for answer in answers] == [change(story)] * 2
    assert (str(story.uuid), story.headline, story.revisions.count()) == (address[-36:], "Talks fail", 1)
    assert [str(line) for line in story.bylines.all()] == ["Rita"]


def test_a_button_saves_what_was_typed_and_does_what_it_says(rita, world):
    story = make_story(rita)
    client = signed_in(rita)

    answer = client.post(change(story), filled(client.get(change(story)), headline="Talks fail", move="submit"))

    story.refresh_from_db()
    assert (story.headline, story.state, said(answer)) == ("Talks fail", "submitted", ["Saved.", "With World desk."])


def test_a_button_that_asks_first_leads_to_its_page(rita, pia, world):
    story = make_story(rita)
    moving.approve(story, by=pia)
    client = signed_in(pia)

    answer = client.post(change(story), filled(client.get(change(story)), headline="Talks fail", move="publish"))

    story.refresh_from_db()
    assert (story.headline, answer.url) == ("Talks fail", reverse("admin:desk_publish", args=[story.uuid]))


def test_a_button_of_somebody_who_only_reads_works(rita, world):
    story = make_story(rita)
    moving.submit(story, by=rita)
    client = signed_in(rita)

    answer = client.post(change(story), filled(client.get(change(story)), move="recall"))

    story.refresh_from_db()
    assert (story.state, story.revisions.count(), said(answer)) == ("draft", 1, ["Taken back: the story is a draft."])


@pytest.mark.parametrize("move", ["approve", "ask_changes", "no_such_move", "withdraw"])
def test_a_forged_button_moves_nothing(rita, world, move):
    story = make_story(rita)
    before = everything()
    client = signed_in(rita)

    client.post(change(story), filled(client.get(change(story)), move=move))

    assert everything() == before


def test_what_is_refused_comes_back_with_what_was_typed(rita, world):
    story = make_story(rita)
    client = signed_in(rita)
    before = everything()

    answer = client.post(change(story), filled(client.get(change(story)), kicker="x" * 61, body="<p>Typed.</p>"))

    assert answer.status_code == 400
    again = filled(answer)
    assert (again["kicker"], again["body"].strip(), again["version"]) == ("x" * 61, "<p>Typed.</p>", "1")
    assert "Ensure this value has at most 60 characters" in answer.content.decode()
    assert everything() == before


def test_a_conflict_comes_back_with_both(rita, ed, world):
    story = make_story(rita, headline="Talks go on", standfirst="First.")
    reporter, desk = signed_in(rita), signed_in(ed)
    mine, theirs = filled(reporter.get(change(story))), filled(desk.get(change(story)))
    desk.post(change(story), theirs | {"headline": "Talks fail", "standfirst": "Second."})

    answer = reporter.post(change(story), mine | {"headline": "Talks go well"})

    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    difference = '<del><span class="vh">removed: </span>fail</del><ins><span class="vh">added: </span>go well</ins>'
    assert f"Talks {difference}" in page
    again = filled(answer)
    assert (again["headline"].strip(), again["standfirst"].strip(), again["version"]) == (
        "Talks go well",
        "Second.",
        "2",
    )
    reporter.post(change(story), again)
    story.refresh_from_db()
    assert (story.headline, story.standfirst, story.version) == ("Talks go well", "Second.", 3)


def test_a_story_that_is_saved_out_of_reach_leads_to_the_desk(rita, ed, world):
    make_section("Sport")
    story = make_story(rita, section="world")
    client = signed_in(ed)

    answer = client.post(change(story), filled(client.get(change(story)), section="sport", move="approve"))

    assert (answer.status_code, answer.url) == (302, reverse("admin:index"))
    assert said(answer) == ["Saved. The story is in Sport now, which is not yours to read."]
    story.refresh_from_db()
    assert (story.section.slug, story.state) == ("sport", "draft")


def test_what_may_no_longer_be_saved_is_still_on_the_page(rita, world):
    story = make_story(rita)
    client = signed_in(rita)
    typed = filled(client.get(change(story)), headline="Too late")
    moving.submit(story, by=rita)

    answer = client.post(change(story), typed)

    assert answer.status_code == 403
    assert "Too late" in answer.content.decode()
    assert "Copy it, or leave a note" in answer.content.decode()
