"""The files of inputs: a stranger with nothing but one of them and the method comes to our verdicts."""

from __future__ import annotations

import csv
import io
import re
import runpy
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.models import Target
from projects.packages.spreadsheet import write_table
from projects.reports.targets import inputs
from projects.reports.targets.input_columns import NAMES, cell
from projects.reports.targets.inputs import all_inputs, target_inputs
from projects.reports.verdicts import used_reports, verdict_lookup
from tests.factories import (
    RECORDED_AT,
    IndicatorFactory,
    OutcomeFactory,
    PublisherFactory,
    SourceFactory,
    TargetFactory,
)

ROOT = Path(settings.BASE_DIR)
SCRIPT = Path(__file__).with_name("recompute.py")
DAYS = ["2023-06-30", "2023-12-31", "2024-04-10", "2024-11-30", "2025-02-01", "2025-12-30", "2026-11-22", "2031-01-01"]
TODAY = date(2025, 1, 10)

pytestmark = pytest.mark.django_db


def table(rows) -> dict[str, dict[str, str]]:
    """Rows of a file by the id of their claim."""
    return {row["id"]: row for row in (dict(zip(NAMES, cells, strict=True)) for cells in rows)}


@pytest.fixture
def shipped():
    call_command("import_package", str(ROOT / "projects" / "data" / "kazakhstan"), stdout=io.StringIO())


@pytest.fixture
def chain():
    """A pool revised once, with a step towards it, two reports and a third published too late for TODAY."""
    pool = IndicatorFactory(id="pool", unit="KZT")
    first = TargetFactory(id="pool-1", indicator=pool, deadline_text="in 2024", bundle="b", rounded_to=Decimal(10))
    TargetFactory(id="pool-2", indicator=pool, revises=first, announced=date(2024, 6, 1), value=Decimal(200))
    step = TargetFactory(id="step-1", indicator=pool, interim_for=first, deadline=date(2024, 6, 30), value=Decimal(80))
    TargetFactory(id="step-2", indicator=pool, revises=step, announced=date(2024, 3, 1), deadline=date(2024, 6, 30))
    half = OutcomeFactory(id="half", indicator=pool, note="As told to us.", value=Decimal("-7.40"))
    late = SourceFactory(id="late", published=date(2025, 1, 3), published_precision="month")
    OutcomeFactory(id="year", indicator=pool, period_end=date(2024, 12, 31), source=late, corrects=half)
    refresh_assessments(as_of=TODAY, at=RECORDED_AT)


@pytest.mark.usefixtures("shipped")
def test_independent_script_recomputes_every_status_of_the_shipped_record(client, tmp_path, python):
    """The script imports nothing of the project, and runs as a stranger would run it."""
    assert not re.search(r"^\s*(from|import) (projects|accounts|tests|django)", SCRIPT.read_text(), flags=re.M)
    seen: set[str] = set()
    for day in DAYS:
        file = tmp_path / f"{day}.csv"
        answer = client.get(f"/inputs.csv?as_of={day}")
        file.write_bytes(b"".join(answer.streaming_content))
        uses = subprocess.run([python, SCRIPT, file], check=True, stdout=subprocess.PIPE, text=True).stdout
        ours = {
            first_row.target: first_row.status for first_row in verdict_lookup.judge_chains(date.fromisoformat(day))
        }
        assert dict(line.split(",") for line in uses.split()) == ours, day
        with file.open(newline="", encoding="utf-8-sig") as opened:
            assert {row["id"]: row["status"] for row in csv.DictReader(opened) if row["status"]} == ours, day
        seen |= set(ours.values())
    assert len(ours) > 70
    assert seen >= {
        "achieved",
        "achieved_late",
        "missed",
        "unreported",
        "no_data",
        "not_assessable",
        "on_track",
        "behind",
    }


def test_file_says_which_publishers_are_one():
    """A correction by another spelling of a publisher counts (R9): by its letters, or because editors joined them."""
    PublisherFactory(name="Statistics office", same_as=PublisherFactory(name="Bureau of statistics"))
    for name, other in (("Bureau of Statistics", "STATISTICS  OFFICE"), ("Ministry", "MINISTRY")):
        target = TargetFactory(id=f"of-{name.split()[0].lower()}", value=Decimal(100))
        year = {"indicator": target.indicator, "period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}
        of_one, of_other = (SourceFactory(publisher=named, published=date(2025, 1, 3)) for named in (name, other))
        wrong = OutcomeFactory(**year, value=Decimal(150), source=of_one)
        OutcomeFactory(**year, value=Decimal(90), source=of_other, corrects=wrong, note="")
    refresh_assessments(as_of=TODAY, at=RECORDED_AT)
    ours = {chain.target: chain.status for chain in verdict_lookup.judge_chains(TODAY)}
    assert ours == {"of-bureau": "missed", "of-ministry": "missed"}
    file = io.StringIO()
    write_table(file, NAMES, all_inputs(TODAY), bom=False)
    file.seek(0)
    assert runpy.run_path(str(SCRIPT))["statuses"](file) == ours


@pytest.mark.usefixtures("chain")
def test_file_of_one_target_holds_all_that_its_verdict_can_rest_on():
    rows = table(target_inputs("pool-2", TODAY))
    uses = {id: (row["role"], row["chain"], row["status"], row["used"]) for id, row in rows.items()}
    assert uses == {
        "pool-1": ("link", "pool-1", "", "false"),
        "pool-2": ("link", "pool-1", "unreported", "true"),
        "step-1": ("interim", "step-1", "", "false"),
        "step-2": ("interim", "step-1", "", "false"),
        "half": ("outcome", "", "", "true"),
    }
    first_row = rows["pool-1"]
    assert (first_row["deadline_text"], first_row["bundle"], first_row["rounded_to"], first_row["unit"]) == (
        "in 2024",
        "b",
        "10",
        "KZT",
    )
    assert (first_row["accumulation"], first_row["direction"], first_row["path"], first_row["territory"]) == (
        "sum",
        "increase",
        "linear",
        "kz",
    )
    half = rows["half"]
    assert (half["value"], half["has_note"], half["final"], half["territory"]) == ("-7.4", "true", "true", "kz")
    assert (half["publisher"], half["source_kind"], half["counts_from"], half["recorded_at"]) == (
        "Government press service", "government", "2024-07-10", "2024-01-01T12:00:00Z",
    )  # fmt: skip


@pytest.mark.usefixtures("chain")
def test_file_for_all_holds_each_claim_once_with_every_verdict():
    rows = table(all_inputs(TODAY))
    assert list(rows) == ["pool-1", "step-1", "step-2", "pool-2", "half"]
    assert {id: row["status"] for id, row in rows.items() if row["used"] == "true" and row["status"]} == {
        "pool-2": "unreported", "step-2": "missed",
    }  # fmt: skip


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("day", [date(2024, 5, 31), date(2025, 1, 30), date(2025, 1, 31)])
def test_both_files_know_what_was_known_on_the_day(day):
    for rows in (table(target_inputs("pool-1", day)), table(all_inputs(day))):
        assert ("pool-2" in rows) == (day >= date(2024, 6, 1))
        assert ("half" in rows) == (day >= date(2024, 7, 10))
        assert ("year" in rows) == (day >= date(2025, 1, 31)), "a date printed as a month counts from its last day (R1)"
        assert {row["as_of"] for row in rows.values()} == {day.isoformat()}
    assert target_inputs("pool-2", date(2024, 5, 31)) is None


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("day", [TODAY, date(2025, 1, 9)], ids=["stored", "computed"])
def test_queries_of_the_file_for_all_do_not_grow_with_the_record(day):
    few = _queries(day)
    for _ in range(7):
        OutcomeFactory(indicator=TargetFactory().indicator)
    refresh_assessments(as_of=TODAY, at=RECORDED_AT)
    assert len(table(all_inputs(day))) == 5 + 14
    assert _queries(day) <= few <= 9


def _queries(day: date) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert list(all_inputs(day))
    return len(captured)


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("day", [TODAY, date(2025, 1, 9)], ids=["stored", "computed"])
def test_file_for_all_is_made_in_pieces_that_do_not_grow_with_the_record(day, monkeypatch):
    """With a step and a revision of the pool's chain on other indicators, so that they are in other pieces."""
    roads, wells = IndicatorFactory(id="a-roads"), IndicatorFactory(id="z-wells")
    pool = Target.objects.get(id="pool-1")
    TargetFactory(id="step-3", indicator=wells, interim_for=pool, deadline=date(2024, 3, 31), value=Decimal(40))
    TargetFactory(id="pool-3", indicator=roads, revises_id="pool-2", announced=date(2024, 12, 1), value=Decimal(300))
    for indicator in (roads, wells):
        OutcomeFactory(indicator=indicator, value=Decimal(90), period_end=date(2024, 3, 31))
    for _number in range(5):
        OutcomeFactory(indicator=TargetFactory().indicator)
    refresh_assessments(as_of=TODAY, at=RECORDED_AT)
    whole = list(all_inputs(day))
    held = []

    def used_by_chains(first_ids, as_of):
        used = used_reports.used_by_chains(first_ids, as_of)
        held.append(len(used.statuses))
        return used

    monkeypatch.setattr(inputs, "PIECE", 1)
    monkeypatch.setattr(inputs, "used_by_chains", used_by_chains)
    assert list(all_inputs(day)) == whole
    assert len(held) == 8, "an indicator each"
    assert max(held) == 2, "the chain of the pool and the step on the same indicator"
    rows = table(whole)
    assert (rows["pool-3"]["chain"], rows["half"]["used"]) == ("pool-1", "true")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a=b", "a=b"), ("", ""), (Decimal("-7.40"), "-7.4"), (Decimal("1.5E+12"), "1500000000000"), (True, "true"),
        (None, ""), (365, "365"), (date(2024, 2, 29), "2024-02-29"),
    ],
)  # fmt: skip
def test_cell_is_plain(value, written):
    assert cell(value) == written


def test_every_column_is_explained_in_the_documents():
    guide = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", guide, flags=re.M) == list(NAMES)
    for document in ("api.md", "data-package.md"):
        assert "(inputs.md)" in (ROOT / "docs" / document).read_text(encoding="utf-8")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/inputs.csv", "/targets/t.csv"])
def test_download_outside_any_transaction_is_of_one_moment(client, path):
    OutcomeFactory(indicator=TargetFactory(id="t").indicator)
    answer = client.get(path)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.getvalue().count(b"\r\n") == 3
