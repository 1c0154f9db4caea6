"""What the second version of the method promises of every verdict: properties checked on generated claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, localcontext

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from projects.comparison.cases import with_values
from projects.comparison.conflicts import read_at
from projects.comparison.engine import assess, history, work_out
from projects.comparison.figures import Outcome
from projects.comparison.publishers import publisher_key
from projects.comparison.quantities import EXACT
from projects.comparison.ranges import status_range
from projects.comparison.verdicts import decide, judge
from tests.projects.comparison.claim_strategies import Claims, claims, days, monthly_claims, outcomes, wild_claims
from tests.projects.comparison.claims import FALLING, LEVEL, SPENT, SUM, publisher, report, target

PROFILE = settings(
    max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.slow
@PROFILE
@given(claims() | wild_claims() | monthly_claims())
def test_r05_everything_that_stands_is_read_at_its_ends(example: Claims) -> None:
    """The range asks only what can bear on the status; reading all that stands otherwise must give the same."""
    with localcontext(EXACT):
        workings = work_out(example.links, example.outcomes, example.as_of, example.interims)
        if workings is None or workings.goal is None or workings.assessment.conflicts:
            return
        case, verdict = workings.case, workings.verdict
        statuses = []
        for end in (0, 1):
            if all(figure.interval[end] is not None for figure in verdict.evidence):
                ends = {figure.id: figure.interval[end] for figure in case.figures.best}
                values = {id: value for id, value in ends.items() if value is not None}
                statuses.append(decide(with_values(case, values)).status)
        wanted = {verdict.status, *statuses} if set(statuses) - {verdict.status} else set()
        assert set(status_range(case, verdict, ())) == wanted


@st.composite
def disputed_sums(draw: st.DrawFn) -> tuple[Outcome, ...]:
    """Return figures of months, quarters and halves by three publishers, who do not agree."""
    spans = st.sampled_from([(0, 1), (1, 2), (2, 3), (3, 4), (0, 2), (2, 4), (0, 4), (1, 3)])
    places = draw(st.lists(st.tuples(st.sampled_from("abc"), spans), min_size=3, max_size=8, unique=True))
    kinds = {"a": "official_statistics", "b": "government", "c": "press"}
    first, figures = date(2023, 1, 1), []
    for n, (name, (start, end)) in enumerate(places):
        begins, ends = first + timedelta(days=30 * start), first + timedelta(days=30 * end - 1)
        columns = {"publisher": name, "source_kind": kinds[name], "id": f"o{n}"}
        figures.append(report(draw(st.integers(1, 30)), begins.isoformat(), ends.isoformat(), **columns))
    return tuple(figures)


def values_of(figures: Sequence[Outcome], start: date, end: date) -> list[Decimal]:
    """Return each total that some figures, of one publisher or of several, give for a time by tiling it."""
    if start > end:
        return [Decimal(0)]
    return [
        (figure.value or Decimal(0)) + rest
        for figure in figures
        if figure.period_start == start and figure.period_end <= end
        for rest in values_of(figures, figure.period_end + timedelta(days=1), end)
    ]


@PROFILE
@given(disputed_sums(), st.integers(1, 100), st.sampled_from(["within_period", "by_deadline"]))
def test_r09_nothing_is_read_lower_or_higher_than_anyone_says(
    figures: tuple[Outcome, ...], value: int, timing: str
) -> None:
    promise = target(value=value, timing=timing, deadline="2023-05-30")
    with localcontext(EXACT):
        workings = work_out((promise,), figures, date(2023, 5, 30))
        assert workings is not None
        cover = workings.verdict.cover
        assume(cover is not None and cover.pieces and not cover.has_gap and workings.assessment.conflicts)
        totals = values_of(figures, date(2023, 1, 1), cover.until)
        low, high = (judge(read_at(pick, workings.case, workings.verdict)).actual for pick in (min, max))
        assert min(totals) <= low <= workings.verdict.actual <= high <= max(totals)


@PROFILE
@given(disputed_sums())
def test_r09_a_total_says_nothing_before_its_own_end(figures: tuple[Outcome, ...]) -> None:
    """What there was by a day is read as if nothing that ends later had been said."""
    promise = target(value=50, timing="by_deadline", deadline="2023-03-01")
    with localcontext(EXACT):
        workings = work_out((promise,), figures, date(2023, 6, 30))
        early = work_out(
            (promise,), [figure for figure in figures if figure.period_end <= promise.deadline], date(2023, 6, 30)
        )
        assert workings is not None
        assert early is not None
        in_time, alone = workings.verdict.in_time, early.verdict.cover
        assume(in_time is not None and alone is not None and in_time.pieces == alone.pieces and alone.pieces)
        for pick in (min, max):
            read = judge(read_at(pick, workings.case, workings.verdict)).in_time
            assert read is not None
            assert read.actual == judge(read_at(pick, early.case, early.verdict)).actual


@PROFILE
@given(claims() | monthly_claims(), st.data())
def test_r09_publishers_are_the_same_however_they_are_written(case: Claims, data: st.DataObject) -> None:
    spellings = st.sampled_from([str.upper, str.title, " {} ".format, "{}\u00a0".format, "\u200b{}".format, str])
    respelt = tuple(
        replace(outcome, publisher=publisher(data.draw(spellings)(outcome.publisher.name))) for outcome in case.outcomes
    )
    given_now = (case.links, case.as_of, case.interims)
    assert assess(given_now[0], respelt, *given_now[1:]) == assess(given_now[0], case.outcomes, *given_now[1:])


@given(st.text())
def test_r09_the_key_of_a_publisher_is_its_own_key(name: str) -> None:
    assert publisher_key(publisher_key(name)) == publisher_key(name)
    assert publisher_key(f" {name} ") == publisher_key(name)


@PROFILE
@given(claims() | wild_claims() | monthly_claims(), st.dates(date(2022, 1, 1), date(2027, 1, 1)))
def test_reasons_of_the_history_are_those_of_the_day(case: Claims, until: date) -> None:
    for step in history(case.links, case.outcomes, until, case.interims):
        verdict = assess(case.links, case.outcomes, step.on, case.interims)
        assert verdict is not None
        assert step.reasons == verdict.reasons, step


@PROFILE
@given(claims() | wild_claims() | monthly_claims())
def test_r08_nothing_is_projected_beyond_a_closed_period(case: Claims) -> None:
    verdict = assess(case.links, case.outcomes, case.as_of, case.interims)
    link = next((link for link in case.links if verdict and link.id == verdict.target), None)
    if verdict is None or link is None or link.timing != "within_period" or link.deadline is None:
        return
    if case.as_of > link.deadline:
        assert (verdict.projection, verdict.projection_low, verdict.projection_high) == (None, None, None)
        assert verdict.projected_completion is None
    assert verdict.projected_completion is None or verdict.projected_completion <= link.deadline


@PROFILE
@given(claims(), st.integers(1, 300))
def test_r07_an_interim_towards_a_link_to_come_changes_nothing(case: Claims, later: int) -> None:
    on = case.links[0].indicator
    come = replace(
        case.links[-1],
        id="later",
        announced=case.as_of + timedelta(days=later),
        revises=case.links[-1].id,
        withdrawn=False,
    )
    step = target("step", on=on, deadline="2023-03-01", value=7, interim_for="later")
    with_it = assess((*case.links, come), case.outcomes, case.as_of, (*case.interims, step))
    without = assess((*case.links, come), case.outcomes, case.as_of, case.interims)
    assert with_it == without


@PROFILE
@given(
    on=st.sampled_from([SUM, SPENT, LEVEL, FALLING]),
    basis=st.sampled_from(["multiple", "percent_change"]),
    baseline=st.decimals(-100, 0, places=1),
    data=st.data(),
)
def test_r04_nothing_is_a_multiple_of_zero_or_less(
    on: object, basis: str, baseline: Decimal, data: st.DataObject
) -> None:
    figures = [data.draw(outcomes(on, f"o{n}", days())) for n in range(3)]
    promise = target(on=on, basis=basis, baseline_value=baseline, baseline_end="2022-12-31")
    assessment = assess((promise,), figures, date(2024, 6, 1))
    assert assessment is not None
    assert (assessment.status, assessment.reasons, assessment.actual) == (
        "not_assessable",
        ("baseline_not_positive",),
        None,
    )
    amount = target(on=on, baseline_value=baseline, baseline_end="2022-12-31")
    named = [replace(figure, basis=basis, compared_with_end=amount.baseline_end) for figure in figures]
    judged = assess((amount,), named, date(2024, 6, 1))
    assert judged is not None
    assert judged.evidence == ()
