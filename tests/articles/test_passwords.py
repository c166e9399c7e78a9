"""Passwords of the demo's accounts: generated, shown once, never fixed; a paper's own staff keep theirs."""

import io
import re
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from articles.management import demo, passwords
from tests.making import everything, make_user

ROLES = {"rita": "reporter", "ed": "editor", "pia": "publisher", "ada": "admin"}


@pytest.fixture
def demo_staff(db) -> None:
    """The demo's four accounts as they are loaded, and Zoe, whom the paper has hired since."""
    for name, role in reversed(ROLES.items()):
        make_user(name, role, password=demo.UNUSABLE)
    zoe = make_user("zoe", "reporter")
    zoe.set_password("a password of her own")
    zoe.save()


def can_sign_in(name: str, password: str) -> bool:
    return authenticate(username=name, password=password) is not None


def test_nobody_can_sign_in_before_passwords_are_set(demo_staff):
    assert [name for name in ROLES if can_sign_in(name, demo.UNUSABLE) or can_sign_in(name, "")] == []


def test_each_account_gets_a_password_that_works_once_and_for_all(demo_staff):
    fresh = passwords.set_missing()
    before = everything()

    assert fresh.keys() == ROLES.keys()
    assert [name for name, password in fresh.items() if not can_sign_in(name, password)] == []
    assert passwords.set_missing() == {}
    # Signing in may note when; the passwords are as they were.
    assert everything() == before


def test_passwords_are_generated_and_never_the_same(demo_staff):
    sets = [passwords.set_missing(), passwords.set_new(), passwords.set_new()]
    made = [password for fresh in sets for password in fresh.values()]

    assert len(set(made)) == 3 * len(ROLES)
    assert [
        password for password in made if not re.fullmatch("[a-hj-km-np-z2-9]{5}(-[a-hj-km-np-z2-9]{5}){2}", password)
    ] == []
    assert len(Counter("".join(made))) > 20


def test_only_their_hashes_are_kept(demo_staff):
    fresh = passwords.set_missing()

    stored = repr(everything())
    assert [password for password in fresh.values() if password in stored] == []


def test_new_passwords_take_the_place_of_the_old(demo_staff):
    old = passwords.set_missing()

    new = passwords.set_new()

    assert new.keys() == ROLES.keys()
    assert [name for name in ROLES if can_sign_in(name, old[name]) or not can_sign_in(name, new[name])] == []


def test_the_papers_own_staff_keep_theirs(demo_staff):
    assert "zoe" not in passwords.set_missing()
    assert "zoe" not in passwords.set_new()

    assert can_sign_in("zoe", "a password of her own")
    assert passwords.usernames() == list(ROLES)


def test_an_account_in_two_roles_is_listed_once(demo_staff):
    User.objects.get(username="ed").groups.add(Group.objects.get(name="publisher"))

    assert sorted(passwords.usernames()) == sorted(ROLES)


def test_the_command_shows_each_with_its_role_by_rank(demo_staff):
    out = io.StringIO()

    call_command("demo_passwords", stdout=out)

    shown = [line.split() for line in out.getvalue().splitlines()]
    assert [(name, role) for name, _, role in shown] == list(ROLES.items())
    assert [name for name, password, _ in shown if not can_sign_in(name, password)] == []


def test_without_the_demo_there_is_nothing_to_show(db):
    assert passwords.set_missing() == passwords.set_new() == {}
    assert passwords.lines({}) == []
