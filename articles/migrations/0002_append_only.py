"""Let the database itself refuse to change or delete what was published and who did what."""

from django.db import migrations

# Table (by model) -> columns that may change.
APPEND_ONLY = {"historyentry": set(), "edition": {"live_until", "withheld"}, "revision": set()}

SQLITE = [
    """CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table} WHEN ({old}) IS NOT ({new})
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$""",
    """CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table} FOR EACH ROW
    WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION {table}_is_append_only()""",
    """CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table} FOR EACH ROW
    EXECUTE FUNCTION {table}_is_append_only()""",
]
UNDO_SQLITE = ["DROP TRIGGER {table}_is_never_changed", "DROP TRIGGER {table}_is_never_deleted"]
UNDO_POSTGRESQL = ["DROP FUNCTION {table}_is_append_only() CASCADE"]


def guard(apps, schema_editor):
    _execute(apps, schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unguard(apps, schema_editor):
    _execute(apps, schema_editor, {"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL})


def _execute(apps, schema_editor, statements):
    for name, free in APPEND_ONLY.items():
        meta = apps.get_model("articles", name)._meta
        columns = [field.column for field in meta.concrete_fields if field.column not in free]
        old, new = (", ".join(f'{row}."{column}"' for column in columns) for row in ("OLD", "NEW"))
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=meta.db_table, old=old, new=new))


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
