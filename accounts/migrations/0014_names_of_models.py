"""Models get the names of what they hold. The tables and their columns stay as they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The name of the model until now, its name from now on. Each table keeps the name that it has.
RENAMED = {"Preferences": "DigestPreferences", "Reminding": "ReminderPreferences", "Reminder": "ToldItem"}


def one_person(related_name: str) -> models.OneToOneField:
    return models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name=related_name,
        serialize=False,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_promised_moments")]
    operations = [
        *(migrations.AlterModelTable(old, f"accounts_{old.lower()}") for old in RENAMED),
        *(migrations.RenameModel(old, new) for old, new in RENAMED.items()),
        migrations.AlterField("digestpreferences", "user", one_person("digest_preferences")),
        migrations.AlterField("reminderpreferences", "user", one_person("reminder_preferences")),
        migrations.AlterField(
            "tolditem",
            "user",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, on_delete=django.db.models.deletion.CASCADE, related_name="told_items"
            ),
        ),
        migrations.AlterField(
            "tolditem",
            "message",
            models.ForeignKey(
                "accounts.message", on_delete=django.db.models.deletion.CASCADE, related_name="told_items"
            ),
        ),
    ]
