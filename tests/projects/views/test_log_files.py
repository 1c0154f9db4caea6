"""The pages of changes and corrections link to files that say what the pages say, with their filters."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from projects.actions.correct_outcome import correct_outcome
from projects.actions.erase_claim import erase_claim
from projects.actions.refresh import refresh_assessments
from projects.models import Target
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory, UserFactory

from .test_list_links import links

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(settings: Any) -> Target:
    """A promise that was announced anew, missed and corrected in three ways; and another that was missed."""
    settings.ALLOWANCES = {**settings.ALLOWANCES, "lists": 1000}
    editor, at = UserFactory(editor=True), datetime(2024, 8, 1, 9, tzinfo=UTC)
    target = TargetFactory(id="pool", deadline=date(2024, 6, 30))
    moved = {"indicator": target.indicator, "announced": date(2024, 3, 1), "deadline": date(2024, 9, 30)}
    TargetFactory(id="pool-2", revises=target, **moved)
    TargetFactory(id="other", deadline=date(2024, 5, 31))
    wrong, slip, elsewhere = (OutcomeFactory(indicator=target.indicator, value=Decimal(1)) for _report in range(3))
    newer = SourceFactory(published=date(2024, 7, 20))
    correct_outcome(outcome=wrong, value=Decimal(91), source=newer, our_slip=False, by=editor, at=at)
    correct_outcome(outcome=slip, value=Decimal(100), our_slip=True, note="=A nought", by=editor, at=at)
    erase_claim(claim=elsewhere, reason="Another country.", by=editor, at=at)
    refresh_assessments(as_of=date(2025, 1, 10), at=at)
    return target


def objects(reader: Client, address: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in reader.get(address).getvalue().splitlines()]


PAGES = (
    "changes/",
    "changes/?kind=verdict",
    "changes/?kind=announcement",
    "changes/?as_of=2024-07-10",
    "corrections/",
    "corrections/?whose=ours",
    "corrections/?whose=source",
    "corrections/?programme=PROGRAMME",
    "corrections/?indicator=INDICATOR&whose=ours",
)


@pytest.mark.parametrize("page", PAGES)
def test_page_links_to_files_with_as_many_entries(reader: Client, target: Target, page: str) -> None:
    indicator = target.indicator
    path = page.replace("PROGRAMME", indicator.programme_id).replace("INDICATOR", indicator.pk)
    answer = reader.get(f"/en/{path}")
    files = links(answer.content.decode())
    assert list(files) == ["CSV", "XLSX", "JSON Lines", "Parquet"]
    assert len(objects(reader, files["JSON Lines"])) == answer.context["report"].count > 0


def test_file_of_changes_says_what_the_page_says(reader: Client, target: Target) -> None:
    report = reader.get("/en/changes/").context["report"]
    shown = [(day.isoformat(), change.target.pk) for day, changes in report.days for change in changes]
    changes = objects(reader, "/data/lists/changes.jsonl")
    assert [(change["on"], change["target"]) for change in changes] == shown
    (announced,) = [change for change in changes if change["kind"] == "announcement"]
    assert (announced["target"], announced["revises"], announced["to_status"]) == ("pool-2", "pool", None)
    assert all(change["to_status"] and change["source"] is None for change in changes if change["kind"] == "verdict")


def test_file_of_corrections_says_what_the_page_says(reader: Client, target: Target) -> None:
    shown = reader.get("/en/corrections/").context["report"].lines
    corrections = objects(reader, "/data/lists/corrections.jsonl")
    assert [(line["id"], line["whose"], line["wrong_ru"], line["right"]) for line in corrections] == [
        (line.key, line.whose, line.wrong_text("ru"), line.right_text("en") or None) for line in shown
    ]
    assert {line["whose"] for line in corrections} == {"ours", "source"}


def test_files_have_the_rules_of_every_list(reader: Client, target: Target) -> None:
    answer = reader.get("/data/lists/corrections.csv?fields=id,reason")
    text = answer.getvalue().decode()
    assert text.splitlines()[0] == "id,reason"
    assert ",'=A nought" in text, "no spreadsheet runs it"
    assert 'rel="license"' in answer["Link"]
    assert reader.get("/data/lists/changes.csv?whose=ours").status_code == 400


def test_page_without_entries_links_to_no_file(reader: Client, db: None) -> None:
    for page in ("changes", "corrections", "calendar"):
        assert not links(reader.get(f"/en/{page}/").content.decode())


def test_file_takes_no_more_queries_for_more_entries(
    reader: Client, target: Target, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30):
        assert objects(reader, "/data/lists/corrections.jsonl")
    with django_assert_max_num_queries(30):
        assert objects(reader, "/data/lists/changes.jsonl")
