"""What holds of every verdict, whatever the claims: properties checked on generated chains and reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from projects.comparison.engine import assess, history
from projects.comparison.figures import REASONS, Assessment, Outcome, Target
from projects.comparison.statuses import STATUSES
from tests.projects.comparison.claim_strategies import Claims, claims, days, outcomes, values, wild_claims
from tests.projects.comparison.claims import FALLING, LEVEL, SPENT, SUM, report, target

# Derandomized, so that a run tells of the change under test and not of luck.
PROFILE = settings(
    max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def judged(case: Claims, **changes: object) -> Assessment | None:
    """Return the assessment of the claims with some of them changed."""
    given_now = replace(case, **changes)
    return assess(given_now.links, given_now.outcomes, given_now.as_of, interims=given_now.interims)


def verdict_of(assessment: Assessment | None) -> tuple[object, ...] | None:
    """Return what the verdict says, without the names of the reports that say it."""
    if assessment is None:
        return None
    first = assessment.first and (assessment.first.status, assessment.first.actual)
    return (
        assessment.status,
        set(assessment.reasons) - {"sources_disagree"},
        assessment.actual,
        assessment.expected,
        assessment.pace,
        first,
    )


@PROFILE
@given(claims(), st.randoms(use_true_random=False))
def test_order_of_inputs_never_matters(case: Claims, random: object) -> None:
    shuffled = list(case.outcomes)
    random.shuffle(shuffled)
    again = judged(case, outcomes=tuple(shuffled), interims=case.interims[::-1])
    assert again == judged(case)


@PROFILE
@given(claims(), st.data())
def test_a_figure_published_later_never_matters(case: Claims, data: st.DataObject) -> None:
    late = data.draw(outcomes(case.links[0].indicator, "late", days()))
    late = replace(
        late,
        published=case.as_of + timedelta(days=data.draw(st.integers(1, 300))),
        corrects=data.draw(st.sampled_from([None, *(figure.id for figure in case.outcomes)])),
        has_note=True,
    )
    with_late, without = judged(case, outcomes=(*case.outcomes, late)), judged(case)
    assert (with_late is None) is (without is None)
    if with_late is not None and without is not None:
        assert replace(with_late, next_change_on=None) == replace(without, next_change_on=None)


@pytest.mark.slow
@PROFILE
@given(claims(), st.data())
def test_a_figure_repeated_the_same_day_changes_nothing(case: Claims, data: st.DataObject) -> None:
    assume(case.outcomes)
    # Days of publication apart, so that no tie is left to the names.
    spread = tuple(
        replace(figure, published=figure.published + timedelta(days=1000 * n)) for n, figure in enumerate(case.outcomes)
    )
    repeated = data.draw(st.sampled_from(spread))
    as_of = case.as_of + timedelta(days=10000)
    again = judged(case, outcomes=(*spread, replace(repeated, id="again")), as_of=as_of)
    assert verdict_of(again) == verdict_of(judged(case, outcomes=spread, as_of=as_of))


@st.composite
def successive_reports(draw: st.DrawFn) -> tuple[Outcome, ...]:
    """Return one publisher's figures of periods that do not overlap."""
    cuts = sorted(draw(st.lists(st.integers(0, 120), min_size=2, max_size=6, unique=True)))
    first = date(2023, 1, 1)
    return tuple(
        report(draw(values), (first + timedelta(days=a)).isoformat(), (first + timedelta(days=b - 1)).isoformat())
        for a, b in pairwise(cuts)
    )


@PROFILE
@given(
    successive_reports(),
    st.sampled_from([SUM, SPENT, LEVEL, FALLING]),
    st.sampled_from(["within_period", "by_deadline"]),
    st.data(),
)
def test_a_figure_repeated_later_changes_nothing(
    figures: tuple[Outcome, ...], on: object, timing: str, data: st.DataObject
) -> None:
    promise = target(on=on, timing=timing)
    repeated = data.draw(st.sampled_from(figures))
    delay = timedelta(days=data.draw(st.integers(1, 200)))
    again = replace(repeated, id="again", published=repeated.published + delay)
    as_of = date(2023, 1, 1) + timedelta(days=data.draw(st.integers(0, 400)))
    assert verdict_of(assess((promise,), (*figures, again), as_of)) == verdict_of(assess((promise,), figures, as_of))


def scaled(claim: Target | Outcome, factor: Decimal) -> Target | Outcome:
    """Return a claim in another unit: absolute values times the factor, ratios as they are."""
    names = ["value", "upper_value", "rounded_to"] if claim.basis == "absolute" else []
    names += ["baseline_value"] if isinstance(claim, Target) else []
    return replace(claim, **{name: getattr(claim, name) * factor for name in names if getattr(claim, name) is not None})


@PROFILE
@given(claims(), st.sampled_from([Decimal(n) for n in ("1000", "0.001", "7", "1E+12")]))
def test_scaling_the_unit_changes_no_status(case: Claims, factor: Decimal) -> None:
    other = judged(
        case,
        links=tuple(scaled(link, factor) for link in case.links),
        interims=tuple(scaled(link, factor) for link in case.interims),
        outcomes=tuple(scaled(figure, factor) for figure in case.outcomes),
    )
    mine = judged(case)
    assert (mine is None) is (other is None)
    if mine is not None and other is not None:
        for name in ("status", "reasons", "status_range", "conflicts", "evidence", "covered_until", "next_change_on"):
            assert getattr(other, name) == getattr(mine, name), name
        assert (other.first and other.first.status) == (mine.first and mine.first.status)


# With one report, everything but its value fixed: what a better figure may turn a status into.
RANK = {
    "missed": 0,
    "overdue": 0,
    "unreported": 0,
    "off_track": 1,
    "behind": 2,
    "on_track": 3,
    "too_early": 3,
    "not_assessable": 3,
    "achieved_late": 4,
    "achieved": 5,
}


@PROFILE
@given(
    on=st.sampled_from([SUM, SPENT, LEVEL, FALLING]),
    qualifier=st.sampled_from(["exactly", "at_least", "more_than", "about", "at_most", "less_than"]),
    timing=st.sampled_from(["within_period", "by_deadline"]),
    rounded_to=st.sampled_from([None, 10]),
    baseline=st.sampled_from([None, 0, 100, 200]),
    end=st.integers(5, 150),
    as_of=st.integers(150, 400),
    pair=st.tuples(values, values),
)
def test_a_better_figure_never_worsens_a_status(
    on: object, qualifier: str, timing: str, rounded_to: object, baseline: object, end: int, as_of: int, pair: tuple
) -> None:
    promise = target(on=on, qualifier=qualifier, timing=timing, rounded_to=rounded_to, baseline_value=baseline)
    start, last = date(2023, 1, 1), date(2023, 1, 1) + timedelta(days=end - 1)
    on_day = start + timedelta(days=as_of)
    down = on.direction == "decrease" or qualifier in {"at_most", "less_than"}
    worse, better = sorted(pair, reverse=down)
    ranks = []
    for value in (worse, better):
        assessment = assess((promise,), (report(value, start.isoformat(), last.isoformat(), id="o"),), on_day)
        assert assessment is not None
        ranks.append(RANK[assessment.status])
    assert ranks[0] <= ranks[1]


def inside(value: object) -> Iterator[object]:
    """Yield every plain value within an assessment."""
    if is_dataclass(value):
        for field in fields(value):
            yield from inside(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from inside(part)
    else:
        yield value


@pytest.mark.slow
@settings(PROFILE, max_examples=250)
@given(st.one_of(claims(), wild_claims()))
def test_assess_is_total(case: Claims) -> None:
    result = judged(case)
    links = [link for link in case.links if link.announced <= case.as_of]
    assert (result is None) is (not links)
    if result is not None:
        assert result.status in STATUSES
        assert set(result.reasons) <= set(REASONS)
        assert set(result.status_range) <= set(STATUSES)
        for value in inside(result):
            assert value is None or isinstance(value, str | bool | int | date | Decimal), value
            assert not isinstance(value, Decimal) or value.is_finite(), value


@pytest.mark.slow
@PROFILE
@given(claims(), st.data())
def test_a_correction_equals_never_having_entered_the_figure(case: Claims, data: st.DataObject) -> None:
    assume(case.outcomes)
    wrong = data.draw(st.sampled_from(case.outcomes))
    right = data.draw(outcomes(case.links[0].indicator, "right", days()))
    right = replace(
        right,
        publisher=wrong.publisher,
        source_kind=wrong.source_kind,
        published=max(wrong.published, right.published) + timedelta(days=1),
    )
    as_of = max(case.as_of, right.published)
    others = tuple(figure for figure in case.outcomes if figure is not wrong)
    corrected = judged(case, outcomes=(*case.outcomes, replace(right, corrects=wrong.id)), as_of=as_of)
    never = judged(case, outcomes=(*others, right), as_of=as_of)
    assert corrected is not None
    assert never is not None
    # Only what was known when a link was announced may differ.
    assert replace(corrected, revisions=()) == replace(never, revisions=())


@pytest.mark.slow
@PROFILE
@given(claims(), st.integers(0, 1000))
def test_nothing_changes_before_the_next_change(case: Claims, later: int) -> None:
    now = judged(case)
    assume(now is not None)
    if now.next_change_on is not None:
        assert now.next_change_on > case.as_of
        last = now.next_change_on - timedelta(days=1)
    else:
        last = case.as_of + timedelta(days=later)
    then = judged(case, as_of=last)
    assert replace(then, as_of=case.as_of, days_overdue=now.days_overdue) == now


@settings(PROFILE, max_examples=20)
@given(claims(most_outcomes=4), st.integers(0, 60))
def test_history_is_what_each_day_said(case: Claims, offset: int) -> None:
    until = case.as_of
    steps = history(case.links, case.outcomes, until, interims=case.interims)
    assert [step.on for step in steps] == sorted({step.on for step in steps})
    assert all(a.status != b.status for a, b in pairwise(steps))
    day = min(link.announced for link in case.links) + timedelta(days=offset)
    while day <= until:
        of_the_day = judged(case, as_of=day)
        recorded = [step for step in steps if step.on <= day]
        assert of_the_day is not None
        assert recorded[-1].status == of_the_day.status, day
        day += timedelta(days=17)
