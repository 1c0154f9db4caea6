import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who wanted one country gets none once it is gone, and not all of them. Nothing changes in the database."""

    dependencies = [
        ("accounts", "0020_languages_of_folders"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="weeksubscriber",
            name="territory",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="projects.territory",
                verbose_name="country",
            ),
        ),
    ]
