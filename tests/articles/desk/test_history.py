"""What was done to a story, two versions word by word, and bringing one back: each only for who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from articles.actions import editing, moving
from articles.actions.buffers import keep_buffer
from articles.actions.previews import mint, revoke
from articles.models import Article, EditionKind, Note, PreviewLink
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    everything,
    make_live_story,
    make_person,
    make_section,
    make_story,
    signed_in,
    state_of,
)

FETCH = {"X-Requested-With": "fetch"}


def compare(user, story, **query):
    return signed_in(user).get(reverse("admin:desk_compare", args=[story.uuid]), query)


def restore(user, story, revision, version, *, by_script=True):
    posted = {"revision": revision, "version": version}
    address = reverse("admin:desk_restore", args=[story.uuid])
    return signed_in(user).post(address, posted, headers=FETCH if by_script else {})


def history(user, story, query=""):
    return signed_in(user).get(reverse("admin:articles_article_history", args=[story.pk]) + query)


def text(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).get_element_by_id("content").text_content().split())


def lines(answer) -> list[str]:
    rows = html.fromstring(answer.content.decode()).xpath("//tbody/tr")
    return [" ".join(" | ".join(cell.text_content() for cell in row[2:6]).split()) for row in rows]


@pytest.fixture
def secret(pia, world) -> Article:
    """A story of Pia's in a section that Ed does not edit, with two versions."""
    make_section("Sport")
    story = make_story(pia, section="sport", headline="The minister resigns")
    editing.save(story, by=pia, changes={"headline": "The minister resigns tomorrow"})
    return story


def test_everything_stands_in_one_line_each_newest_first(rita, pia, world):
    at = WEDNESDAY - DAY
    story = make_story(rita, at, body="<p>One two three.</p>")
    editing.save(
        story, by=rita, at=at + HOUR, changes={"body": "<p>One two three four five.</p>"}, label="With quotes"
    )
    moving.submit(story, by=rita, at=at + 2 * HOUR)
    moving.ask_changes(story, by=pia, at=at + 3 * HOUR, why="Who says so?")
    note = Note.objects.create(article=story, text="Call her back.", by=pia, at=at + 4 * HOUR)
    note.resolved_at, note.resolved_by = at + 5 * HOUR, rita
    note.save()
    mint(story, by=pia, at=at + 6 * HOUR)
    link = PreviewLink.objects.get()
    revoke(link, by=rita, at=at + 6.5 * HOUR)
    mint(story, by=rita, at=at + 6.75 * HOUR)
    revoke(PreviewLink.objects.exclude(pk=link.pk).get(), by=rita, at=at + 7 * HOUR)
    keep_buffer(story.uuid, by=rita, base_version=2, fields={"headline": "Typed"}, at=at + 7 * HOUR)

    assert lines(history(rita, story)) == [
        "9 Feb 2022, 03:14 GMT | Rita | Revoked their own preview link |",
        "9 Feb 2022, 02:59 GMT | Rita | Made a preview link, until Wed 9 Feb 2022, 10:59 |",
        "9 Feb 2022, 02:44 GMT | Rita | Revoked a preview link of Pia |",
        "9 Feb 2022, 02:14 GMT | Pia | Made a preview link, until Wed 9 Feb 2022, 10:14 |",
        "9 Feb 2022, 01:14 GMT | Rita | Resolved a note “Call her back.” |",
        "9 Feb 2022, 00:14 GMT | Pia | Left a note “Call her back.” |",
        "8 Feb 2022, 23:14 GMT | Pia | Ask for changes With desk → Changes asked “Who says so?” |",
        "8 Feb 2022, 22:14 GMT | Rita | Send to desk Draft → With desk |",
        "8 Feb 2022, 21:14 GMT | Rita | Save version 2 “With quotes” | +2",
        "8 Feb 2022, 20:14 GMT | Rita | Started version 1 | +3",
    ]


def test_what_readers_got_stands_in_the_history(pia, world):
    live = make_live_story(pia)
    change_story(live, pia, WEDNESDAY + HOUR, EditionKind.CORRECTION, "It was Monday.", headline="Talks fail")

    assert [line for line in lines(history(pia, live.article)) if "Edition" in line] == [
        "9 Feb 2022, 21:14 GMT | | Edition 2: Correction, for readers from Wed 9 Feb 2022, 21:14 “It was Monday.” |",
        "9 Feb 2022, 20:14 GMT | | Edition 1: Published, for readers from Wed 9 Feb 2022, 20:14 |",
    ]


def test_a_long_history_is_read_in_pages_and_costs_the_same(pia, world):
    story = make_story(pia)
    with CaptureQueriesContext(connection) as few:
        history(pia, story)
    for number in range(120):
        editing.save(story, by=pia, changes={"headline": f"Headline {number}"}, at=WEDNESDAY + number * HOUR)

    with CaptureQueriesContext(connection) as many:
        first = history(pia, story)
    second = history(pia, story, "?before=22")

    assert (len(lines(first)), len(lines(second))) == (100, 21)
    assert "?before=22" in first.content.decode()
    assert len(many) <= len(few) + 1


def test_two_versions_are_compared_word_by_word_in_every_field(rita, world):
    liz = make_person("Liz Truss")
    story = make_story(rita, headline="Talks go on", body="<p>They met Liz Truss.</p><p>Then they ate.</p>")
    editing.save(
        story,
        by=rita,
        changes={
            "headline": "Talks go well",
            "body": "<p>They met Liz Truss.</p><p>Then they all ate.</p>",
            "bylines": [{"person": liz.slug}],
        },
    )

    page = compare(rita, story, **{"from": "1", "to": "2"})

    assert page.status_code == 200
    content = page.content.decode()
    assert '<ins><span class="vh">added: </span>well</ins>' in content
    assert '<del><span class="vh">removed: </span>on</del>' in content
    found = text(page)
    assert "Then they added: all ate." in found
    assert "removed: Staff and agencies added: Liz Truss (Words)" in found
    assert "Standfirst" not in found


def test_the_order_of_the_two_does_not_matter(rita, world):
    story = make_story(rita, headline="First")
    editing.save(story, by=rita, changes={"headline": "Second"})

    assert text(compare(rita, story, **{"from": "2", "to": "1"})) == text(
        compare(rita, story, **{"from": "1", "to": "2"})
    )


def test_the_working_copy_is_compared_with_what_readers_have(pia, world):
    live = make_live_story(pia, headline="Talks go on")
    story = Article.objects.get(pk=live.article_id)
    editing.save(story, by=pia, changes={"headline": "Talks fail"})

    found = text(compare(pia, story, **{"from": "readers", "to": "now"}))

    assert "From what readers have to the working copy now." in found
    assert "removed: go onadded: fail" in found


def test_what_is_unsaved_is_compared_with_the_story_by_whoever_typed_it(rita, ed, world):
    story = make_story(rita, section="world", headline="Talks go on")
    fields = {"headline": "Talks fail", "kicker": "x" * 100, "bylines": "{"}
    keep_buffer(story.uuid, by=rita, base_version=1, fields=fields)

    assert "removed: go onadded: fail" in text(compare(rita, story, **{"from": "now", "to": "buffer"}))
    assert compare(ed, story, **{"from": "now", "to": "buffer"}).status_code == 404


def test_what_is_not_asked_for_is_all_that_changed_since_the_first(rita, world):
    story = make_story(rita, headline="Talks go on")
    editing.save(story, by=rita, changes={"headline": "Talks fail"})

    assert "to the working copy now. " in text(compare(rita, story))
    assert "removed: go onadded: fail" in text(compare(rita, story))


def test_only_emphasis_that_changed_is_said(rita, world):
    story = make_story(rita, body="<p>They met.</p>")
    editing.save(story, by=rita, changes={"body": "<p>They <em>met</em>.</p>"})

    assert "Only links or emphasis changed, no word." in text(compare(rita, story, **{"from": "1", "to": "2"}))


@pytest.mark.parametrize("side", ["", "0", "3", "-1", "x", "readers", "buffer", "99999999999", "٣"])
def test_there_is_nothing_to_compare_with_what_is_not_there(rita, world, side):
    story = make_story(rita)

    assert compare(rita, story, **{"from": side, "to": "now"}).status_code == 404
    assert compare(rita, story, **{"from": "1", "to": side}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("rita", 404), ("ed", 404), ("pia", 200)])
def test_history_and_comparison_are_for_those_who_may_read_the_story(rita, ed, pia, secret, who, status, request):
    user = request.getfixturevalue(who)

    answers = [history(user, secret), compare(user, secret, **{"from": "1", "to": "2"})]

    assert [answer.status_code for answer in answers] == [status, status]
    assert all(("resigns" in answer.content.decode()) is (status == 200) for answer in answers)


@pytest.mark.parametrize(("who", "status"), [("rita", 404), ("ed", 404), ("pia", 200)])
def test_a_version_of_a_story_that_is_not_theirs_is_not_restored(rita, ed, pia, secret, who, status, request):
    before = everything()

    answer = restore(request.getfixturevalue(who), secret, 1, 2)

    assert answer.status_code == status
    assert (everything() == before) is (status != 200)


def test_what_the_story_says_already_is_not_offered_to_be_restored(rita, world):
    story = make_story(rita, headline="First")
    editing.save(story, by=rita, changes={"headline": "Second"})

    offered = {old: "Restore version" in text(compare(rita, story, **{"from": old})) for old in (1, 2)}

    assert offered == {1: True, 2: False}


@pytest.mark.parametrize("who", ["rita", "ed", "pia"])
def test_an_earlier_version_comes_back_as_a_new_one(rita, ed, pia, world, who, request):
    story = make_story(rita, section="world", headline="First")
    editing.save(story, by=rita, changes={"headline": "Second"})

    answer = restore(request.getfixturevalue(who), story, 1, 2)

    story.refresh_from_db()
    assert (answer.status_code, answer.json()["version"], story.headline) == (200, 3, "First")
    assert [revision.snapshot["headline"] for revision in story.revisions.all()] == ["First", "Second", "First"]
    assert story.history.first().why == "Restored from version 1"


def test_a_reporter_whose_story_was_sent_on_reads_its_history_and_restores_nothing(rita, world):
    story = make_story(rita, headline="First")
    editing.save(story, by=rita, changes={"headline": "Second"})
    assert "restore-form" in history(rita, story).content.decode()
    moving.submit(story, by=rita)
    before = state_of(story)

    assert history(rita, story).status_code == 200
    assert "restore-form" not in history(rita, story).content.decode()
    assert restore(rita, story, 1, 3).status_code == 403
    assert restore(rita, story, 1, 3, by_script=False).status_code == 403
    assert state_of(story) == before


@pytest.mark.parametrize(
    ("revision", "version", "status"),
    [(1, 1, 409), ("", 2, 400), ("x", 2, 400), (9, 2, 400), (-1, 2, 400), (1, "", 400), (1, -1, 400)],
)
def test_a_restore_that_is_out_of_date_or_tampered_changes_nothing(rita, world, revision, version, status):
    story = make_story(rita, headline="First")
    editing.save(story, by=rita, changes={"headline": "Second"})
    before = everything()

    assert restore(rita, story, revision, version).status_code == status
    assert everything() == before


def test_a_version_of_another_story_is_not_restored(rita, world):
    story, other = make_story(rita), make_story(rita)
    for number in range(3):
        editing.save(other, by=rita, changes={"headline": f"Other {number}"})
    before = state_of(story)

    assert restore(rita, story, 3, 1).status_code == 400
    assert state_of(story) == before


def test_what_keeps_a_story_in_is_not_restored(ed, pia, world):
    story = make_live_story(pia).article
    story.refresh_from_db()
    editing.save(
        story, by=pia, changes={"legal_hold": True, "slug": "chosen", "expires_at": "2030-01-01T00:00:00+00:00"}
    )
    editing.save(story, by=pia, changes={"headline": "Third"})

    assert restore(ed, story, 1, story.version).status_code == 200

    story.refresh_from_db()
    assert (story.headline, story.legal_hold, story.slug) == (
        "France debriefs US as envoy flies to Moscow",
        True,
        "chosen",
    )
    assert story.expires_at is not None


def test_a_restore_without_script_leads_back_to_the_form(rita, world):
    story = make_story(rita, headline="First")
    editing.save(story, by=rita, changes={"headline": "Second"})

    answer = restore(rita, story, 1, 2, by_script=False)

    assert (answer.status_code, answer.url) == (302, reverse("admin:articles_article_change", args=[story.pk]))
