"""The periods of each chain's statuses, in which an earlier day is looked up (ADR 58).

Expand only: a column whose default the database knows, and an empty table. Nothing is filled here, so that it is done in
a moment whatever the size: ``refresh_assessments --outdated`` fills it, as does the daily refresh. Until then, and for
chains that an earlier release still writes, an earlier day is read from the status changes as before.
"""

from django.db import migrations, models
from django.db.models.deletion import PROTECT

from projects.models.assessment import Status
from projects.models.counting import CountChanges


class Migration(migrations.Migration):
    dependencies = [("projects", "0028_moments_of_change")]
    operations = [
        # SQLite cannot make a table anew that the triggers of other tables name.
        migrations.RunSQL(
            "ALTER TABLE projects_assessment ADD COLUMN has_periods bool NOT NULL DEFAULT false",
            "ALTER TABLE projects_assessment DROP COLUMN has_periods",
            state_operations=[
                migrations.AddField(
                    "assessment",
                    "has_periods",
                    models.BooleanField(db_default=False, default=False, editable=False),
                )
            ],
        ),
        migrations.CreateModel(
            name="StatusPeriod",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "first", "since", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("status", models.CharField(choices=Status, max_length=15)),
                (
                    "first",
                    models.ForeignKey(
                        "projects.target", PROTECT, related_name="+", db_constraint=False, db_index=False
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        "projects.target", PROTECT, related_name="periods", db_constraint=False, db_index=False
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["target", "since"], name="status_period_by_target"),
                    models.Index(fields=["status", "until", "since"], name="status_period_by_status"),
                ]
            },
        ),
        CountChanges("projects_statusperiod"),
    ]
