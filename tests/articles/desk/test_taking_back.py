"""Undo, unschedule, withdraw: from the desk, with who links to a story said first."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from articles.actions import editing, publishing
from articles.desk.publishing.linked_here import linked_here
from articles.models import Article, Edition, EditionKind, Placement
from articles.workflow import Standing
from tests.making import DAY, HOUR, WEDNESDAY, make_live_story, make_ready_story, make_story, state_of, withhold

FETCH = {"X-Requested-With": "fetch"}
NOTE = "We could not confirm what our source told us."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def london(settings):
    settings.TIME_ZONE = "Europe/London"


def reread(story):
    return Article.objects.get(pk=getattr(story, "article_id", story.pk))


def post(user, story, page, by_script=True, **data):
    client = Client()
    client.force_login(user)
    address = f"/admin/desk/story/{reread(story).uuid}/{page}/"
    return client.post(address, {"version": reread(story).version} | data, headers=FETCH if by_script else {})


def panel(user, story):
    client = Client()
    client.force_login(user)
    answer = client.get(f"/admin/desk/story/{reread(story).uuid}/withdraw/", headers=FETCH)
    return " ".join(re.sub("<[^>]*>", " ", answer.content.decode()).split())


def test_undo_takes_back_what_nobody_has_seen(pia):
    story = make_ready_story(pia)
    edition = publishing.publish(story, by=pia)

    answer = post(pia, story, "unschedule", edition=edition.number)

    assert answer.json()["message"] == f"“{story}” is taken back: readers see nothing of it. It is ready as before."
    assert list(Edition.objects.live(timezone.now() + DAY)) == []
    assert (reread(story).state, reread(story).published_on) == ("ready", None)


def test_undo_works_although_somebody_has_saved_the_story_since(pia, ed):
    story = make_ready_story(pia)
    edition = publishing.publish(story, by=pia)
    version = reread(story).version
    editing.save(reread(story), by=ed, changes={"kicker": "Talks"})

    answer = post(pia, story, "unschedule", edition=edition.number, version=version)

    assert answer.status_code == 200
    assert list(Edition.objects.live(timezone.now() + DAY)) == []
    assert reread(story).kicker == "Talks"


def test_undo_of_an_update_leaves_readers_what_they_had(pia):
    live = make_live_story(pia)
    edition = publishing.publish(reread(live), by=pia, kind=EditionKind.UPDATE)

    answer = post(pia, live, "unschedule", edition=edition.number)

    assert answer.json()["message"] == (
        f"The next edition of “{live.headline}” is taken back. Readers keep what they have."
    )
    assert list(Edition.objects.live(timezone.now() + DAY)) == [live]


@pytest.mark.parametrize("by_script", [True, False])
def test_undo_too_late_says_since_when_readers_have_it_and_changes_nothing(by_script, pia):
    live = make_live_story(pia)
    before = state_of(reread(live))

    answer = post(pia, live, "unschedule", by_script, edition=live.number)

    assert state_of(reread(live)) == before
    assert answer.status_code == (400 if by_script else 302)
    if by_script:
        assert answer.json()["error"] == "Too late: live since 20:14:00. Publish an update, or withdraw the story."


def test_unschedule_by_hand_is_refused_when_the_story_has_changed_meanwhile(pia, ed):
    story = make_ready_story(pia)
    publishing.schedule(story, by=pia, at=timezone.now() + DAY)
    version = reread(story).version
    editing.save(reread(story), by=ed, changes={"kicker": "Talks"})
    before = state_of(story)

    assert post(pia, story, "unschedule", version=version).status_code == 409
    assert state_of(story) == before


@pytest.mark.parametrize("edition", ["", "x", "-1", "77", "9" * 30])
def test_an_edition_that_is_none_takes_nothing_else_back_than_the_version_allows(edition, pia):
    live = make_live_story(pia)
    before = state_of(reread(live))

    assert post(pia, live, "unschedule", edition=edition).status_code == 400
    assert state_of(reread(live)) == before


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_tampered_version_takes_nothing_back(version, pia):
    story = make_ready_story(pia)
    publishing.publish(story, by=pia)
    before = state_of(story)

    assert post(pia, story, "unschedule", edition=1, version=version).status_code == 400
    assert state_of(story) == before


def test_withdrawing_leaves_the_notice_and_takes_the_story_out_of_everything_else(pia, noor):
    live = make_live_story(pia)

    answer = post(pia, live, "withdraw", action="withdraw", note=NOTE)

    page = noor.get(live.get_absolute_url())
    assert answer.status_code == 200
    assert (page.status_code, NOTE in page.content.decode()) == (410, True)
    assert live.headline not in noor.get("/").content.decode()


@pytest.mark.parametrize(
    "data", [{"action": "withdraw", "note": " "}, {"note": NOTE}, {"action": "look", "note": NOTE}]
)
@pytest.mark.parametrize("by_script", [True, False])
def test_nothing_is_withdrawn_without_the_button_or_without_a_note(data, by_script, pia):
    live = make_live_story(pia)
    before = state_of(reread(live))

    answer = post(pia, live, "withdraw", by_script, **data)

    assert (answer.status_code, state_of(reread(live))) == (400, before)


def test_a_story_changed_meanwhile_is_not_withdrawn_and_the_note_is_kept(pia, ed):
    live = make_live_story(pia)
    version = reread(live).version
    editing.save(reread(live), by=ed, changes={"kicker": "Talks"})

    answer = post(pia, live, "withdraw", by_script=False, version=version, action="withdraw", note=NOTE)

    assert (answer.status_code, NOTE in answer.content.decode()) == (409, True)
    assert Edition.objects.standing(reread(live), timezone.now()) is Standing.LIVE


def test_what_readers_do_not_have_cannot_be_withdrawn(pia):
    story = make_ready_story(pia)

    assert "“Withdraw” is not possible while the story is “Not published”." in panel(pia, story)
    assert post(pia, story, "withdraw", action="withdraw", note=NOTE).status_code == 400


def test_who_links_here_is_said_before_a_story_is_withdrawn(pia):
    live = make_live_story(pia, headline="The one that goes", slug="goes")
    path = live.get_absolute_url()
    make_live_story(pia, headline="Links in its text", body=f'<p><a href="{path}">See</a></p>', slug="in-text")
    make_live_story(pia, headline="Relates to it", links=[{"key": "a", "hint": "The one that goes"}], slug="related")
    make_story(pia, headline="Draft that refers to it", links=[{"key": "a", "target": str(live.article.uuid)}])
    make_live_story(pia, headline="Has nothing to do with it", slug="other")
    Placement.objects.create(slot=3, article=live.article, live_from=WEDNESDAY)

    page = panel(pia, live)

    assert "Live stories that link to it (2)" in page
    assert "Links in its text" in page
    assert "Relates to it" in page
    assert "Working copies that refer to it (1) Draft that refers to it" in page
    assert "Fronts Home, place 3" in page
    assert "Has nothing" not in page


def test_a_story_that_nobody_links_to_says_so(pia):
    assert "No story of ours links to it, and it is on no front." in panel(pia, make_live_story(pia))


def found(story):
    here = linked_here(reread(story), WEDNESDAY + HOUR)
    return [edition.slug for edition in here.live], [str(copy) for copy in here.working]


def test_who_no_longer_links_or_never_did_is_not_named(pia):
    live = make_live_story(pia, headline="The one that goes", slug="goes")
    related = {"links": [{"key": "a", "target": str(live.article.uuid)}]}
    gone = make_live_story(pia, headline="Withdrawn", slug="withdrawn", **related)
    hidden = make_live_story(pia, headline="Withheld", slug="withheld", **related)
    make_live_story(pia, headline="Goes on", slug="goes-on")
    make_live_story(pia, headline="Alike", slug="alike", body='<p><a href="/2022/02/09/goes-on/">See</a></p>')
    make_story(pia, headline="Vetoed", links=[{"key": "a", "target": str(live.article.uuid), "vetoed": True}])
    assert found(live) == (["withheld", "withdrawn"], [])

    publishing.withdraw(reread(gone), by=pia, at=WEDNESDAY + HOUR / 2, note=NOTE)
    withhold(hidden)

    assert found(live)[0] == []


@pytest.mark.parametrize("written", ["{path}", "{bare}", "https://www.example.org{path}"])
def test_a_link_in_a_text_is_found_however_its_address_is_written(written, pia):
    live = make_live_story(pia, headline="The one that goes", slug="goes")
    path = live.get_absolute_url()
    href = written.format(path=path, bare=path.rstrip("/"))
    make_live_story(pia, headline="Links", slug="links", body=f'<p><a href="{href}">See</a></p>')

    assert found(live)[0] == ["links"]
