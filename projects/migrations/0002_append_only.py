"""Claims are append-only in the database itself (docs/adr/0002-append-only-figures.md).

Kept as it stands for ever: a later column of a claim gets its own migration that replaces the triggers.
"""

from django.db import migrations

CLAIMS = {
    "projects_target": [
        "id",
        "indicator_id",
        "basis",
        "qualifier",
        "value",
        "upper_value",
        "rounded_to",
        "baseline_value",
        "baseline_start",
        "baseline_end",
        "window_start",
        "deadline",
        "deadline_text",
        "timing",
        "bundle",
        "interim_for_id",
        "revises_id",
        "withdrawn",
        "announced",
        "source_id",
        "recorded_at",
        "recorded_by_id",
    ],
    "projects_outcome": [
        "id",
        "indicator_id",
        "basis",
        "qualifier",
        "value",
        "upper_value",
        "rounded_to",
        "compared_with_start",
        "compared_with_end",
        "period_start",
        "period_end",
        "final",
        "corrects_id",
        "territory_id",
        "source_id",
        "recorded_at",
        "recorded_by_id",
    ],
    "projects_projectevent": ["id", "project_id", "stage", "date", "source_id", "recorded_at", "recorded_by_id"],
}
NO_UPDATE = "append-only: a recorded figure is never changed; correct, revise or withdraw it with a new row"
NO_DELETE = "append-only: a recorded claim is never deleted; correct, revise or withdraw it with a new row"

POSTGRESQL_FUNCTION = """
CREATE FUNCTION projects_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
        MESSAGE = TG_TABLE_NAME || ' ' || OLD.id || ': ' || TG_ARGV[0];
END
$$
"""
POSTGRESQL_TRIGGERS = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW
WHEN ({changed}) EXECUTE FUNCTION projects_refuse('{no_update}');
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW
WHEN (COALESCE(current_setting('tracker.erasure', true), '') <> 'on') EXECUTE FUNCTION projects_refuse('{no_delete}')
"""
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW
WHEN {changed} BEGIN SELECT RAISE(ABORT, '{table}: {no_update}'); END
"""


def add_triggers(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION)
    differs = "OLD.{0} IS DISTINCT FROM NEW.{0}" if postgresql else "OLD.{0} IS NOT NEW.{0}"
    for table, columns in CLAIMS.items():
        changed = " OR ".join(differs.format(f'"{column}"') for column in columns)
        statement = POSTGRESQL_TRIGGERS if postgresql else SQLITE_TRIGGER
        schema_editor.execute(
            statement.format(table=table, changed=changed, no_update=NO_UPDATE, no_delete=NO_DELETE), params=None
        )


def drop_triggers(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in CLAIMS:
        on = f" ON {table}" if postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {table}_no_update{on}")
        if postgresql:
            schema_editor.execute(f"DROP TRIGGER {table}_no_delete{on}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION projects_refuse()")


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
