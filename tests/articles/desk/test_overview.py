"""My desk: what waits, goes out, went out and wants care, for whoever may read it, in eight questions."""

import datetime as dt
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.http import QueryDict
from django.utils import timezone

from articles.actions import moving, notifying, publishing
from articles.desk.overviews.my_desk import desk_of
from articles.filters import StoryFilter
from articles.models import Article, EditBuffer, EditionKind, Note, Placement, Presence
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_image,
    make_live_story,
    make_ready_story,
    make_section,
    make_story,
    make_user,
    signed_in,
)

MINUTE = dt.timedelta(minutes=1)
QUERIES = 8


def rows(found):
    return [(row.story.headline, row.label, row.waited, row.is_late) for row in found]


def plan(story, **columns) -> Article:
    Article.objects.filter(pk=story.pk).update(**columns)
    return Article.objects.get(pk=story.pk)


def test_what_waits_longest_comes_first_and_too_long_is_marked(rita, ed, world):
    feature = make_story(rita, headline="The long read", genre="feature")
    news = make_story(rita, headline="Breaking")
    fresh = make_story(rita, headline="Fresh")
    moving.submit(feature, by=rita, at=WEDNESDAY - 3 * HOUR)
    # What has a time today is asked for first, and stands no higher for it.
    plan(fresh, embargo_until=WEDNESDAY)
    fresh = Article.objects.get(pk=fresh.pk)
    moving.submit(news, by=rita, at=WEDNESDAY - 31 * MINUTE)
    moving.submit(fresh, by=rita, at=WEDNESDAY - 30 * MINUTE)

    assert rows(desk_of(ed, WEDNESDAY)["waiting"]) == [
        ("The long read", "With desk", "3 h", False),
        ("Breaking", "With desk", "31 min", True),
        ("Fresh", "With desk", "30 min", False),
    ]
    assert desk_of(rita, WEDNESDAY)["waiting"] == []


def test_a_planned_story_is_late_when_its_time_has_come_not_when_it_is_old(rita, world):
    for name, due in (("over", -MINUTE), ("to come", MINUTE)):
        plan(make_story(rita, WEDNESDAY - 9 * DAY, headline=name), state="planned", due_at=WEDNESDAY + due)

    assert {row.story.headline: row.is_late for row in desk_of(rita, WEDNESDAY)["waiting"]} == {
        "over": True,
        "to come": False,
    }


def test_my_stories_are_those_in_hand_until_readers_have_them(rita, ed, pia, world):
    moving.submit(make_story(rita, headline="sent"), by=rita, at=WEDNESDAY - HOUR)
    make_story(rita, headline="draft")
    moving.spike(make_story(rita, headline="spiked"), by=rita, at=WEDNESDAY - HOUR)
    scheduled = plan(make_ready_story(pia, headline="scheduled"), assignee=rita)
    publishing.schedule(scheduled, by=pia, at=WEDNESDAY + HOUR, now=WEDNESDAY)
    plan(make_live_story(pia, headline="live").article, assignee=rita)
    make_story(ed, headline="of somebody else")

    mine = desk_of(rita, WEDNESDAY)["mine"]

    assert {(row.story.headline, row.label, row.turn) for row in mine} == {
        ("sent", "With desk", "the desk"),
        ("draft", "Draft", "you"),
        ("scheduled", "Scheduled Wed 9 Feb, 21:14", "the clock"),
    }


def test_a_new_story_that_was_never_saved_is_offered_to_its_writer_only(rita, ed):
    identity = uuid.uuid4()
    EditBuffer.objects.create(
        identity=identity, user=rita, base_version=0, fields={"headline": "Half a thought"}, at=WEDNESDAY
    )

    assert [(one.identity, one.headline, one.at) for one in desk_of(rita, WEDNESDAY)["unsaved"]] == [
        (identity, "Half a thought", WEDNESDAY)
    ]
    assert desk_of(ed, WEDNESDAY)["unsaved"] == []
    page = signed_in(rita).get("/admin/").text
    assert f"/admin/articles/article/add/?story={identity}" in page


def test_the_day_holds_what_is_due_scheduled_embargoed_and_published(rita, pia, world):
    plan(make_story(rita, headline="due"), state="planned", due_at=WEDNESDAY + HOUR)
    plan(make_story(pia, headline="finished"), state="spiked", due_at=WEDNESDAY + HOUR)
    make_story(pia, headline="held", embargo_until=(WEDNESDAY + 2 * HOUR).isoformat())
    make_live_story(pia, WEDNESDAY - HOUR, headline="out")
    publishing.schedule(make_ready_story(pia, headline="coming"), by=pia, at=WEDNESDAY + 3 * HOUR, now=WEDNESDAY)
    publishing.schedule(make_ready_story(pia, headline="tomorrow"), by=pia, at=WEDNESDAY + 4 * HOUR, now=WEDNESDAY)
    taken_back = make_ready_story(pia, headline="taken back")
    publishing.schedule(taken_back, by=pia, at=WEDNESDAY + HOUR, now=WEDNESDAY)
    publishing.unschedule(taken_back, by=pia, at=WEDNESDAY)

    line = desk_of(pia, WEDNESDAY)["timeline"]

    assert [(f"{mark.at:%H:%M}", mark.word, mark.headline) for mark in line.earlier] == [("19:14", "Published", "out")]
    assert [(f"{mark.at:%H:%M}", mark.word, mark.headline) for mark in line.coming] == [
        ("21:14", "Due", "due"),
        ("22:14", "Embargo ends", "held"),
        ("23:14", "Scheduled", "coming"),
    ]
    assert line.words == "1 due, 1 scheduled, 1 embargo ending, 1 published"
    assert (line.now_left, line.spots[0].left) == ("84.31%", "80.14%")


def test_two_stories_within_five_minutes_are_marked_on_the_one_that_can_still_move(pia, world):
    for name, minutes in (("first", 60), ("second", 65), ("third", 71)):
        at = WEDNESDAY + minutes * MINUTE
        publishing.schedule(make_ready_story(pia, headline=name), by=pia, at=at, now=WEDNESDAY)

    line = desk_of(pia, WEDNESDAY)["timeline"]

    assert {mark.headline: mark.clash for mark in line.coming} == {"first": "second", "second": "first", "third": ""}
    assert line.words == "3 scheduled, 2 within 5 minutes of another"


def test_just_published_names_each_story_once_with_its_last_change_and_its_place_on_the_front(pia, world):
    story = make_live_story(pia, WEDNESDAY - 3 * HOUR, headline="Corrected story")
    change_story(story, pia, WEDNESDAY - HOUR, EditionKind.CORRECTION, "It was Tuesday.", standfirst="On Tuesday.")
    other = make_live_story(pia, WEDNESDAY - 2 * HOUR, headline="Plain story")
    Placement.objects.create(article=other.article, slot=2, live_from=WEDNESDAY - HOUR)
    make_live_story(pia, WEDNESDAY - 8 * DAY, headline="Old story")

    out = desk_of(pia, WEDNESDAY)["published"]

    assert [(one.edition.headline, one.age, one.change, one.slot) for one in out] == [
        ("Corrected story", "1 h ago", "Correction", None),
        ("Plain story", "2 h ago", "", 2),
    ]


def test_each_count_of_what_wants_care_is_a_list_of_as_many_stories(pia, world):
    now = timezone.now()
    image = str(make_image().uuid)
    make_story(pia, now - HOUR, headline="bare")
    make_story(pia, now - HOUR, headline="undescribed", picture={"image": image})
    make_story(pia, now - HOUR, headline="fine", picture={"image": image, "alt": "A table"})
    links = [{"key": "a", "hint": "No such story"}]
    make_story(pia, now - HOUR, headline="waiting", picture={"image": image, "alt": "A table"}, links=links)
    noted = make_story(pia, now - HOUR, headline="noted", picture={"image": image, "alt": "A table"})
    Note.objects.create(article=noted, text="Who says so?", by=pia, at=now)
    plan(make_story(pia, now - HOUR, headline="late"), due_at=now - MINUTE)
    make_story(pia, now - 8 * DAY, headline="long ago")

    care = desk_of(pia, now)["care"]

    assert [one.words for one in care] == [
        "1 late story",
        "1 picture without alt text",
        "2 stories without picture",
        "1 story with an unresolved READ MORE",
        "1 story with open notes",
    ]
    listed = [StoryFilter(QueryDict(one.query), Article.objects.all(), user=pia, at=now) for one in care]
    assert [sorted(found.qs.values_list("headline", flat=True)) for found in listed] == [
        ["late"],
        ["undescribed"],
        ["bare", "late"],
        ["waiting"],
        ["noted"],
    ]
    assert [found.ignored() for found in listed] == [[]] * 5


def test_who_is_here_was_seen_in_the_last_half_minute_in_a_story_one_may_read(rita, ed, pia, world):
    make_section("Sport")
    ours, theirs = make_story(rita, headline="Ours"), make_story(pia, section="sport", headline="Theirs")
    Presence.objects.create(article=ours, user=pia, seen_at=WEDNESDAY - 30 * dt.timedelta(seconds=1))
    Presence.objects.create(article=theirs, user=pia, seen_at=WEDNESDAY)
    Presence.objects.create(article=ours, user=rita, seen_at=WEDNESDAY - 31 * dt.timedelta(seconds=1))

    assert desk_of(ed, WEDNESDAY)["present"] == [("Pia", [("Ours", ours.pk)])]
    assert desk_of(pia, WEDNESDAY)["present"] == [("Pia", [("Theirs", theirs.pk), ("Ours", ours.pk)])]


def test_nobody_sees_what_they_may_not_read(rita, ed, pia, world):
    make_section("Sport")
    held = {"embargo_until": (WEDNESDAY + HOUR).isoformat(), "section": "sport"}
    plan(make_story(pia, headline="Secret plan", **held), state="planned", due_at=WEDNESDAY + HOUR)
    secret = make_ready_story(pia, headline="Secret schedule", section="sport")
    publishing.schedule(secret, by=pia, at=WEDNESDAY + HOUR, now=WEDNESDAY)
    make_live_story(pia, WEDNESDAY - HOUR, headline="Secret working copy", section="sport")

    seen = [desk_of(user, WEDNESDAY) for user in (pia, ed, rita)]

    assert [len(one["timeline"].spots) for one in seen] == [4, 0, 0]
    assert [len(one["published"]) for one in seen] == [1, 0, 0]
    assert [bool(one["care"]) for one in seen] == [True, False, False]


def test_a_desk_is_looked_at_alone_by_its_address(rita, pia, world):
    make_section("Europe", parent=world)
    make_section("Sport")
    for section in ("world", "europe", "sport"):
        moving.approve(make_story(pia, headline=section, section=section), by=pia, at=WEDNESDAY - HOUR)

    assert [desk.name for desk in desk_of(pia, WEDNESDAY - HOUR)["desks"]] == ["Europe", "Sport", "World"]
    assert {row.story.headline for row in desk_of(pia, WEDNESDAY, "world")["waiting"]} == {"world", "europe"}
    assert desk_of(pia, WEDNESDAY, "no-such-desk")["waiting"] == []
    assert signed_in(pia).get("/admin/?desk=%00").status_code == 200


def test_every_empty_box_says_what_will_stand_there(rita):
    page = signed_in(rita).get("/admin/").text

    assert page.count("over-empty") == 6
    assert "Start a story" in page


@pytest.mark.parametrize("count", [0, 3, 30])
@pytest.mark.parametrize("who", ["rita", "ed", "pia"])
def test_my_desk_asks_eight_questions_however_much_there_is(
    who, count, rita, ed, pia, world, request, django_assert_num_queries
):
    now = timezone.now()
    for number in range(count):
        story = make_story(rita, now - HOUR, headline=f"Story {number}")
        plan(story, due_at=now, assignee=rita)
        Presence.objects.create(article=story, user=pia, seen_at=now)
        if number % 3 == 0:
            moving.submit(Article.objects.get(pk=story.pk), by=rita, at=now - HOUR)
        elif number % 3 == 1:
            make_live_story(pia, now - HOUR, headline=f"Live {number}")
    browser = signed_in(request.getfixturevalue(who))

    with django_assert_num_queries(QUERIES):
        page = browser.get("/admin/")

    assert page.status_code == 200
    assert page.context["waiting_count"] == {"rita": 0, "ed": count // 3, "pia": 0}[who]


def test_unread_notices_are_counted_with_the_rest(rita, ed, world):
    story = make_story(rita)
    moving.submit(story, by=rita)

    assert desk_of(ed, timezone.now())["inbox_unread"] == 1
    notifying.mark_read(ed)
    assert desk_of(ed, timezone.now())["inbox_unread"] == 0


def test_an_account_that_reads_no_stories_gets_the_list_of_what_else_is_its(client, db):
    clerk = make_user("cleo", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_user"))
    client.force_login(clerk)

    page = client.get("/admin/")

    assert (page.status_code, "over-box" in page.text, "Users" in page.text) == (200, False, True)
