"""Accounts: nobody raises himself, nothing that somebody did is ever removed with them."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from lxml.html import document_fromstring

from articles.actions import editing, moving
from articles.actions.accounts import anonymise
from articles.actions.moving import Denied
from articles.models import HistoryEntry, Revision
from articles.workflow import Refused
from people.models import Person
from tests.making import everything, make_live_story, make_person, make_story, make_user


@pytest.fixture
def ada(db) -> User:
    """Runs the newsroom."""
    return make_user("ada", "admin", is_superuser=True, password="!")


@pytest.fixture
def hugo(db) -> User:
    """A reporter who was also given the right to change accounts."""
    user = make_user("hugo", "reporter")
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_user", "change_user", "delete_user"]))
    return User.objects.get(pk=user.pk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def account(user: User) -> dict:
    row = User.objects.filter(pk=user.pk).values().get()
    return row | {
        "last_login": None,
        "groups": sorted(user.groups.values_list("name", flat=True)),
        "permissions": sorted(user.user_permissions.values_list("codename", flat=True)),
    }


def posted(form) -> dict[str, list[str]]:
    """Return what a browser posts of a form as it is."""
    values: dict[str, list[str]] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def forged(user: User) -> dict[str, object]:
    """Return a form of somebody's account in which every right is ticked."""
    return {
        "username": user.username,
        "first_name": "Changed",
        "last_name": "",
        "email": "",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "groups": [group.pk for group in Group.objects.all()],
        "user_permissions": [permission.pk for permission in Permission.objects.all()],
        "date_joined_0": "2022-01-01",
        "date_joined_1": "00:00:00",
    }


def test_somebody_who_may_change_accounts_cannot_raise_himself(hugo):
    before = account(hugo)

    answer = signed_in(hugo).post(reverse("admin:auth_user_change", args=[hugo.pk]), forged(hugo))

    assert (answer.status_code, account(hugo)) == (403, before)


def test_somebody_who_may_change_accounts_gives_nobody_a_right(hugo, rita):
    before = account(rita)

    answer = signed_in(hugo).post(reverse("admin:auth_user_change", args=[rita.pk]), forged(rita))

    assert (answer.status_code, account(rita)) == (302, before | {"first_name": "Changed"})


@pytest.mark.parametrize("who", ["pia", "ada"])
def test_nobody_changes_the_account_of_somebody_with_more_rights(who, hugo, request):
    other = request.getfixturevalue(who)
    before = account(other)

    answer = signed_in(hugo).post(reverse("admin:auth_user_change", args=[other.pk]), forged(other))

    assert (answer.status_code, account(other)) == (403, before)


def test_only_an_administrator_sets_a_password_or_starts_an_account(hugo, rita):
    client, before = signed_in(hugo), everything()["auth.User"]
    password = {"password1": "correct horse battery", "password2": "correct horse battery", "usable_password": "true"}

    answers = [
        client.post(reverse("admin:auth_user_password_change", args=[rita.pk]), password).status_code,
        client.post(reverse("admin:auth_user_add"), {"username": "new", **password}).status_code,
    ]

    after = [row | {"last_login": None} for row in everything()["auth.User"]]
    assert (answers, after) == ([403, 403], [row | {"last_login": None} for row in before])


def test_nobody_deletes_an_account(ada, hugo, rita, world):
    make_story(rita)

    for client in (signed_in(ada), signed_in(hugo)):
        assert client.post(reverse("admin:auth_user_delete", args=[rita.pk]), {"post": "yes"}).status_code == 403
        client.post(
            reverse("admin:auth_user_changelist"),
            {"action": "delete_selected", "_selected_action": [rita.pk], "post": "yes"},
        )

    assert User.objects.filter(pk=rita.pk).exists()


def test_an_account_is_started_with_its_name_and_role_and_signs_in_at_the_desk(ada):
    address = reverse("admin:auth_user_add")
    form = document_fromstring(signed_in(ada).get(address).content.decode()).get_element_by_id("user_form")
    assert form.xpath(".//select") == []
    named = {"username": "nina", "first_name": "Nina", "email": "nina@example.org"}
    password = {"password1": "correct horse battery", "password2": "correct horse battery"}

    signed_in(ada).post(address, posted(form) | named | password | {"groups": Group.objects.get(name="reporter").pk})

    client = Client()
    assert client.login(username="nina", password="correct horse battery")
    assert client.get("/admin/").status_code == 200
    nina = account(User.objects.get(username="nina"))
    assert (nina["first_name"], nina["groups"], nina["is_superuser"]) == ("Nina", ["reporter"], False)


def test_saving_an_account_or_a_role_as_it_is_changes_no_right(ada, hugo):
    for address in (
        reverse("admin:auth_user_change", args=[hugo.pk]),
        *(reverse("admin:auth_group_change", args=[role.pk]) for role in Group.objects.all()),
    ):
        before = everything()
        page = document_fromstring(signed_in(ada).get(address).content.decode())
        form = next(form for form in page.forms if form.get("id") in {"user_form", "group_form"})
        assert form.xpath(".//select") == []

        assert signed_in(ada).post(address, posted(form)).status_code == 302

        changed = {label for label, rows in everything().items() if rows != before[label]}
        assert changed <= {"auth.User"}


def test_only_rights_that_a_page_asks_for_are_offered(ada):
    address = reverse("admin:auth_group_add")

    page = document_fromstring(signed_in(ada).get(address).content.decode())

    offered = {box.getparent().text_content().strip() for box in page.xpath("//input[@name='permissions']")}
    assert {"Can change user", "Can add person", "Can add topic"} <= offered
    assert not {"Can change edition", "Can delete revision", "Can change session", "Can add log entry"} & offered


@pytest.mark.parametrize("who", ["rita", "ed", "pia", "hugo"])
def test_roles_are_an_administrators_business(who, request):
    client, before = signed_in(request.getfixturevalue(who)), everything()["auth.Group"]

    answers = {
        client.get(reverse("admin:auth_group_changelist")).status_code,
        client.post(reverse("admin:auth_group_add"), {"name": "kings"}).status_code,
        client.post(
            reverse("admin:auth_group_change", args=[Group.objects.get(name="reporter").pk]), {"name": "kings"}
        ).status_code,
    }

    assert (answers, everything()["auth.Group"]) == ({403}, before)


def test_a_role_keeps_its_name_and_stays(ada):
    client, role = signed_in(ada), Group.objects.get(name="editor")

    client.post(reverse("admin:auth_group_change", args=[role.pk]), {"name": "kings", "permissions": []})
    client.post(reverse("admin:auth_group_delete", args=[role.pk]), {"post": "yes"})

    assert Group.objects.filter(pk=role.pk, name="editor").exists()


def test_an_anonymised_account_is_closed_and_all_that_it_did_stays(ada, rita, ed, pia):
    person = make_person("Rita Salo", slug="rita-salo")
    Person.objects.filter(pk=person.pk).update(user=rita)
    User.objects.filter(pk=rita.pk).update(email="rita@example.org", last_name="Salo")
    rita.refresh_from_db()
    story = make_story(rita, bylines=[{"person": "rita-salo"}])
    moving.submit(story, by=rita)
    make_live_story(pia, headline="Another")
    kept = everything()
    session = signed_in(rita)
    assert session.get("/admin/").status_code == 200

    answer = signed_in(ada).post(
        reverse("admin:auth_user_changelist"), {"action": "forget", "_selected_action": [rita.pk]}, follow=True
    )

    assert answer.status_code == 200
    assert session.get("/admin/").status_code == 302
    rita.refresh_from_db()
    assert (rita.username, rita.get_full_name(), rita.email) == (f"former-{rita.pk}", "Former colleague", "")
    assert (rita.is_active, rita.is_staff, rita.has_usable_password()) == (False, False, False)
    assert list(rita.groups.all()) == []
    changed = {label for label, rows in everything().items() if rows != kept[label]}
    assert changed == {"auth.User", "auth.User_groups", "people.Person"}
    assert set(HistoryEntry.objects.filter(by=rita).values_list("by_name", flat=True)) == {"Rita Salo"}
    assert Revision.objects.filter(by=rita).count() == 1


def test_only_an_administrator_anonymises_and_not_himself(ada, pia, rita):
    before = everything()

    with pytest.raises(Denied):
        anonymise(rita, by=pia)
    with pytest.raises(Refused, match="your own"):
        anonymise(ada, by=ada)

    assert everything() == before


def test_a_closed_account_can_do_nothing_more(ada, rita, world):
    story = make_story(rita)

    signed_in(ada).post(reverse("admin:auth_user_changelist"), {"action": "close", "_selected_action": [rita.pk]})

    rita = User.objects.get(pk=rita.pk)
    assert rita.is_active is False
    with pytest.raises(Denied):
        editing.save(story, by=rita, changes={"headline": "Still here"})


def test_an_editor_does_not_choose_whose_byline_an_account_has(ed, ada):
    person = make_person("Ed Marsh", slug="ed-marsh")
    address = reverse("admin:people_person_change", args=[person.pk])

    assert b'name="user"' not in signed_in(ed).get(address).content
    page = signed_in(ada).get(address).content
    assert b"/admin/desk/lookup/users/" in page
