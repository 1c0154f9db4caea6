"""The list of targets comes by deadline: its first page is read from this index, whatever the size of the record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_record_version")]
    operations = [
        migrations.AddIndex("target", models.Index(fields=["deadline", "id"], name="target_by_deadline")),
    ]
