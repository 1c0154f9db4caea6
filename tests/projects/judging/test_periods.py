"""The periods of a chain's statuses: each day is in one of them, with the verdict of that day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from projects.comparison import engine
from projects.comparison.engine import assess
from projects.comparison.readings import OutcomeIndex
from projects.judging.judged_chain import LAST_DAY, Period, judged_chain
from tests.projects.comparison.claim_strategies import Claims, claims
from tests.projects.comparison.claims import target

PROFILE = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def periods_of(case: Claims) -> tuple[Period, ...]:
    index = OutcomeIndex(case.outcomes)
    assessment, steps = engine.assess_with_history(case.links, index, case.as_of, case.interims)
    return judged_chain(case.links[0].id, engine.announced(case.links, case.as_of), assessment, steps).periods


@PROFILE
@given(claims())
def test_period_of_a_day_has_the_verdict_of_that_day(case: Claims) -> None:
    periods = periods_of(case)
    turns = [date.fromisoformat(period.since) for period in periods] + [link.announced for link in case.links]
    for day in {turn - timedelta(days=ago) for turn in turns for ago in (0, 1)} | {case.as_of}:
        if day > case.as_of:
            continue
        verdict = assess(case.links, case.outcomes, day, interims=case.interims)
        holding = [period for period in periods if period.since <= day.isoformat() < period.until]
        assert [(period.target_id, period.status) for period in holding] == (
            [] if verdict is None else [(verdict.target, verdict.status)]
        )


@PROFILE
@given(claims())
def test_periods_follow_each_other_and_the_last_has_no_end(case: Claims) -> None:
    periods = periods_of(case)
    assert all(earlier.until == later.since for earlier, later in pairwise(periods))
    assert all(earlier[2:] != later[2:] for earlier, later in pairwise(periods))
    assert [period.until for period in periods[-1:]] == [LAST_DAY] * bool(periods)


def test_revision_that_leaves_the_status_begins_a_period() -> None:
    first = target(id="first", announced=date(2024, 1, 1))
    second = target(id="second", announced=date(2024, 3, 1), revises="first")
    third = target(id="third", announced=date(2024, 3, 1), revises="second")  # of one day the later stands
    periods = periods_of(Claims(links=(first, second, third), outcomes=(), interims=(), as_of=date(2024, 4, 1)))
    status = periods[0].status
    assert periods == (
        Period("2024-01-01", "2024-03-01", "first", status),
        Period("2024-03-01", LAST_DAY, "third", status),
    )
