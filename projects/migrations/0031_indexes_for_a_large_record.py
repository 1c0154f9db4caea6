"""Indexes for what reads a whole table of a large record otherwise.

Who recorded a claim or took an article, which deleting an account asks of every claim; when a target was recorded, which
a week asks; the changes of status in the order of the API, in whose place the index of their day alone goes.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

ON = "projects_statuschange_on_56649892"


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0030_judging_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddIndex("target", models.Index(fields=["recorded_by"], name="target_recorded_by")),
        migrations.AddIndex("target", models.Index(fields=["recorded_at", "announced"], name="target_by_recording")),
        migrations.AddIndex("outcome", models.Index(fields=["recorded_by"], name="outcome_recorded_by")),
        migrations.AddIndex("projectevent", models.Index(fields=["recorded_by"], name="project_event_recorded_by")),
        migrations.AddIndex(
            "article",
            models.Index(fields=["taken_by"], name="article_taken_by", condition=Q(taken_by__isnull=False)),
        ),
        migrations.AddIndex("statuschange", models.Index(fields=["-on", "first"], name="status_change_by_day")),
        # SQLite would make the table anew, without its triggers.
        migrations.RunSQL(
            f"DROP INDEX IF EXISTS {ON}",
            f'CREATE INDEX {ON} ON projects_statuschange ("on")',
            state_operations=[migrations.AlterField("statuschange", "on", models.DateField())],
        ),
    ]
