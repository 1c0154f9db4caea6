"""R4 from a package to its verdict: a percent change or a multiple of zero, or of less, means nothing."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.projects.packages.sample import load, write

pytestmark = pytest.mark.django_db


def package(folder: Path, *, basis: str, target: str, baseline: str, actual: str) -> Path:
    period = {"baseline_start": "2023-12-31", "baseline_end": "2023-12-31"}
    window = {"window_start": "2024-01-01", "deadline": "2024-12-31", "timing": "within_period"}
    return write(
        folder,
        {
            "organisations": [{"id": "mic", "name": "Ministry of Industry", "kind": "ministry"}],
            "territories": [{"id": "kz", "name": "Kazakhstan"}],
            "sources": [
                {"id": "plan", "title": "Plan", "publisher": "M", "published": "2024-01-10", "kind": "government"},
                {"id": "report", "title": "Report", "publisher": "M", "published": "2025-02-01", "kind": "government"},
            ],
            "programmes": [{"id": "trade", "name": "Trade", "responsible": "mic", "territory": "kz"}],
            "indicators": [
                {"id": "balance", "programme": "trade", "name": "Balance", "unit": "USD", "accumulation": "level",
                 "direction": "increase"},
            ],
            "targets": [
                {"id": "more", "indicator": "balance", "basis": basis, "qualifier": "exactly", "value": target,
                 "announced": "2024-01-10", "source": "plan", "baseline_value": baseline, **period, **window},
            ],
            "outcomes": [
                {"id": "year", "indicator": "balance", "basis": "absolute", "qualifier": "exactly", "value": actual,
                 "period_start": "2024-01-01", "period_end": "2024-12-31", "final": "true", "source": "report"},
            ],
        },
    )  # fmt: skip


@pytest.mark.parametrize("basis", ["percent_change", "multiple"])
@pytest.mark.parametrize(("baseline", "actual"), [("0", "0"), ("0", "7"), ("-10", "-14.9"), ("-10", "5")])
def test_relative_target_on_a_baseline_that_is_not_positive_is_not_assessable(
    tmp_path: Path, basis: str, baseline: str, actual: str
) -> None:
    load(package(tmp_path / "package", basis=basis, target="50", baseline=baseline, actual=actual))

    [verdict] = _assessed()

    assert (verdict["status"], verdict["reasons"]) == ("not_assessable", ["baseline_not_positive"])
    assert verdict["resolved_value"] is None


def test_relative_target_on_a_positive_baseline_is_assessed(tmp_path: Path) -> None:
    load(package(tmp_path / "package", basis="percent_change", target="50", baseline="10", actual="14.9"))
    [verdict] = _assessed()
    assert (verdict["status"], verdict["resolved_value"]) == ("missed", "15")


def _assessed() -> list[dict[str, object]]:
    output = StringIO()
    call_command("assess", as_of="2025-06-01", stdout=output)
    verdicts: list[dict[str, object]] = json.loads(output.getvalue())
    return verdicts
