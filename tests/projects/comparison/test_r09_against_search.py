"""R9 against a search: every pair of publishers, each one's best way to tile a period, and no conflict but those."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from projects.comparison.figures import Outcome
from tests.projects.comparison.claims import report, target, verdict

KINDS = {"statistics": "official_statistics", "ministry": "government", "gazette": "press"}
FIRST = date(2023, 1, 1)
Ends = tuple[Fraction, Fraction]


@st.composite
def pools(draw: st.DrawFn) -> list[Outcome]:
    """Return figures of a few periods by three publishers, one for each period and publisher."""
    spans = st.sampled_from([(0, 1), (1, 2), (2, 4), (0, 2), (0, 4), (2, 3), (3, 4)])
    places = draw(st.lists(st.tuples(st.sampled_from(sorted(KINDS)), spans), min_size=2, max_size=8, unique=True))
    conflicts = []
    for n, (publisher, (a, b)) in enumerate(places):
        start, end = FIRST + timedelta(days=10 * a), FIRST + timedelta(days=10 * b - 1)
        columns = {
            "publisher": publisher,
            "source_kind": KINDS[publisher],
            "rounded_to": draw(st.sampled_from([None, 1])),
        }
        value = draw(st.integers(9, 11)) * (b - a)
        published = date(2023, 5, 1) + timedelta(days=n)
        conflicts.append(report(value, start.isoformat(), end.isoformat(), id=f"o{n}", published=published, **columns))
    return conflicts


def ends(figures: Sequence[Outcome]) -> Ends:
    """Return how low and how high some figures may be together, half their rounding each way."""
    middle = sum(Fraction(figure.value) for figure in figures)
    slack = sum(Fraction(figure.rounded_to or 0) / 2 for figure in figures)
    return middle - slack, middle + slack


def apart(first: Ends, other: Ends) -> bool:
    """Return whether two intervals have nothing in common; touching is overlapping."""
    return first[1] < other[0] or other[1] < first[0]


def days(figures: Sequence[Outcome]) -> int:
    """Return the days in some figures' periods."""
    return sum((figure.period_end - figure.period_start).days + 1 for figure in figures)


def tiling(total: Outcome, publisher: str, pool: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return how a publisher's shorter figures fill the period of a total: by the fewest, then the latest (R2)."""
    inside = [
        part
        for part in sorted(pool, key=lambda part: part.period_start)
        if part.publisher.name == publisher
        and total.period_start <= part.period_start
        and part.period_end <= total.period_end
        and part.period_end - part.period_start < total.period_end - total.period_start
    ]
    for count in range(2, len(inside) + 1):
        sets = [parts for parts in combinations(inside, count) if fill(parts, total)]
        if sets:
            latest = [max(part.published for part in parts) for parts in sets]
            assume(latest.count(max(latest)) == 1)
            return sets[latest.index(max(latest))]
    return ()


def fill(parts: Sequence[Outcome], total: Outcome) -> bool:
    """Return whether figures follow each other through the whole period of a total."""
    return days(parts) == days([total]) and all(a.period_end < b.period_start for a, b in pairwise(parts))


def searched(pool: Sequence[Outcome], evidence: Sequence[str]) -> set[frozenset[str]]:
    """Return every conflict in which a piece of the evidence has a part."""
    periods = {(figure.period_start, figure.period_end) for figure in pool if figure.id in evidence}
    conflicts = set()
    for period in periods:
        same = [figure for figure in pool if (figure.period_start, figure.period_end) == period]
        disputed = [figure for figure in same if any(apart(ends([figure]), ends([other])) for other in same)]
        conflicts |= {frozenset(figure.id for figure in disputed)} if disputed else set()
    for total in pool:
        for publisher in KINDS.keys() - {total.publisher.name}:
            parts = tiling(total, publisher, pool)
            touched = (total.period_start, total.period_end) in periods or {figure.id for figure in parts} <= set(
                evidence
            )
            if touched and parts and apart(ends([total]), ends(parts)):
                conflicts.add(frozenset({total.id, *(figure.id for figure in parts)}))
    return conflicts


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(pools())
def test_r09_conflicts_are_those_of_the_search(pool: list[Outcome]) -> None:
    assessment = verdict(target(value=1000, deadline="12-31"), pool, "2023-08-31")
    assert assessment is not None
    conflicts = {frozenset(group) for group in assessment.conflicts}
    assert conflicts == searched(pool, assessment.evidence)
    assert ("sources_disagree" in assessment.reasons) is bool(conflicts)
