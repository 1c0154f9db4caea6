"""Memory does not grow with the package."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from projects.models.system_user import system_user
from projects.packages.load import staged_package
from tests.benchmarks.record import Size, write_record


@pytest.mark.django_db
def test_ten_thousand_outcomes_take_no_more_memory_than_a_few(tmp_path: Path) -> None:
    peaks = []
    by_id = system_user().pk
    for name, outcomes in (("small", 1_000), ("big", 10_000)):
        package = write_record(tmp_path / name, Size(targets=100, outcomes=outcomes, sources=100))
        tracemalloc.start()
        with staged_package(package) as staged:
            staged.load(by_id=by_id, at=datetime(2026, 1, 1, tzinfo=UTC))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # Beyond what the readers remember of each column (a few thousand cells), nothing is kept.
    assert peaks[1] - peaks[0] < 6 * 2**20, peaks
