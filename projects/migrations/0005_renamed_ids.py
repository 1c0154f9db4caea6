"""Former ids, and triggers that let an id change only where one of them says so (docs/adr/0010-renamed-ids.md).

Kept as it stands for ever: a later column of a claim gets its own migration that replaces the triggers.
"""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import projects.models.fields
from projects.models.counting import CountChanges

APPEND_ONLY = import_module("projects.migrations.0002_append_only")

# The keys of a claim, each with the kind of thing that it names; all other columns are figures, and stay for ever.
KEYS = {
    "projects_target": {
        "id": "target", "indicator_id": "indicator", "interim_for_id": "target", "revises_id": "target",
        "source_id": "source",
    },
    "projects_outcome": {
        "id": "outcome", "indicator_id": "indicator", "corrects_id": "outcome", "territory_id": "territory",
        "source_id": "source",
    },
    "projects_projectevent": {"id": "projectevent", "project_id": "project", "source_id": "source"},
}  # fmt: skip
FIGURES = {
    table: [column for column in columns if column not in KEYS[table]] for table, columns in APPEND_ONLY.CLAIMS.items()
}
NO_RENAME = "append-only: an id changes only by renaming the thing, which leaves a redirect"

POSTGRESQL_FUNCTION = """
CREATE FUNCTION projects_refuse_rename() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place integer := 1;
    before text;
    after text;
BEGIN
    WHILE place < TG_NARGS LOOP
        before := to_jsonb(OLD) ->> TG_ARGV[place];
        after := to_jsonb(NEW) ->> TG_ARGV[place];
        IF before IS DISTINCT FROM after AND NOT EXISTS (
            SELECT 1 FROM projects_renamedid
            WHERE kind = TG_ARGV[place + 1] AND old_id = before AND new_id = after
        ) THEN
            RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                MESSAGE = TG_TABLE_NAME || ' ' || OLD.id || ': ' || TG_ARGV[0];
        END IF;
        place := place + 2;
    END LOOP;
    RETURN NEW;
END
$$
"""
POSTGRESQL_TRIGGERS = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW
WHEN ({figures}) EXECUTE FUNCTION projects_refuse('{no_update}');
CREATE TRIGGER {table}_no_rename BEFORE UPDATE ON {table} FOR EACH ROW
WHEN ({keys}) EXECUTE FUNCTION projects_refuse_rename('{no_rename}', {arguments})
"""
SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW
    WHEN {figures} BEGIN SELECT RAISE(ABORT, '{table}: {no_update}'); END
    """,
    """
    CREATE TRIGGER {table}_no_rename BEFORE UPDATE ON {table} FOR EACH ROW
    WHEN {unsaid} BEGIN SELECT RAISE(ABORT, '{table}: {no_rename}'); END
    """,
)
SAID = """EXISTS (SELECT 1 FROM projects_renamedid
          WHERE kind = '{kind}' AND old_id = OLD."{column}" AND new_id = NEW."{column}")"""


def part_triggers(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION)
    differs = 'OLD."{0}" IS DISTINCT FROM NEW."{0}"' if postgresql else 'OLD."{0}" IS NOT NEW."{0}"'
    for table, keys in KEYS.items():
        schema_editor.execute(f"DROP TRIGGER {table}_no_update" + (f" ON {table}" if postgresql else ""))
        words = {
            "table": table,
            "figures": " OR ".join(differs.format(column) for column in FIGURES[table]),
            "keys": " OR ".join(differs.format(column) for column in keys),
            "unsaid": " OR ".join(
                f"({differs.format(column)} AND NOT {SAID.format(kind=kind, column=column)})"
                for column, kind in keys.items()
            ),
            "arguments": ", ".join(f"'{column}', '{kind}'" for column, kind in keys.items()),
            "no_update": APPEND_ONLY.NO_UPDATE,
            "no_rename": NO_RENAME,
        }
        for statement in (POSTGRESQL_TRIGGERS,) if postgresql else SQLITE_TRIGGERS:
            schema_editor.execute(statement.format(**words), params=None)


def join_triggers(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in KEYS:
        schema_editor.execute(f"DROP TRIGGER {table}_no_rename" + (f" ON {table}" if postgresql else ""))
        if postgresql:
            schema_editor.execute(f"DROP TRIGGER {table}_no_delete ON {table}")
        schema_editor.execute(f"DROP TRIGGER {table}_no_update" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        schema_editor.execute("DROP FUNCTION projects_refuse_rename()")
        schema_editor.execute("DROP FUNCTION projects_refuse()")
    APPEND_ONLY.add_triggers(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_due_order"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="RenamedId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "organisation"),
                            ("territory", "territory"),
                            ("source", "source"),
                            ("programme", "programme"),
                            ("indicator", "indicator"),
                            ("target", "target"),
                            ("outcome", "outcome"),
                            ("project", "project"),
                            ("projectevent", "project event"),
                        ],
                        max_length=20,
                    ),
                ),
                ("old_id", projects.models.fields.PublicIdField(max_length=200)),
                ("new_id", projects.models.fields.PublicIdField(max_length=200)),
                ("renamed_at", models.DateTimeField()),
                (
                    "renamed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "former id",
                "verbose_name_plural": "former ids",
                "ordering": ["-renamed_at", "kind", "old_id"],
                "indexes": [models.Index(fields=["kind", "new_id"], name="renamed_id_by_new")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "old_id"),
                        name="renamed_id_leads_to_one",
                        violation_error_message="That id was given up before, and leads to one thing for good.",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(old_id=models.F("new_id")),
                        name="renamed_id_differs",
                        violation_error_message="The new id is another than the old one.",
                    ),
                ],
            },
        ),
        CountChanges("projects_renamedid"),
        migrations.RunPython(part_triggers, join_triggers),
    ]
