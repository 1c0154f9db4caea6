"""Stored verdicts without the indexes that nobody asks: judging a record from nothing writes all of them at once."""

import django.db.models.deletion
from django.db import migrations, models

from projects.models.counting import CountChanges


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_renamed_ids")]
    operations = [
        migrations.AlterField(
            model_name="assessment",
            name="status",
            field=models.CharField(
                choices=[
                    ("achieved", "achieved"),
                    ("achieved_late", "achieved late"),
                    ("on_track", "on track"),
                    ("behind", "behind"),
                    ("off_track", "off track"),
                    ("too_early", "too early to tell"),
                    ("no_data", "no data"),
                    ("overdue", "overdue"),
                    ("missed", "missed"),
                    ("not_assessable", "not assessable"),
                    ("withdrawn", "withdrawn"),
                ],
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="first",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="status_changes",
                to="projects.target",
            ),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="target",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                help_text="Link current on that day.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.target",
            ),
        ),
        migrations.AddIndex(
            model_name="assessment", index=models.Index(fields=["status"], name="assessment_by_status")
        ),
        CountChanges("projects_assessment", "projects_statuschange"),
    ]
