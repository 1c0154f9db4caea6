"""Chains as R15 counts them: from the store and the history, and the same as when every chain is judged anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects import adapters
from projects.actions.refresh import refresh_assessments
from projects.comparison import engine
from projects.comparison.track_record import ChainRecord, first_answer, moves_of
from projects.models import Assessment, StatusChange
from projects.reports.parameters import BadParametersError
from projects.reports.verdicts import chain_history, chain_records
from projects.reports.verdicts.chain_records import Scope, chain_rows
from tests.factories import RECORDED_AT, OrganisationFactory, OutcomeFactory, TargetFactory, TerritoryFactory
from tests.projects.shipped import DATA

pytestmark = pytest.mark.django_db

STORED_ON = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
PAST = (date(2019, 6, 1), date(2020, 11, 1), date(2023, 1, 1), date(2024, 9, 1), date(2025, 2, 1), date(2025, 12, 31))
DAYS = (*PAST, STORED_ON, date(2026, 3, 22), date(2027, 1, 1))


def load_both_countries() -> None:
    for country in ("kazakhstan", "germany"):
        call_command("import_package", str(DATA / country), verbosity=0)
    refresh_assessments(as_of=STORED_ON, at=NOW)


def judged_anew(as_of: date) -> list[ChainRecord]:
    """Every chain, judged from its claims alone."""
    records = []
    for claims in adapters.claims():
        assessment = engine.assess(claims.chain, claims.outcomes, as_of, claims.interims)
        if assessment is None:
            continue
        links = engine.announced(claims.chain, as_of)
        steps = engine.history(claims.chain, claims.outcomes, as_of, claims.interims)
        deadline = links[-1].deadline
        assert assessment.first is not None
        records.append(
            ChainRecord(
                first=claims.first_id,
                target=assessment.target,
                announced=links[0].announced,
                status=assessment.status,
                first_status=assessment.first.status,
                first_deadline=links[0].deadline,
                deadline=deadline,
                answered_on=None if deadline is None else first_answer(steps, deadline),
                moves=moves_of(links, assessment.revisions),
            )
        )
    return sorted(records, key=lambda record: record.first)


def records_on(as_of: date) -> list[ChainRecord]:
    return [row.record for row in chain_rows(as_of, against_first=True)]


@pytest.mark.slow
def test_every_day_is_as_if_everything_were_judged_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    load_both_countries()
    for day in DAYS:
        assert records_on(day) == judged_anew(day), day
    monkeypatch.setattr(chain_history, "_judged", lambda first_ids, *_others: iter(first_ids))
    for day in (*PAST, STORED_ON):
        assert all(isinstance(row, chain_records.ChainRow) for row in chain_rows(day)), day  # no chain was judged


TODAY = date(2025, 1, 10)
REVISED_AT = RECORDED_AT + timedelta(days=1)


def small_record() -> None:
    """Three promises: one of a region, one moved by a ministry that took over from another, one without a day."""
    region = TerritoryFactory(id="kz-71", parent=TerritoryFactory(id="kz"))
    old = OrganisationFactory(id="old")
    new = OrganisationFactory(id="new", succeeds=old)
    TargetFactory(id="local", indicator__territory=region, announced=date(2024, 1, 5), deadline=date(2024, 6, 30))
    first = TargetFactory(
        id="moved",
        indicator__programme__responsible=old,
        indicator__programme__sector="transport",
        indicator__programme__territory_id="kz",
        announced=date(2024, 1, 6),
        deadline=date(2024, 6, 30),
    )
    TargetFactory(
        id="moved-2", indicator=first.indicator, revises=first, announced=date(2024, 9, 1), deadline=date(2025, 6, 30),
        recorded_at=REVISED_AT,
    )  # fmt: skip
    TargetFactory(
        id="undated", indicator__programme__responsible=new, announced=date(2024, 3, 1), deadline=None,
        window_start=None, timing="by_deadline",
    )  # fmt: skip
    OutcomeFactory(indicator=first.indicator, period_end=date(2024, 6, 30), source__published=date(2024, 7, 20))
    refresh_assessments(as_of=TODAY, at=NOW)


def firsts(scope: Scope, day: date = TODAY) -> list[str]:
    return [row.record.first for row in chain_rows(day, scope)]


def test_a_scope_takes_predecessors_and_parts() -> None:
    small_record()
    assert firsts(Scope()) == ["local", "moved", "undated"]
    assert firsts(Scope(organisation="new")) == ["moved", "undated"]
    assert firsts(Scope(organisation="old")) == ["moved"]
    assert "local" in firsts(Scope(territory="kz"))
    assert firsts(Scope(territory="kz-71")) == ["local"]
    assert firsts(Scope(sector="transport", organisation="new")) == ["moved"]
    assert firsts(Scope(), date(2024, 1, 5)) == ["local"]
    rows = {row.record.first: row for row in chain_rows(TODAY)}
    assert (rows["local"].territory, rows["local"].country) == ("kz-71", "kz")
    assert rows["moved"].record.target == "moved-2"
    assert [(move.ways, move.days, move.after_the_fact) for move in rows["moved"].record.moves] == [
        (("postponed",), 365, True)
    ]


def test_what_the_store_does_not_reach_is_judged() -> None:
    small_record()
    before = records_on(TODAY)
    Assessment.objects.update(method_version="another")
    assert records_on(TODAY) == before
    Assessment.objects.all().delete()
    StatusChange.objects.all().delete()
    assert records_on(TODAY) == before == judged_anew(TODAY)


def test_first_announcements_of_an_earlier_day_are_judged_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    small_record()
    day = date(2024, 12, 1)
    assert records_on(day) == judged_anew(day)
    monkeypatch.setattr(chain_records, "MOST_JUDGED", 0)
    with pytest.raises(BadParametersError, match="at most 0; these are 1"):
        records_on(day)
    assert chain_rows(day, Scope(territory="kz-71"), against_first=True)
    assert records_on(TODAY)  # stored for the day of the store


def test_the_number_of_queries_stays_while_the_record_grows() -> None:
    small_record()

    def query_counts() -> list[int]:
        counts = []
        for day, against_first in ((TODAY, False), (TODAY, True), (date(2024, 12, 1), True), (date(2025, 7, 1), True)):
            with CaptureQueriesContext(connection) as captured:
                chain_rows(day, Scope(organisation="new"), against_first=against_first)
            counts.append(len(captured))
        return counts

    def grow(numbers: range) -> None:
        for number in numbers:
            first = TargetFactory(id=f"more-{number}", announced=date(2024, 2, 1), deadline=date(2024, 12, 31))
            TargetFactory(
                id=f"more-{number}-2", indicator=first.indicator, revises=first, announced=date(2024, 8, 1),
                deadline=date(2025, 12, 31),
            )  # fmt: skip
        refresh_assessments(as_of=TODAY, at=NOW)

    grow(range(1))
    few = query_counts()
    grow(range(1, 4))
    assert query_counts() == few
    assert max(few) <= 10
