"""Every CSV file opens in a spreadsheet with its letters right, and runs nothing there."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from projects.exports.lists.public_lists import PUBLIC_LISTS
from projects.packages.spreadsheet import BOM, neutral
from tests.factories import IndicatorFactory, OutcomeFactory, ProgrammeFactory, SourceFactory, TargetFactory

EVIL = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("+7 701", "'+7 701"), ("@SUM(1)", "'@SUM(1)"), ("\t=1", "'\t=1"), ("\r=1", "'\r'=1"), ("\n=1", "'\n'=1"),
        ("a;=1;-b", "a;'=1;'-b"), ("a\r\n@b; = c", "a\r\n'@b; = c"), ("a;＋1\nb", "a;'＋1\nb"),
        ("＝1", "'＝1"), ("-", "'-"), ("-7.4", "-7.4"), ("+5", "+5"), ("-1500000000000", "-1500000000000"),
        ("-1-1", "'-1-1"), ("-1.", "'-1."), ("a=b", "a=b"), ("", ""), ("2024-02-29", "2024-02-29"),
    ],
)  # fmt: skip
def test_cell_that_a_spreadsheet_would_run_is_neutral_and_no_figure_is_touched(text: str, written: str) -> None:
    assert neutral(text) == written


@pytest.fixture
def evil_record(db: None) -> None:
    """Whatever a text column of a claim can hold begins like a formula."""
    run = "=cmd|'/C calc'!A0"
    source = SourceFactory(id="s", publisher=f"@{run}", title=run, url="", note=run)
    pool = ProgrammeFactory(id="pool", name=run, sector="-sector")
    indicator = IndicatorFactory(id="i", programme=pool, name=run, unit="=1+1")
    first = TargetFactory(
        id="t", indicator=indicator, deadline_text="+1", bundle="=b", speaker="\t=1", locator="-a", note=run,
        source=source,
    )  # fmt: skip
    TargetFactory(id="t2", indicator=indicator, revises=first, announced="2024-06-01", bundle="=b", source=source)
    OutcomeFactory(id="o", indicator=indicator, speaker="＝1", locator="\r=1", source=source, value=Decimal(-5))


def csv_addresses() -> list[str]:
    """Every address of the tracker that ends in .csv, but the problems of one import, which are an editor's."""
    resolver = get_resolver()
    names = [name for name in resolver.reverse_dict if isinstance(name, str)]
    routes = {route for name in names for ways in resolver.reverse_dict.getlist(name) for route, _given in ways[0]}
    public = (route for route in routes if route.endswith(".csv") and not route.startswith("desk/"))
    lists = (f"/data/lists/{name}.csv?bom=true" for name in PUBLIC_LISTS)
    files = (f"/{route % {'target_id': 't2'}}" for route in public if route != "targets.csv")  # leads to another
    return sorted([*files, *lists])


@pytest.mark.usefixtures("evil_record")
def test_no_csv_file_holds_a_cell_that_runs(reader: Client, settings: Any) -> None:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "lists": 1000}
    addresses = csv_addresses()
    assert len(addresses) >= 6
    seen = set()
    for address in addresses:
        text = reader.get(address).getvalue().decode("utf-8")
        assert text.startswith(BOM), address
        rows = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))
        assert len({len(row) for row in rows}) == 1, address
        running = [cell for row in rows for cell in row if cell.startswith(EVIL)]
        assert all(Decimal(cell) for cell in running), address  # InvalidOperation names what is no figure
        seen.update(cell for row in rows for cell in row if cell.startswith("'"))
    assert {"'=1+1", "'=b", "'-a"} <= seen, "units and bundles too"


@pytest.mark.usefixtures("evil_record")
def test_data_package_is_exact(reader: Client) -> None:
    """An import of the export must give the same record."""
    archive = zipfile.ZipFile(io.BytesIO(reader.get("/data/record.zip").getvalue()))
    indicators = archive.read("indicators.csv").decode()
    assert not indicators.startswith(BOM)
    assert ",=1+1," in indicators
