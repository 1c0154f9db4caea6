"""One fault each: the file, the line, the column, the rule; and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from projects.models import AuditEntry, StatusChange
from projects.packages.problems import SHOWN
from projects.packages.tables import TABLES
from tests.projects.packages.sample import Tables, load, refusal, sample, write

pytestmark = pytest.mark.django_db


def assert_nothing_written() -> None:
    counts = {table.name: table.model._base_manager.count() for table in TABLES}
    assert not any(counts.values())
    assert not AuditEntry.objects.exists()
    assert not StatusChange.objects.exists()
    assert not get_user_model().objects.exists()


def row(tables: Tables, name: str, row_id: str) -> dict[str, str]:
    return next(row for row in tables[name] if row["id"] == row_id)


# (table, id of the row, what is changed in it, the line printed)
ROWS = [
    # cells: required, types
    ("organisations", "ministry", {"name": ""}, "organisations.csv:3: name: must not be empty (empty)"),
    ("organisations", "ministry", {"name": "  "}, "organisations.csv:3: name: must not be empty (  )"),
    ("organisations", "ministry", {"kind": "minstry"}, "organisations.csv:3: kind: is none of ministry, agency, "),
    ("organisations", "new-ministry", {"succeeded_on": "2024-02-30"}, "4: succeeded_on: is a day that the calendar"),
    ("organisations", "new-ministry", {"url": "javascript:alert(1)"}, "4: url: is not a web address"),
    ("organisations", "new-ministry", {"url": "https://"}, "4: url: is not a web address"),
    ("organisations", "new-ministry", {"url": "https://a.org/b c"}, "4: url: is not a web address"),
    ("organisations", "new-ministry", {"url": "http://[::1"}, "4: url: is not a web address"),
    ("organisations", "ministry", {"name": "x" * 10_001}, "3: name: has 10001 characters, at most 10000 fit (xxx"),
    ("territories", "kz-71", {"id": "KZ-71"}, "territories.csv:3: id: is not an id: lower-case letters"),
    ("sources", "plan", {"published": "10.01.2023"}, "sources.csv:2: published: is not a date: year, month and day"),
    ("sources", "plan", {"published": "2023-01"}, "sources.csv:2: published: is not a date"),
    ("sources", "plan", {"published": "0000-01-01"}, "sources.csv:2: published: is a day that the calendar"),
    ("sources", "plan", {"published_precision": "week"}, "2: published_precision: is none of day, month, year (week)"),
    ("indicators", "cars-made", {"reporting_interval_days": "-5"}, "2: reporting_interval_days: is not a whole number"),
    ("indicators", "cars-made", {"reporting_interval_days": "0"}, "2: reporting_interval_days: is not a whole number"),
    ("indicators", "cars-made", {"reporting_interval_days": "1.5"}, "2: reporting_interval_days: is not a whole"),
    ("indicators", "cars-made", {"direction": "up"}, "2: direction: is none of increase, decrease (up)"),
    ("targets", "cars-2023", {"value": "1,5 трлн"}, "targets.csv:2: value: is not a plain decimal"),
    ("targets", "cars-2023", {"value": "1 000"}, "targets.csv:2: value: is not a plain decimal"),
    ("targets", "cars-2023", {"value": "1,000"}, "targets.csv:2: value: is not a plain decimal"),
    ("targets", "cars-2023", {"value": "1.5e3"}, "targets.csv:2: value: is not a plain decimal"),
    ("targets", "cars-2023", {"value": "NaN"}, "targets.csv:2: value: is not a plain decimal"),
    ("targets", "cars-2023", {"value": "Infinity"}, "targets.csv:2: value: is not a plain decimal"),
    ("targets", "cars-2023", {"value": "١٢"}, "targets.csv:2: value: is not a plain decimal"),
    ("targets", "cars-2023", {"value": "9" * 31}, "targets.csv:2: value: has too many digits"),
    ("targets", "cars-2023", {"value": "0." + "1" * 31}, "targets.csv:2: value: has too many digits"),
    ("targets", "cars-2023", {"withdrawn": "no"}, "targets.csv:2: withdrawn: is neither true nor false"),
    ("outcomes", "cars-first-half", {"final": ""}, "outcomes.csv:2: final: must not be empty (empty)"),
    ("outcomes", "cars-first-half", {"final": "1"}, "outcomes.csv:2: final: is neither true nor false"),
    ("outcomes", "cars-first-half", {"period_end": ""}, "outcomes.csv:2: period_end: must not be empty (empty)"),
    ("projects", "plant-1", {"currency": "kzt"}, "projects.csv:2: currency: is not an ISO 4217 code"),
    ("project_events", "plant-1-start", {"stage": "begun"}, "project_events.csv:2: stage: is none of announced, "),
    # rules within a row
    ("organisations", "new-ministry", {"succeeds": ""}, "4: succeeds: must not be empty: a day of succession needs"),
    ("organisations", "ministry", {"parent": "ministry"}, "3: parent: names the row itself"),
    ("organisations", "ministry", {"succeeds": "ministry"}, "3: succeeds: names the row itself"),
    ("territories", "kz", {"parent": "kz"}, "2: parent: names the row itself"),
    ("indicators", "plant-open", {"unit": "plants"}, "3: unit: must be empty: a milestone is done or not done"),
    (
        "targets",
        "cars-2023",
        {"deadline": "2022-12-31"},
        "2: deadline: precedes the start of the window, 2023-01-01 (2022-12-31)",
    ),
    ("targets", "cars-2023", {"rounded_to": "0"}, "2: rounded_to: must be above zero"),
    ("targets", "cars-2023", {"rounded_to": "-0.5"}, "2: rounded_to: must be above zero"),
    ("targets", "cars-2023", {"qualifier": ""}, "2: qualifier: must not be empty unless the basis is done"),
    ("targets", "cars-2023", {"upper_value": "2000"}, "2: upper_value: must be empty: only “between”"),
    ("targets", "cars-2023-again", {"upper_value": ""}, "3: upper_value: must not be empty: “between” needs both"),
    ("targets", "cars-2023-again", {"value": ""}, "3: value: must not be empty: “between” needs both ends (empty)"),
    (
        "targets",
        "cars-2023-again",
        {"upper_value": "899.9"},
        "3: upper_value: is below the lower end, 900 (899.9)",
    ),
    ("targets", "cars-2023-again", {"revises": "cars-2023-again"}, "3: revises: names the row itself"),
    ("targets", "cars-half-year", {"interim_for": "cars-half-year"}, "4: interim_for: names the row itself"),
    ("targets", "cars-2023", {"withdrawn": "true"}, "2: revises: must not be empty: a withdrawal names"),
    (
        "targets",
        "cars-2023",
        {"baseline_start": "2022-12-31", "baseline_end": "2022-01-01"},
        "2: baseline_end: precedes the start of the baseline, 2022-12-31 (2022-01-01)",
    ),
    ("outcomes", "plant-opened", {"value": "2"}, "4: value: must be 1 (done) or 0 (reported not done)"),
    ("outcomes", "plant-opened", {"value": ""}, "4: value: must be 1 (done) or 0 (reported not done)"),
    (
        "outcomes",
        "cars-first-half",
        {"period_start": "2023-07-01"},
        "2: period_end: precedes the start of the period, 2023-07-01",
    ),
    ("outcomes", "cars-first-half", {"corrects": "cars-first-half"}, "2: corrects: names the row itself"),
    (
        "outcomes",
        "cars-first-half",
        {"compared_with_start": "2022-07-01", "compared_with_end": "2022-06-30"},
        "2: compared_with_end: precedes the start of the period compared with, 2022-07-01 (2022-06-30)",
    ),
    ("projects", "plant-1", {"capacity_unit": ""}, "2: capacity_unit: must not be empty: a capacity needs its unit"),
    ("projects", "plant-1", {"currency": ""}, "2: currency: must not be empty: an investment needs its currency"),
    # rules between rows
    ("programmes", "cars", {"responsible": "nobody"}, "2: responsible: names a row that is neither in the package's"),
    ("outcomes", "cars-first-half", {"source": "nothing"}, "outcomes.csv:2: source: names a row that is neither"),
    ("outcomes", "cars-first-half-corrected", {"corrects": "gone"}, "outcomes.csv:3: corrects: names a row that"),
    ("targets", "cars-half-year", {"id": "cars-2023"}, "targets.csv:4: id: stands already on line 2"),
    ("targets", "cars-2023", {"basis": "done"}, "2: basis: must not be done: the indicator cars-made is no milestone"),
    ("targets", "plant", {"basis": "absolute", "qualifier": "exactly"}, "5: basis: must be done: the indicator plant"),
    ("outcomes", "plant-opened", {"basis": "absolute", "qualifier": "exactly"}, "4: basis: must be done: the indica"),
    ("targets", "cars-2023-again", {"announced": "2023-01-09"}, "3: announced: precedes the announcement of cars-2023"),
    ("targets", "cars-half-year", {"revises": "cars-2023"}, "4: revises: is revised by cars-2023-again already"),
    (
        "outcomes",
        "plant-opened",
        {"corrects": "cars-first-half"},
        "4: corrects: is a figure of the indicator cars-made: a correction is about the same indicator (R9)",
    ),
]


@pytest.mark.parametrize(("table", "row_id", "change", "line"), ROWS)
def test_bad_row_is_named_and_nothing_written(
    tmp_path: Path, table: str, row_id: str, change: dict[str, str], line: str
) -> None:
    tables = sample()
    row(tables, table, row_id).update(change)
    lines = refusal(write(tmp_path / "package", tables))
    assert any(text.startswith(f"{table}.csv:") and line in text for text in lines), lines
    assert_nothing_written()


CIRCLES = [
    (
        "organisations",
        "parent",
        "government",
        "ministry",
        "2: parent: goes round in a circle: government → ministry → ",
    ),
    ("organisations", "succeeds", "ministry", "new-ministry", "3: succeeds: goes round in a circle: ministry → "),
    ("territories", "parent", "kz", "kz-71", "2: parent: goes round in a circle: kz → kz-71 → kz (kz-71)"),
    (
        "targets",
        "revises",
        "cars-2023",
        "cars-2023-again",
        "2: revises: goes round in a circle: cars-2023 → cars-2023-",
    ),
    ("targets", "interim_for", "cars-2023", "cars-half-year", "2: interim_for: goes round in a circle: cars-2023 → "),
    ("outcomes", "corrects", "cars-first-half", "cars-first-half-corrected", "2: corrects: goes round in a circle"),
]


@pytest.mark.parametrize(("table", "column", "row_id", "onto", "line"), CIRCLES)
def test_circle_is_refused(tmp_path: Path, table: str, column: str, row_id: str, onto: str, line: str) -> None:
    tables = sample()
    row(tables, table, row_id)[column] = onto
    lines = refusal(write(tmp_path / "package", tables))
    assert any(text.startswith(f"{table}.csv:{line}") for text in lines), lines
    assert sum("circle" in text for text in lines) == 2
    assert_nothing_written()


def test_long_circle_is_found_and_what_leads_to_it_is_not_blamed(tmp_path: Path) -> None:
    tables = {"territories": [{"id": f"t-{n}", "name": "T", "parent": f"t-{n + 1}"} for n in range(99)]}
    tables["territories"].append({"id": "t-99", "name": "T", "parent": "t-40"})
    lines = refusal(write(tmp_path / "package", tables))
    assert len(lines) == 60
    assert lines[0].startswith("territories.csv:42: parent: goes round in a circle: t-40 → t-41 → t-42 ")
    assert_nothing_written()


def test_long_chain_is_no_circle(tmp_path: Path) -> None:
    rows = [{"id": f"t-{n}", "name": "T", "parent": f"t-{n + 1}"} for n in range(130)]
    load(write(tmp_path / "package", {"territories": [*rows, {"id": "t-130", "name": "T"}]}))


def test_problems_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    tables = sample()
    row(tables, "outcomes", "cars-first-half")["source"] = "nothing"
    row(tables, "targets", "plant")["announced"] = "soon"
    row(tables, "targets", "cars-2023")["value"] = "many"
    row(tables, "targets", "cars-2023")["basis"] = "about"
    row(tables, "programmes", "cars")["territory"] = "mars"
    lines = refusal(write(tmp_path / "package", tables))
    assert [line.rsplit(": ", 1)[0].split(": ")[0:2] for line in lines] == [
        ["programmes.csv:2", "territory"],
        ["targets.csv:2", "basis"],
        ["targets.csv:2", "value"],
        ["targets.csv:5", "announced"],
        ["outcomes.csv:2", "source"],
    ]


def test_many_problems_are_counted_not_listed(tmp_path: Path) -> None:
    rows = [{"id": f"t-{n}", "name": "T" if n % 2 else "", "parent": "nowhere"} for n in range(1000)]
    lines = refusal(write(tmp_path / "package", {"territories": rows}))
    assert len(lines) == SHOWN + 1
    assert lines[:3] == [
        "territories.csv:2: name: must not be empty (empty)",
        "territories.csv:2: parent: names a row that is neither in the package's territories nor in the tracker: "
        "add it or correct (nowhere)",
        "territories.csv:3: parent: names a row that is neither in the package's territories nor in the tracker: "
        "add it or correct (nowhere)",
    ]
    assert lines[-1] == f"and {1500 - SHOWN} more"
    assert_nothing_written()


def test_problem_stays_on_one_line(tmp_path: Path) -> None:
    tables = sample()
    row(tables, "targets", "cars-2023")["value"] = "1\r\n2\t\u202e" + "x" * 500
    [line] = refusal(write(tmp_path / "package", tables))
    assert line.endswith("(1\\r\\n2\\t\\u202e" + "x" * 54 + "…)")


def test_check_says_the_same(tmp_path: Path) -> None:
    tables = sample()
    row(tables, "targets", "cars-2023")["value"] = "many"
    package = write(tmp_path / "package", tables)
    assert refusal(package, "--check") == refusal(package)
    assert_nothing_written()
