"""The publishing panel: what it shows, that its button does what it says, and that nobody else reaches it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.models import Article, Edition, EditionKind
from tests.making import DAY, HOUR, everything, make_live_story, make_ready_story, make_story, make_user, state_of

FETCH = {"X-Requested-With": "fetch"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def london(settings):
    settings.TIME_ZONE = "Europe/London"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def at(story, page="publish"):
    return f"/admin/desk/story/{getattr(story, 'article', story).uuid}/{page}/"


def reread(story):
    return Article.objects.get(pk=getattr(story, "article_id", story.pk))


def press(user, story, by_script=True, page="publish", **data):
    """Post what the panel would post, with the version as it is unless it is given."""
    data = {"version": reread(story).version, "action": "now", "when": "now"} | data
    return client_of(user).post(at(story, page), data, headers=FETCH if by_script else {})


def shown(answer):
    """Return the text of a panel, its spaces as one."""
    return " ".join(re.sub("<[^>]*>", " ", answer.content.decode()).split())


def to_come(days=1):
    """Return a wall time to come as the panel posts it, and its moment."""
    moment = (timezone.now() + days * DAY).replace(hour=6, minute=0, second=0, microsecond=0)
    local = timezone.localtime(moment)
    fields = {"when": "at", "day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}
    return fields | {"action": f"at {moment.isoformat()}"}, moment


def test_publish_now_does_it_and_says_when_it_is_live_and_how_to_undo_it(pia):
    story = make_ready_story(pia)
    before = timezone.now()

    answer = press(pia, story)

    [edition] = Edition.objects.all()
    data = answer.json()
    assert answer.status_code == 200
    assert dt.timedelta(seconds=9) < edition.live_from - before < dt.timedelta(seconds=15)
    assert data["message"] == f"Live at {timezone.localtime(edition.live_from):%H:%M:%S}."
    assert (data["url"], data["edition"], data["version"]) == (edition.url, 1, reread(story).version)
    assert data["undo"] == at(story, "unschedule")
    assert data["next"] == f"/admin/articles/article/{story.pk}/change/"


def test_without_a_delay_it_is_live_at_once_and_no_undo_is_offered(pia, settings):
    settings.PUBLISH_DELAY_SECONDS = 0
    story = make_ready_story(pia)
    client = client_of(pia)

    client.post(at(story), {"version": story.version, "action": "now", "when": "now", "next": "/admin/"})

    page = client.get("/admin/").content.decode()
    assert [edition.headline for edition in Edition.objects.live()] == [story.headline]
    assert "Live since" in page
    assert "Undo" not in page


def test_after_publishing_the_next_page_offers_view_copy_and_undo(pia):
    story = make_ready_story(pia)
    client = client_of(pia)

    answer = client.post(at(story), {"version": story.version, "action": "now", "next": "/admin/"}, follow=True)

    [edition] = Edition.objects.all()
    page = answer.content.decode()
    assert answer.redirect_chain == [("/admin/", 302)]
    assert f'href="{edition.get_absolute_url()}"' in page
    assert f'data-copy="{edition.url}"' in page
    assert at(story, "unschedule") in page


def test_schedule_goes_out_at_the_minute_the_button_names(pia):
    story = make_ready_story(pia)
    fields, moment = to_come()

    answer = press(pia, story, **fields)

    [edition] = Edition.objects.all()
    assert edition.live_from == moment
    assert answer.json()["message"].startswith("Scheduled for ")


def test_what_was_scheduled_goes_out_as_approved_although_somebody_edits_meanwhile(pia, ed):
    story = make_ready_story(pia, headline="As it was approved by the desk on Wednesday")
    fields, moment = to_come()
    press(pia, story, **fields)

    editing.save(reread(story), by=ed, changes={"headline": "Edited since", "body": "<p>Other.</p>"})

    assert [edition.headline for edition in Edition.objects.live(moment)] == [
        "As it was approved by the desk on Wednesday"
    ]
    page = shown(client_of(pia).get(at(story)))
    assert "exactly as it was approved; 1 change made since is not in it and goes out with the button below" in page
    assert "Reschedule for" in page


@pytest.mark.parametrize("by_script", [True, False])
@pytest.mark.parametrize(
    "said",
    [{"action": "now"}, {"action": "at 2031-01-01T06:00:00+00:00"}, {"action": ""}, {"action": "now correction"}],
)
def test_a_button_that_said_something_else_than_is_chosen_does_nothing(said, by_script, pia):
    story = make_ready_story(pia)
    fields, _ = to_come()
    before = everything()

    answer = press(pia, story, by_script, **(fields | said))

    after = everything()
    assert (answer.status_code, after | {"auth.User": []}) == (400, before | {"auth.User": []})
    assert "not what the button said" in answer.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "1.5"])
def test_a_missing_or_tampered_version_publishes_nothing(version, pia):
    story = make_ready_story(pia)
    before = state_of(story)

    assert press(pia, story, version=version).status_code == 400
    assert state_of(story) == before


@pytest.mark.parametrize("by_script", [True, False])
def test_a_story_that_somebody_has_changed_meanwhile_is_not_published(by_script, pia, ed):
    story = make_ready_story(pia)
    version = story.version
    editing.save(reread(story), by=ed, changes={"headline": "Ed’s own headline"})
    before = state_of(story)

    answer = press(pia, story, by_script, version=version, note="Typed.")

    assert (answer.status_code, state_of(story)) == (409, before)
    if not by_script:
        assert "Ed’s own headline" in answer.content.decode()


def test_looking_at_a_story_that_has_changed_says_so_with_what_is_now(pia, ed):
    story = make_ready_story(pia)
    version = story.version
    editing.save(reread(story), by=ed, changes={"headline": "Ed’s own headline"})

    page = shown(press(pia, story, action="look", version=version))

    assert "The story has changed since this was opened." in page
    assert "Ed’s own headline" in page


def test_a_double_click_makes_one_edition_and_says_that_it_is_published(pia):
    story = make_ready_story(pia)
    version = story.version

    answers = [press(pia, story, version=version) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert Edition.objects.count() == 1
    assert answers[0].json()["message"].startswith("Live at ")
    assert {answer.json()["message"] for answer in answers[1:]} == {
        f"It is already published: live at {timezone.localtime(Edition.objects.get().live_from):%H:%M:%S}."
    }


def test_the_press_of_somebody_else_is_not_taken_for_a_double_click(pia):
    story, second = make_ready_story(pia), make_user("paul", "publisher")
    version = story.version
    press(pia, story, version=version)

    assert press(second, story, version=version).status_code == 409
    assert Edition.objects.count() == 1


def test_a_press_sent_again_after_the_undo_publishes_nothing(pia):
    story = make_ready_story(pia)
    version = story.version
    press(pia, story, version=version)
    press(pia, story, page="unschedule", edition=1)

    assert press(pia, story, version=version).status_code == 409
    assert list(Edition.objects.live(timezone.now() + DAY)) == []


def test_what_must_be_fixed_is_refused_whatever_the_panel_showed(pia):
    story = make_ready_story(pia, standfirst="")
    before = state_of(story)

    answer = press(pia, story)

    assert (answer.status_code, state_of(story)) == (422, before)
    assert answer.json()["problems"] == [
        {"field": "standfirst", "message": "The standfirst is missing.", "level": "must"}
    ]


def test_a_plain_form_that_is_refused_keeps_what_was_typed_and_lists_what_must_be_fixed(pia):
    live = make_live_story(pia)

    answer = press(pia, live, by_script=False, action="now correction", kind="correction", note="  ")

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="correction" checked' in page
    assert "A correction needs a note that tells readers what was wrong." in page
    assert Edition.objects.count() == 1


def test_a_correction_goes_out_with_its_note(pia):
    live = make_live_story(pia)
    editing.save(reread(live), by=pia, changes={"kicker": "Talks"})

    press(pia, live, action="now correction", kind="correction", note="It was Tuesday, not Monday.")

    second = Edition.objects.get(number=2)
    assert (second.kind, second.note, second.kicker) == ("correction", "It was Tuesday, not Monday.", "Talks")


def test_a_story_readers_know_asks_what_kind_of_change_it_is(pia):
    live = make_live_story(pia)
    new = make_ready_story(pia)

    asked, unasked = (shown(client_of(pia).get(at(story))) for story in (live, new))

    assert "What kind of change is this? Small fix Typo, link, layout." in asked
    assert "Say what kind of change this is: fix, update, correction or clarification. Fix" in asked
    assert "What kind of change" not in unasked
    assert press(pia, live, action="now", when="now").status_code == 400


def test_the_panel_says_how_far_the_working_copy_is_from_what_readers_see(pia):
    live = make_live_story(pia)
    assert "Readers have this text as it is" in shown(client_of(pia).get(at(live)))

    for kicker in ("Talks", "Diplomacy"):
        editing.save(reread(live), by=pia, changes={"kicker": kicker})

    answer = client_of(pia).get(at(live))
    assert "Working copy, 2 changes. Readers still see the version of Wed 9 Feb 2022, 20:14." in shown(answer)
    assert f"{at(live, 'compare')}?from=1&amp;to=now" in answer.content.decode()
    assert client_of(pia).get(f"{at(live, 'compare')}?from=1&to=now").status_code == 200


def test_the_panel_shows_both_levels_with_a_way_to_each_field(pia):
    story = make_ready_story(pia, standfirst="", headline="Short")

    answer = client_of(pia).get(at(story))

    page, form = answer.content.decode(), f"/admin/articles/article/{story.pk}/change/"
    assert f'href="{form}#id_standfirst" data-jump="standfirst"' in page
    assert f'href="{form}#id_headline" data-jump="headline"' in page
    assert "Must fix (1)" in page
    assert "Worth a look (4)" in page
    assert "26 of 31 checks passed" in shown(answer)


def test_looking_changes_nothing_and_tells_what_the_button_would_do(pia):
    story = make_ready_story(pia)
    fields, moment = to_come()
    before = everything()

    page = press(pia, story, **(fields | {"action": "look"})).content.decode()

    assert f'value="at {moment.isoformat()}" data-go>Schedule for ' in page
    assert everything() | {"auth.User": []} == before | {"auth.User": []}


def test_without_script_a_preset_fills_in_the_time(pia):
    story = make_ready_story(pia)
    _, moment = to_come()

    page = press(pia, story, by_script=False, action="", preset=moment.isoformat()).content.decode()

    assert f'value="at {moment.isoformat()}" data-go>Schedule for ' in page
    assert Edition.objects.count() == 0


def test_an_hour_that_comes_twice_is_asked_about_before_anything_is_scheduled(pia):
    story = make_ready_story(pia)
    autumn = {"when": "at", "day": "2027-10-31", "time": "01:30"}

    asked = press(pia, story, **autumn, action="look").content.decode()
    refused = press(pia, story, **autumn, action="at ?")
    first = "2027-10-31T01:30:00+01:00"
    done = press(pia, story, **autumn, meant=first, action="at 2027-10-31T00:30:00+00:00")

    assert "comes twice. Say which one you mean." in asked
    assert re.findall('name="meant"[^>]*value="([^"]*)"', asked) == [first, "2027-10-31T01:30:00+00:00"]
    assert (refused.status_code, "comes twice" in refused.json()["error"]) == (400, True)
    assert done.status_code == 200
    assert Edition.objects.get().live_from == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)


def test_a_time_that_has_passed_is_refused(pia):
    story = make_ready_story(pia)
    past = {"when": "at", "day": "2022-02-10", "time": "06:00"}

    answer = press(pia, story, **past, action="at 2022-02-10T06:00:00+00:00")

    assert (answer.status_code, "has passed" in answer.json()["error"]) == (400, True)
    assert Edition.objects.count() == 0


def test_an_embargo_is_set_and_lifted_here_and_blocks_every_way_out_until_its_minute(pia):
    story = make_ready_story(pia)
    fields, moment = to_come(days=2)
    embargo = {"embargo_day": fields["day"], "embargo_time": fields["time"]}

    shown_now = shown(press(pia, story, action="embargo", **embargo))

    assert reread(story).embargo_until == moment
    assert "Embargo until" in shown_now
    assert "When the embargo ends" in shown_now
    earlier, _ = to_come(days=1)
    for attempt in ({"action": "now"}, earlier):
        answer = press(pia, story, **attempt)
        assert (answer.status_code, answer.json()["problems"][0]["field"]) == (422, "embargo_until")
    assert press(pia, story, **fields).status_code == 200
    assert [edition.live_from for edition in Edition.objects.all()] == [moment]


def test_the_time_offered_under_an_embargo_is_one_at_which_it_has_ended(pia):
    until = timezone.now() + DAY + dt.timedelta(seconds=7)
    story = make_ready_story(pia, embargo_until=until.isoformat())
    page = client_of(pia).get(at(story)).content.decode()
    [day] = re.findall('name="day"[^>]*value="([^"]*)"', page)
    [time] = re.findall('name="time"[^>]*value="([^"]*)"', page)
    [action] = re.findall('name="action" value="(at [^"]*)"', page)

    answer = press(pia, story, when="at", day=day, time=time, action=action)

    assert answer.status_code == 200
    assert dt.timedelta(0) <= Edition.objects.get().live_from - until < dt.timedelta(minutes=1)


def test_lifting_an_embargo_lets_the_story_go(pia):
    story = make_ready_story(pia, embargo_until=(timezone.now() + DAY).isoformat())

    press(pia, story, action="lift")

    assert reread(story).embargo_until is None
    assert press(pia, story).status_code == 200


@pytest.mark.parametrize("typed", [{}, {"embargo_day": "2030-01-01"}, {"embargo_day": "x", "embargo_time": "06:00"}])
def test_an_embargo_without_a_moment_is_refused_in_the_panel(typed, pia):
    story = make_ready_story(pia)
    before = state_of(story)

    answer = press(pia, story, action="embargo", **typed)

    assert (answer.status_code, state_of(story)) == (400, before)
    assert "Choose a day and a time." in shown(answer)


@pytest.mark.parametrize(("typed", "is_open"), [({}, False), ({"embargo_day": "2030-01-01"}, True)])
def test_an_embargo_that_nobody_typed_stays_folded_whatever_else_is_refused(typed, is_open, pia):
    story = make_ready_story(pia, body="<p>TK</p>")

    page = press(pia, story, by_script=False, **typed).content.decode()

    folded = page.split("No embargo")[0].rpartition("<details")[2]
    assert (folded.split(">")[0].strip(), "2030-01-01" in page) == ("open" if is_open else "", is_open)


def test_an_embargo_beyond_what_is_scheduled_is_refused(pia):
    story = make_ready_story(pia)
    fields, _ = to_come()
    press(pia, story, **fields)
    later, _ = to_come(days=3)
    before = state_of(story)

    answer = press(pia, story, action="embargo", embargo_day=later["day"], embargo_time=later["time"])

    assert (answer.status_code, state_of(story)) == (400, before)
    assert "Unschedule it first, then hold it back." in shown(answer)


def test_a_story_that_is_not_ready_can_be_marked_ready_here(pia, rita):
    story = make_story(rita)
    moving.submit(story, by=rita)
    assert "Mark ready" in shown(client_of(pia).get(at(story)))
    assert press(pia, story).status_code == 400

    page = shown(press(pia, story, action="ready"))

    assert reread(story).state == "ready"
    assert "Mark ready" not in page


def test_the_form_of_a_scheduled_story_leads_to_the_panel_in_which_it_is_taken_back(pia):
    story = make_ready_story(pia)
    publishing.schedule(story, by=pia, at=timezone.now() + DAY)
    client, address = client_of(pia), f"/admin/articles/article/{story.pk}/change/"

    page = client.get(address).content.decode()
    answer = client.post(address, {"version": reread(story).version, "move": "unschedule"}, follow=True)

    assert re.search('value="unschedule" data-move="unschedule" data-panel="publish"', page)
    assert answer.redirect_chain == [(at(story), 302)]
    assert f'formaction="{at(story, "unschedule")}"' in answer.content.decode()


def test_a_story_that_was_withdrawn_comes_back_with_its_kind(pia):
    live = make_live_story(pia)
    publishing.withdraw(reread(live), by=pia, note="It was wrong.")
    assert "Bring back now" in shown(client_of(pia).get(at(live)))

    press(pia, live, action="now correction", kind="correction", note="It was right but for the day.")

    assert [edition.kind for edition in Edition.objects.live(timezone.now() + HOUR)] == [EditionKind.CORRECTION]


@pytest.mark.parametrize(("who", "status"), [("rita", 404), ("ed", 403), ("author", 403)])
@pytest.mark.parametrize("by_script", [True, False])
@pytest.mark.parametrize("page", ["publish", "unschedule", "withdraw"])
def test_nobody_but_a_publisher_gets_in_and_a_forged_post_changes_nothing(who, status, by_script, page, pia, ed, rita):
    author = make_user("anna", "reporter")
    live = make_live_story(pia)
    Article.objects.filter(pk=live.article_id).update(assignee=author)
    fields, _ = to_come()
    press(pia, live, **(fields | {"action": f"{fields['action']} update", "kind": "update"}))
    user = {"rita": rita, "ed": ed, "author": author}[who]
    forged = [
        {"action": "now update", "kind": "update"},
        {"action": "embargo", "embargo_day": "2030-01-01", "embargo_time": "06:00"},
        {"action": "lift"},
        {"action": "ready"},
        {"action": "withdraw", "note": "Forged."},
        {"action": "look"},
        {"preset": "2030-01-01T06:00:00+00:00"},
        {"edition": 2},
    ]
    before = everything()

    answers = [press(user, live, by_script, page, **data).status_code for data in forged]
    reading = client_of(user).get(at(live, page), headers=FETCH if by_script else {}).status_code

    expected = 405 if page == "unschedule" else status
    assert (answers, reading) == ([status] * len(forged), expected)
    assert everything() | {"auth.User": []} == before | {"auth.User": []}


def test_a_reader_is_sent_to_sign_in(noor, pia):
    story = make_ready_story(pia)

    assert noor.get(at(story)).url.startswith("/admin/login/")
    assert noor.post(at(story), {"action": "now", "version": story.version}, headers=FETCH).status_code == 401
    assert Edition.objects.count() == 0


def test_a_post_from_another_site_is_refused(pia):
    story = make_ready_story(pia)
    client = Client(enforce_csrf_checks=True)
    client.force_login(pia)

    answer = client.post(at(story), {"action": "now", "version": story.version})

    assert (answer.status_code, Edition.objects.count()) == (403, 0)


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_away_from_the_newsroom(where, pia):
    story = make_ready_story(pia)

    assert press(pia, story, next=where).json()["next"] == f"/admin/articles/article/{story.pk}/change/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_costs_the_same_however_often_the_story_was_published(count, pia):
    live = make_live_story(pia)
    for number in range(count):
        editing.save(reread(live), by=pia, changes={"kicker": f"Talks {number}"})
        publishing.publish(reread(live), by=pia, kind=EditionKind.UPDATE)
    client = client_of(pia)

    with CaptureQueriesContext(connection) as queries:
        client.get(at(live), headers=FETCH)

    assert len(queries) == 15
