"""Passwords for the demo paper's accounts: generated, shown once, never fixed."""

import secrets

from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles.management import demo
from articles.permissions import ROLES

# Without letters and digits that look alike when read from a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def set_missing() -> dict[str, str]:
    """Give a password to every demo account that has none yet; return the new ones by username."""
    return _set(User.objects.filter(password=demo.UNUSABLE))


def set_new() -> dict[str, str]:
    """Give every demo account a new password; return them by username."""
    return _set(User.objects.filter(username__in=usernames()))


def usernames() -> list[str]:
    """Return the demo accounts people sign in with, by role; never those of a paper's own staff."""
    members = User.objects.filter(username__in=demo.usernames(demo.FOLDER), groups__name__in=ROLES).distinct()
    return [user.username for user in sorted(members, key=lambda user: ROLES.index(_role(user)))]


def lines(passwords: dict[str, str]) -> list[str]:
    """Return one line for each account: name, password, role."""
    users = User.objects.in_bulk(passwords, field_name="username")
    return [f"{name:<8}{passwords[name]:<24}{_role(users[name])}" for name in usernames() if name in passwords]


def _set(users: QuerySet[User]) -> dict[str, str]:
    new = {}
    for user in users:
        new[user.username] = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))
        user.set_password(new[user.username])
        user.save(update_fields=["password"])
    return new


def _role(user: User) -> str:
    return user.groups.filter(name__in=ROLES).values_list("name", flat=True)[0]
