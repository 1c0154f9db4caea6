"""A log of which rows were written, by which what is counted over every chain is brought up to date (ADR 61)."""

from django.db import migrations, models

from projects.models.write_log import LogWrites


class Migration(migrations.Migration):
    dependencies = [("projects", "0031_indexes_for_a_large_record")]
    operations = [
        migrations.CreateModel(
            name="TableWrite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("transaction", models.BigIntegerField(db_index=True)),
                ("table", models.CharField(max_length=63)),
                ("deed", models.CharField(max_length=8)),
                ("keys", models.JSONField(null=True)),
                ("written_at", models.DateTimeField(db_index=True)),
            ],
        ),
        LogWrites("projects_assessment", key="first_id"),
        LogWrites("projects_statuschange", key="first_id"),
        LogWrites("projects_target", key="id"),
        LogWrites("projects_indicator", key="id"),
        LogWrites("projects_programme", key="id"),
        LogWrites("projects_territory", key="id"),
    ]
