from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.actions.refresh import refresh_assessments
from projects.models import Assessment, AuditEntry, Outcome, StatusChange
from tests.factories import OutcomeFactory, ProgrammeFactory, SourceFactory, TargetFactory

pytestmark = pytest.mark.django_db

AT = datetime(2025, 1, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def record(time_machine):
    time_machine.move_to(AT)
    pool = TargetFactory(id="pool")
    TargetFactory(id="pool-2", revises=pool, indicator=pool.indicator, value=200, announced=date(2024, 6, 1))
    TargetFactory(id="step", interim_for=pool, deadline=date(2024, 6, 30))
    OutcomeFactory(id="half", indicator=pool.indicator)
    TargetFactory(id="later", announced=date(2025, 2, 1))


def assess(*arguments):
    out = StringIO()
    call_command("assess", *arguments, stdout=out)
    return out.getvalue()


def assessed(*arguments):
    return {entry["target"]: entry for entry in json.loads(assess(*arguments))}


def test_one_entry_a_chain_under_the_link_current_on_the_day():
    verdicts = assessed()
    assert set(verdicts) == {"pool-2", "step"}
    assert verdicts["pool-2"]["as_of"] == "2025-01-10"
    assert (verdicts["pool-2"]["status"], verdicts["pool-2"]["days_overdue"]) == ("unreported", 10)
    assert set(assessed("--as-of", "2024-03-01")) == {"pool", "step"}
    assert set(assessed("--as-of", "2025-02-01")) == {"pool-2", "step", "later"}
    assert assessed("--as-of", "2024-01-01") == {}


@pytest.mark.parametrize("link", ["pool", "pool-2"])
def test_any_link_names_its_chain_alone(link):
    assert set(assessed("--target", link)) == {"pool-2"}


def test_programme_picks_its_chains():
    programme = ProgrammeFactory()
    TargetFactory(id="elsewhere", indicator__programme=programme)
    assert set(assessed("--programme", programme.pk)) == {"elsewhere"}
    assert assessed("--programme", programme.pk, "--target", "pool") == {}


def test_known_at_leaves_out_what_was_recorded_later():
    indicator = Outcome.objects.get(pk="half").indicator
    OutcomeFactory(
        indicator=indicator,
        value=95,
        period_start=date(2024, 7, 1),
        period_end=date(2024, 12, 31),
        source=SourceFactory(published=date(2025, 1, 5)),
        recorded_at=datetime(2025, 1, 6, tzinfo=UTC),
    )
    assert assessed("--target", "pool")["pool-2"]["actual"] == "185"
    assert assessed("--target", "pool", "--known-at", "2025-01-05")["pool-2"]["actual"] == "90"
    assert assessed("--target", "pool", "--known-at", "2025-01-06T05:00:00+05:00")["pool-2"]["actual"] == "185"


def test_csv_and_table_say_the_same():
    rows = list(csv.DictReader(assess("--format", "csv").splitlines()))
    assert [(row["target"], row["status"], row["actual"]) for row in rows] == [
        ("pool-2", "unreported", "90"),
        ("step", rows[1]["status"], ""),
    ]
    verdict = assessed()["pool-2"]
    assert rows[0]["first_status"] == verdict["first"]["status"]
    assert rows[0]["measurability_score"] == str(verdict["measurability"]["score"])
    assert rows[0]["evidence"].split() == verdict["evidence"]
    flat = set(verdict) - {"first", "compound", "measurability", "revisions", "chain"}
    assert flat <= set(rows[0])
    assert all(
        rows[0][name] == ("" if verdict[name] is None else verdict[name]) for name in ("pace", "shortfall", "expected")
    )
    table = assess("--format", "table").splitlines()
    assert table[0].split() == ["target", "status", "actual", "percent_achieved", "days_overdue", "reasons"]
    assert table[1].split()[:3] == ["pool-2", "unreported", "90"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--as-of", "31.12.2024"], "--as-of: “31.12.2024” is not a date"),
        (["--as-of", "2024-02-30"], "--as-of: “2024-02-30” is not a date"),
        (["--known-at", "yesterday"], "--known-at: “yesterday” is not a moment"),
        (["--known-at", "2024-13-01T00:00"], "--known-at"),
        (["--target", "nothing"], "--target: the record has no target “nothing”"),
        (["--programme", "nothing"], "--programme: the record has no programme “nothing”"),
    ],
)
def test_bad_questions_name_the_option_and_the_way_out(arguments, says):
    with pytest.raises(CommandError, match=says) as raised:
        assess(*arguments)
    assert raised.value.returncode == 1


def test_assess_writes_nothing():
    assess()
    assert not Assessment.objects.exists()
    assert not StatusChange.objects.exists()
    assert not AuditEntry.objects.exists()


def test_assess_takes_as_many_queries_whatever_the_record(django_assert_num_queries):
    with django_assert_num_queries(4):  # two reads, and the transaction's two savepoints
        assess()
    for _ in range(5):
        OutcomeFactory(indicator=TargetFactory().indicator)
    with django_assert_num_queries(4):
        assess()


def test_refresh_then_verify_finds_nothing():
    out = StringIO()
    call_command("refresh_assessments", stdout=out)
    assert out.getvalue().startswith("3 chains of targets assessed as of 2025-01-10")
    assert Assessment.objects.count() == 2
    call_command("refresh_assessments", "--verify", stdout=out)
    assert "equal a recomputation as of 2025-01-10" in out.getvalue()


def test_verify_prints_each_difference_and_fails():
    refresh_assessments(as_of=AT.date(), at=AT)
    Assessment.objects.filter(first="pool").update(status="achieved")
    out = StringIO()

    with pytest.raises(CommandError, match="Differences between the stored verdicts and a recomputation: 1") as raised:
        call_command("refresh_assessments", "--verify", stdout=out)

    assert raised.value.returncode == 1
    assert out.getvalue() == "pool: status: stored achieved, recomputed unreported\n"
