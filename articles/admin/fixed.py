"""What no form of the admin changes."""

from django.http import HttpRequest


class ReadOnly:
    """For records that only the verbs of `articles.actions` change."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
