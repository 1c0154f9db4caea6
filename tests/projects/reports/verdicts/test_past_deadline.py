"""What is past its deadline: still owed according to a report, or reported by nobody (R11.7). Both, and told apart."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from projects import wording
from projects.actions.refresh import refresh_assessments
from projects.reports.overviews.overview import overview
from projects.reports.overviews.snapshot import take_snapshot
from projects.reports.targets.facets import facets
from projects.reports.targets.target_list import find_targets
from projects.reports.targets.target_query import TargetQuery
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory
from tests.projects.reports.targets.recompute import statuses

pytestmark = pytest.mark.django_db

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)
PAST = ["denied", "owed", "silent", "unheard"]


@pytest.fixture(autouse=True)
def record():
    """Two targets owed according to a report, two without reports, one missed, one not yet due."""
    owed = TargetFactory(id="owed", deadline=date(2024, 6, 30), timing="by_deadline")
    OutcomeFactory(indicator=owed.indicator)
    milestone = IndicatorFactory(unit="", accumulation="milestone")
    step = {"basis": "done", "qualifier": "", "value": None, "window_start": None, "timing": "by_deadline"}
    TargetFactory(id="denied", indicator=milestone, deadline=date(2024, 10, 1), **step)
    done = {"basis": "done", "qualifier": "", "value": 0, "period_start": None}
    speech = SourceFactory(published=date(2024, 10, 5))
    OutcomeFactory(indicator=milestone, period_end=date(2024, 10, 1), source=speech, **done)
    unheard = IndicatorFactory(unit="", accumulation="milestone")
    TargetFactory(id="unheard", indicator=unheard, deadline=date(2024, 11, 1), **step)
    OutcomeFactory(indicator=unheard, period_end=date(2024, 9, 1), source=speech, **done)
    TargetFactory(id="silent")
    missed = TargetFactory(id="missed", deadline=date(2024, 6, 30))
    OutcomeFactory(indicator=missed.indicator)
    TargetFactory(id="ahead", deadline=date(2025, 12, 31), window_start=date(2025, 1, 1))
    refresh_assessments(as_of=TODAY, at=NOW)


def ids(**query):
    return [entry.id for entry in find_targets(TargetQuery(**query), TODAY).entries]


@pytest.mark.parametrize("day", [TODAY, date(2025, 1, 9)], ids=["stored", "computed"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"overdue": True}, PAST),
        ({"overdue": False}, ["ahead", "missed"]),
        ({"status": ("overdue",)}, ["denied", "owed"]),
        ({"status": ("unreported",)}, ["silent", "unheard"]),
        ({"status": ("missed", "overdue", "unreported"), "overdue": True}, PAST),
    ],
)
def test_the_filters_find_both_or_one(query, expected, day):
    assert sorted(ids(**query, as_of=day)) == expected


@pytest.mark.parametrize("day", [TODAY, date(2025, 1, 9)], ids=["stored", "computed"])
def test_the_order_by_days_past_the_deadline_has_both(day):
    assert ids(ordering="-days_overdue", as_of=day)[:4] == ["owed", "denied", "unheard", "silent"]
    assert ids(ordering="days_overdue", as_of=day)[:4] == ["silent", "unheard", "denied", "owed"]


def test_counts_tell_them_apart_and_the_facet_adds_them():
    assert [(line.status, line.count) for line in take_snapshot(TODAY).counts()] == [
        ("no_data", 1), ("overdue", 2), ("unreported", 2), ("missed", 1),
    ]  # fmt: skip
    counted = facets(TargetQuery(), TODAY)
    assert {value.value: value.count for value in counted["overdue"].values} == {"true": 4, "false": 2}


def test_overview_counts_each():
    standing = overview(TODAY).standing
    assert (standing.count("overdue"), standing.count("silent")) == (2, 2)
    assert take_snapshot(TODAY).longest_overdue().first == "owed"


@pytest.fixture
def reader():
    with time_machine.travel(NOW, tick=False):
        yield Client()


@pytest.mark.parametrize(
    ("target", "speech", "never"),
    [
        ("owed", ["Overdue", "by 194 days"], ["for 194 days"]),
        ("denied", ["Overdue", "by 101 days"], ["for 101 days"]),
        ("unheard", ["No final report", "for 70 days"], ["by 70 days", "status-overdue"]),
        ("silent", ["No final report", "for 10 days"], ["by 10 days", "status-overdue"]),
    ],
)
def test_a_page_says_which_it_is(reader, target, speech, never):
    for path in (f"/targets/{target}/", f"/embed/targets/{target}/"):
        page = reader.get(path).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        main = page[page.index("<h1") :].partition("</main>")[0]
        assert [words for words in speech if words not in main] == [], path
        assert [words for words in never if words in main] == [], path


def test_the_front_page_and_the_list_say_which_is_which(reader):
    page = reader.get("/targets/?overdue=true").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in ("by 194 days", "by 101 days", "for 70 days", "for 10 days"):
        assert words in page, words
    front = " ".join(reader.get("/").content.decode().replace("\N{NO-BREAK SPACE}", " ").split())
    assert wording.status_meaning("unreported", "en") in front
    for status, words in (("overdue", "are past their deadline and still owed"), ("unreported", "fell silent after")):
        assert f'<a href="/targets/?status={status}">2</a> {words}' in front


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_explanation_says_that_silence_is_not_failure(reader, lang):
    silence = {"en": "to be silent is not to have failed", "ru": "молчание ещё не означает", "kk": "деген сөз емес"}[
        lang
    ]
    page = reader.get(f"/{lang}/targets/silent/").content.decode()
    assert silence in page
    assert silence not in reader.get(f"/{lang}/targets/owed/").content.decode()


def test_the_independent_script_finds_the_same_statuses(reader):
    file = io.StringIO(b"".join(reader.get("/inputs.csv")).decode("utf-8-sig"))
    recomputed = statuses(file)
    assert {target: recomputed[target] for target in PAST} == {
        "denied": "overdue", "owed": "overdue", "silent": "unreported", "unheard": "unreported",
    }  # fmt: skip


def test_api_downloads_and_calendar_have_the_status(reader):
    answer = json.loads(reader.get("/api/v1/targets/?status=unreported").content)
    assert {row["id"] for row in answer["results"]} == {"silent", "unheard"}
    verdict = next(row["assessment"] for row in answer["results"] if row["id"] == "silent")
    assert (verdict["days_overdue"], verdict["reasons"], verdict["method_version"]) == (10, ["no_report"], "2")
    rows = list(csv.DictReader(io.StringIO(reader.get("/targets/silent.csv").getvalue().decode("utf-8-sig"))))
    assert [row["status"] for row in rows if row["status"]] == ["unreported"]
    assert "status-unreported" in reader.get("/calendar/?year=2024").content.decode()
    assert reader.get("/api/v1/targets/?status=silent").status_code == 400
