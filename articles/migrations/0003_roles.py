"""The roles of a newsroom as groups, each with what it may see and change in the admin.

Which move somebody may make with a story is decided by `articles.permissions`; these are the plain permissions.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

SEES = [
    "view_article",
    "view_section",
    "view_topic",
    "view_image",
    "view_entity",
    "view_person",
    "view_organisation",
]
WRITES = [*SEES, "add_article", "change_article"]
EDITS = [
    *WRITES,
    *(f"{verb}_{model}" for verb in ("add", "change") for model in ("person", "organisation", "alias", "position")),
    *("view_alias", "view_position", "add_topic", "change_topic", "add_image", "change_image"),
]
RUNS = [*EDITS, "add_section", "change_section", "delete_alias", "delete_position", "view_historyentry"]
ROLES = {"reporter": WRITES, "editor": EDITS, "publisher": RUNS, "admin": RUNS}


def make_roles(apps, schema_editor):
    # Permissions are normally made after all migrations; the groups need them now.
    for label in ("people", "articles"):
        create_permissions(installed.get_app_config(label), apps=apps, verbosity=0)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        role, _ = group.objects.get_or_create(name=name)
        found = permission.objects.filter(codename__in=codenames, content_type__app_label__in=["people", "articles"])
        role.permissions.set(found)


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_append_only"),
        ("people", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, remove_roles)]
