"""What was typed and not saved: kept for one person, offered again, dropped when it is saved; and who else is here."""

import json
import uuid

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.actions import editing, moving
from articles.actions.buffers import keep_buffer
from articles.actions.presence import be_here
from articles.models import EditBuffer, Notification, Presence, Revision
from tests.making import DAY, HOUR, WEDNESDAY, everything, make_story, make_user, signed_in

FETCH = {"X-Requested-With": "fetch"}


def keep(user, identity, base_version=1, **fields):
    return signed_in(user).post(
        reverse("admin:desk_buffer", args=[identity]),
        json.dumps({"base_version": base_version, "fields": fields}),
        content_type="application/json",
        headers=FETCH,
    )


def page(user, story, query=""):
    return signed_in(user).get(reverse("admin:articles_article_change", args=[story.pk]) + query)


def known(answer) -> dict:
    return json.loads(html.fromstring(answer.content.decode()).get_element_by_id("story-data").text)


def test_what_was_typed_is_kept_and_is_no_history(rita, world):
    story = make_story(rita)

    answers = [keep(rita, story.uuid, headline=headline) for headline in ("Talks f", "Talks fail")]

    assert [answer.status_code for answer in answers] == [200, 200]
    kept = EditBuffer.objects.get()
    assert (kept.identity, kept.article, kept.user, kept.fields) == (
        story.uuid,
        story,
        rita,
        {"headline": "Talks fail"},
    )
    story.refresh_from_db()
    assert (Revision.objects.count(), story.version, story.headline) == (
        1,
        1,
        "France debriefs US as envoy flies to Moscow",
    )


def test_a_new_story_is_kept_before_it_has_a_row(rita, world):
    identity = uuid.uuid4()

    keep(rita, identity, base_version=0, headline="Talks fail", body="<p>One two.</p>")

    assert [kept.headline for kept in EditBuffer.objects.new_stories_of(rita)] == ["Talks fail"]
    again = signed_in(rita).get(f"{reverse('admin:articles_article_add')}?story={identity}")
    buffer = known(again)["buffer"]
    assert (buffer["fields"]["headline"], buffer["words"], buffer["base_version"]) == ("Talks fail", 2, 0)
    assert buffer["differs"] == ["Headline", "Text"]


def test_what_is_saved_is_no_longer_unsaved(rita, ed, world):
    story = make_story(rita, section="world")
    keep(rita, story.uuid, headline="Talks fail")
    keep(ed, story.uuid, headline="Talks go on")

    signed_in(rita).post(
        reverse("admin:desk_save", args=[story.uuid]), {"version": 1, "headline": "Talks fail"}, headers=FETCH
    )

    assert list(EditBuffer.objects.values_list("user__username", flat=True)) == ["ed"]


def test_unsaved_work_is_offered_and_restored(rita, world):
    story = make_story(rita)
    keep(rita, story.uuid, headline="Talks fail", version="1")

    text = " ".join(page(rita, story).content.decode().split())
    assert "You have unsaved work from" in text

    restored = page(rita, story, "?restore=1")
    form = html.fromstring(restored.content.decode()).get_element_by_id("story-form")
    assert dict(form.form_values())["headline"].strip() == "Talks fail"
    assert dict(form.form_values())["version"] == "1"


def test_work_that_is_in_the_story_already_is_not_offered(rita, ed, world):
    story = make_story(rita, section="world")
    keep(rita, story.uuid, headline="Talks  fail", standfirst=story.standfirst)
    assert known(page(rita, story))["buffer"]["differs"] == ["Headline"]

    editing.save(story, by=ed, changes={"headline": "Talks fail", "standfirst": "By Ed."})

    assert known(page(rita, story))["buffer"] is None


def test_what_a_colleague_changed_meanwhile_is_not_called_unsaved(rita, ed, world):
    story = make_story(rita, section="world", standfirst="First.")
    keep(rita, story.uuid, headline="Talks fail", standfirst="First.")
    editing.save(story, by=ed, changes={"standfirst": "Second."})

    buffer = known(page(rita, story))["buffer"]

    assert (buffer["differs"], buffer["base_version"]) == (["Headline"], 1)


def test_what_others_typed_is_theirs_alone(rita, ed, pia, world):
    story = make_story(rita, section="world")
    keep(rita, story.uuid, headline="The minister resigns")

    for user in (ed, pia):
        answer = page(user, story)
        assert known(answer)["buffer"] is None
        assert "resigns" not in answer.content.decode()
        assert "resigns" not in page(user, story, "?restore=1").content.decode()


def test_unsaved_work_is_discarded(rita, ed, world):
    story = make_story(rita, section="world")
    keep(rita, story.uuid, headline="Talks fail")
    keep(ed, story.uuid, headline="Talks go on")
    address = reverse("admin:desk_buffer", args=[story.uuid])

    answer = signed_in(rita).delete(address, headers=FETCH)

    assert (answer.status_code, answer.json()) == (200, {"discarded": True})
    assert list(EditBuffer.objects.values_list("user__username", flat=True)) == ["ed"]
    back = reverse("admin:articles_article_change", args=[story.pk])
    plain = signed_in(ed).post(address, {"discard": "1", "next": back})
    assert (plain.status_code, plain.url, EditBuffer.objects.count()) == (302, back, 0)


def test_a_reporter_whose_story_was_sent_on_keeps_what_they_typed(rita, world):
    story = make_story(rita)
    moving.submit(story, by=rita)

    assert keep(rita, story.uuid, headline="Still typing").status_code == 200
    restored = page(rita, story, "?restore=1").content.decode()
    assert "Still typing</textarea>" in restored
    assert 'id="save"' not in restored


def test_nobody_keeps_a_text_for_a_story_they_may_not_read(rita, pia, world):
    story = make_story(pia)
    before = everything()

    assert keep(rita, story.uuid, headline="Forged").status_code == 404
    assert signed_in(rita).delete(reverse("admin:desk_buffer", args=[story.uuid])).status_code == 404
    assert keep(make_user("sam", is_staff=True), uuid.uuid4(), headline="Forged").status_code == 404
    assert EditBuffer.objects.count() == 0
    assert {name: rows for name, rows in everything().items() if name != "auth.User"} == {
        name: rows for name, rows in before.items() if name != "auth.User"
    }


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        '{"fields": {}}',
        '{"base_version": 1, "fields": {"headline": 5}}',
        '{"base_version": 1, "fields": ["headline"]}',
        '{"base_version": "1", "fields": {}}',
        '{"base_version": -1, "fields": {}}',
        '{"base_version": 4294967296, "fields": {}}',
        '{"base_version": 1, "fields": {"headline": "a\\u0000b"}}',
        '{"base_version": 1, "fields": {"headline": "\\ud800"}}',
        "[" * 100_000,
    ],
    ids=range(12),
)
def test_a_damaged_text_is_refused_and_the_one_before_stays(rita, world, body):
    story = make_story(rita)
    keep(rita, story.uuid, headline="Talks fail")

    address = reverse("admin:desk_buffer", args=[story.uuid])
    answer = signed_in(rita).post(address, body, content_type="application/json", headers=FETCH)

    assert (answer.status_code, set(answer.json())) == (400, {"error"})
    assert EditBuffer.objects.get().fields == {"headline": "Talks fail"}


def test_a_text_that_is_too_long_is_refused_with_the_reason(rita, world):
    answer = keep(rita, make_story(rita).uuid, body="x" * 2_000_001)

    said = "This is more than 2,000,000 bytes; it is not kept here. Save it, or split the story."
    assert (answer.status_code, answer.json()) == (400, {"error": said})


def test_a_text_typed_after_a_save_began_outlives_it(rita, world):
    story = make_story(rita)
    keep_buffer(story.uuid, by=rita, base_version=1, fields={"headline": "Later"}, at=WEDNESDAY + DAY * 9000)

    signed_in(rita).post(
        reverse("admin:desk_save", args=[story.uuid]), {"version": 1, "headline": "Talks fail"}, headers=FETCH
    )

    assert EditBuffer.objects.get().fields == {"headline": "Later"}


def beat(user, story, typed=None, **more):
    identity = getattr(story, "uuid", story)
    return signed_in(user).post(
        reverse("admin:desk_presence", args=[identity]),
        json.dumps({"typed": typed, **more}),
        content_type="application/json",
        headers=FETCH,
    )


def test_people_in_a_story_see_each_other_and_what_happened(rita, ed, world):
    story = make_story(rita, section="world")
    beat(rita, story, typed=12)
    editing.save(story, by=rita, changes={"headline": "Talks fail"})

    said = beat(ed, story).json()

    assert said["people"] == [{"id": rita.pk, "name": "Rita", "typed": 12, "idle": False}]
    assert (said["version"], said["text_version"], said["changed_by"], said["changed"]) == (2, 2, "Rita", "Save")
    assert (said["is_mine"], said["story"]["label"], said["unread"]) == (False, "Draft", 0)
    assert beat(rita, story, typed=200).json()["people"] == [{"id": ed.pk, "name": "Ed", "typed": None, "idle": True}]


def test_who_opens_a_story_has_read_what_they_were_told_of_it(rita, ed, world):
    story, other = make_story(rita, headline="Opened"), make_story(rita, headline="Another")
    moving.submit(story, by=rita)
    moving.submit(other, by=rita)

    assert beat(ed, story).json()["unread"] == 2
    assert beat(ed, story, opened=True).json()["unread"] == 1

    unread = Notification.objects.filter(read_at=None)
    assert [(row.user, str(row.article)) for row in unread] == [(ed, "Another")]


def ask_for(story, by, colleague, text="Are you done?"):
    address = reverse("admin:desk_ask", args=[story.uuid])
    return signed_in(by).post(address, {"colleague": getattr(colleague, "pk", colleague), "text": text}, headers=FETCH)


def test_a_colleague_who_has_the_story_open_is_asked_for_it_on_their_screen(
    rita, ed, world, django_capture_on_commit_callbacks
):
    story = make_story(rita)
    User.objects.filter(pk=rita.pk).update(email="rita@example.org")
    beat(rita, story, typed=2, opened=True)

    with django_capture_on_commit_callbacks(execute=True):
        answers = [ask_for(story, ed, rita), ask_for(story, ed, rita, "Hello?")]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"said": "Rita is asked."})] * 2
    question = Notification.objects.get()
    told = beat(rita, story).json()
    assert told["asked"] == [{"id": question.pk, "by": "Ed", "text": "Are you done?"}]
    assert (question.kind, question.user, mail.outbox) == ("asked", rita, [])
    signed_in(rita).post(reverse("admin:desk_inbox"), {"do": "read", "told": question.pk}, headers=FETCH)
    assert beat(rita, story).json()["asked"] == []
    ask_for(story, ed, rita, "And now?")
    assert [row["text"] for row in beat(rita, story).json()["asked"]] == ["And now?"]


def test_what_was_asked_before_a_reload_still_stands_on_the_screen(rita, ed, world):
    story = make_story(rita)
    beat(rita, story, opened=True)
    ask_for(story, ed, rita)

    again = beat(rita, story, opened=True).json()

    assert ([row["text"] for row in again["asked"]], again["unread"]) == (["Are you done?"], 0)


@pytest.mark.parametrize("colleague", ["", "x", "9" * 20, "-1", 0])
def test_nobody_is_asked_who_is_not_there(colleague, rita, ed, pia, world):
    story = make_story(rita)
    be_here(story, by=rita, at=WEDNESDAY)
    before = everything()

    answers = [ask_for(story, ed, whom) for whom in (colleague, rita, pia, ed)]

    assert [answer.status_code for answer in answers] == [400] * 4
    assert answers[1].json() == {"error": "Rita no longer has the story open."}
    assert everything() | {"auth.User": []} == before | {"auth.User": []}


def test_who_was_last_seen_half_a_minute_ago_has_gone(rita, ed, world):
    story = make_story(rita, section="world")
    be_here(story, by=rita, at=WEDNESDAY)

    assert [each.user for each in be_here(story, by=ed, at=WEDNESDAY + HOUR / 121)] == [rita]
    assert be_here(story, by=ed, at=WEDNESDAY + HOUR / 120) == []


def test_what_is_a_day_old_is_dropped_by_the_next_who_comes(rita, ed, world):
    story, other = make_story(rita, section="world"), make_story(rita)
    be_here(story, by=rita, at=WEDNESDAY)
    be_here(other, by=rita, at=WEDNESDAY)

    be_here(story, by=ed, at=WEDNESDAY + DAY + HOUR)

    assert set(Presence.objects.values_list("user__username", "article")) == {("ed", story.pk), ("rita", other.pk)}


def test_nobody_is_seen_in_a_story_they_may_not_read(rita, pia, world):
    story = make_story(pia)

    assert beat(rita, story).status_code == 404
    assert Presence.objects.count() == 0


def test_a_story_without_a_row_has_nobody_else_in_it(rita, world):
    answer = beat(rita, uuid.UUID(int=7))

    assert (answer.status_code, answer.json()["people"], answer.json()["version"]) == (200, [], 0)


@pytest.mark.parametrize("typed", ["soon", [1], {}, "1e999"])
def test_a_time_that_is_none_is_refused(rita, world, typed):
    assert beat(rita, make_story(rita), typed).status_code == 400


def test_an_old_token_is_answered_as_such_and_a_new_one_is_given(rita, world):
    story = make_story(rita)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(rita)
    address = reverse("admin:desk_save", args=[story.uuid])

    refused = strict.post(address, {"version": 1, "headline": "Talks fail"}, headers=FETCH)
    assert (refused.status_code, refused.json()["csrf"]) == (403, True)

    mine = strict.get(reverse("admin:desk_token"), headers=FETCH).json()
    assert mine["user"] == {"id": rita.pk, "name": "Rita"}
    again = strict.post(
        address, {"version": 1, "headline": "Talks fail"}, headers=FETCH | {"X-CSRFToken": mine["token"]}
    )
    assert (again.status_code, story.revisions.count()) == (200, 2)


def test_the_window_in_which_somebody_signed_in_hands_on_the_token(rita):
    answer = signed_in(rita).get(reverse("admin:desk_signed_in"))

    data = json.loads(html.fromstring(answer.content.decode()).get_element_by_id("signed-in").text)
    assert data["user"] == {"id": rita.pk, "name": "Rita"}
    assert "no-store" in answer["Cache-Control"]


def test_nobody_gets_a_token_who_is_not_signed_in(db):
    answer = Client().get(reverse("admin:desk_token"), headers=FETCH)

    assert (answer.status_code, set(answer.json())) == (401, {"login"})
