"""Closing an account for good: nothing that it did goes, only who it was."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction

from articles.actions.moving import Denied
from articles.models import Presence
from articles.workflow import Refused
from people.models import Person


def anonymise(user: User, *, by: User) -> None:
    """Take name, address, password, rights and page link from an account and close it.

    What was done under it stays: revisions, editions and bylines as they were printed, the history with the name as
    it was written down at the time.

    Raises Denied for anybody but a superuser, Refused for one's own account.
    """
    if not by.is_active or not by.is_superuser:
        raise Denied("Only an administrator may anonymise an account.")
    if user == by:
        raise Refused("You cannot anonymise your own account. Ask another administrator.")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(
            username=f"former-{user.pk}",
            first_name="Former",
            last_name="colleague",
            email="",
            # Sessions are tied to the password: with this one they end as well.
            password=make_password(None),
            is_active=False,
            is_staff=False,
            is_superuser=False,
            last_login=None,
        )
        user.groups.clear()
        user.user_permissions.clear()
        Presence.objects.filter(user=user).delete()
        Person.objects.filter(user=user).update(user=None)
    user.refresh_from_db()
