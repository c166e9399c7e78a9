"""Accounts and roles in the admin: an administrator's business, and nobody can raise himself or delete a trace."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from articles.actions.accounts import anonymise
from articles.permissions import ROLES
from articles.workflow import Refused
from people.admin import PlainTitle

admin.site.unregister(User)
admin.site.unregister(Group)

# What somebody who may change accounts, but runs none, may write in one: nothing that gives a right.
HARMLESS = [(None, {"fields": ["username", "first_name", "last_name", "email"]})]


def may_write_in(user: User, other: User) -> bool:
    """Whether somebody who is no administrator may change an account: not their own, and none with more rights."""
    if other.is_superuser or other == user:
        return False
    roles = set(user.groups.values_list("pk", flat=True))
    return set(other.groups.values_list("pk", flat=True)) <= roles and not other.user_permissions.exists()


def rights() -> QuerySet[Permission]:
    """Return what a page of the admin asks for, and what somebody was given otherwise; of the rest nobody asks."""
    pages = [model for model, page in admin.site._registry.items()]
    inside = [inline.model for page in admin.site._registry.values() for inline in page.inlines]
    kinds = ContentType.objects.get_for_models(*pages, *inside).values()
    given = Q(group__isnull=False) | Q(user__isnull=False)
    return Permission.objects.filter(Q(content_type__in=kinds) | given).select_related("content_type").distinct()


class Rights(forms.ModelMultipleChoiceField):
    def label_from_instance(self, right: Permission) -> str:
        return right.name


class Ticked(PlainTitle):
    """Roles and rights are few: they are ticked."""

    filter_horizontal: list[str] = []

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "groups":
            return db_field.formfield(widget=forms.CheckboxSelectMultiple, label="Roles", help_text="")
        if db_field.remote_field and db_field.remote_field.model is Permission:
            tick = forms.CheckboxSelectMultiple
            return db_field.formfield(form_class=Rights, queryset=rights(), widget=tick, label="Rights", help_text="")
        return super().formfield_for_dbfield(db_field, request, **kwargs)


NAMES = {"fields": [("first_name", "last_name"), "email"]}
ROLE = "Roles say what somebody may do with stories. Which sections an editor has stands with each section."


@admin.register(User)
class AccountAdmin(Ticked, UserAdmin):
    """Accounts are closed or anonymised, never deleted: what somebody did stays theirs."""

    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who it is", NAMES),
        ("Roles", {"fields": ["groups", "is_active", "is_staff", "is_superuser"], "description": ROLE}),
        ("Rights beside the roles", {"fields": ["user_permissions"], "classes": ["collapse"]}),
        ("Dates", {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        ("Who it is", NAMES),
        ("Roles", {"fields": ["groups", "is_staff"], "description": ROLE}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    list_display = ["username", "first_name", "last_name", "roles", "is_active"]
    list_filter = ["is_active", "groups"]
    actions = ["close", "forget"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def roles(self, account: User) -> str:
        names = sorted(group.name for group in account.groups.all())
        return ", ".join(["superuser", *names] if account.is_superuser else names)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        return {"is_staff": True}

    def get_fieldsets(self, request: HttpRequest, obj=None):
        return super().get_fieldsets(request, obj) if request.user.is_superuser else HARMLESS

    def get_actions(self, request: HttpRequest) -> dict:
        return super().get_actions(request) if request.user.is_superuser else {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        if request.user.is_superuser or not super().has_change_permission(request, obj):
            return request.user.is_superuser
        return obj is None or may_write_in(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        raise PermissionDenied("An account is closed or anonymised, never deleted: what somebody did stays theirs.")

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied("Only an administrator sets somebody’s password.")
        return super().user_change_password(request, id, form_url)

    @admin.action(description="Close: they can no longer sign in")
    def close(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts.exclude(pk=request.user.pk).filter(is_active=True):
            account.is_active = False
            account.save(update_fields=["is_active"])
            self.log_change(request, account, "Closed.")
            self.message_user(request, f"{account} is closed. What they did stays.", messages.SUCCESS)

    @admin.action(description="Anonymise: close, and take name, address and rights away for good")
    def forget(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts:
            name = account.get_username()
            try:
                anonymise(account, by=request.user)
            except Refused as refusal:
                self.message_user(request, f"{name}: {refusal}", messages.ERROR)
            else:
                self.log_change(request, account, "Anonymised.")
                self.message_user(request, f"{name} is anonymised.", messages.SUCCESS)


@admin.register(Group)
class RoleAdmin(Ticked, GroupAdmin):
    """The newsroom's roles go by their names; others may be added beside them."""

    fields = ["name", "permissions"]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list:
        return ["name"] if obj is not None and obj.name in ROLES else []

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.is_superuser and (obj is None or obj.name not in ROLES)
