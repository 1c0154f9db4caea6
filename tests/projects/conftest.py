"""A small record, and a reader who looks at it on a fixed day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import resvg_py
import time_machine
from django.db import transaction
from django.test import Client

from projects.actions.refresh import refresh_assessments
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    ProjectEventFactory,
    ProjectFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)

NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)
TODAY = date(2025, 1, 10)


@pytest.fixture
def reader() -> Iterator[Client]:
    with time_machine.travel(NOW, tick=False):
        yield Client()


@pytest.fixture
def two_people_review(settings: Any) -> None:
    """Nobody publishes their own draft."""
    settings.REVIEW = "two"


@pytest.fixture
def other(db: None) -> Any:
    """Another editor than the one who writes."""
    return UserFactory(editor=True)


@pytest.fixture
def each_picture_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For walks: fifty addresses lead to one picture, and drawing it takes longer than a page."""
    draw, drawn = resvg_py.svg_to_bytes, {}

    def once(*, svg_string: str, width: int, **given: object) -> bytes:
        if (svg_string, width) not in drawn:
            drawn[svg_string, width] = draw(svg_string=svg_string, width=width, **given)
        return drawn[svg_string, width]

    monkeypatch.setattr(resvg_py, "svg_to_bytes", once)


@pytest.fixture
def record(db: None) -> None:
    """A pool whose money was revised, a plan to do, a plant; verdicts as of TODAY."""
    make_record()


@pytest.fixture(scope="module")
def shared_record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The same record, made once for a module all of whose tests ask for it; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_record()
        yield
        transaction.set_rollback(True)


def make_record() -> None:
    old = OrganisationFactory(id="old-ministry", name="Old ministry")
    OrganisationFactory(id="new-ministry", name="New ministry", succeeds=old, succeeded_on=date(2023, 9, 1))
    kz = TerritoryFactory()
    TerritoryFactory(id="kz-71", name="Astana", parent=kz)
    pool = ProgrammeFactory(id="pool", name="Pool", name_ru="Пул", responsible=old, sector="industry")
    count = IndicatorFactory(id="count", programme=pool, name="Projects launched", name_ru="Запущенные проекты")
    money = IndicatorFactory(id="money", programme=pool, name="Value launched", unit="KZT")
    plan = IndicatorFactory(id="plan", programme=pool, name="Plan adopted", unit="", accumulation="milestone")
    TargetFactory(id="count-2024", indicator=count, bundle="pool-2024", speaker="A minister")
    first = TargetFactory(id="money-1", indicator=money, value=Decimal(1200000000000), bundle="pool-2024")
    TargetFactory(
        id="money-2",
        indicator=money,
        value=Decimal(1500000000000),
        bundle="pool-2024",
        revises=first,
        announced=date(2025, 1, 5),
        note="Raised when the year was over.",
    )
    TargetFactory(
        id="plan-2025", indicator=plan, basis="done", qualifier="", value=None, window_start=None,
        deadline=date(2025, 3, 1), timing="by_deadline",
    )  # fmt: skip
    report = SourceFactory(id="report", published=date(2024, 7, 1), published_precision="month")
    OutcomeFactory(id="count-half", indicator=count, source=report)
    OutcomeFactory(id="count-no-start", indicator=count, period_start=None, value=Decimal(77))
    plant = ProjectFactory(id="plant", programme=pool, capacity=Decimal(50000), capacity_unit="vehicles")
    ProjectEventFactory(project=plant, stage="commissioned", date=date(2024, 6, 1))
    refresh_assessments(as_of=TODAY, at=NOW)
