"""A page judges a chain once: its verdict, explanation and chart are read from the same workings."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from projects.actions.refresh import refresh_assessments
from projects.comparison import engine
from projects.models import Target
from tests.factories import OutcomeFactory, ProgrammeFactory, TargetFactory

pytestmark = [pytest.mark.once, pytest.mark.django_db]

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)
PAST = "as_of=2024-09-30"
OTHERS = {"part-0": 1, "part-1": 1}

# The address, and how often each chain is judged for it.
JUDGED = (
    ("/targets/main/", {"main": 1}),
    (f"/targets/main/?{PAST}", {"main": 1, **OTHERS}),
    (f"/targets/main-2/?{PAST}", {"main": 1, **OTHERS}),
    ("/targets/main/?as_of=2025-12-31", {"main": 1, **OTHERS}),
    ("/api/v1/targets/main/", {"main": 1}),
    (f"/api/v1/targets/main/?{PAST}", {"main": 1}),
    ("/api/v1/targets/main/?known_at=2025-01-01T00:00:00Z", {"main": 1}),
    ("/embed/targets/main/", {}),
    (f"/embed/targets/main/?{PAST}", {"main": 1}),
    ("/embed/targets/main/?chart=trajectory", {"main": 1}),
    (f"/embed/targets/main/?chart=trajectory&{PAST}", {"main": 1}),
    ("/targets/main.png", {"main": 1}),
    (f"/targets/main.png?{PAST}", {"main": 1}),
    ("/targets/main.svg", {"main": 1}),
    (f"/targets/main.svg?{PAST}", {"main": 1}),
    ("/targets/main/card.png", {}),
    (f"/targets/main/card.png?{PAST}", {"main": 1}),
    ("/targets/main/trajectory.csv", {"main": 1}),
    (f"/targets/main/bundle.csv?{PAST}", {"main": 1, **OTHERS}),
    ("/compare/?targets=main&targets=part-0", {}),
    (f"/compare/?targets=main&targets=main-2&targets=part-0&{PAST}", {"main": 1, "part-0": 1}),
)


@pytest.fixture
def record() -> None:
    """A promise that was revised in the summer, announced together with two others."""
    programme = ProgrammeFactory()
    for id in ("main", "part-0", "part-1"):
        target = TargetFactory(id=id, bundle="pool", deadline=date(2025, 12, 31), indicator__programme=programme)
        period = {"period_start": date(2024, 1, 1), "period_end": date(2024, 3, 31)}
        OutcomeFactory(indicator=target.indicator, value=Decimal(20), **period)
    main = Target.objects.get(id="main")
    TargetFactory(
        id="main-2", revises=main, indicator=main.indicator, bundle="pool", value=Decimal(300),
        announced=date(2024, 7, 1), deadline=main.deadline,
    )  # fmt: skip
    refresh_assessments(as_of=TODAY, at=NOW)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the engine has judged each chain, by its first link."""
    counts: Counter[str] = Counter()
    work_out = engine._work_out

    def counted(chain: Any, *others: Any) -> Any:
        counts[chain[0].id] += 1
        return work_out(chain, *others)

    monkeypatch.setattr(engine, "_work_out", counted)
    return counts


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(("address", "expected"), JUDGED, ids=[address for address, _ in JUDGED])
def test_each_chain_is_judged_once(address: str, expected: dict[str, int], client: Client, runs: Counter[str]) -> None:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(address)
    assert answer.status_code == 200
    assert runs == expected


@pytest.mark.usefixtures("record")
def test_what_was_not_announced_is_not_judged(client: Client, runs: Counter[str]) -> None:
    for address in ("/targets/main-2/?as_of=2024-05-01", "/api/v1/targets/main-2/?as_of=2024-05-01"):
        client.get(address)
    assert not runs
