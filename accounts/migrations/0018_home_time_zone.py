from django.db import migrations, models

import accounts.models.digest_preferences


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0017_week_subscribers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="digestpreferences",
            name="time_zone",
            field=models.CharField(
                default=accounts.models.digest_preferences.home_time_zone,
                max_length=64,
                validators=[accounts.models.digest_preferences.validate_time_zone],
                verbose_name="time zone",
            ),
        ),
    ]
