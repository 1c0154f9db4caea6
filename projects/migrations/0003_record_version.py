"""The record's version: every write of what a reader can see counts (docs/adr/0008-the-version-of-the-record.md)."""

from django.db import migrations, models

from projects.models.counting import CountChanges


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="RecordVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("changed_at", models.DateTimeField()),
                (
                    "by_transaction",
                    models.BigIntegerField(help_text="The transaction that has counted itself already.", null=True),
                ),
            ],
        ),
        CountChanges(
            "projects_organisation",
            "projects_territory",
            "projects_source",
            "projects_programme",
            "projects_indicator",
            "projects_target",
            "projects_outcome",
            "projects_project",
            "projects_projectevent",
            "projects_assessment",
            "projects_statuschange",
        ),
    ]
