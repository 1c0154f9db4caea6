"""The status history of a promise: one step a day on which the status became another."""

from datetime import date
from decimal import localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.comparison.engine import assess, assess_with_history, history
from projects.comparison.history import turning_days
from projects.comparison.quantities import EXACT
from projects.comparison.readings import OutcomeIndex
from tests.projects.comparison.claim_strategies import Claims, claims, monthly_claims, wild_claims
from tests.projects.comparison.claims import MILESTONE, chain, day, done, report, target

PROFILE = settings(deadline=None, derandomize=True, database=None)


def steps(links, outcomes, until: str) -> list[tuple[str, str, str]]:
    """Return the history as (day, target, status)."""
    links = links if isinstance(links, tuple) else (links,)
    return [(step.on.isoformat(), step.target, step.status) for step in history(links, tuple(outcomes), day(until))]


HALF = report(50, "01-01", "02-19", published="03-01")
WHOLE = report(100, "01-01", "04-10", published="04-20")


def test_history_of_a_promise_kept() -> None:
    assert steps(target(), [HALF, WHOLE], "12-31") == [
        ("2022-12-20", "t", "too_early"),
        ("2023-01-01", "t", "no_data"),
        ("2023-03-01", "t", "on_track"),
        ("2023-04-11", "t", "unreported"),
        ("2023-04-20", "t", "achieved"),
    ]


def test_history_is_unreported_until_a_report_shows_what_is_still_owed() -> None:
    short = report(90, "01-01", "04-10", published="05-20")
    assert steps(target(timing="by_deadline"), [HALF, short], "12-31")[-2:] == [
        ("2023-04-11", "t", "unreported"),
        ("2023-05-20", "t", "overdue"),
    ]


def test_history_of_a_milestone_reported_not_done_before_and_after_its_deadline() -> None:
    reports = [done(0, "03-01"), done(0, "04-10", published="04-20"), done(1, "06-01")]
    assert steps(target(on=MILESTONE), reports, "12-31") == [
        ("2022-12-20", "t", "no_data"),
        ("2023-04-11", "t", "unreported"),
        ("2023-04-20", "t", "overdue"),
        ("2023-06-11", "t", "achieved_late"),
    ]


def test_history_ends_with_the_question() -> None:
    assert steps(target(), [HALF, WHOLE], "03-01")[-1] == ("2023-03-01", "t", "on_track")


def test_history_of_nothing_announced() -> None:
    assert steps(target(announced="05-01"), [HALF], "04-30") == []


def test_history_of_a_revision_and_a_withdrawal() -> None:
    links = chain(
        target("a"), target("b", value=40, announced="03-10"), target("c", value=40, withdrawn=True, announced="03-20")
    )
    assert steps(links, [HALF], "06-30") == [
        ("2022-12-20", "a", "too_early"),
        ("2023-01-01", "a", "no_data"),
        ("2023-03-01", "a", "on_track"),
        ("2023-03-10", "b", "achieved"),
        ("2023-03-20", "c", "withdrawn"),
    ]


def test_history_of_a_correction() -> None:
    fixed = report(90, "01-01", "04-10", corrects=WHOLE.id, published="05-01")
    assert steps(target(), [HALF, WHOLE, fixed], "12-31")[-2:] == [
        ("2023-04-20", "t", "achieved"),
        ("2023-05-01", "t", "missed"),
    ]


@settings(PROFILE, max_examples=100)
@given(claims() | wild_claims() | monthly_claims(), st.dates(date(2022, 1, 1), date(2027, 1, 1)))
def test_history_is_the_same_walked_or_asked_day_by_day(case: Claims, until: date) -> None:
    """The walk reuses readings; judging anew on each day of change must give the same steps."""
    with localcontext(EXACT):
        days = sorted(set(turning_days(case.links, OutcomeIndex(case.outcomes), case.interims)))
    answers: list[tuple[date, str]] = []
    for on_day in (turning for turning in days if turning <= until):
        verdict = assess(case.links, case.outcomes, on_day, case.interims)
        if verdict is not None and (not answers or answers[-1][1] != verdict.status):
            answers.append((on_day, verdict.status))
    walked = history(case.links, case.outcomes, until, case.interims)
    assert [(step.on, step.status) for step in walked] == answers


@pytest.mark.slow
@settings(PROFILE, max_examples=200)
@given(claims() | wild_claims() | monthly_claims(), st.dates(date(2022, 1, 1), date(2027, 1, 1)))
def test_both_at_once_are_the_verdict_and_the_history(case: Claims, as_of: date) -> None:
    """A verdict that continues the walk equals one that is computed anew."""
    verdict, steps_ = assess_with_history(case.links, OutcomeIndex(case.outcomes), as_of, case.interims)
    assert verdict == assess(case.links, case.outcomes, as_of, case.interims)
    assert steps_ == history(case.links, case.outcomes, as_of, case.interims)
