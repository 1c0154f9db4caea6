"""Texts of the record in Russian and Kazakh, titles of sources in English too (docs/adr/0039-texts-of-the-record.md).

No table is made anew on SQLite, so their triggers stay. Those that let no figure change name none of the new columns:
what a claim says in another language can be added later.
"""

from django.db import migrations, models

LANGUAGES = ("ru", "kk")
LONG_TEXT = 10_000
TEXTS = {
    "source": ("title", "note"),
    "project": ("note",),
    "target": ("deadline_text", "locator", "note", "speaker"),
    "outcome": ("locator", "note", "speaker"),
    "projectevent": ("locator", "note"),
}
WITH_HISTORY = ("source", "project")
LENGTHS = {"note": None, "title_language": 35}  # of the other columns LONG_TEXT; None for text of any length


def _columns():
    """Model, column and its length."""
    for model, names in TEXTS.items():
        columns = {f"{name}_{code}": LENGTHS.get(name, LONG_TEXT) for name in names for code in LANGUAGES}
        if model == "source":
            columns |= {name: LENGTHS.get(name, LONG_TEXT) for name in ("title_en", "title_language")}
        for name in (model, f"historical{model}") if model in WITH_HISTORY else (model,):
            yield from ((name, column, length) for column, length in columns.items())


def _field(length):
    if length is None:
        return models.TextField(blank=True, db_default="", default="")
    return models.CharField(blank=True, db_default="", default="", max_length=length)


COLUMNS = list(_columns())


class Migration(migrations.Migration):
    dependencies = [("projects", "0021_watches")]
    operations = [
        migrations.RunSQL(
            [
                f"ALTER TABLE projects_{model} ADD COLUMN {column} "
                f"{'text' if length is None else f'varchar({length})'} NOT NULL DEFAULT ''"
                for model, column, length in COLUMNS
            ],
            [f"ALTER TABLE projects_{model} DROP COLUMN {column}" for model, column, _length in COLUMNS],
            state_operations=[
                migrations.AddField(model, column, _field(length)) for model, column, length in COLUMNS
            ],
        ),
    ]
