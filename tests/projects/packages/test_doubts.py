"""What is possible but unlikely: the rules by themselves, and as remarks of an import, which refuse nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.packages.doubt_rules import (
    COUNTED,
    Claimed,
    Other,
    figure_doubts,
    is_far,
    report_day_doubts,
    same_address,
)
from projects.wording.units import UNITS

from .sample import Tables, load, sample, write

MEASURED = frozenset(
    {
        *(
            "days",
            "months",
            "years",
            "times",
            "points",
            "percentage_points",
            "percent",
            "tonnes",
            "hectares",
            "barrels",
        ),
        *("m2", "m3", "km", "km2", "ha", "kg", "MW", "GW", "kWh", "KZT", "USD", "EUR", "RUB", "CNY"),
    }
)


def test_every_unit_is_counted_or_measured() -> None:
    assert not COUNTED & MEASURED
    assert set(UNITS) == COUNTED | MEASURED


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Claimed("absolute", Decimal("-5"), unit="projects"), ["negative value"]),
        (Claimed("absolute", Decimal("-0.5"), unit="percent"), ["negative value"]),
        (Claimed("percent_change", Decimal("-5"), unit="projects"), []),
        (Claimed("absolute", Decimal("1.5"), unit="projects"), ["fraction value"]),
        (
            Claimed("absolute", Decimal("12.50"), Decimal("13.5"), unit="jobs"),
            ["fraction value", "fraction upper_value"],
        ),
        (Claimed("absolute", Decimal("12.00"), unit="jobs"), []),
        (Claimed("absolute", Decimal("1.5"), unit="tonnes"), []),
        (Claimed("multiple", Decimal("1.5"), unit="projects"), []),
        (Claimed("multiple", Decimal("1.5"), None, Decimal("10.5"), unit="projects"), ["fraction baseline_value"]),
        (Claimed("absolute", Decimal(1), None, Decimal(-1), unit="KZT"), ["negative baseline_value"]),
        (Claimed("done", Decimal(1)), []),
        (Claimed("done", None), []),
        (Claimed("absolute", None, unit="projects"), ["no_figure value"]),
        (Claimed("multiple", None, unit="projects"), ["no_figure value"]),
        (Claimed("absolute", None, unit="projects", withdrawn=True), []),
    ],
)
def test_figures_below_zero_and_fractions_of_what_is_counted(claim: Claimed, expected: list[str]) -> None:
    assert [f"{doubt.code} {doubt.column}" for doubt in figure_doubts(claim)] == expected


@pytest.mark.parametrize(
    ("value", "days", "other", "other_days", "expected"),
    [
        ("1800", 366, "180", 366, True),
        ("1799", 366, "180", 366, False),
        ("18", 366, "180", 366, True),
        ("19", 366, "180", 366, False),
        ("15", 31, "180", 366, False),  # one month of a year, on the path
        ("2000", 366, "150", 31, False),  # a year after a month, at the same rate
        ("15000", 31, "180", 366, True),
        ("1500", None, "150", None, True),
        ("0", None, "150", None, False),
        ("-1500", None, "150", None, False),
        ("-1500", None, "-150", None, True),
    ],
)
def test_figure_is_far_as_printed_and_by_the_day(value, days, other, other_days, expected) -> None:
    claim = Claimed("absolute", Decimal(value), days=days)
    assert is_far(claim, Other("o", Decimal(other), other_days)) is expected


def test_days_to_come_are_doubted_and_after_today_refused() -> None:
    [late] = report_day_doubts("period_end", date(2024, 7, 31), date(2024, 7, 10), date(2024, 8, 1))
    [future] = report_day_doubts("period_end", date(2024, 8, 2), date(2024, 7, 10), date(2024, 8, 1))
    assert (late.code, late.refused, future.code, future.refused) == ("after_source", False, "not_yet_over", True)
    assert not list(report_day_doubts("period_end", date(2024, 7, 10), date(2024, 7, 10), date(2024, 7, 10)))


@pytest.mark.parametrize(
    ("first", "other", "expected"),
    [
        ("https://gov.kz/a/", "http://www.gov.kz/a#top", True),
        ("https://GOV.kz/a", "https://gov.kz/a", True),
        ("https://gov.kz/a?id=1", "https://gov.kz/a?id=2", False),
        ("https://gov.kz/#/reports/2", "https://gov.kz/", False),
        ("https://gov.kz/#!/reports/2", "http://www.gov.kz#!/reports/2", True),
        ("https://gov.kz/a", "https://gov.kz/A", False),
        ("", "", False),
    ],
)
def test_addresses_of_one_document(first: str, other: str, expected: bool) -> None:
    assert same_address(first, other) is expected


def doubts_in(lines: list[str]) -> list[str]:
    """Place and code of each remark."""
    return [line.split("):")[0].replace("remark (", "") for line in lines if ": remark (" in line]


@pytest.fixture
def tables() -> Tables:
    tables_ = sample()
    tables_["targets"][1] |= {"upper_value": "950", "source": "revision"}
    revision = {"title": "The revised plan", "published": "2023-06-01", "publisher": "Government", "kind": "government"}
    tables_["sources"].append({**revision, "id": "revision"})
    tables_["outcomes"][1]["value"] = "495"
    return tables_


@pytest.mark.django_db
def test_import_takes_doubtful_rows_and_remarks_on_each_once(tmp_path: Path, tables: Tables) -> None:
    assert not doubts_in(load(write(tmp_path / "whole", tables)))
    half = tables["outcomes"][0]
    report = tables["sources"][1]
    part: Tables = {
        "sources": [
            report | {"id": "twin", "url": ""},
            report | {"id": "page", "title": "Another", "url": "http://www.example.org/plan/"},
        ],
        "targets": [
            tables["targets"][0] | {"id": "late", "announced": "2024-01-10", "value": "95"},
            tables["targets"][0] | {"id": "again", "value": "1000.0"},
        ],
        "outcomes": [
            half | {"id": "same"},
            half | {"id": "far", "period_start": "2023-07-01", "period_end": "2023-12-31", "value": "-50000.5"},
            half | {"id": "tenfold", "period_start": "2023-07-01", "period_end": "2023-12-31", "value": "12000"},
            half | {"id": "blank", "period_start": "2022-01-01", "period_end": "2022-12-31", "value": ""},
            half | {"id": "coming", "period_start": "2024-01-01", "period_end": "2024-06-30", "value": "5000"},
        ],
        "project_events": [tables["project_events"][0] | {"id": "stage-again", "date": "2023-05-01"}],
    }
    path = write(tmp_path / "part", part)

    assert doubts_in(load(path, "--check")) == (
        expected := [
            "sources.csv:2: title: same_source",
            "sources.csv:3: url: same_source",
            "targets.csv:2: value: far_from_last",
            "targets.csv:2: deadline: deadline_before_announcement",
            "targets.csv:2: announced: after_source",
            "targets.csv:3: value: same_promise",
            "outcomes.csv:2: value: same_figure",
            "outcomes.csv:3: value: negative",
            "outcomes.csv:3: value: fraction",
            "outcomes.csv:4: value: far_from_target",
            "outcomes.csv:4: value: far_from_last",
            "outcomes.csv:5: value: no_figure",
            "outcomes.csv:6: period_end: after_source",
            "project_events.csv:2: stage: same_stage",
        ]
    )
    lines = load(path)
    assert doubts_in(lines) == expected
    assert lines[-1] == f"Imported {path}."
    assert not doubts_in(load(path)), "rows that are recorded already are passed over in silence"


@pytest.mark.django_db
def test_import_takes_a_second_correction_and_remarks_on_it(tmp_path: Path, tables: Tables) -> None:
    load(write(tmp_path / "whole", tables))
    correction = next(row for row in tables["outcomes"] if row.get("corrects"))
    again = [correction | {"id": f"again-{number}", "value": f"49{number}"} for number in (6, 7)]
    path = write(tmp_path / "part", {"outcomes": again})
    expected = ["outcomes.csv:2: corrects: corrected_already", "outcomes.csv:3: corrects: corrected_already"]

    lines = load(path)
    assert [line for line in doubts_in(lines) if "corrects" in line] == expected
    assert sum(correction["id"] in line for line in lines if "corrected_already" in line) == 2
    assert not doubts_in(load(path)), "rows that are recorded already are passed over in silence"
    fresh = [row | {"id": f"{row['id']}-new"} for row in again]
    assert "corrected_already" in str(doubts_in(load(write(tmp_path / "more", {"outcomes": fresh}), "--check")))


@pytest.mark.django_db
def test_import_asks_for_doubts_in_a_constant_number_of_queries(tmp_path: Path, tables: Tables) -> None:
    counts = []
    for number in (1, 40):
        half = tables["outcomes"][0]
        rows = [half | {"id": f"{number}-{row}", "value": f"{row}.5"} for row in range(number)]
        with CaptureQueriesContext(connection) as queries:
            load(write(tmp_path / f"package-{number}", {**tables, "outcomes": rows}), "--check")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_import_remarks_on_names_units_scales_and_withdrawals(tmp_path: Path, tables: Tables) -> None:
    load(write(tmp_path / "whole", tables))
    source, target, outcome = tables["sources"][1], tables["targets"][0], tables["outcomes"][0]
    part: Tables = {
        "sources": [
            source | {"id": "a", "title": "A", "publisher": "Statistcs"},
            source | {"id": "b", "title": "B", "publisher": "Gazeta"},
            source | {"id": "c", "title": "C", "publisher": "«Газета»"},
        ],
        "indicators": [
            tables["indicators"][0] | {"unit": "vehicle"},
            tables["indicators"][0] | {"id": "new", "unit": "vehicles"},
        ],
        "targets": [
            target
            | {"id": "up", "revises": "cars-half-year", "withdrawn": "true", "deadline": "", "window_start": ""}
            | {"value": "", "rounded_to": "", "announced": "2024-01-10", "source": "report"},
            target | {"id": "base", "value": "1010", "baseline_value": "900", "baseline_end": "2023-01-11"},
        ],
        "outcomes": [
            outcome | {"id": "scale", "period_end": "2023-09-30", "value": "700", "rounded_to": "0.001"},
            outcome | {"id": "coarse", "period_end": "2023-10-31", "value": "800", "rounded_to": "1000"},
            outcome
            | {"id": "wide", "period_end": "2023-11-30", "value": "900", "qualifier": "between"}
            | {"upper_value": "9000", "rounded_to": ""},
        ],
    }
    path = write(tmp_path / "part", part)
    expected = [
        "sources.csv:2: publisher: like_publisher",
        "sources.csv:4: publisher: like_publisher",
        "indicators.csv:2: unit: unit_changed",
        "indicators.csv:2: unit: like_unit",
        "targets.csv:2: announced: withdrawn_after_deadline",
        "targets.csv:3: baseline_end: after_source",
        "outcomes.csv:2: rounded_to: unusual_rounding",
        "outcomes.csv:3: rounded_to: coarse_rounding",
        "outcomes.csv:4: upper_value: wide_range",
    ]
    assert doubts_in(load(path, "--check")) == expected
    assert doubts_in(load(path)) == expected
    assert not doubts_in(load(path)), "rows that are recorded already are passed over in silence"
