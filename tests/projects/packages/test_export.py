"""Export: the same record gives the same bytes, complete or not at all, and imports without loss."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projects.packages.writer
from projects.models.text import stored_text
from projects.packages.tables import TABLES
from tests.projects.packages.sample import Tables, export, load, sample, write

pytestmark = pytest.mark.django_db

SHIPPED = Path(__file__).parents[3] / "projects" / "data" / "kazakhstan"
HOSTILE = [
    '"', '""', "a,b", "a\nb", "a\r\nb", "a\rb", "\r", " leading", "trailing ", "\t", "\\N", "\\", "\\.", "🚗",
    "\u202ea\u202c", "\u200f", "\ufeffb", "=1+1", "'", "%s %(a)s", "<script>", "a\u2028b\x85c", "\x01",
    "NULL", "{x}", "é\u0301",
]  # fmt: skip


def empty_tracker() -> None:
    """Forget the record, as a new database would."""
    call_command("flush", verbosity=0, interactive=False)


def table(files: dict[str, bytes], name: str) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(StringIO(files[f"{name}.csv"].decode(), newline=""))
    return {row["id"]: row for row in rows}


def test_export_has_every_table_with_every_column(tmp_path: Path) -> None:
    files = export(tmp_path / "out")
    assert sorted(files) == sorted(["datapackage.json", *(table.file_name for table in TABLES)])
    assert files["territories.csv"] == b"id,name,name_ru,name_kk,parent\n"


def test_export_of_what_was_imported_is_plain(tmp_path: Path) -> None:
    load(write(tmp_path / "package", sample()))
    files = export(tmp_path / "out")
    assert files["targets.csv"].decode().splitlines()[2] == (
        "cars-2023-again,cars-made,absolute,between,900,950.5,,,,,2023-01-01,2023-12-31,,,,within_period,,,"
        "cars-2023,false,2023-06-01,plan,,,,,,,,,,,,,,,,"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("country", ["kazakhstan", "germany"])
def test_shipped_package_comes_back_byte_for_byte(country: str, tmp_path: Path) -> None:
    package = SHIPPED.with_name(country)
    load(package)
    files = export(tmp_path / "out")
    for name, content in files.items():
        assert content == (package / name).read_bytes(), name
    empty_tracker()
    load(tmp_path / "out")
    assert export(tmp_path / "again") == files


@pytest.mark.django_db
def test_shipped_package_stands_beside_another(capsys: pytest.CaptureFixture[str]) -> None:
    load(SHIPPED)
    call_command("import_package", str(SHIPPED.with_name("germany")), check=True)
    assert "is good" in capsys.readouterr().out


texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40),
).filter(stored_text)


@pytest.mark.once
@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_survives_export_and_import(data: st.DataObject) -> None:
    tables = sample()
    for row, columns in (
        (tables["organisations"][0], ("name", "name_kk")),
        (tables["sources"][0], ("title", "publisher", "note")),
        (tables["targets"][0], ("deadline_text", "bundle", "note", "speaker", "locator")),
        (tables["outcomes"][0], ("locator", "note")),
        (tables["projects"][0], ("company", "note")),
    ):
        row.update({column: data.draw(texts) for column in columns})
    came_back(tables)


def test_hostile_texts_survive_export_and_import() -> None:
    tables = sample()
    tables["territories"] += [{"id": f"t{n}", "name": text} for n, text in enumerate(HOSTILE) if stored_text(text)]
    tables["outcomes"] += [
        tables["outcomes"][0] | {"id": f"o{n}", "note": text, "speaker": text} for n, text in enumerate(HOSTILE)
    ]
    came_back(tables)


def came_back(tables: Tables) -> None:
    """Asserts that an import is exported with its texts as stored, and that importing the export gives it again."""
    with TemporaryDirectory() as folder:
        with rolled_back():
            load(write(Path(folder) / "package", tables))
            first = export(Path(folder) / "first")
        for name, rows in tables.items():
            exported = table(first, name)
            for row in rows:
                tidy = {column: stored_text(text) for column, text in row.items()}
                assert {column: exported[row["id"]][column] for column in row} == tidy
        with rolled_back():
            assert "0 updated, 0 unchanged" in load(Path(folder) / "first")[0]
            assert export(Path(folder) / "second") == first


class rolled_back:  # noqa: N801 - reads as the context manager it is
    """A transaction that is rolled back."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *raised: object) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def test_ids_are_ordered_by_code_point(tmp_path: Path) -> None:
    ids = ["a-b", "a.b", "a0", "a_b", "aa", "b", "a", "0"]
    load(write(tmp_path / "package", {"territories": [{"id": verdict, "name": "T"} for verdict in ids]}))
    assert list(table(export(tmp_path / "out"), "territories")) == sorted(ids)


# --- where it goes -----------------------------------------------------------------------------------------------


def test_zip_holds_the_same_and_is_the_same_every_time(tmp_path: Path) -> None:
    load(write(tmp_path / "package", sample()))
    files = export(tmp_path / "out")
    call_command("export_package", str(tmp_path / "a.zip"), stdout=StringIO())
    call_command("export_package", str(tmp_path / "b.zip"), stdout=StringIO())
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.testzip() is None
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert load(tmp_path / "a.zip")[-1] == "Nothing changed."


def test_earlier_package_gives_way_and_files_beside_it_stay(tmp_path: Path) -> None:
    export(tmp_path / "out")
    (tmp_path / "out" / "README.md").write_text("ours")
    (tmp_path / "out" / "territories.csv").write_text("old")
    files = export(tmp_path / "out")
    assert files["README.md"] == b"ours"
    assert files["territories.csv"].startswith(b"id,")
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]
    call_command("export_package", str(tmp_path / "a.zip"), stdout=StringIO())
    call_command("export_package", str(tmp_path / "a.zip"), stdout=StringIO())


@pytest.mark.parametrize("name", ["folder", "file", "other.zip"])
def test_nothing_but_a_package_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    for file in ("folder/thesis.txt", "file", "other.zip"):
        (tmp_path / file).write_text("dear")
    with pytest.raises(CommandError, match="name a"):
        export(tmp_path / name)
    assert (tmp_path / "folder/thesis.txt").read_text() == "dear"


def test_failed_export_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = export(tmp_path / "out")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(projects.packages.writer, "write_csv", full)
    with pytest.raises(CommandError, match="cannot be written: No space left"):
        export(tmp_path / "out")
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


# --- as of -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["31.12.2023", "2023-02-30", "soon"])
def test_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    with pytest.raises(CommandError, match="write it as 2024-12-31"):
        export(tmp_path / "out", "--as-of", day)


@pytest.mark.parametrize(
    ("day", "sources", "targets", "outcomes", "events"),
    [
        ("2023-01-09", [], [], [], []),
        ("2023-01-10", ["plan"], ["cars-2023", "cars-half-year", "plant"], [], []),
        ("2024-02-28", ["plan"], ["cars-2023", "cars-2023-again", "cars-half-year", "plant"], [], []),
        (
            "2024-02-29",  # the report is printed as of February: it counts from its last day
            ["plan", "report"],
            ["cars-2023", "cars-2023-again", "cars-half-year", "plant"],
            ["cars-first-half"],
            [],
        ),
        (
            "2024-03-05",
            ["paper", "plan", "report"],
            ["cars-2023", "cars-2023-again", "cars-half-year", "plant"],
            ["cars-first-half", "cars-first-half-corrected", "plant-opened"],
            ["plant-1-start"],
        ),
    ],
)
def test_export_as_of_a_day_has_what_was_known(
    tmp_path: Path, day: str, sources: list[str], targets: list[str], outcomes: list[str], events: list[str]
) -> None:
    load(write(tmp_path / "package", sample()))
    files = export(tmp_path / "out", "--as-of", day)
    assert list(table(files, "sources")) == sources
    assert list(table(files, "targets")) == targets
    assert list(table(files, "outcomes")) == outcomes
    assert list(table(files, "project_events")) == events
    assert load(tmp_path / "out")[-1] == "Nothing changed."


@pytest.mark.parametrize("day", ["2023-12-31", "2024-06-30", "2025-02-01", "2026-01-15"])
def test_verdicts_on_a_day_follow_from_the_export_as_of_that_day(tmp_path: Path, day: str) -> None:
    with rolled_back():
        load(SHIPPED)
        export(tmp_path / "then", "--as-of", day)
        whole = verdicts(day)
    with rolled_back():
        load(tmp_path / "then")
        assert verdicts(day) == whole


@pytest.mark.parametrize(
    ("place", "columns"),
    [
        (0, {"period_end": "2025-06-30"}),  # the period that we copied wrongly had not come: ours, put right
        (1, {"period_end": "2025-06-30", "source": "report"}),  # the period that is right had not come (R9)
    ],
)
def test_a_correction_on_a_day_before_one_of_its_periods_comes_back(
    tmp_path: Path, place: int, columns: dict[str, str]
) -> None:
    tables = sample()
    tables["outcomes"][1] |= {"source": "report", "our_slip": "true"}
    tables["outcomes"][place] |= columns
    with rolled_back():
        load(write(tmp_path / "package", tables))
        files = export(tmp_path / "then", "--as-of", "2024-03-05")
        whole = verdicts("2024-03-05")
    with rolled_back():
        load(tmp_path / "then")
        assert verdicts("2024-03-05") == whole
        assert export(tmp_path / "again", "--as-of", "2024-03-05") == files


def verdicts(day: str) -> dict[str, object]:
    out = StringIO()
    call_command("assess", "--as-of", day, "--format", "json", stdout=out)
    return {verdict["target"]: verdict for verdict in json.loads(out.getvalue())}


def test_as_of_leaves_no_reference_hanging(tmp_path: Path) -> None:
    tables = sample()
    tables["targets"][2]["announced"] = "2022-12-01"  # the step was announced before the target itself
    tables["outcomes"][1]["source"] = "plan"  # the correction came out before what it corrects
    load(write(tmp_path / "package", tables))
    files = export(tmp_path / "out", "--as-of", "2022-12-31")
    assert table(files, "targets")["cars-half-year"]["interim_for"] == ""
    assert list(table(files, "sources")) == ["plan"]  # published later, but the announcement counts from its own day
    later = export(tmp_path / "later", "--as-of", "2023-12-31")
    assert table(later, "outcomes")["cars-first-half-corrected"]["corrects"] == ""
    with_all = export(tmp_path / "all", "--as-of", str(date(2030, 1, 1)))
    assert with_all == export(tmp_path / "whole")
