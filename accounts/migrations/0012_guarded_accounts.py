"""Second factors are stored encrypted, sessions that never showed one end, and no token outlives a year."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import DateTimeField, ExpressionWrapper, F, Q

from accounts.people import secrets_at_rest


def _change(apps, schema_editor, change):
    factors = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for factor in factors.order_by("pk").iterator(500):
        changed = secrets_at_rest.rewrite(factor.data, change)
        if changed != factor.data:
            factors.filter(pk=factor.pk).update(data=changed)


def encrypt(apps, schema_editor):
    """What is encrypted already stays, so that a second run changes nothing."""

    def encrypted(stored):
        return stored if stored.startswith(secrets_at_rest.MARK) else secrets_at_rest.encrypt(stored)

    _change(apps, schema_editor, encrypted)


def decrypt(apps, schema_editor):
    _change(apps, schema_editor, secrets_at_rest.decrypt)


def end_sessions(apps, schema_editor):
    """Some of those that were opened by a password alone, at the admin's own form, belong to people with a factor."""
    alias = schema_editor.connection.alias
    with_factor = apps.get_model("mfa", "Authenticator").objects.using(alias).values("user_id")
    apps.get_model("accounts", "User").objects.using(alias).filter(pk__in=with_factor).update(session_epoch=1)


def cut_tokens(apps, schema_editor):
    tokens = apps.get_model("knox", "AuthToken").objects.using(schema_editor.connection.alias)
    in_a_year = ExpressionWrapper(F("created") + timedelta(days=365), output_field=DateTimeField())
    tokens.filter(Q(expiry__isnull=True) | Q(expiry__gt=in_a_year)).update(expiry=in_a_year)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_past_the_deadline"),
        ("knox", "0009_extend_authtoken_field"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_epoch",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="times all sessions were ended"),
        ),
        migrations.RunPython(encrypt, decrypt),
        migrations.RunPython(end_sessions, migrations.RunPython.noop),
        migrations.RunPython(cut_tokens, migrations.RunPython.noop),
    ]
