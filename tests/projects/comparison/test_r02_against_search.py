"""R2 against an exhaustive search: the choice of periods is the best of all choices, not a good one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from projects.comparison.figures import Outcome
from tests.projects.comparison.claims import report, target, verdict

KINDS = ("official_statistics", "government", "company", "press")
FIRST = date(2023, 1, 1)


@st.composite
def pools(draw: st.DrawFn) -> list[Outcome]:
    """Return reports of distinct periods on a grid of ten days, each with a publication day of its own."""
    spans = st.tuples(st.integers(0, 8), st.integers(1, 5)).map(lambda pair: (pair[0], min(pair[0] + pair[1], 10)))
    choices = []
    for n, (a, b) in enumerate(draw(st.lists(spans, min_size=1, max_size=7, unique=True))):
        start, end = FIRST + timedelta(days=10 * a), FIRST + timedelta(days=10 * b - 1)
        kind = draw(st.sampled_from(KINDS))
        published = date(2023, 5, 1) + timedelta(days=draw(st.integers(0, 300)))
        value = draw(st.integers(0, 30))
        choices.append(
            report(value, start.isoformat(), end.isoformat(), id=f"o{n}", source_kind=kind, published=published)
        )
    assume(len({figure.published for figure in choices}) == len(choices))
    return choices


def merit(pieces: tuple[Outcome, ...]) -> tuple[int, int, int, date]:
    """Return what R2 compares, in its order: days, the weakest kind, few pieces, the last publication."""
    days = sum((piece.period_end - piece.period_start).days + 1 for piece in pieces)
    weakest = max(KINDS.index(piece.source_kind) for piece in pieces)
    return days, -weakest, -len(pieces), max(piece.published for piece in pieces)


def apart(pieces: tuple[Outcome, ...]) -> bool:
    """Return whether no two periods share a day."""
    ordered = sorted(pieces, key=lambda piece: piece.period_start)
    return all(a.period_end < b.period_start for a, b in pairwise(ordered))


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(pools())
def test_r02_the_choice_is_the_best_of_all(pool: list[Outcome]) -> None:
    sets = [pieces for n in range(1, len(pool) + 1) for pieces in combinations(pool, n) if apart(pieces)]
    ranked = sorted(sets, key=merit)
    best = ranked[-1]
    assume(len(ranked) == 1 or merit(ranked[-2]) < merit(best))
    assessment = verdict(target(value=100000), pool, "2024-12-31")
    assert assessment is not None
    assert set(assessment.evidence) == {piece.id for piece in best}
    assert assessment.actual == sum(piece.value for piece in best)
    assert assessment.covered_until == max(piece.period_end for piece in best)
    covered = {
        piece.period_start + timedelta(days=n)
        for piece in best
        for n in range((piece.period_end - piece.period_start).days + 1)
    }
    whole = {FIRST + timedelta(days=n) for n in range((assessment.covered_until - FIRST).days + 1)}
    assert ("gap_in_reports" in assessment.reasons) is (covered != whole)
