"""People and their offices through files: whole, older files, and who said what is recorded already."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.models import AuditEntry, Office, Outcome, Person, Target
from tests.projects.packages.sample import Tables, export, load, refusal, sample, write

pytestmark = pytest.mark.django_db

PEOPLE = [
    {"id": "first", "name": "First Minister", "name_ru": "Первый Министр", "url": "https://example.org/"},
    {"id": "second", "name": "Second Minister", "name_kk": "Екінші Министр"},
]
OFFICES = [
    {
        "id": "first-ministry",
        "person": "first",
        "organisation": "ministry",
        "title": "Minister",
        "title_ru": "Министр",
        "since": "2022-01-01",
        "until": "2023-08-31",
    },
    {"id": "second-ministry", "person": "second", "organisation": "new-ministry", "since": "2023-09-01"},
]


def with_people(**spoken_by: str) -> Tables:
    """The sample with two people; ``spoken_by``: who said it, by the id of a claim with _ for -."""
    tables = {**sample(), "people": [dict(row) for row in PEOPLE], "offices": [dict(row) for row in OFFICES]}
    for row in (*tables["targets"], *tables["outcomes"]):
        row["spoken_by"] = spoken_by.get(row["id"].replace("-", "_"), "")
    return tables


def doubts(lines: list[str]) -> list[str]:
    return [line for line in lines if "(no_office_then)" in line]


def test_people_come_back_byte_for_byte(tmp_path: Path) -> None:
    lines = load(write(tmp_path / "package", with_people(cars_2023="first", plant_opened="second")))
    assert not doubts(lines)
    files = export(tmp_path / "out")

    assert files["people.csv"].decode().splitlines()[1:] == [
        "first,First Minister,Первый Министр,,https://example.org/",
        "second,Second Minister,,Екінші Министр,",
    ]
    assert files["offices.csv"].decode().splitlines()[1:] == [
        "first-ministry,first,ministry,Minister,Министр,,2022-01-01,2023-08-31",
        "second-ministry,second,new-ministry,,,,2023-09-01,",
    ]
    assert load(tmp_path / "out")[-1] == "Nothing changed."
    assert Target.objects.get(pk="cars-2023").spoken_by_id == "first"
    assert Outcome.objects.get(pk="plant-opened").spoken_by.name == "Second Minister"


def test_package_of_before_is_taken_and_takes_nobody_away(tmp_path: Path) -> None:
    load(write(tmp_path / "new", with_people(cars_2023="first")))
    before = write(tmp_path / "old", sample())
    Target.objects.filter(pk="cars-2023").update(claimed="All is done.", not_entered_kk="Күні жоқ бет.")
    for name, columns in (("targets", 7), ("outcomes", 1)):  # a file of before has none from `spoken_by` on
        lines = (before / f"{name}.csv").read_text().splitlines()
        assert all(line.endswith(',""' * columns) for line in lines[1:])
        header = lines[0].partition(',"spoken_by"')[0]
        assert lines[0].count(",") == header.count(",") + columns
        (before / f"{name}.csv").write_text("\n".join([header, *(line[: -3 * columns] for line in lines[1:])]) + "\n")

    assert load(before)[-1] == "Nothing changed."
    assert load(write(tmp_path / "empty", sample()))[-1] == "Nothing changed."
    target = Target.objects.get(pk="cars-2023")
    assert (target.spoken_by_id, target.claimed, target.not_entered_kk) == ("first", "All is done.", "Күні жоқ бет.")
    assert Person.objects.count() == Office.objects.count() == 2


def test_who_said_a_recorded_claim_is_filled_in_and_audited(tmp_path: Path) -> None:
    load(write(tmp_path / "old", sample()))
    package = write(tmp_path / "new", with_people(cars_2023="first", plant_opened="second"))

    assert "targets: 0 new, 1 updated, 3 unchanged" in "\n".join(load(package, "--check"))
    assert Target.objects.get(pk="cars-2023").spoken_by is None
    lines = load(package)

    assert "outcomes: 0 new, 1 updated, 2 unchanged" in "\n".join(lines)
    assert Target.objects.get(pk="cars-2023").spoken_by_id == "first"
    entries = AuditEntry.objects.filter(action="annotate_claim").order_by("object_id")
    assert [(entry.object_type, entry.object_id, entry.details) for entry in entries] == [
        ("target", "cars-2023", {"spoken_by": ["", "first"]}),
        ("outcome", "plant-opened", {"spoken_by": ["", "second"]}),
    ]
    assert load(package)[-1] == "Nothing changed."


def test_somebody_else_is_refused_with_the_way_out(tmp_path: Path) -> None:
    load(write(tmp_path / "first", with_people(cars_2023="first")))
    [line] = refusal(write(tmp_path / "second", with_people(cars_2023="second")))
    assert line.startswith("targets.csv:2: spoken_by: differs from what is recorded (columns spoken_by)")
    assert "mend its words in the admin" in line


@pytest.mark.parametrize(
    ("spoken_by", "expected"),
    [
        ({"cars_2023": "first", "cars_2023_again": "first"}, []),
        ({"plant_opened": "first"}, ["outcomes.csv:4: spoken_by: remark (no_office_then)"]),
        ({"cars_2023": "second"}, ["targets.csv:2: spoken_by: remark (no_office_then)"]),
        # The report is of some day in February 2024: the office began before its end.
        ({"cars_first_half": "second"}, []),
    ],
)
@pytest.mark.parametrize("comes", ["at once", "later"])
def test_who_held_no_office_then_is_remarked_on(
    tmp_path: Path, spoken_by: dict[str, str], expected: list[str], comes: str
) -> None:
    if comes == "later":
        load(write(tmp_path / "before", with_people()))
    lines = doubts(load(write(tmp_path / "package", with_people(**spoken_by))))
    assert [line.partition(": The record")[0] for line in lines] == expected


@pytest.mark.parametrize(
    ("table", "row", "starts"),
    [
        (
            "offices",
            {**OFFICES[0], "until": "2021-12-31"},
            "offices.csv:2: until: precedes the first day in the office",
        ),
        ("offices", {**OFFICES[0], "person": "nobody"}, "offices.csv:2: person: names a row that is neither"),
        ("offices", {**OFFICES[0], "organisation": ""}, "offices.csv:2: organisation: must not be empty"),
        ("people", {**PEOPLE[0], "name": ""}, "people.csv:2: name: must not be empty"),
        ("people", {**PEOPLE[0], "url": "javascript:alert(1)"}, "people.csv:2: url: "),
    ],
)
def test_bad_row_is_named(tmp_path: Path, table: str, row: dict[str, str], starts: str) -> None:
    tables = {**with_people(), table: [row]}
    if table == "people":
        tables["offices"] = []
    [line] = refusal(write(tmp_path / "package", tables))
    assert line.startswith(starts)
    assert not Person.objects.exists()
