"""Saving from the form: merged field by field, refused without losing a word, the same when sent twice."""

import json
import re
import uuid

import pytest
from django.urls import reverse
from lxml import html

from articles.actions import editing, moving
from articles.models import Article, Revision
from tests.making import (
    everything,
    make_live_story,
    make_person,
    make_section,
    make_story,
    make_user,
    signed_in,
    state_of,
)

FETCH = {"X-Requested-With": "fetch"}


def save(user, story, version=None, **fields):
    """Post as the form's script does; a story that has no row yet is its uuid."""
    identity, read = (story, 0) if isinstance(story, uuid.UUID) else (story.uuid, story.version)
    posted = {"version": read if version is None else version} | fields
    return signed_in(user).post(reverse("admin:desk_save", args=[identity]), posted, headers=FETCH)


def now(story) -> Article:
    return Article.objects.get(pk=story.pk)


def form_of(user, story) -> dict[str, str]:
    """Return what a browser would post from the page without a change."""
    page = signed_in(user).get(reverse("admin:articles_article_change", args=[story.pk]))
    form = html.fromstring(page.content.decode()).get_element_by_id("story-form")
    return {name: value or "" for name, value in form.form_values()}


def test_a_save_is_a_revision(rita, world):
    story = make_story(rita)

    answer = save(rita, story, headline="Talks fail", body="<p>One two three.</p>", label="Second draft")

    said = answer.json()
    assert (answer.status_code, said["version"], said["words"], said["merged"], said["by"]) == (200, 2, 3, {}, [])
    assert re.fullmatch(r"\d\d:\d\d:\d\d", said["saved_at"])
    revision = story.revisions.first()
    assert (revision.version, revision.by, revision.label) == (2, rita, "Second draft")
    assert revision.snapshot["headline"] == "Talks fail"


def test_only_what_was_posted_is_written(rita, world):
    story = make_story(rita, standfirst="Stays.", seo_title="Stays, too")

    save(rita, story, headline="Talks fail")

    assert (now(story).standfirst, now(story).seo_title) == ("Stays.", "Stays, too")


def test_a_page_that_is_saved_as_it_was_loaded_makes_no_revision(pia, world):
    story = make_story(
        pia,
        embargo_until="2022-10-30T01:30:45+00:00",
        links=[{"key": "a", "hint": "Other talks"}],
        bylines=[{"person": make_person("Rita Book").slug}, {"name": "Staff", "role": "editing"}],
    )
    before = state_of(story)

    answer = save(pia, story, **form_of(pia, story))

    assert (answer.status_code, answer.json()["version"], answer.json()["merged"]) == (200, 1, {})
    assert state_of(story) == before


def test_a_save_that_is_sent_again_makes_no_second_revision(rita, world):
    story = make_story(rita)
    first = save(rita, story, version=1, headline="Talks fail")

    again = save(rita, story, version=1, headline="Talks fail")

    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["version"], again.json()["version"], story.revisions.count()) == (2, 2, 2)


def test_a_save_that_is_sent_again_leaves_what_a_colleague_made_of_it(rita, ed, world):
    story = make_story(rita, standfirst="Talks.")
    save(rita, story, version=1, standfirst="Talks begin.")
    save(ed, story, version=2, standfirst="Talks begin in Kiev.")

    again = save(rita, story, version=1, standfirst="Talks begin.")

    said = again.json()
    assert (again.status_code, said["version"], said["is_new"], said["by"]) == (200, 3, False, ["Ed"])
    assert said["merged"] == {"standfirst": "Talks begin in Kiev."}
    assert story.revisions.count() == 3


def test_what_a_colleague_took_back_is_not_written_again_by_sending_the_save_again(rita, ed, world):
    story = make_story(rita, standfirst="Talks.")
    save(rita, story, version=1, standfirst="Talks begin.")
    save(ed, story, version=2, standfirst="Talks.")

    again = save(rita, story, version=1, standfirst="Talks begin.")

    assert (again.status_code, again.json()["merged"]) == (200, {"standfirst": "Talks."})
    assert (now(story).standfirst, story.revisions.count()) == ("Talks.", 3)


def test_the_save_of_a_colleague_is_nobody_elses_save_that_is_sent_again(rita, ed, world):
    story = make_story(rita, standfirst="Talks.")
    save(ed, story, version=1, standfirst="Talks begin.")
    save(ed, story, version=2, standfirst="Talks.")

    answer = save(rita, story, version=1, standfirst="Talks begin.")

    assert (answer.status_code, answer.json()["is_new"], now(story).standfirst) == (200, True, "Talks begin.")


def test_two_people_in_different_fields_keep_both(rita, ed, world):
    story = make_story(rita, section="world")
    as_loaded = form_of(rita, story)
    save(ed, story, version=1, standfirst="The desk’s standfirst.")

    answer = save(rita, story, **as_loaded | {"headline": "Talks fail"})

    said = answer.json()
    assert (answer.status_code, said["version"], said["by"]) == (200, 3, ["Ed"])
    assert said["merged"] == {"standfirst": "The desk’s standfirst.", "slug": "talks-fail"}
    assert (now(story).headline, now(story).standfirst) == ("Talks fail", "The desk’s standfirst.")


def test_two_people_in_different_paragraphs_keep_both(rita, ed, world):
    story = make_story(rita, body="<p>One.</p><p>Two.</p><p>Three.</p>")
    save(ed, story, version=1, body="<p>One, by Ed.</p><p>Two.</p><p>Three.</p>")

    answer = save(rita, story, version=1, body="<p>One.</p><p>Two.</p><p>Three, by Rita.</p><p>Four.</p>")

    both = "<p>One, by Ed.</p>\n<p>Two.</p>\n<p>Three, by Rita.</p>\n<p>Four.</p>"
    assert (answer.status_code, answer.json()["merged"]) == (200, {"body": both})
    assert now(story).body == both


def test_a_save_that_is_sent_again_after_a_colleagues_makes_no_second_revision(rita, ed, world):
    story = make_story(rita, body="<p>One.</p><p>Two.</p><p>Three.</p>")
    mine = "<p>One, by Rita.</p><p>Two.</p><p>Three.</p>"
    save(rita, story, version=1, body=mine)
    save(ed, story, version=1, body="<p>One.</p><p>Two.</p><p>Three, by Ed.</p>")
    before = state_of(story)

    again = save(rita, story, version=1, body=mine)

    both = "<p>One, by Rita.</p>\n<p>Two.</p>\n<p>Three, by Ed.</p>"
    assert (again.status_code, again.json()["version"], again.json()["merged"]) == (200, 3, {"body": both})
    assert state_of(story) == before


def test_two_people_who_write_the_same_do_not_disagree(rita, ed, world):
    story = make_story(rita)
    save(ed, story, version=1, headline="Talks fail")

    answer = save(rita, story, version=1, headline="Talks  fail ")

    assert (answer.status_code, answer.json()["version"], story.revisions.count()) == (200, 2, 2)


def test_two_people_in_one_field_are_shown_both_and_nothing_is_written(rita, ed, world):
    story = make_story(rita, headline="Talks go on", standfirst="First.")
    save(ed, story, version=1, headline="Talks fail", standfirst="Second.")
    before = state_of(story)

    answer = save(rita, story, version=1, headline="Talks go well", standfirst="First.", body="<p>Mine.</p>")

    said = answer.json()
    assert answer.status_code == 409
    assert said["error"] == "Ed changed the same meanwhile. Choose what is to stand; what you typed is kept."
    assert (said["version"], said["by"], said["merged"]) == (2, ["Ed"], {"standfirst": "Second."})
    assert said["conflicts"] == [
        {
            "field": "headline",
            "label": "Headline",
            "mine": "Talks go well",
            "theirs": "Talks fail",
            "base": "Talks go on",
            "said": {"mine": "Talks go well", "theirs": "Talks fail", "base": "Talks go on"},
            "pieces": [
                {"op": "same", "text": "Talks "},
                {"op": "del", "text": "fail"},
                {"op": "ins", "text": "go well"},
            ],
        }
    ]
    assert state_of(story) == before


def test_a_conflict_is_settled_by_saving_what_was_chosen(rita, ed, world):
    story = make_story(rita, headline="Talks go on", standfirst="First.")
    save(ed, story, version=1, headline="Talks fail", standfirst="Second.")
    mine = {"headline": "Talks go well", "standfirst": "First.", "body": "<p>Mine.</p>"}
    refused = save(rita, story, version=1, **mine).json()

    answer = save(rita, story, version=refused["version"], **mine | refused["merged"])

    assert answer.status_code == 200
    assert (now(story).headline, now(story).standfirst, now(story).body) == (
        "Talks go well",
        "Second.",
        "<p>Mine.</p>",
    )


def test_a_conflict_of_bylines_is_said_in_names(rita, ed, world):
    liz = make_person("Liz Truss")
    story = make_story(rita)
    save(ed, story, version=1, bylines=json.dumps([{"person": liz.slug, "role": "words"}]))

    answer = save(rita, story, version=1, bylines=json.dumps([{"name": "Rita", "role": "words"}]))

    (conflict,) = answer.json()["conflicts"]
    assert conflict["said"] == {
        "mine": "Rita (Words)",
        "theirs": "Liz Truss (Words)",
        "base": "Staff and agencies (Words)",
    }
    assert json.loads(conflict["theirs"]) == [{"person": "liz-truss", "role": "words"}]


def test_a_story_that_is_saved_out_of_reach_is_saved_and_says_so(rita, ed, world):
    make_section("Sport")
    story = make_story(rita, section="world")

    answer = save(ed, story, section="sport", headline="A match")

    said = answer.json()
    assert (answer.status_code, said["version"], said["story"]["may_save"]) == (200, 2, False)
    assert said["said"] == "Saved. The story is in Sport now, which is not yours to read."
    assert now(story).section.slug == "sport"
    assert save(ed, story, version=2, headline="Again").status_code == 404


def test_a_move_in_between_changes_no_text(rita, ed, world):
    story = make_story(rita)
    moving.submit(now(story), by=rita)

    answer = save(ed, story, version=1, headline="Talks fail")

    assert (answer.status_code, now(story).version, now(story).state) == (200, 3, "submitted")


@pytest.mark.parametrize("version", ["", "-1", "1.5", "x", "2", "99", "4294967296"])
def test_a_version_that_never_was_changes_nothing(rita, world, version):
    story = make_story(rita)
    before = everything()

    answer = save(rita, story, version=version, headline="Forged")

    assert (answer.status_code, set(answer.json())) == (400, {"error"})
    assert everything() == before


def test_a_missing_version_changes_nothing(rita, world):
    story = make_story(rita)
    before = everything()

    answer = signed_in(rita).post(reverse("admin:desk_save", args=[story.uuid]), {"headline": "Forged"}, headers=FETCH)

    assert answer.status_code == 400
    assert everything() == before


def test_a_new_story_has_the_uuid_its_page_had(rita, world):
    identity = uuid.uuid4()

    answer = save(rita, identity, headline="Talks fail", section="world", bylines='[{"name": "Rita"}]')

    story = Article.objects.get(uuid=identity)
    assert (answer.status_code, answer.json()["pk"], answer.json()["version"]) == (200, story.pk, 1)
    assert (story.created_by, story.headline, story.section) == (rita, "Talks fail", world)
    assert answer.json()["merged"] == {}
    assert answer.json()["urls"]["change"] == f"/admin/articles/article/{story.pk}/change/"


def test_a_new_story_that_is_posted_twice_is_one(rita, world):
    identity, fields = uuid.uuid4(), {"headline": "Talks fail", "slug": "", "body": "<p>One.</p>"}
    save(rita, identity, **fields)

    again = save(rita, identity, **fields)

    assert (again.status_code, again.json()["version"], Article.objects.count()) == (200, 1, 1)
    assert Revision.objects.count() == 1


def test_a_new_story_with_a_version_is_no_story(rita, world):
    assert save(rita, uuid.uuid4(), version=3, headline="Forged").status_code == 404
    assert Article.objects.count() == 0


def test_a_story_of_others_is_not_there(rita, pia, world):
    story = make_story(pia)
    before = everything()

    answers = [save(rita, story, version=version, headline="Forged") for version in (0, 1)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert everything() == before


def test_a_story_that_is_no_longer_the_reporters_is_refused_and_says_what_to_do(rita, world):
    story = make_story(rita)
    moving.submit(story, by=rita)
    before = everything()

    answer = save(rita, story, headline="Too late")

    assert answer.status_code == 403
    said = "You may no longer change this story. What you typed is kept. Copy it, or leave a note for those who may."
    assert answer.json() == {"error": said}
    assert everything() == before


def test_somebody_without_a_role_starts_nothing(db):
    answer = save(make_user("sam", is_staff=True), uuid.uuid4(), headline="Forged")

    assert (answer.status_code, Article.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    "forged",
    [
        {"embargo_until": "2022-02-10T06:00"},
        {"expires_at": "2022-02-10T06:00"},
        {"legal_hold": ""},
        {"slug": "another"},
    ],
    ids=lambda forged: next(iter(forged)),
)
def test_what_is_the_publishers_is_not_changed_by_an_editor(ed, pia, world, forged):
    story = make_live_story(pia).article
    editing.save(story, by=pia, changes={"legal_hold": True})
    before = everything()

    answer = save(ed, story, headline="Forged", **forged)

    assert answer.status_code == 403
    assert everything() == before
    assert save(pia, story, headline="Chosen", **forged).status_code == 200


EMPTY = "Each byline is a person or a name. Fill in the one that is empty, or take it away."


def damaged(field: str) -> str:
    return f"The {field} arrived damaged. Load the page again; what you typed is kept."


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("bylines", "{", damaged("bylines")),
        ("bylines", '{"a": 1}', damaged("bylines")),
        ("bylines", '[{"name": 5}]', damaged("bylines")),
        (
            "bylines",
            '[{"name": "A", "role": "boss"}]',
            damaged("bylines"),
        ),
        (
            "bylines",
            '[{"name": "\\ud800"}]',
            damaged("bylines"),
        ),
        (
            "bylines",
            '[{"name": "\\u0000"}]',
            damaged("bylines"),
        ),
        (
            "bylines",
            '[{"name": ""}]',
            EMPTY,
        ),
        ("topics", '["a b"]', damaged("topics")),
        ("topics", f"[{','.join(['1'] * 201)}]", "A story has 200 topics at most. Take some away."),
        ("picture", '{"image": "x"}', damaged("picture")),
        ("links", '[{"hint": "No key"}]', damaged("links")),
        ("links", "[" * 100_000, damaged("links")),
        ("embargo_until", "tomorrow", "Give day and time, such as 2022-02-10T06:00."),
        ("embargo_until", "2022-13-10T06:00", "Give day and time, such as 2022-02-10T06:00."),
        ("genre", "poem", "Select a valid choice. poem is not one of the available choices."),
        ("kicker", "x" * 61, "Ensure this value has at most 60 characters (it has 61)."),
        ("headline", "a\0b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(pia, world, field, value, said):
    story = make_story(pia)
    before = everything()

    answer = (
        save(pia, story, headline="Good", **{field: value})
        if field != "headline"
        else save(pia, story, headline=value)
    )

    assert (answer.status_code, answer.json()["errors"]) == (400, {field: [said]})
    assert everything() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("section", "nowhere"), ("topics", '["nothing"]'), ("bylines", '[{"person": "nobody"}]'), ("language", "!")],
)
def test_what_does_not_exist_is_refused(pia, world, field, value):
    story = make_story(pia)
    before = everything()

    answer = save(pia, story, headline="Good", **{field: value})

    assert (answer.status_code, bool(answer.json()["error"])) == (400, True)
    assert everything() == before


def test_an_hour_that_comes_twice_is_asked_about(pia, world):
    story = make_story(pia)

    answer = save(pia, story, embargo_until="2022-10-30T01:30")

    choices = answer.json()["questions"]["embargo_until"]
    assert choices == [
        {"value": "2022-10-30T01:30:00+01:00", "label": "01:30 BST"},
        {"value": "2022-10-30T01:30:00+00:00", "label": "01:30 GMT"},
    ]
    meant = {"embargo_until": "2022-10-30T01:30", "embargo_until_meant": choices[1]["value"]}
    assert save(pia, story, **meant).status_code == 200
    assert now(story).embargo_until.isoformat() == "2022-10-30T01:30:00+00:00"
