"""The ledger of digests becomes the ledger of every message; what it holds stays, under the keys of the new one."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Concat


def _at_once(schema_editor):
    """PostgreSQL changes no table whose foreign keys still wait to be checked at the end of the transaction."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def to_keys(apps, schema_editor):
    """weekly and 2026-W47 become weekly:2026-W47; what waited waits from the moment it was written."""
    _at_once(schema_editor)
    Message = apps.get_model("accounts", "Message")
    Message.objects.update(
        kind="digest",
        channel="mail",
        key=Concat(F("cadence"), models.Value(":"), F("period_key")),
        give_up_at=F("created_at"),
    )
    Message.objects.filter(state="pending").update(next_attempt_at=F("created_at"))
    Message.objects.exclude(state="pending").update(attempts=1)


def to_periods(apps, schema_editor):
    """The way back, for digests; other messages have no place there."""
    _at_once(schema_editor)
    Message = apps.get_model("accounts", "Message")
    Message.objects.exclude(kind="digest").delete()
    for message in Message.objects.only("key").iterator():
        message.cadence, _colon, message.period_key = message.key.partition(":")
        message.save(update_fields=["cadence", "period_key"])


OLD_CONSTRAINTS = [
    "digest_once_a_period",
    "digest_cadence_known",
    "digest_window_in_order",
    "digest_never_empty",
    "digest_state_has_its_moments",
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_follows_preferences_digests")]
    operations = [
        *(migrations.RemoveConstraint("digest", name) for name in OLD_CONSTRAINTS),
        migrations.RemoveIndex("digest", "digest_last_sent"),
        migrations.AlterModelOptions("digest", {}),
        migrations.RenameModel("Digest", "Message"),
        migrations.RenameField("message", "claimed_at", "created_at"),
        migrations.AddField("message", "kind", models.CharField(max_length=12, default="digest"), preserve_default=False),
        migrations.AddField("message", "key", models.CharField(max_length=200, default=""), preserve_default=False),
        migrations.AddField("message", "channel", models.CharField(max_length=10, default="mail")),
        migrations.AddField("message", "attempts", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("message", "next_attempt_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("message", "give_up_at", models.DateTimeField(null=True)),
        migrations.AddField("message", "pictures", models.JSONField(default=list)),
        # So that the way back finds something to start from.
        migrations.AlterField("message", "cadence", models.CharField(max_length=10, default="weekly")),
        migrations.AlterField("message", "period_key", models.CharField(max_length=10, default="")),
        migrations.RunPython(to_keys, to_periods),
        migrations.RemoveField("message", "cadence"),
        migrations.RemoveField("message", "period_key"),
    ]
