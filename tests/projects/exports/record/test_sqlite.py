"""record.sqlite as others open it: keys, labels, exact figures, verdicts that are those of the engine."""

from __future__ import annotations

import asyncio
import csv
import json
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal

import pyarrow.parquet
import pytest

from projects.packages.tables import BY_NAME, TABLES

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def database(shipped_set):
    with closing(sqlite3.connect(shipped_set.folder / "record.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_database_has_the_rows_of_the_package_exactly(shipped_set, database):
    for table in TABLES:
        with (shipped_set.folder / table.file_name).open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        stored = database.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall()
        assert len(stored) == len(rows), table.name
        for row, values in zip(rows, stored, strict=True):
            for name, cell in row.items():
                kind, value = BY_NAME[table.name].by_name[name].kind, values[name]
                text = "" if value is None else ("true" if value else "false") if kind == "boolean" else str(value)
                assert text == cell, (table.name, row["id"], name)
                if kind == "figure" and value is not None:
                    assert values[f"{name}_number"] == float(Decimal(cell))


def test_every_reference_is_a_foreign_key_with_an_index(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for table in TABLES:
        keys = {(row["from"], row["table"]) for row in database.execute(f'PRAGMA foreign_key_list("{table.name}")')}
        assert keys == {(column.name, column.references) for column in table.references()}
        indexes = {row["name"] for row in database.execute(f'PRAGMA index_list("{table.name}")')}
        assert {f"{table.name}_by_{column.name}" for column in table.references()} <= indexes


def test_verdicts_have_reasons_evidence_and_words(database):
    count = database.execute("SELECT count(*) FROM verdicts").fetchone()[0]
    assert count == database.execute("SELECT count(*) FROM targets_with_verdicts").fetchone()[0] > 100
    unreported = "SELECT target FROM verdicts WHERE status = 'unreported' EXCEPT SELECT target FROM verdict_reasons"
    assert database.execute(unreported).fetchall() == [], "each says why"
    row = database.execute("SELECT * FROM verdicts WHERE percent_achieved IS NOT NULL LIMIT 1").fetchone()
    assert row["as_of"] == "2026-03-02"
    assert row["percent_achieved_number"] == pytest.approx(float(row["percent_achieved"]))
    assert row["status_ru"] not in ("", row["status"])
    held = database.execute(
        "SELECT count(*) FROM verdict_evidence JOIN outcomes ON outcomes.id = verdict_evidence.outcome"
    ).fetchone()[0]
    assert held == database.execute("SELECT count(*) FROM verdict_evidence").fetchone()[0] > 0


def test_view_and_list_of_targets_tell_the_same_verdicts(shipped_set, database):
    in_database = dict(database.execute("SELECT id, status FROM targets_with_verdicts").fetchall())
    with (shipped_set.folder / "targets-with-verdicts.jsonl").open(encoding="utf-8") as stream:
        listed = {row["id"]: row["assessment"]["status"] for row in map(json.loads, stream)}
    assert in_database == listed
    with (shipped_set.folder / "targets-with-verdicts.csv").open(newline="", encoding="utf-8") as stream:
        assert {row["id"]: row["assessment_status"] for row in csv.DictReader(stream)} == listed
    rows = {file.name: file.rows for file in shipped_set.files}
    assert rows["targets-with-verdicts.csv"] == rows["targets-with-verdicts.xlsx"] == len(listed)
    assert rows["iati.xml"] > 5


def test_parquet_has_exact_decimals_and_days(shipped_set):
    with (shipped_set.folder / "targets.csv").open(newline="", encoding="utf-8") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    table = pyarrow.parquet.read_table(shipped_set.folder / "targets.parquet")
    stored = table.select(["id", "value", "deadline", "withdrawn"]).to_pylist()
    assert len(stored) == len(rows)
    for row in stored:
        cells = rows[row["id"]]
        assert row["value"] == (Decimal(cells["value"]) if cells["value"] else None)
        assert row["deadline"] == (date.fromisoformat(cells["deadline"]) if cells["deadline"] else None)
        assert row["withdrawn"] is (cells["withdrawn"] == "true")


def test_file_says_what_it_is(database, shipped_set):
    about = dict(database.execute("SELECT name, text FROM about").fetchall())
    assert about["as_of"] == "2026-03-02"
    assert about["licence_address"] == "https://creativecommons.org/licenses/by/4.0/"
    assert about["method_version"] == shipped_set.method_version
    assert "not exact" in about["figures"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_datasette_opens_it_with_labels_and_links(shipped_set):
    asyncio.run(_read_with_datasette(shipped_set.folder))


async def _read_with_datasette(folder):
    from datasette.app import Datasette

    datasette = Datasette(
        files=[str(folder / "record.sqlite")], metadata=json.loads((folder / "metadata.json").read_text())
    )
    await datasette.invoke_startup()

    async def page(path: str) -> str:
        answer = await datasette.client.get(path)
        assert answer.status_code == 200, path
        return answer.text

    tables = (await datasette.client.get("/record.json")).json()["tables"]
    for table in tables:
        await page(f"/record/{table['name']}")
    front = await page("/record")
    assert "Creative Commons Attribution 4.0" in front
    assert "targets_with_verdicts" in front
    verdicts = (await datasette.client.get("/record/verdicts.json?_labels=on&_shape=objects&_size=1")).json()["rows"]
    assert set(verdicts[0]["target"]) == {"value", "label"}
    target = verdicts[0]["target"]
    assert target["label"] != target["value"], "the label is the title of the promise"
    rows = await page("/record/targets?_size=5")
    assert 'href="/record/indicators/' in rows
    assert 'href="/record/sources/' in rows
    assert "The promised value" in rows, "columns are described"
    row = await page(f"/record/targets/{target['value'].replace('.', '~2E')}")
    assert "verdict" in row, "what names it is counted and linked"
