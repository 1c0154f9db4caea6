"""Status changes in the order of recording, as the feed has them, from an index alone; it takes the place of another."""

from django.db import migrations, models

from projects.models.counting import CountChanges


class Migration(migrations.Migration):
    dependencies = [("projects", "0009_our_slips")]
    operations = [
        migrations.AlterField(model_name="statuschange", name="recorded_at", field=models.DateTimeField()),
        migrations.AddIndex(
            model_name="statuschange",
            index=models.Index(fields=["recorded_at", "on"], name="status_change_recorded"),
        ),
        CountChanges("projects_statuschange"),
    ]
