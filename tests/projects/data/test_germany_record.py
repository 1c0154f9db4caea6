"""The shipped record of Germany: its form, what must be in it, and the verdicts that a careful reader would give."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from projects import adapters
from projects.comparison.engine import assess
from tests.projects.packages.sample import load

HERE = Path(__file__).parent
SHIPPED = HERE.parents[2] / "projects" / "data"
PACKAGE = SHIPPED / "germany"
DESCRIPTOR = json.loads((PACKAGE / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


TABLES = {name: read(PACKAGE / resource["path"]) for name, resource in RESOURCES.items()}
BY_ID = {name: {row["id"]: row for row in rows} for name, rows in TABLES.items()}
VERDICTS = read(HERE / "germany_verdicts.csv")


def chain(first: str) -> list[Row]:
    """The links of a chain, oldest first."""
    links = [BY_ID["targets"][first]]
    while followers := [row for row in TABLES["targets"] if row["revises"] == links[-1]["id"]]:
        links.append(followers[0])
    return links


# --- the verdicts ---------------------------------------------------------------------------------------------------


@pytest.fixture
def shipped(db) -> None:
    load(PACKAGE)


@pytest.mark.usefixtures("shipped")
def test_verdicts_are_those_of_a_careful_reader() -> None:
    chains = {item.chain[-1].id: item for item in adapters.claims()}
    for row in VERDICTS:
        item = chains[row["target"]]
        verdict = assess(item.chain, item.outcomes, date.fromisoformat(row["as_of"]), item.interims)
        assert verdict is not None, row
        assert verdict.first is not None, row
        given = (str(verdict.status), str(verdict.first.status), " ".join(map(str, verdict.reasons)), verdict.actual)
        expected = Decimal(row["actual"]) if row["actual"] else None
        assert given == (row["status"], row["first"], row["reasons"], expected), row
    assert {row["target"] for row in VERDICTS if row["as_of"] == "2026-11-28"} == set(chains)


@pytest.mark.usefixtures("shipped")
def test_opening_of_the_airport_moved_seven_times_in_nine_years() -> None:
    item = next(item for item in adapters.claims() if item.chain[0].id == "ber-opening-2006")
    verdict = assess(item.chain, item.outcomes, date(2026, 11, 28), item.interims)
    assert verdict is not None
    moves = [(str(link.change[0]) if link.change else "", link.revised_after_the_fact) for link in verdict.revisions]
    assert [move for move, _after in moves] == ["", *["postponed"] * 7]
    assert [after for _move, after in moves] == [False] * 7 + [True]


def test_no_id_is_that_of_another_package() -> None:
    for name, rows in BY_ID.items():
        assert rows.keys().isdisjoint(row["id"] for row in read(SHIPPED / "kazakhstan" / f"{name}.csv"))


# --- what must be in it ---------------------------------------------------------------------------------------------


def test_airport_has_eight_opening_days_one_of_them_without_a_date() -> None:
    links = chain("ber-opening-2006")
    assert [(link["announced"], link["deadline"]) for link in links] == [
        ("2006-09-05", "2011-10-30"),
        ("2010-06-25", "2012-06-03"),
        ("2012-05-31", "2013-03-17"),
        ("2012-09-07", "2013-10-27"),
        ("2013-01-31", ""),
        ("2014-12-31", "2017-12-31"),
        ("2017-01-31", "2018-12-31"),
        ("2019-11-29", "2020-10-31"),
    ]
    assert "No date is given" in links[4]["note"]


def test_cost_of_the_airport_is_a_ceiling_that_rose_three_times() -> None:
    assert [Decimal(link["value"]) / 10**9 for link in chain("ber-cost-2004")] == [
        Decimal(number) for number in ("1.7", "2.2", "4.3", "5.4")
    ]
    indicator = BY_ID["indicators"]["ber-cost"]
    assert (indicator["accumulation"], indicator["direction"], indicator["unit"]) == ("sum", "decrease", "EUR")


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("dwellings-approved-2023", "dwellings-completed"),
        ("social-dwellings-subsidised-2023", "social-dwellings-created"),
        ("social-dwellings-approved-2021", "social-dwellings-created"),
        ("solar-added-2024", "solar-capacity"),
        ("wind-land-added-gross-2024-11", "wind-land-added"),
    ],
)
def test_another_count_is_another_indicator(part: str, whole: str) -> None:
    assert whole in BY_ID["indicators"]
    assert BY_ID["outcomes"][part]["indicator"] != whole


def test_later_count_of_another_page_says_why_it_corrects() -> None:
    row = BY_ID["outcomes"]["wind-land-added-2024-later"]
    corrected = BY_ID["outcomes"][row["corrects"]]
    publishers = {BY_ID["sources"][item["source"]]["publisher"] for item in (row, corrected)}
    assert len(publishers) == 2
    assert row["note"]


def test_every_land_is_there() -> None:
    assert len([row for row in TABLES["territories"] if row["parent"] == "de"]) == 16


# --- the form of the files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RESOURCES)
def test_files_are_written_the_one_way(name: str) -> None:
    text = (PACKAGE / f"{name}.csv").read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    assert again.getvalue() == text
    assert rows[0] == [field["name"] for field in RESOURCES[name]["schema"]["fields"]]
    ids = [row["id"] for row in TABLES[name]]
    assert ids == sorted(set(ids))


def test_descriptor_is_that_of_every_package() -> None:
    assert (PACKAGE / "datapackage.json").read_bytes() == (SHIPPED / "kazakhstan" / "datapackage.json").read_bytes()


@pytest.mark.parametrize("name", ["organisations", "territories", "programmes", "indicators", "projects"])
def test_names_come_in_three_languages(name: str) -> None:
    words = [column for column in TABLES[name][0] if column.split("_")[0] in {"name", "summary", "definition"}]
    assert [(row["id"], column) for row in TABLES[name] for column in words if not row[column].strip()] == []
    local = [(row, column) for row in TABLES[name] for column in words if column.endswith(("_ru", "_kk"))]
    assert [row["id"] for row, column in local if not re.search("[а-яәғқңөұүһі]", row[column].lower())] == []


def test_every_source_is_used_and_every_source_a_note_names_is_there() -> None:
    cited = {row["source"] for name in ("targets", "outcomes", "project_events") for row in TABLES[name]}
    notes = " ".join(row["note"] for name in ("targets", "outcomes", "sources") for row in TABLES[name])
    assert [source for source in BY_ID["sources"] if source not in cited and source not in notes] == []
    named = re.findall(r"\b[a-z0-9]+(?:-[a-z0-9]+)*-\d{4}(?:-\d{2}){0,2}\b", notes)
    ids = {id for rows in BY_ID.values() for id in rows}
    assert [name for name in named if name not in ids and not any(id.startswith(name) for id in ids)] == []


def test_nothing_is_reported_before_it_is_over_or_promised_after_it_is_printed() -> None:
    for row in TABLES["outcomes"]:
        source = BY_ID["sources"][row["source"]]
        assert row["period_end"][:7] <= source["published"][:7], row["id"]
    for row in TABLES["targets"]:
        source = BY_ID["sources"][row["source"]]
        assert row["announced"][:7] <= source["published"][:7], row["id"]
        assert not row["deadline"] or row["announced"] <= row["deadline"], row["id"]
        is_late = row["announced"][:7] < source["published"][:7]
        assert not is_late or re.search("later page|not known|The (Act|same number) is", row["note"]), row["id"]


def test_page_without_a_day_says_so() -> None:
    for row in TABLES["sources"]:
        if row["published_precision"] == "month":
            assert row["published"].endswith("-01"), row["id"]
    without = [row["id"] for row in TABLES["sources"] if "no date of publication" in row["note"]]
    assert len(without) == 14


def test_nothing_of_the_workshop_is_left_in_the_files() -> None:
    workshop = r"\bD0\d{2}\b|\bfac" + r"ts-|\.\./\.\.|/" + r"work/|/tm" + r"p/|TO" + r"DO"
    for path in sorted(PACKAGE.iterdir()):
        assert re.findall(workshop, path.read_text(encoding="utf-8")) == [], path.name
