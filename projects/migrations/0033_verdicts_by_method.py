"""An index by which every sweep sees at once that no verdict is of another version of the method."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0032_log_of_writes")]
    operations = [
        migrations.AddIndex(
            "assessment", models.Index(fields=["method_version", "has_periods"], name="assessment_by_method")
        ),
    ]
