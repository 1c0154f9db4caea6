"""R14: how measurable the announcement itself was: six points, and which are missing."""

from dataclasses import replace

from tests.projects.comparison.claims import LEVEL, MILESTONE, SUM, Case, case, check, report, table, target

YEAR = {"baseline_start": "2022-01-01", "baseline_end": "2022-12-31"}
BARE = target(value=None, on=replace(SUM, unit=""), deadline=None, has_responsible=False, has_source=False)


def points(id: str, promise, missing: tuple[str, ...], outcomes=()) -> Case:
    """Return a case of one announcement with exactly these points missing."""
    return case(id, promise, outcomes, "03-31", measurability__score=6 - len(missing), measurability__missing=missing)


CASES = [
    points("R14-all-six", target(), ()),
    points("R14-unit", target(on=replace(SUM, unit="")), ("unit",)),
    points("R14-value", target(value=None), ("value",)),
    points("R14-deadline", target(deadline=None), ("deadline",)),
    points("R14-responsible", target(has_responsible=False), ("responsible",)),
    points("R14-source", target(has_source=False), ("source",)),
    points("R14-baseline-of-a-multiple", target(basis="multiple", value=5), ("baseline",)),
    points("R14-baseline-of-a-percent-change", target(basis="percent_change", value=5), ("baseline",)),
    points("R14-baseline-stated", target(basis="multiple", value=5, baseline_value=20, **YEAR), ()),
    points("R14-baseline-not-needed-for-a-sum", target(baseline_value=None), ()),
    points("R14-baseline-of-a-level-stated", target(on=LEVEL), ()),
    points("R14-milestone", target(on=MILESTONE), ()),
    points("R14-milestone-without-date", target(on=MILESTONE, deadline=None), ("deadline",)),
    points("R14-zero-is-a-value", target(value=0), ()),
    points("R14-several", BARE, ("unit", "value", "deadline", "responsible", "source")),
    points("R14-reports-make-it-no-better", target(deadline=None), ("deadline",), [report(50, "01-01", "02-19")]),
]


@table(CASES)
def test_r14(row: Case) -> None:
    wanted = row.expected["measurability__missing"]
    check(replace(row, expected={"measurability__score": row.expected["measurability__score"]}))
    check(replace(row, expected={"measurability__missing": wanted}))
