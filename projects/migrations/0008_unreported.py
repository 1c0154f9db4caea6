"""The status `unreported` (method 2) among the choices; verdicts of version 1 are rebuilt by `refresh_assessments`."""

from django.db import migrations, models

STATUSES = [
    ("achieved", "achieved"),
    ("achieved_late", "achieved late"),
    ("on_track", "on track"),
    ("behind", "behind"),
    ("off_track", "off track"),
    ("too_early", "too early to tell"),
    ("no_data", "no data"),
    ("overdue", "overdue"),
    ("unreported", "no final report"),
    ("missed", "missed"),
    ("not_assessable", "not assessable"),
    ("withdrawn", "withdrawn"),
]


class Migration(migrations.Migration):
    dependencies = [("projects", "0007_tidy_texts")]
    operations = [
        migrations.AlterField("assessment", "status", models.CharField(choices=STATUSES, max_length=15)),
        migrations.AlterField(
            "statuschange", "from_status", models.CharField(blank=True, choices=STATUSES, default="", max_length=15)
        ),
        migrations.AlterField("statuschange", "to_status", models.CharField(choices=STATUSES, max_length=15)),
    ]
