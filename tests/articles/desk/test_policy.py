"""Who may do what at each address of the desk: the button, the forged POST and the hidden field obey one policy.

For whoever may not, nothing in any table changes; a story that somebody may not read is not there for them.
"""

import json

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.actions import moving
from articles.desk.urls import urlpatterns
from articles.models import Article, SavedView
from tests.making import (
    everything,
    make_image,
    make_organisation,
    make_person,
    make_ready_story,
    make_section,
    make_story,
    make_topic,
    make_user,
)

FETCH = {"X-Requested-With": "fetch"}
OWN_EDITOR_PUBLISHER = {"rita", "ed", "pia"}
EDITOR_PUBLISHER = {"ed", "pia"}
PUBLISHER = {"pia"}

# Address -> method, what is posted, who may do it with Rita's draft in World. {version} is the story's.
STORY = {
    "save": ("POST", {"version": "{version}", "headline": "Forged"}, OWN_EDITOR_PUBLISHER),
    "buffer": ("JSON", {"base_version": 1, "fields": {"headline": "Forged"}}, OWN_EDITOR_PUBLISHER),
    "presence": ("JSON", {"typed": 3}, OWN_EDITOR_PUBLISHER),
    "ask": ("POST", {"colleague": "1"}, OWN_EDITOR_PUBLISHER),
    "preview": ("POST", {"headline": "Forged"}, OWN_EDITOR_PUBLISHER),
    "checks": ("GET", {}, OWN_EDITOR_PUBLISHER),
    "look": ("GET", {}, OWN_EDITOR_PUBLISHER),
    "compare": ("GET", {"from": "1", "to": "now"}, OWN_EDITOR_PUBLISHER),
    "restore": ("POST", {"version": "{version}", "revision": "1"}, OWN_EDITOR_PUBLISHER),
    "move": ("POST", {"version": "{version}", "move": "submit"}, OWN_EDITOR_PUBLISHER),
    "move: approve": ("POST", {"version": "{version}", "move": "approve"}, EDITOR_PUBLISHER),
    "move: spike": ("POST", {"version": "{version}", "move": "spike"}, OWN_EDITOR_PUBLISHER),
    "assign": ("POST", {"version": "{version}", "commissioned_words": "400"}, EDITOR_PUBLISHER),
    "copy": ("POST", {}, OWN_EDITOR_PUBLISHER),
    "publish": ("POST", {"version": "{version}", "action": "now", "when": "now"}, PUBLISHER),
    "publish: look": ("GET", {}, PUBLISHER),
    "unschedule": ("POST", {"version": "{version}"}, PUBLISHER),
    "withdraw": ("POST", {"version": "{version}", "note": "Forged."}, PUBLISHER),
    "withdraw: look": ("GET", {}, PUBLISHER),
    "preview_links": ("GET", {}, OWN_EDITOR_PUBLISHER),
    "preview_links: mint": ("POST", {"action": "mint"}, OWN_EDITOR_PUBLISHER),
    "notes": ("GET", {}, OWN_EDITOR_PUBLISHER),
    "notes: add": ("POST", {"text": "Forged?"}, OWN_EDITOR_PUBLISHER),
}
# Addresses that name no story; who may not come in is tested for all of them, what they may do in their own tests.
OTHERS = {
    *("desk_board", "desk_calendar", "desk_inbox", "desk_lookup", "desk_split", "desk_token", "desk_signed_in"),
    *("desk_bulk", "desk_changes", "desk_views", "desk_view", "desk_topics", "desk_picture", "desk_note"),
    "desk_embed",
}
CAST = ("noor", "sam", "rita", "robin", "ed", "olga", "pia")


@pytest.fixture
def people(rita, ed, pia, world):
    """Noor has an account and no business here, Sam no role; Robin is another reporter, Olga edits Sport."""
    sport = make_section("Sport")
    olga = make_user("olga", "editor")
    sport.editors.add(olga)
    found = {"rita": rita, "ed": ed, "pia": pia, "olga": olga, "robin": make_user("robin", "reporter")}
    return found | {"noor": make_user("noor"), "sam": make_user("sam", is_staff=True)}


def signed_in(user) -> Client:
    client = Client(headers=FETCH)
    client.force_login(user)
    return client


def ask(client: Client, name: str, method: str, posted: dict, story: Article):
    address = reverse(f"admin:desk_{name.split(':')[0]}", args=[story.uuid])
    data = {key: str(story.version) if value == "{version}" else value for key, value in posted.items()}
    if method == "GET":
        return client.get(address, data)
    if method == "JSON":
        return client.post(address, json.dumps(data), content_type="application/json")
    return client.post(address, data)


def rows() -> dict:
    """Return everything, without when somebody signed in."""
    found = everything()
    found["auth.User"] = [row | {"last_login": None} for row in found["auth.User"]]
    return found


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("name", STORY)
def test_an_address_of_a_story_lets_in_whom_the_policy_names_and_changes_nothing_for_others(name, who, people, rita):
    story = make_story(rita)
    client, (method, posted, allowed) = signed_in(people[who]), STORY[name]
    before = rows()

    answer = ask(client, name, method, posted, story)

    if who in allowed:
        assert answer.status_code not in {401, 403, 404}, answer.content
    else:
        readable = who in {"rita", "ed", "pia"}
        expected = 401 if who == "noor" else 403 if readable else 404
        assert (answer.status_code, rows() == before) == (expected, True), answer.content


@pytest.mark.parametrize("name", [name for name, (method, *_) in STORY.items() if method != "GET"])
def test_nobody_does_anything_without_signing_in(name, rita, world):
    story = make_story(rita)
    method, posted, _ = STORY[name]
    before = rows()

    by_script = ask(Client(headers=FETCH), name, method, posted, story)
    by_form = ask(Client(), name, method, posted, story)

    assert (by_script.status_code, by_form.status_code) == (401, 302)
    assert rows() == before


# What a reporter could once do with her own story and may not any more: it is with the desk, or approved.
@pytest.mark.parametrize("state", ["submitted", "ready"])
@pytest.mark.parametrize("name", ["save", "restore", "move: spike", "assign", "publish", "withdraw"])
def test_a_reporter_changes_nothing_of_what_the_desk_has(name, state, rita, ed, world):
    story = make_story(rita)
    moving.submit(story, by=rita)
    if state == "ready":
        moving.approve(story, by=ed)
    method, posted, _ = STORY[name]
    before = rows()

    answer = ask(signed_in(rita), name, method, posted, story)

    assert (answer.status_code, rows()) == (403, before), answer.content


def test_fields_that_no_form_has_are_not_written_by_posting_them(rita, pia, world):
    story = make_story(rita)
    kept = ["state", "created_by_id", "published_on", "source", "uuid", "handled_by_id", "legal_hold", "embargo_until"]
    before = Article.objects.filter(pk=story.pk).values(*kept).get()
    hidden = {
        "state": "ready",
        "created_by": pia.pk,
        "created_by_id": pia.pk,
        "published_on": "2022-02-09",
        "source": "wire",
        "uuid": "0" * 32,
        "handled_by": pia.pk,
        "text_version": 9,
    }

    answer = ask(signed_in(rita), "save", "POST", {"version": "{version}", "headline": "Hers", **hidden}, story)

    assert answer.status_code == 200
    assert Article.objects.filter(pk=story.pk).values(*kept).get() == before
    assert Article.objects.get(pk=story.pk).headline == "Hers"


@pytest.mark.parametrize("field", [{"embargo_until": "2030-01-01T06:00"}, {"legal_hold": ""}])
def test_an_embargo_and_the_lifting_of_a_hold_are_a_publishers(field, rita, ed, pia, world):
    story = make_story(pia, legal_hold=True)
    Article.objects.filter(pk=story.pk).update(created_by=rita)
    story.refresh_from_db()

    for user in (rita, ed):
        before = rows()
        answer = ask(signed_in(user), "save", "POST", {"version": "{version}", **field}, story)
        assert answer.status_code in {400, 403}, answer.content
        assert rows() == before


@pytest.mark.parametrize("who", ["robin", "olga", "sam", "noor"])
def test_the_stock_addresses_of_a_story_are_closed_as_well(who, people, rita):
    story = make_story(rita)
    client, before = signed_in(people[who]), rows()
    change, delete, history = (
        reverse(f"admin:articles_article_{name}", args=[story.pk]) for name in ("change", "delete", "history")
    )

    answers = [
        client.get(change).status_code,
        client.post(change, {"version": story.version, "headline": "Forged"}).status_code,
        client.post(delete, {"post": "yes"}).status_code,
        client.get(history).status_code,
    ]

    assert set(answers) <= {401, 403, 404}
    assert rows() == before


@pytest.mark.parametrize("who", ["rita", "ed", "pia"])
def test_nobody_deletes_a_story(who, people, rita):
    story = make_story(rita)
    client, before = signed_in(people[who]), rows()

    answers = {
        client.post(reverse("admin:articles_article_delete", args=[story.pk]), {"post": "yes"}).status_code,
        client.post(
            reverse("admin:articles_article_changelist"),
            {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"},
        ).status_code,
    }

    assert answers <= {403, 404, 405}
    assert rows() == before


# Who changes the lists beside the stories: model -> who adds a row, who changes one. Nobody here deletes.
LISTS = {
    "people.person": (EDITOR_PUBLISHER, EDITOR_PUBLISHER),
    "people.organisation": (EDITOR_PUBLISHER, EDITOR_PUBLISHER),
    "articles.topic": (EDITOR_PUBLISHER, EDITOR_PUBLISHER),
    "articles.section": (PUBLISHER, PUBLISHER),
    "articles.image": (set(), set()),
    "auth.user": (set(), set()),
    "auth.group": (set(), set()),
}


@pytest.mark.parametrize("who", ["sam", "rita", "ed", "pia"])
@pytest.mark.parametrize("name", LISTS)
def test_the_lists_beside_the_stories_are_changed_by_whom_the_policy_names(name, who, people, world):
    make_person(), make_organisation(), make_topic(), make_image()
    row = apps.get_model(name)._default_manager.first()
    client, (adds, changes) = signed_in(people[who]), LISTS[name]
    before = rows()
    pages = {page: f"admin:{name.replace('.', '_')}_{page}" for page in ("add", "change", "delete", "changelist")}
    # Whoever may is told what is missing in this form.
    forged = {"name": "" if who in changes else "Forged", "username": "forged", "is_superuser": "on", "post": "yes"}

    answers = {
        "add": client.post(reverse(pages["add"]), forged).status_code,
        "change": client.post(reverse(pages["change"], args=[row.pk]), forged).status_code,
        "delete": client.post(reverse(pages["delete"], args=[row.pk]), forged).status_code,
    }
    client.post(reverse(pages["changelist"]), forged | {"action": "delete_selected", "_selected_action": [row.pk]})

    assert answers == {
        "add": 200 if who in adds else 403,
        "change": 200 if who in changes else 403,
        "delete": 403,
    }
    assert rows() == before


def test_every_list_has_its_policy():
    assert {model._meta.label_lower for model in admin.site._registry} == {*LISTS, "articles.article"}


def test_a_bulk_deed_reaches_no_story_that_somebody_may_not_read(people, rita, pia):
    hers, his = make_story(rita, headline="Hers"), make_story(pia, headline="His")
    ready = make_ready_story(pia, headline="Ready")
    chosen = [f"{story.uuid}.{story.version}" for story in (hers, his, ready)]
    robin, pia = signed_in(people["robin"]), signed_in(pia)
    before = rows()

    answers = [
        robin.post(reverse("admin:desk_bulk"), {"story": chosen, "do": deed}).status_code
        for deed in ("submit", "approve", "spike", "publish", "schedule", "withdraw")
    ]

    assert (answers, rows() == before) == ([404, 404, 404, 400, 400, 400], True)
    assert pia.post(reverse("admin:desk_bulk"), {"story": chosen, "do": "spike"}).status_code == 200


def test_somebody_elses_saved_view_is_not_there(people, pia):
    view = SavedView.objects.create(user=pia, name="Mine", query="state=ready")
    before = rows()

    answer = signed_in(people["robin"]).post(reverse("admin:desk_view", args=[view.pk]), {"action": "delete"})

    assert (answer.status_code, rows()) == (404, before)


def test_a_reporter_creates_no_topic(people):
    before = rows()

    answer = signed_in(people["rita"]).post(reverse("admin:desk_topics"), {"name": "New", "introduction": "About it."})

    assert (answer.status_code, rows()) == (403, before)


def test_a_picture_that_is_not_published_is_for_those_who_may_choose_pictures(people, pia):
    address = reverse("admin:desk_picture", args=[make_image().uuid, 480])

    answers = {who: signed_in(people[who]).get(address) for who in ("pia", "rita", "noor", "sam")}

    found = {who: answer.status_code for who, answer in answers.items()}
    assert found == {"pia": 200, "rita": 200, "noor": 401, "sam": 403}
    for answer in answers.values():
        answer.close()


def test_every_address_of_the_desk_has_its_policy():
    named = {f"desk_{name.split(':')[0]}" for name in STORY} | OTHERS

    assert {page.name for page in urlpatterns} - named == set()
