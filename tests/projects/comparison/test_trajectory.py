"""The points of a chart are those of the verdict: its path, its pieces, its announcements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

import pytest

from projects.comparison.engine import work_out
from projects.comparison.figures import Indicator, Outcome, Target
from projects.comparison.quantities import EXACT
from projects.comparison.trajectory import Point, Trajectory, trajectory
from tests.projects.comparison.claims import publisher

SUM = Indicator("i", "projects", "sum", "increase", "kz")
LEVEL = Indicator("i", "percent", "level", "increase", "kz")
DAY = date(2024, 8, 1)


def target(id: str = "t", indicator: Indicator = SUM, **values) -> Target:
    given = {
        "basis": "absolute", "qualifier": "exactly", "timing": "within_period", "announced": date(2024, 1, 10),
        "value": Decimal(180), "window_start": date(2024, 1, 1), "deadline": date(2024, 12, 31), **values,
    }  # fmt: skip
    return Target(id, indicator, **given)


def outcome(id: str, value: int, start: date | None, end: date, **values) -> Outcome:
    given = {
        "qualifier": "exactly", "final": True, "publisher": publisher("p"), "source_kind": "government",
        "published": date(2024, 7, 31), "territory": "kz", **values,
    }  # fmt: skip
    return Outcome(id, "i", "absolute", period_end=end, period_start=start, value=Decimal(value), **given)


def drawn(chain: list[Target], outcomes: list[Outcome], as_of: date = DAY) -> Trajectory | None:
    with localcontext(EXACT):
        workings = work_out(chain, outcomes, as_of)
        assert workings is not None
        chart = trajectory(workings)
        verdict = workings.assessment
    if chart is not None and any(point.stands for point in chart.reported):
        assert [point.value for point in chart.reported if point.stands][-1] == verdict.actual
        assert chart.expected is None or chart.expected == Point(verdict.covered_until, verdict.expected)
    return chart


def test_sum_is_drawn_as_totals_with_the_ranges_added_up() -> None:
    """R2, R5: what the pieces come to at the end of each; an end without limit stays so."""
    first = outcome("a", 40, date(2024, 1, 1), date(2024, 3, 31), rounded_to=Decimal(10))
    second = outcome("b", 50, date(2024, 4, 1), date(2024, 6, 30), qualifier="more_than")
    chart = drawn([target()], [first, second])
    assert [
        (shown_point.on, shown_point.value, shown_point.low, shown_point.high) for shown_point in chart.reported
    ] == [
        (date(2024, 3, 31), 40, 35, 45),
        (date(2024, 6, 30), 90, 85, None),
    ]
    assert chart.path == (Point(date(2024, 1, 1), Decimal(0)), Point(date(2024, 12, 31), Decimal(180)))
    assert [point.value for point in chart.line] == [0, 40, 90]
    assert chart.has_ranges
    assert not chart.has_others


def test_figure_for_the_time_since_the_start_that_was_not_chosen_is_shown_apart() -> None:
    whole = outcome("whole", 90, date(2024, 1, 1), date(2024, 6, 30))
    part = outcome("part", 30, date(2024, 1, 1), date(2024, 3, 31))
    later = outcome("later", 20, date(2024, 4, 1), date(2024, 4, 30))
    chart = drawn([target()], [whole, part, later])
    assert [(point.id, point.stands) for point in chart.reported] == [("part", False), ("whole", True)]
    assert chart.has_others


def test_gap_before_the_first_report_is_not_drawn_over() -> None:
    chart = drawn([target()], [outcome("a", 50, date(2024, 4, 1), date(2024, 6, 30))])
    assert [point.value for point in chart.line] == [50]


def test_level_is_drawn_through_its_readings_from_the_baseline() -> None:
    """R3, R7."""
    link = target(indicator=LEVEL, value=Decimal(30), baseline_value=Decimal(10), baseline_end=date(2023, 12, 31))
    readings = [outcome("q1", 12, None, date(2024, 3, 31)), outcome("q2", 18, None, date(2024, 6, 30))]
    chart = drawn([link], [*readings, outcome("old", 5, None, date(2020, 12, 31))])
    assert [point.value for point in chart.line] == [10, 12, 18]
    assert [shown_point.id for shown_point in chart.reported] == ["q1", "q2"]


def test_each_revision_is_a_step_until_the_next() -> None:
    """R10: also one that named another deadline; one in another unit cannot be drawn on the same scale."""
    other = Indicator("i", "KZT", "sum", "increase", "kz")
    chain = [
        target("zero", other, announced=date(2023, 12, 1)),
        target("one", value=Decimal(100), revises="zero"),
        target("two", value=Decimal(150), announced=date(2024, 3, 1), revises="one", deadline=date(2025, 6, 30)),
    ]
    chart = drawn(chain, [])
    assert [(point.id, point.value, point.until) for point in chart.promised] == [
        ("one", 100, date(2024, 3, 1)), ("two", 150, None),
    ]  # fmt: skip
    assert chart.deadline == date(2025, 6, 30)
    assert drawn(chain, [], date(2024, 2, 1)).promised[-1].id == "one", "known on the day (R1)"


def test_geometric_path_is_bent_and_ends_at_the_target() -> None:
    bent = Indicator("i", "percent", "level", "increase", "kz", path="compound")
    chart = drawn([target(indicator=bent, baseline_value=Decimal(10), baseline_end=date(2023, 12, 31))], [])
    assert (chart.path[0].value, chart.path[-1].value) == (10, 180)
    middle = chart.path[len(chart.path) // 2]
    assert 40 < middle.value < 45, "the geometric mean, not 95"


@pytest.mark.parametrize(
    "link",
    [
        target(deadline=None),
        target(value=None),
        target(withdrawn=True),
        target(basis="percent_change", value=Decimal(8)),
        target(indicator=Indicator("i", "", "milestone", "increase", "kz"), basis="done", value=None),
    ],
    ids=["no deadline", "no value", "withdrawn", "no baseline", "milestone"],
)
def test_nothing_is_drawn_without_a_value_and_a_deadline(link: Target) -> None:
    assert drawn([link], [outcome("a", 50, date(2024, 1, 1), date(2024, 6, 30))]) is None


def projected(chart: Trajectory | None) -> list[tuple[date, int]]:
    assert chart is not None
    assert chart.projected is not None
    return [(point.on, round(point.value)) for point in chart.projected.path]


def test_projection_leads_from_the_last_figure_to_the_deadline() -> None:
    """R8: a quarter of the year's days, 45 of 180 made, leads to 181 by the deadline."""
    chart = drawn([target()], [outcome("a", 45, date(2024, 1, 1), date(2024, 3, 31))])
    assert projected(chart) == [(date(2024, 3, 31), 45), (date(2024, 12, 31), 181)]
    assert (chart.projected.low, chart.projected.high) == (None, None)


def test_projection_turns_where_the_promised_path_turns() -> None:
    """R7, R8: a path through an interim of 120 by June; half of what it expects by March is half of it throughout."""
    step = target("half", value=Decimal(120), deadline=date(2024, 6, 30), interim_for="t")
    with localcontext(EXACT):
        workings = work_out([target()], [outcome("a", 30, date(2024, 1, 1), date(2024, 3, 31))], DAY, [step])
        assert workings is not None
        chart = trajectory(workings)
    assert projected(chart) == [(date(2024, 3, 31), 30), (date(2024, 6, 30), 60), (date(2024, 12, 31), 90)]


def test_projection_of_growth_is_a_curve_that_ends_at_the_verdicts() -> None:
    """R7, R8: a geometric path goes on geometrically."""
    growing = Indicator("i", "percent", "level", "increase", "kz", path="compound")
    link = target(
        indicator=growing, value=Decimal(400), baseline_value=Decimal(100), baseline_end=date(2023, 12, 31),
        window_start=None, deadline=date(2025, 12, 31)
    )  # fmt: skip
    chart = drawn([link], [outcome("a", 130, None, date(2024, 6, 30))])
    way = projected(chart)
    assert len(way) > 6
    assert way[0] == (date(2024, 6, 30), 130)
    assert [value for _on, value in way] == sorted(value for _on, value in way)
    straight = way[0][1] + (way[-1][1] - way[0][1]) / 2
    middle = next(value for on, value in way if on >= date(2025, 3, 30))
    assert middle < straight


def test_projection_of_a_season_has_its_interval() -> None:
    """R8: by the mean share of three earlier years, and by the ends of their spread."""
    reports = []
    for year, part in ((2021, 40), (2022, 50), (2023, 60)):
        reports.append(outcome(f"h{year}", part, date(year, 1, 1), date(year, 6, 30)))
        reports.append(outcome(f"y{year}", 100, date(year, 1, 1), date(year, 12, 31)))
    chart = drawn([target()], [*reports, outcome("h2024", 60, date(2024, 1, 1), date(2024, 6, 30))])
    assert projected(chart) == [(date(2024, 6, 30), 60), (date(2024, 12, 31), 120)]
    assert chart.projected.low < 120
    assert chart.projected.high is None or chart.projected.high > 120


def test_no_projection_once_the_deadline_has_passed_or_the_target_is_met() -> None:
    late = drawn([target()], [outcome("a", 45, date(2024, 1, 1), date(2024, 3, 31))], date(2025, 3, 1))
    assert late.projected is None
    assert drawn([target()], [outcome("a", 180, date(2024, 1, 1), date(2024, 3, 31))]).projected is None


def test_announcements_say_what_they_moved_and_whether_after_the_fact() -> None:
    """R10: as the verdict's own list of revisions says it."""
    first = target("a", deadline=date(2024, 5, 31))
    second = target("b", value=Decimal(200), announced=date(2024, 6, 10), revises="a")
    chart = drawn([first, second], [])
    assert [(point.change, point.after_the_fact) for point in chart.promised] == [
        ((), False),
        (("raised", "postponed"), True),
    ]


def test_both_ends_of_a_promise_to_be_between_are_drawn() -> None:
    link = target(qualifier="between", value=Decimal(170), upper_value=Decimal(190))
    assert drawn([link], []).band == (170, 190)
    assert drawn([target()], []).band is None
