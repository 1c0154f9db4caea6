"""The collection of targets: the members of the contract, the filters, the order, and other days than today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from projects.actions.refresh import refresh_assessments

from .conftest import NOW, TODAY, target

pytestmark = pytest.mark.usefixtures("shared_record", "db")


MEMBERS = [
    "id",
    "title",
    "title_ru",
    "title_kk",
    "programme",
    "indicator",
    "responsible",
    "territory",
    "unit",
    "accumulation",
    "direction",
    "basis",
    "qualifier",
    "value",
    "upper_value",
    "rounded_to",
    "baseline",
    "window_start",
    "deadline",
    "deadline_text",
    "deadline_text_ru",
    "deadline_text_kk",
    "timing",
    "bundle",
    "interim_for",
    "revises",
    "withdrawn",
    "announced",
    "superseded_by",
    "source",
    "locator",
    "locator_ru",
    "locator_kk",
    "note",
    "note_ru",
    "note_kk",
    "speaker",
    "speaker_ru",
    "speaker_kk",
    "spoken_by",
    "claimed",
    "claimed_ru",
    "claimed_kk",
    "not_entered",
    "not_entered_ru",
    "not_entered_kk",
    "revisions",
    "recorded_at",
    "assessment",
]
ASSESSMENT = [
    "as_of",
    "status",
    "reasons",
    "actual",
    "percent_achieved",
    "expected",
    "pace",
    "required_per_day",
    "projection",
    "projection_low",
    "projection_high",
    "projected_completion",
    "days_behind",
    "days_overdue",
    "shortfall",
    "covered_until",
    "stale",
    "resolved_value",
    "first",
    "revisions",
    "status_range",
    "conflicts",
    "evidence",
    "compound",
    "compound_reason",
    "measurability",
    "method_version",
]
EVERY = ["flats-2027", "plan-done", "pool-2024-count", "pool-2024-money-2"]


def test_target_has_the_members_of_the_contract(reader):
    for shown in reader.get("targets/").body["results"]:
        assert list(shown) == MEMBERS
        assert set(ASSESSMENT) <= set(shown["assessment"])


def test_target_says_what_was_promised_and_how_it_stands(reader):
    shown = reader.get("targets/pool-2024-money-2/").body
    assert shown | {"revisions": 0, "assessment": 0, "explanation": 0, "consistency": 0} == {
        "id": "pool-2024-money-2",
        "title": "Pool-Money: at least 1,300,000,000,000.5\u00a0tenge in 2024",
        "title_ru": "Pool-Money: не менее 1\u00a0300\u00a0000\u00a0000\u00a0000,5\u00a0тенге в 2024 году",
        "title_kk": "Pool-Money: 2024 жылы кемінде 1\u00a0300\u00a0000\u00a0000\u00a0000,5\u00a0теңге",
        "programme": "pool",
        "indicator": "pool-money",
        "responsible": "old-ministry",
        "territory": "kz",
        "unit": "KZT",
        "accumulation": "sum",
        "direction": "increase",
        "basis": "absolute",
        "qualifier": "at_least",
        "value": "1300000000000.5",
        "upper_value": None,
        "rounded_to": None,
        "baseline": None,
        "window_start": "2024-01-01",
        "deadline": "2024-12-31",
        "deadline_text": None,
        "deadline_text_ru": None,
        "deadline_text_kk": None,
        "timing": "within_period",
        "bundle": "pool-2024",
        "interim_for": None,
        "revises": "pool-2024-money",
        "withdrawn": False,
        "announced": "2024-06-01",
        "superseded_by": None,
        "source": {
            "id": "revision",
            "title": "Revision",
            "title_ru": None,
            "title_kk": None,
            "title_en": None,
            "title_language": None,
            "language": None,
            "publisher": "Government",
            "published": "2024-06-01",
            "url": None,
        },
        "locator": None,
        "locator_ru": None,
        "locator_kk": None,
        "note": None,
        "note_ru": None,
        "note_kk": None,
        "speaker": None,
        "speaker_ru": None,
        "speaker_kk": None,
        "spoken_by": "minister",
        "claimed": None,
        "claimed_ru": None,
        "claimed_kk": None,
        "not_entered": None,
        "not_entered_ru": None,
        "not_entered_kk": None,
        "revisions": 0,
        "recorded_at": "2026-01-05T09:00:00+00:00",
        "assessment": 0,
        "consistency": 0,
        "explanation": 0,
        "forecast": None,
    }
    terms = {"basis": "absolute", "qualifier": "at_least", "upper_value": None, "unit": "KZT"}
    assert shown["revisions"] == [
        {
            "id": "pool-2024-money",
            "announced": "2024-01-10",
            "value": "1500000000000",
            "deadline": "2024-12-31",
            **terms,
            "change": [],
            "revised_after_the_fact": False,
        },
        {
            "id": "pool-2024-money-2",
            "announced": "2024-06-01",
            "value": "1300000000000.5",
            "deadline": "2024-12-31",
            **terms,
            "change": ["lowered"],
            "revised_after_the_fact": False,
        },
    ]
    verdict = shown["assessment"]
    assert (verdict["as_of"], verdict["status"], verdict["reasons"]) == ("2026-11-22", "unreported", ["no_report"])
    assert verdict["days_overdue"] == (TODAY - date(2024, 12, 31)).days
    assert verdict["actual"] is None


def test_baseline_is_null_only_where_nothing_of_it_is_known(reader):
    shown = {row["id"]: row["baseline"] for row in reader.get("targets/").body["results"]}
    assert shown["flats-2027"] == {"value": "0", "start": None, "end": "2023-12-31"}
    assert shown["pool-2024-count"] is None


def test_any_link_answers_and_names_the_newer_one(reader):
    older = reader.get("targets/pool-2024-money/").body
    assert (older["value"], older["superseded_by"]) == ("1500000000000", "pool-2024-money-2")
    assert older["assessment"] == reader.get("targets/pool-2024-money-2/").body["assessment"]


def test_list_has_each_chain_once_under_its_current_link(reader):
    answer = reader.get("targets/")
    assert answer.body["count"] == len(EVERY)
    assert sorted(reader.ids("targets/")) == EVERY


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "missed"}, ["pool-2024-count"]),
        ({"status": ["missed", "unreported"]}, ["plan-done", "pool-2024-count", "pool-2024-money-2"]),
        ({"programme": "pool"}, ["pool-2024-count", "pool-2024-money-2"]),
        ({"responsible": "old-ministry"}, ["pool-2024-count", "pool-2024-money-2"]),
        ({"responsible": "new-ministry"}, EVERY),
        ({"responsible": "astana-akimat"}, []),
        ({"territory": "kz"}, EVERY),
        ({"territory": "kz-71"}, ["flats-2027"]),
        ({"territory": "kz-79"}, ["plan-done"]),
        ({"sector": "housing"}, ["flats-2027", "plan-done"]),
        ({"unit": "KZT"}, ["pool-2024-money-2"]),
        ({"accumulation": "milestone"}, ["plan-done"]),
        ({"bundle": "pool-2024"}, ["pool-2024-count", "pool-2024-money-2"]),
        ({"due_before": "2024-06-30"}, ["plan-done"]),
        ({"due_after": "2024-12-31"}, ["flats-2027", "pool-2024-count", "pool-2024-money-2"]),
        ({"due_after": "2024-07-01", "due_before": "2024-12-31"}, ["pool-2024-count", "pool-2024-money-2"]),
        ({"overdue": "true"}, ["plan-done", "pool-2024-money-2"]),
        ({"overdue": "false"}, ["flats-2027", "pool-2024-count"]),
        ({"revised": "true"}, ["pool-2024-money-2"]),
        ({"revised": "false"}, ["flats-2027", "plan-done", "pool-2024-count"]),
        ({"search": "zhumangarin"}, ["pool-2024-count"]),
        ({"search": "ЖИЛЬЁ"}, ["flats-2027", "plan-done"]),
        ({"search": "шымкента очередников"}, ["flats-2027"]),
        ({"search": "запущенные"}, ["pool-2024-count"]),
        ({"search": "money-2"}, ["pool-2024-money-2"]),
        ({"search": "100%_"}, []),
        ({"search": "   "}, EVERY),
        ({"status": "missed", "unit": "KZT"}, []),
    ],
)
@pytest.mark.parametrize("day", [{}, {"as_of": "2026-11-21"}], ids=["stored", "computed"])
def test_filter_finds(reader, query, expected, day):
    assert sorted(reader.ids("targets/", **query, **day)) == expected


@pytest.mark.parametrize(
    ("ordering", "order"),
    [
        ("deadline", ["plan-done", "pool-2024-count", "pool-2024-money-2", "flats-2027"]),
        ("-deadline", ["flats-2027", "pool-2024-count", "pool-2024-money-2", "plan-done"]),
        ("days_overdue", ["pool-2024-money-2", "plan-done", "flats-2027", "pool-2024-count"]),
        ("-days_overdue", ["plan-done", "pool-2024-money-2", "flats-2027", "pool-2024-count"]),
        ("percent_achieved", ["flats-2027", "pool-2024-count", "plan-done", "pool-2024-money-2"]),
        ("-percent_achieved", ["pool-2024-count", "flats-2027", "plan-done", "pool-2024-money-2"]),
        ("announced", ["flats-2027", "plan-done", "pool-2024-count", "pool-2024-money-2"]),
        ("-announced", ["pool-2024-money-2", "flats-2027", "plan-done", "pool-2024-count"]),
    ],
)
@pytest.mark.parametrize("day", [{}, {"as_of": "2026-11-21"}], ids=["stored", "computed"])
def test_ordering_puts_absent_last_and_settles_ties_by_id(reader, ordering, order, day):
    assert reader.ids("targets/", ordering=ordering, **day) == order


def test_queries_do_not_grow_with_the_page(reader, django_assert_max_num_queries):
    most = 7 + (connection.vendor == "postgresql")  # one for the state of the log of writes
    with django_assert_max_num_queries(most):
        reader.get("targets/", page_size=1, programme="pool")
    many = [target(f"more-{n:03}", "pool-count", value=Decimal(n), deadline=date(2025, 1, 1)) for n in range(60)]
    type(many[0]).objects.bulk_create(many)
    refresh_assessments(as_of=TODAY, at=NOW)
    with django_assert_max_num_queries(most):
        assert len(reader.get("targets/", page_size=500, programme="pool").body["results"]) == 62


def test_target_read_by_itself_says_how_its_verdict_was_reached(reader):
    steps = reader.get("targets/flats-2027/").body["explanation"]
    assert all(list(step) == ["code", "rules", "text"] for step in steps)
    by_code = {step["code"]: step for step in steps}
    assert by_code["percent"]["rules"] == ["R7"]
    assert by_code["percent"]["text"] == "Progress: 200 ÷ 1,000 = 20% (R7)."
    assert "Shymkent" in by_code["report_other_territory"]["text"]
    assert all("explanation" not in entry for entry in reader.get("targets/").body["results"])


def test_explanation_speaks_the_language_asked_for(reader):
    for language, says in (("ru", "Выполнено: 200 ÷ 1"), ("kk", "Орындалғаны: 200 ÷ 1")):
        steps = reader.get("targets/flats-2027/", language=language).body["explanation"]
        assert any(step["text"].startswith(says) for step in steps)
    refused = reader.get("targets/flats-2027/", language="de")
    assert (refused.status, refused.body["errors"][0]["parameter"]) == (400, "language")
