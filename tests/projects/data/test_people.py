"""Who said what in the shipped records: people by name, in an office that they held on that day."""

from __future__ import annotations

import csv
from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "projects" / "data"
RECORDS = ("germany", "kazakhstan")
# Speakers that the source names by their office alone, which one person certainly held on that day.
BY_OFFICE = {"Prime Minister"}

Row = dict[str, str]


def table(record: str, name: str) -> list[Row]:
    with (DATA / record / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def claims(record: str) -> list[Row]:
    return [row for name in ("targets", "outcomes") for row in table(record, name) if row["spoken_by"]]


def said_between(claim: Row, source: Row) -> tuple[str, str]:
    """The first and the last day on which it can have been said."""
    printed = date.fromisoformat(source["published"])
    first, last = {
        "year": (date(printed.year, 1, 1), date(printed.year, 12, 31)),
        "month": (printed.replace(day=1), printed.replace(day=monthrange(printed.year, printed.month)[1])),
    }.get(source["published_precision"], (printed, printed))
    day = claim.get("announced", last.isoformat())
    return (first.isoformat(), last.isoformat()) if day == last.isoformat() else (day, day)


@pytest.mark.parametrize("record", RECORDS)
def test_who_said_it_held_an_office_then(record: str) -> None:
    sources = {row["id"]: row for row in table(record, "sources")}
    offices = table(record, "offices")
    for claim in claims(record):
        first, last = said_between(claim, sources[claim["source"]])
        held = [
            office["id"]
            for office in offices
            if office["person"] == claim["spoken_by"]
            and (office["since"] or first) <= last
            and (office["until"] or last) >= first
        ]
        assert held, claim["id"]


@pytest.mark.parametrize("record", RECORDS)
def test_a_person_is_named_only_where_the_source_names_them(record: str) -> None:
    names = {row["id"]: row["name"] for row in table(record, "people")}
    for claim in claims(record):
        assert claim["speaker"] in {names[claim["spoken_by"]], *BY_OFFICE}, claim["id"]
    speakers = {row["speaker"] for name in ("targets", "outcomes") for row in table(record, name)}
    named = {claim["speaker"] for claim in claims(record)}
    assert named >= speakers.intersection(names.values())


@pytest.mark.parametrize("record", RECORDS)
def test_people_and_posts_have_names_in_every_language(record: str) -> None:
    people, offices = table(record, "people"), table(record, "offices")
    assert all(row["name_ru"] and row["name_kk"] for row in people)
    assert all(bool(row["title"]) == bool(row["title_ru"]) == bool(row["title_kk"]) for row in offices)
    assert {row["id"] for row in people} == {row["person"] for row in offices}


@pytest.mark.parametrize("record", RECORDS)
def test_one_holds_an_office_at_a_time(record: str) -> None:
    """Where the days are known, one minister follows another: no two of them share more than the day of the change."""
    dated = [row for row in table(record, "offices") if row["since"]]
    for office in dated:
        later = [
            other
            for other in dated
            if (other["organisation"], other["title"]) == (office["organisation"], office["title"])
            and other["since"] > office["since"]
        ]
        assert all(office["until"] and office["until"] <= other["since"] for other in later), office["id"]
