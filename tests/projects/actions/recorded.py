"""What a recorded claim leaves behind: its verdict, its audit entry, and the problems of a refusal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from projects.actions.verify import verify
from projects.models import Assessment, AuditEntry
from tests.factories import SourceFactory

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
PRINTED = date(2024, 7, 20)


def half_year(target, **columns):
    return {
        "indicator": target.indicator,
        "basis": "absolute",
        "qualifier": "exactly",
        "value": Decimal(90),
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 6, 30),
        "final": True,
        "source": SourceFactory(published=PRINTED),
        **columns,
    }


def status(first="pool"):
    return Assessment.objects.get(first=first).status


def assert_verified():
    assert [str(difference) for difference in verify(as_of=AT.date())] == []


def assert_audited(action, thing, by):
    entry = AuditEntry.objects.filter(action=action).latest("id")
    assert (entry.object_type, entry.object_id) == (thing._meta.model_name, str(thing.pk))
    assert (entry.done_by_id, entry.done_at) == (by.pk, AT)
    return entry


def problems(raised):
    return raised.value.message_dict
