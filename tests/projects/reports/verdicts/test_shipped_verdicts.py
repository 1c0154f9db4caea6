"""The verdicts on the shipped record: those that decide, and those that a rule makes surprising, by name."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.every_page import RECORD

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXPECTED = Path(__file__).parents[2] / "data" / "expected_verdicts.csv"
DECIDED = {"achieved", "achieved_late", "missed"}


def judged(day: str) -> dict[str, dict[str, Any]]:
    """The verdicts on the shipped record on a day, by the link that stands."""
    call_command("import_package", str(RECORD), stdout=StringIO())
    answer = StringIO()
    call_command("assess", as_of=day, stdout=answer)
    return {verdict["target"]: verdict for verdict in json.loads(answer.getvalue())}


def test_verdicts_of_the_shipped_record_are_those_expected() -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (day,) = {row["as_of"] for row in rows}
    verdicts = judged(day)
    answers = [
        (id, verdicts[id]["status"], " ".join(verdicts[id]["reasons"]), verdicts[id]["actual"] or "")
        for id in (row["target"] for row in rows)
    ]
    assert answers == [(row["target"], row["status"], row["reasons"], row["actual"]) for row in rows]
    expected = {row["target"] for row in rows if row["status"] in DECIDED}
    assert {id for id, verdict in verdicts.items() if verdict["status"] in DECIDED} == expected, "all that are decided"
