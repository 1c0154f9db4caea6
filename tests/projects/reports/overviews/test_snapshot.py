"""The promises of a body, place or programme are the same from the chains of a track record as from the verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

import projects.data
from projects.actions.refresh import refresh_assessments
from projects.models import Organisation, Programme, Territory
from projects.reports.overviews.snapshot import Snapshot, snapshot_of_scope, take_snapshot
from projects.reports.targets.target_query import TargetQuery

STORED_ON = date(2026, 3, 20)
DAYS = (date(2019, 6, 1), date(2023, 1, 1), date(2025, 12, 31), STORED_ON, date(2026, 3, 22), date(2027, 1, 1))

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def germany(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A shipped record with its verdicts, loaded once and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_package", str(Path(next(iter(projects.data.__path__))) / "germany"), stdout=None)
        refresh_assessments(as_of=STORED_ON, at=datetime(2026, 3, 20, 9, tzinfo=UTC))
        yield
        transaction.set_rollback(True)


def facts(snapshot: Snapshot) -> list[tuple[str, str, str, date | None]]:
    return [
        (verdict.first, verdict.target, verdict.status, snapshot.deadline(verdict))
        for verdict in snapshot.by_deadline()
    ]


@pytest.mark.parametrize("as_of", DAYS)
def test_a_scope_has_the_same_promises_from_its_chains(as_of: date) -> None:
    queries = [
        *(TargetQuery(responsible=id) for id in Organisation.objects.values_list("id", flat=True)),
        *(TargetQuery(territory=id) for id in Territory.objects.values_list("id", flat=True)),
        *(TargetQuery(programme=id) for id in Programme.objects.values_list("id", flat=True)),
    ]
    promises = 0
    for query in queries:
        snapshot = snapshot_of_scope(query, as_of)
        assert facts(snapshot) == facts(take_snapshot(as_of, query)), query
        shown = snapshot.by_deadline()[:1]
        assert [entry.assessment["status"] for entry in snapshot.entries(shown).values()] == [
            verdict.status for verdict in shown
        ]
        promises += len(snapshot.verdicts)
    assert promises > 10
