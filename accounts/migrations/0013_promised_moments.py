"""Who was promised a digest for a period that had one is promised the next: what the page says is what is sent (ADR 14)."""

from typing import Any

from django.db import migrations

from accounts.models.rhythm import Rhythm, next_due, period_key


def promise_what_is_sent(apps: Any, schema_editor: Any) -> None:
    """Move each due moment whose period had its digest to the first one whose period had none."""
    preferences, messages = apps.get_model("accounts", "Preferences"), apps.get_model("accounts", "Message")
    for chosen in preferences.objects.exclude(due_at=None).iterator():
        rhythm = Rhythm(chosen.cadence, chosen.weekday, chosen.hour, chosen.time_zone)
        mine = messages.objects.filter(user=chosen.user_id, kind="digest", channel="mail")
        if not mine.filter(key=f"{chosen.cadence}:{period_key(rhythm, chosen.due_at)}").exists():
            continue
        keys = mine.filter(key__startswith=f"{chosen.cadence}:").values_list("key", flat=True)
        due_at = next_due(rhythm, chosen.due_at, {key.partition(":")[2] for key in keys})
        preferences.objects.filter(pk=chosen.pk, due_at=chosen.due_at).update(due_at=due_at)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_guarded_accounts")]
    operations = [migrations.RunPython(promise_what_is_sent, migrations.RunPython.noop, elidable=True)]
