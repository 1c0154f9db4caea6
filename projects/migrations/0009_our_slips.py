"""Whether a correction mends our own slip (docs/adr/0018-our-slips.md), and a trigger that guards the new column.

SQLite's tables are not made anew here, so their other triggers stay. Kept as it stands for ever: a later column of a
claim gets its own migration that replaces the trigger.
"""

from importlib import import_module

from django.db import migrations, models

APPEND_ONLY = import_module("projects.migrations.0002_append_only")
EARLIER = import_module("projects.migrations.0005_renamed_ids")

TABLE = "projects_outcome"
FIGURES = [*EARLIER.FIGURES[TABLE], "our_slip"]
RULE = "outcome_slip_is_a_correction"
POSTGRESQL_COLUMN = f"""
ALTER TABLE {TABLE} ADD COLUMN our_slip boolean NOT NULL DEFAULT false
CONSTRAINT {RULE} CHECK (NOT our_slip OR corrects_id IS NOT NULL)
"""
SQLITE_COLUMN = f"""
ALTER TABLE {TABLE} ADD COLUMN "our_slip" bool NOT NULL DEFAULT 0
CONSTRAINT "{RULE}" CHECK (NOT "our_slip" OR "corrects_id" IS NOT NULL)
"""
# Where both figures cite one source, it said the same all along; another source is the publisher's word.
DECIDE = f"""
UPDATE {TABLE} SET our_slip = %s WHERE corrects_id IS NOT NULL AND source_id =
    (SELECT wrong.source_id FROM {TABLE} AS wrong WHERE wrong.id = {TABLE}.corrects_id)
"""


def add_column(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL_COLUMN if postgresql else SQLITE_COLUMN, params=None)
    schema_editor.execute(DECIDE, params=[True])
    if postgresql:
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED", params=None)
    _guard(schema_editor, FIGURES)


def drop_column(apps, schema_editor):
    _guard(schema_editor, EARLIER.FIGURES[TABLE])
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {RULE}", params=None)
    schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN our_slip", params=None)


def _guard(schema_editor, figures):
    """Replaces the trigger that lets no figure change."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER {TABLE}_no_update" + (f" ON {TABLE}" if postgresql else ""), params=None)
    differs = 'OLD."{0}" IS DISTINCT FROM NEW."{0}"' if postgresql else 'OLD."{0}" IS NOT NEW."{0}"'
    changed = " OR ".join(differs.format(column) for column in figures)
    refuse = (
        f"EXECUTE FUNCTION projects_refuse('{APPEND_ONLY.NO_UPDATE}')"
        if postgresql
        else f"BEGIN SELECT RAISE(ABORT, '{TABLE}: {APPEND_ONLY.NO_UPDATE}'); END"
    )
    when = f"WHEN ({changed})" if postgresql else f"WHEN {changed}"
    statement = f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW {when} {refuse}"
    schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("projects", "0008_unreported")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_column, drop_column)],
            state_operations=[
                migrations.AddField("outcome", "our_slip", models.BooleanField(db_default=False, default=False)),
                migrations.AddConstraint(
                    "outcome",
                    models.CheckConstraint(
                        condition=models.Q(our_slip=False) | models.Q(corrects__isnull=False),
                        name=RULE,
                        violation_error_message="Only a correction can mend a slip: name in “corrects” what it mends.",
                    ),
                ),
            ],
        )
    ]
