"""The published growth figures by the road that a stranger takes: one Data Package in, the verdicts of `assess` out."""

from __future__ import annotations

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.projects.comparison.claims import near
from tests.projects.comparison.published.cases import load as published
from tests.projects.comparison.published.growth import Growth, difference, end_of, read
from tests.projects.packages.sample import Tables, load, write

FILES = ("statistics_canada.json", "open_sdg.json", "eustat.json")
CASES = [case for name in FILES for case in map(read, published(name)) if difference(case) is None]


def package_of(cases: list[Growth]) -> Tables:
    """One indicator with its target and its readings for each case, figures printed as their source prints them."""
    tables: Tables = {
        "organisations": [{"id": "office", "name": "Statistical office", "kind": "agency"}],
        "territories": [{"id": "xx", "name": "The country"}],
        "sources": [
            source("2010-01-01"),
            *(source(year) for year in sorted({f"{latest(case)}-12-31" for case in cases})),
        ],
        "programmes": [{"id": "goals", "name": "The goals", "responsible": "office", "territory": "xx"}],
        "indicators": [],
        "targets": [],
        "outcomes": [],
    }
    for case in cases:
        common = {"id": case.id, "indicator": case.id, "basis": "absolute"}
        tables["indicators"].append(
            {
                "id": case.id,
                "programme": "goals",
                "name": case.id,
                "unit": "points",
                "accumulation": "level",
                "direction": case.direction,
            }
        )
        promise = {
            "qualifier": case.qualifier,
            "value": f"{case.goal}",
            "baseline_value": "" if case.baseline is None else f"{case.baseline}",
            "baseline_end": f"{end_of(case.baseline_year)}",
            "deadline": f"{end_of(case.goal_year)}",
            "timing": "within_period",
            "announced": "2010-01-01",
            "source": "s2010-01-01",
        }
        tables["targets"].append(common | promise)
        if case.latest is not None:
            figure = {
                "qualifier": "exactly",
                "value": f"{case.latest}",
                "period_end": f"{end_of(case.latest_year)}",
                "final": "true",
                "source": f"s{latest(case)}-12-31",
            }
            tables["outcomes"].append(common | figure)
    return tables


def latest(case: Growth) -> int:
    return int(case.latest_year or case.baseline_year)


def source(published_on: str) -> dict[str, str]:
    columns = {"title": "A table", "publisher": "Statistical office", "kind": "official_statistics"}
    return {"id": f"s{published_on}", "published": published_on, **columns}


@pytest.mark.django_db
def test_published_growth_survives_import_and_assess(tmp_path: Path) -> None:
    """Every ratio to 1e-9, though the sources print up to sixteen decimals."""
    load(write(tmp_path / "package", package_of(CASES)))
    out = StringIO()
    call_command("assess", "--as-of", "2027-06-30", "--format", "json", stdout=out)
    verdicts = {verdict["target"]: verdict["compound"] for verdict in json.loads(out.getvalue())}
    assert set(verdicts) == {case.id for case in CASES}
    for case in CASES:
        compound = verdicts[case.id] or {"ratio": None, "category": None}
        assert compound["category"] == case.category, case
        ratio = None if compound["ratio"] is None else Decimal(compound["ratio"])
        assert near(ratio, case.ratio) or not case.ratio_printed, case
