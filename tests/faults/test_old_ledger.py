"""The migration from digests of the old ledger to messages, forwards and backwards.

Nobody is promised an update from so long ago in one step, and walking back to it takes as long as two hundred tests.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.fault
AT = datetime(2024, 7, 8, 3, tzinfo=UTC)
OLD, NEW = [("accounts", "0002_follows_preferences_digests")], [("accounts", "0004_message_rules")]


def migrated(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.mark.django_db(transaction=True)
def test_the_ledger_keeps_what_it_holds():
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = migrated(OLD)
        person = old.get_model("accounts", "User").objects.create(email="aigul@example.org")
        columns = {
            "user": person,
            "cadence": "weekly",
            "window_start": AT,
            "window_end": AT,
            "recipient": person.email,
            "language": "en",
            "subject": "1 target overdue",
            "text": "…",
            "html": "…",
            "claimed_at": AT,
        }
        digests = old.get_model("accounts", "Digest").objects
        digests.create(period_key="2024-W28", state="pending", message_id="<1@x>", **columns)
        digests.create(period_key="2024-W27", state="sent", message_id="<2@x>", sending_at=AT, settled_at=AT, **columns)

        messages = migrated(NEW).get_model("accounts", "Message").objects.order_by("key")
        shown = list(messages.values_list("kind", "channel", "key", "state", "attempts", "next_attempt_at"))
        assert shown == [
            ("digest", "mail", "weekly:2024-W27", "sent", 1, None),
            ("digest", "mail", "weekly:2024-W28", "pending", 0, AT),
        ]

        back = migrated(OLD).get_model("accounts", "Digest").objects.order_by("period_key")
        assert list(back.values_list("cadence", "period_key")) == [("weekly", "2024-W27"), ("weekly", "2024-W28")]
    finally:
        migrated(newest)
