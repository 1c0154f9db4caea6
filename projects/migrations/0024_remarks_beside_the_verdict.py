"""What those responsible say of a target, and what is not entered yet, in three languages.

The table is not made anew on SQLite, so its triggers stay. They name none of the new columns: no figure, these may change.
"""

from django.db import migrations, models

COLUMNS = [f"{name}{suffix}" for name in ("claimed", "not_entered") for suffix in ("", "_ru", "_kk")]
HELP = {
    "claimed": "What those responsible say of it without a day or a figure that can be entered.",
    "not_entered": "What is known to exist and is not entered yet, and why.",
}


class Migration(migrations.Migration):
    dependencies = [("projects", "0023_people_and_offices")]
    operations = [
        migrations.RunSQL(
            [f"ALTER TABLE projects_target ADD COLUMN {column} text NOT NULL DEFAULT ''" for column in COLUMNS],
            [f"ALTER TABLE projects_target DROP COLUMN {column}" for column in COLUMNS],
            state_operations=[
                migrations.AddField(
                    "target",
                    column,
                    models.TextField(blank=True, db_default="", default="", help_text=HELP.get(column, "")),
                )
                for column in COLUMNS
            ],
        ),
    ]
