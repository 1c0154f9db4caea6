"""An editor, and a target that was recorded by the real action."""

from __future__ import annotations

import pytest

from projects.actions.record_target import record_target
from tests.factories import IndicatorFactory, SourceFactory, TargetFactory, UserFactory
from tests.projects.actions.recorded import AT


@pytest.fixture
def by():
    return UserFactory(editor=True)


@pytest.fixture
def target(by):
    """A recorded target with its verdict."""
    columns = TargetFactory.build(source=None, indicator=None, recorded_by=None)
    return record_target(
        id="pool",
        indicator=IndicatorFactory(id="projects"),
        source=SourceFactory(),
        by=by,
        at=AT,
        **{
            name: getattr(columns, name)
            for name in ("basis", "qualifier", "value", "window_start", "deadline", "timing", "announced")
        },
    )
