"""Joined publishers through files: whom sources stand for, whatever came first, and the verdicts that follow (R9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from projects.actions.verify import verify
from projects.models import Assessment, Publisher, Source, StatusChange
from tests.projects.packages.sample import Tables, export, load, refusal, sample, write

pytestmark = pytest.mark.django_db

RIVAL = {"id": "rival", "title": "Another", "published": "2024-03-06", "kind": "press", "publisher": "The Newspaper"}
FIGURE = {
    "indicator": "cars-made",
    "basis": "absolute",
    "qualifier": "exactly",
    "period_start": "2023-01-01",
    "period_end": "2023-12-31",
    "final": "true",
}
JOINED = [
    {"id": "paper", "name": "NEWSPAPER", "same_as": ""},
    {"id": "other", "name": "The  Newspaper", "same_as": "paper"},
]


def record() -> Tables:
    """Two papers of different days that do not agree."""
    tables = sample()
    tables["sources"].append(RIVAL)
    tables["outcomes"].append({**FIGURE, "id": "said", "value": "900", "source": "paper"})
    tables["outcomes"].append({**FIGURE, "id": "said-otherwise", "value": "700", "source": "rival"})
    return tables


def joined(tables: Tables) -> Tables:
    return {**tables, "publishers": [dict(row) for row in JOINED]}


def keys() -> Mapping[str, str]:
    return dict(Source.objects.values_list("pk", "publisher_key"))


def verdict() -> tuple[bool, list[str]]:
    stored = Assessment.objects.get(first="cars-2023")
    return stored.disputed, stored.payload["evidence"]


def test_publishers_that_nobody_joined_stand_for_themselves(tmp_path: Path) -> None:
    load(write(tmp_path / "package", record()))
    assert keys() == {"plan": "government", "report": "statistics", "paper": "newspaper", "rival": "the newspaper"}
    assert verdict() == (True, ["said-otherwise"])


@pytest.mark.parametrize("publishers_come", ["with the rest", "later", "before"])
def test_joined_publishers_are_one_whatever_comes_first(tmp_path: Path, publishers_come: str) -> None:
    alone = write(tmp_path / "alone", {"publishers": [dict(row) for row in JOINED]})
    if publishers_come == "before":
        load(alone)
    load(write(tmp_path / "package", joined(record()) if publishers_come == "with the rest" else record()))
    if publishers_come == "later":
        assert verdict()[0]
        load(alone)
    assert keys()["rival"] == "newspaper"
    assert Source.objects.get(pk="rival").publisher == "The Newspaper", "as printed"
    assert verdict() == (False, ["said-otherwise"])
    assert list(verify(as_of=date(2026, 1, 15))) == []
    assert load(alone)[-1] == "Nothing changed."
    assert Source.history.filter(id="rival").count() == 1, "joining edits no source"


@pytest.mark.django_db(transaction=True)
def test_export_brings_the_same_bytes_and_the_same_verdicts(tmp_path: Path) -> None:
    load(write(tmp_path / "package", joined(record())))
    files = export(tmp_path / "out")
    assert files["publishers.csv"] == b"id,name,same_as\nother,The  Newspaper,paper\npaper,NEWSPAPER,\n"
    before = list(Assessment.objects.order_by("pk").values_list("first", "payload"))
    history = list(StatusChange.objects.order_by("first", "on").values_list("first", "on", "to_status"))
    call_command("flush", verbosity=0, interactive=False)
    load(tmp_path / "out")
    assert export(tmp_path / "again") == files
    assert list(Assessment.objects.order_by("pk").values_list("first", "payload")) == before
    assert list(StatusChange.objects.order_by("first", "on").values_list("first", "on", "to_status")) == history


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([{"id": "other", "name": "The Newspaper", "same_as": ""}], "the newspaper"),
        ([{"id": "other", "name": "Another name", "same_as": "paper"}], "the newspaper"),
        ([{"id": "paper", "name": "The paper of record", "same_as": ""}], "the paper of record"),
        (
            [
                {"id": "paper", "name": "NEWSPAPER", "same_as": "third"},
                {"id": "other", "name": "The Newspaper", "same_as": "third"},
                {"id": "third", "name": "Third", "same_as": ""},
            ],
            "third",
        ),
    ],
    ids=["parted", "respelt", "renamed", "joined with a third"],
)
def test_sources_follow_what_a_later_package_says(tmp_path: Path, rows: list[dict[str, str]], key: str) -> None:
    load(write(tmp_path / "package", joined(record())))
    load(write(tmp_path / "later", {"publishers": rows}))
    assert keys()["rival"] == key
    assert list(verify(as_of=date(2026, 1, 15))) == []
    before = keys()
    files = export(tmp_path / "out")
    call_command("flush", verbosity=0, interactive=False)
    load(tmp_path / "out")
    assert keys() == before
    assert export(tmp_path / "again") == files


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([JOINED[0], {"id": "b", "name": "b", "same_as": "b"}], "publishers.csv:3: same_as: names the row itself"),
        (
            [JOINED[0], {"id": "b", "name": "newspaper ", "same_as": ""}],
            "publishers.csv:3: name: is the spelling of paper",
        ),
        (
            [*JOINED, {"id": "c", "name": "c", "same_as": "other"}],
            "publishers.csv:4: same_as: names other, which is itself another spelling of paper",
        ),
        ([{"id": "b", "name": "b", "same_as": "nobody"}], "publishers.csv:2: same_as: names a row that is neither"),
        ([{"id": "b", "name": "\u200b", "same_as": ""}], "publishers.csv:2: name: must not be empty"),
        (
            [{"id": "b", "name": "b" * 301, "same_as": ""}],
            "publishers.csv:2: name: has 301 characters, at most 300 fit",
        ),
    ],
)
def test_spellings_that_cannot_be_are_refused(tmp_path: Path, rows: list[dict[str, str]], says: str) -> None:
    [line] = refusal(write(tmp_path / "package", {"publishers": [dict(row) for row in rows]}))
    assert line.startswith(says)
    assert not Publisher.objects.exists()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": "new", "name": "the newspaper", "same_as": ""}, "publishers.csv:2: name: is the spelling of other"),
        ({"id": "new", "name": "New", "same_as": "other"}, "publishers.csv:2: same_as: names other, which is itself"),
        ({"id": "paper", "name": "Newspaper", "same_as": "third"}, "publishers.csv:2: same_as: other is a spelling of"),
    ],
)
def test_spellings_are_held_against_those_of_the_record(tmp_path: Path, row: dict[str, str], says: str) -> None:
    third = {"id": "third", "name": "Third", "same_as": ""}
    load(write(tmp_path / "package", {"publishers": [*(dict(row) for row in JOINED), third]}))
    [line] = refusal(write(tmp_path / "later", {"publishers": [row]}))
    assert line.startswith(says)


@pytest.mark.parametrize("joined_first", [True, False])
def test_correction_by_another_spelling_counts_and_is_not_remarked_on(tmp_path: Path, joined_first: bool) -> None:
    tables = joined(record()) if joined_first else record()
    tables["outcomes"][-1] |= {"corrects": "said"}
    lines = load(write(tmp_path / "package", tables))
    remarked = any("does not say why this corrects a figure of Newspaper, another publisher" in line for line in lines)
    assert remarked is not joined_first
