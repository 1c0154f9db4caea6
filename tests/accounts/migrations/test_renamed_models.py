"""Renamed models keep their tables and rows; the migration can be reversed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

AT = datetime(2024, 7, 8, 3, tzinfo=UTC)
OLD, NEW = "0013_promised_moments", "0014_names_of_models"
TABLES = {"accounts_preferences", "accounts_reminding", "accounts_reminder"}


def migrated(to):
    """The models as a migration leaves them; the command renames their content types too."""
    call_command("migrate", "accounts", to, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([("accounts", to)]).apps


def rows(apps, *names):
    return [list(apps.get_model("accounts", name).objects.order_by("pk").values()) for name in names]


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_renamed_models_keep_their_rows():
    try:
        old = migrated(OLD)
        person = old.get_model("accounts", "User").objects.create(email="aigul@example.org")
        old.get_model("accounts", "Preferences").objects.create(user=person, cadence="daily", due_at=AT, hour=7)
        old.get_model("accounts", "Reminding").objects.create(user=person, desk=False, next_at=AT)
        message = old.get_model("accounts", "Message").objects.create(
            user=person,
            kind="reminder",
            channel="mail",
            key="day:2024-07-08",
            recipient=person.email,
            language="en",
            subject="Reminder: 1 due within a day",
            text="…",
            message_id="<1@x>",
            created_at=AT,
            next_attempt_at=AT,
            give_up_at=AT,
        )
        old.get_model("accounts", "Reminder").objects.create(user=person, message=message, key="due:a:2024-07-09:1")
        before = rows(old, "Preferences", "Reminding", "Reminder")
        assert [len(table) for table in before] == [1, 1, 1]
        content_type = ContentType.objects.get_or_create(app_label="accounts", model="preferences")[0].pk

        new = migrated(NEW)
        assert rows(new, "DigestPreferences", "ReminderPreferences", "ToldItem") == before
        assert set(connection.introspection.table_names()) >= TABLES
        assert ContentType.objects.get(pk=content_type).model == "digestpreferences"
        renamed = new.get_model("accounts", "User").objects.get(pk=person.pk)
        assert renamed.digest_preferences.hour == 7
        assert renamed.reminder_preferences.deadlines
        assert renamed.told_items.get().message.told_items.count() == 1

        assert rows(migrated(OLD), "Preferences", "Reminding", "Reminder") == before
    finally:
        call_command("migrate", verbosity=0)
