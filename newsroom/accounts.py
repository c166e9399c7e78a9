"""Who may sign in and what their account allows, asked of the database at once."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.db.models import Model, Q


class Accounts(ModelBackend):
    """Django's accounts. Every page asks for permissions: those of the account and of its groups are one question."""

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            own = Q(pk__in=User.user_permissions.through.objects.filter(user=user_obj).values("permission"))
            granted = Permission.objects.filter(own | Q(group__user=user_obj)).order_by()
            names = granted.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in names}  # type: ignore[attr-defined]
        return user_obj._perm_cache  # type: ignore[attr-defined]
