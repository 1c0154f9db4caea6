"""A short soak with every kind of fault; `make soak` runs the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.life import Life
from tests.soak.town import town

pytestmark = [pytest.mark.story, pytest.mark.postgresql, pytest.mark.redis]


def test_weeks_with_every_fault_end_with_nothing_lost_and_nothing_twice(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        life = Life(here, people=60, weeks=2, seed=5, targets=6)

        assert life.run() == []

        states = life.worker.ask("states")
    assert len(life.happened) >= 8
    assert states["sent"] > 300
    assert set(states) <= {"sent", "failed", "uncertain"}
