"""A recorded target with its verdict, an editor at the desk, and what they type."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from projects.actions.record_target import record_target
from tests.factories import IndicatorFactory, SourceFactory, TargetFactory, UserFactory

AT = datetime(2024, 8, 1, 6, tzinfo=UTC)


@pytest.fixture
def target():
    """180 projects in 2024."""
    columns = TargetFactory.build(source=None, indicator=None, recorded_by=None)
    names = ("basis", "qualifier", "value", "window_start", "deadline", "timing", "announced")
    return record_target(
        id="pool",
        indicator=IndicatorFactory(id="projects"),
        source=SourceFactory(url="https://example.org/plan"),
        by=UserFactory(editor=True),
        at=AT,
        **{name: getattr(columns, name) for name in names},
    )
