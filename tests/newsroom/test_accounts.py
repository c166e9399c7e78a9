"""What an account allows is its own permissions and those of its groups, asked for once."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Group, Permission, User

from newsroom.accounts import Accounts
from tests.making import make_user


def granted(**where):
    return Permission.objects.get(**where)


def test_own_permissions_and_those_of_every_group_are_one_question(db, django_assert_num_queries):
    user = make_user("rita", "reporter")
    user.groups.add(group := Group.objects.create(name="Photographers"))
    group.permissions.add(granted(codename="delete_image"))
    user.user_permissions.add(granted(codename="view_user"), granted(codename="view_article"))
    ours, theirs = User.objects.get(pk=user.pk), User.objects.get(pk=user.pk)

    with django_assert_num_queries(1):
        found = Accounts().get_all_permissions(ours)
        assert Accounts().get_all_permissions(ours) == found

    assert found == ModelBackend().get_all_permissions(theirs)
    assert {"articles.delete_image", "auth.view_user", "articles.add_article"} <= found


@pytest.mark.parametrize("state", [{"is_active": False}, {"is_superuser": True}])
def test_a_closed_account_and_one_that_may_everything_are_as_django_has_them(db, state):
    user = make_user("sam", "editor", **state)

    assert Accounts().get_all_permissions(user) == ModelBackend().get_all_permissions(User.objects.get(pk=user.pk))
    assert Accounts().get_all_permissions(AnonymousUser()) == set()
