"""R3 and R11.4 to R11.7 of a level against a walk: readings come one by one, and stand for a while or for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.comparison.figures import Outcome, Target
from tests.projects.comparison.claims import FALLING, LEVEL, reading, target, verdict

START, DEADLINE, INTERVAL = date(2022, 12, 31), date(2023, 4, 10), 30
DECIDED = ("achieved", "achieved_late", "missed", "overdue", "unreported")


@st.composite
def promises(draw: st.DrawFn) -> Target:
    """Return a promise of 100 by 2023-04-10, rising from 0 or falling from 200."""
    rising = draw(st.booleans())
    on = replace(LEVEL if rising else FALLING, reporting_interval_days=INTERVAL)
    timing = draw(st.sampled_from(["within_period", "by_deadline"]))
    return target(on=on, timing=timing, baseline_value=0 if rising else 200)


@st.composite
def series(draw: st.DrawFn) -> list[Outcome]:
    """Return readings of distinct days, some on the very edges of the rules, each published on its day."""
    edges = [-1, 0, 1, 99, 100, 101, 100 + INTERVAL, 101 + INTERVAL]
    days = draw(st.lists(st.one_of(st.sampled_from(edges), st.integers(1, 300)), max_size=6, unique=True))
    values = st.sampled_from([50, 99, 100, 101, 150])
    on = [START + timedelta(days=n) for n in sorted(days)]
    return [reading(draw(values), day.isoformat(), published=day, id=f"o{n}") for n, day in enumerate(on)]


def walked(promise: Target, figures: list[Outcome], as_of: date) -> tuple[str | None, str | None]:
    """Return which reading stands on the day, and the status where the reading alone decides it."""
    rising, within = promise.indicator.direction == "increase", promise.timing == "within_period"
    stands, covered, for_good = None, False, False
    for figure in figures:
        if for_good or figure.period_end > as_of or figure.period_end <= START:
            continue
        stands = figure
        covers = not covered and DEADLINE <= figure.period_end <= DEADLINE + timedelta(days=INTERVAL)
        covered = covered or covers
        meets = figure.value >= 100 if rising else figure.value <= 100
        reached = figure.period_end >= DEADLINE
        for_good = (covers and (within or meets)) or (not within and reached and meets and as_of > DEADLINE)
    past = as_of > DEADLINE
    if stands is None:
        return None, "unreported" if past else None
    meets = stands.value >= 100 if rising else stands.value <= 100
    if meets and (for_good or not past):
        return stands.id, "achieved" if stands.period_end <= DEADLINE else "achieved_late"
    if within and covered:
        return stands.id, "missed"
    return stands.id, ("overdue" if covered else "unreported") if past else None


@settings(max_examples=250, deadline=None, derandomize=True, database=None)
@given(promises(), series(), st.one_of(st.sampled_from([99, 100, 101, 131]), st.integers(1, 320)))
def test_r03_the_reading_that_stands_is_the_walk_s(promise: Target, figures: list[Outcome], day: int) -> None:
    as_of = START + timedelta(days=day)
    assessment = verdict(promise, figures, as_of)
    assert assessment is not None
    stands, status = walked(promise, figures, as_of)
    assert assessment.evidence == ((stands,) if stands else ())
    assert (assessment.status if assessment.status in DECIDED else None) == status
