"""Claims whose explanations, taken together, use every code there is: each row names the codes that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from projects.comparison.figures import Outcome, Target
from tests.projects.comparison.claims import (
    FALLING,
    LEVEL,
    MILESTONE,
    SPENT,
    SUM,
    chain,
    day,
    done,
    government,
    press,
    reading,
    report,
    target,
)


@dataclass(frozen=True)
class Explained:
    """``reports`` maps each report's id to what becomes of it; ``steps`` are codes that must be told."""

    id: str
    links: tuple[Target, ...]
    outcomes: tuple[Outcome, ...]
    as_of: date
    interims: tuple[Target, ...] = ()
    reports: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()


def row(
    id: str,
    links: Target | Sequence[Target],
    outcomes: Sequence[Outcome] = (),
    as_of: str = "03-31",
    interims: Sequence[Target] = (),
    steps: str = "",
    **reports: str,
) -> Explained:
    """Return a row; reports are named by letters, a, b, c … in their order."""
    links = (links,) if isinstance(links, Target) else tuple(links)
    named = tuple(replace(figure, id="abcdefgh"[n]) for n, figure in enumerate(outcomes))
    return Explained(id, links, named, day(as_of), tuple(interims), reports, tuple(steps.split()))


JAN = report(30, "01-01", "01-31")
FEB = report(20, "02-01", "02-28")
OWED = target(timing="by_deadline")
BEFORE = {"baseline_start": "2022-01-01", "baseline_end": "2022-12-31"}
AGAINST = {"compared_with_start": "2022-01-01", "compared_with_end": "2022-12-31"}
TIMES = target(basis="multiple", value=2, **BEFORE)
GROWTH = target(basis="percent_change", value=50, **BEFORE)
YEAR = {"window_start": "01-01", "deadline": "12-31", "value": 365}
SEASONS = [
    figure
    for year, share in ((2020, 40), (2021, 50), (2022, 60))
    for figure in (
        report(share, f"{year}-01-01", f"{year}-06-30"),
        report(100, f"{year}-01-01", f"{year}-12-31"),
    )
]

REPORTS = [
    row("R2-adds-up", target(), [JAN, FEB], a="adds_up", b="adds_up", steps="sum_of_many window_days"),
    row("R1-not-yet-public", target(), [replace(JAN, published=day("05-01"))], a="not_yet_public", steps="no_evidence"),
    row(
        "R1-unpublished-of-another-place-is-not-yet-public",
        target(),
        [replace(JAN, published=day("05-01"), territory="kz-71")],
        a="not_yet_public",
    ),
    row("R1-period-not-over", target(), [report(9, "01-01", "04-10", published="03-01")], a="period_not_over"),
    row("R2-another-indicator", target(), [replace(JAN, indicator="j")], a="other_indicator"),
    row(
        "R2-revised-onto-another-unit",
        chain(target("t0"), target("t1", on=replace(SUM, id="j", unit="tonnes"), announced="02-10")),
        [JAN, replace(FEB, indicator="j")],
        a="other_unit",
        b="adds_up",
        steps="revision revision_other_terms",
    ),
    row(
        "R2-revised-onto-another-currency",
        chain(
            target("t0", on=replace(SUM, unit="KZT")),
            target("t1", on=replace(SUM, id="j", unit="USD"), announced="02-10"),
        ),
        [JAN],
        a="other_currency",
    ),
    row("R2-part-of-the-territory", target(), [replace(JAN, territory="kz-71")], a="other_territory"),
    row(
        "R9-corrected",
        target(),
        [JAN, report(25, "01-01", "01-31", corrects="a", published="02-20")],
        a="corrected",
        b="adds_up",
    ),
    row(
        "R9-our-slip",
        target(),
        [JAN, replace(report(25, "01-01", "01-31", corrects="a", published="02-01"), our_slip=True)],
        a="our_slip",
        b="adds_up",
    ),
    row("R5-no-value", target(), [replace(JAN, value=None)], a="no_value"),
    row(
        "R11.1-withdrawn",
        chain(target("t0"), target("t1", withdrawn=True, announced="02-20")),
        [JAN],
        a="promise_withdrawn",
        steps="promise_withdrawn revision_withdraws first_verdict",
    ),
    row("R11.2-nothing-to-compare", target(value=None), [JAN], a="nothing_to_compare", steps="status"),
    row(
        "R4-amount-against-a-change",
        TIMES,
        [JAN],
        a="other_terms",
        steps="baseline_unknown",
    ),
    row("R4-change-against-an-amount", target(), [replace(JAN, basis="percent_change")], a="other_terms"),
    row("R4-milestone-has-no-amounts", target(on=MILESTONE), [JAN], a="other_terms"),
    row(
        "R4-another-period-of-comparison",
        TIMES,
        [
            report(
                2, "01-01", "01-31", basis="multiple", compared_with_start="2021-01-01", compared_with_end="2021-12-31"
            )
        ],
        a="other_comparison",
    ),
    row("R4-no-period-of-comparison", TIMES, [report(2, "01-01", "01-31", basis="multiple")], a="no_comparison"),
    row(
        "R4-target-names-no-period",
        target(basis="multiple", value=2),
        [report(2, "01-01", "01-31", basis="multiple", **AGAINST)],
        a="no_baseline_period",
    ),
    row(
        "R4-reported-baseline",
        TIMES,
        [report(40, "2022-01-01", "2022-12-31"), JAN, report(1, "02-01", "02-28", basis="multiple", **AGAINST)],
        a="gives_baseline",
        b="adds_up",
        c="adds_up",
        steps="baseline_reported resolved_multiple converted_multiple",
    ),
    row(
        "R4-stated-baseline-of-a-change",
        replace(GROWTH, baseline_value=Decimal(40)),
        [report(10, "01-01", "02-28", basis="percent_change", **AGAINST)],
        a="adds_up",
        steps="baseline_stated resolved_percent converted_percent",
    ),
    row(
        "R4-own-terms",
        GROWTH,
        [
            report(10, "01-01", "01-31", basis="percent_change", **AGAINST),
            report(20, "01-01", "02-28", basis="percent_change", **AGAINST),
        ],
        a="other_percent_period",
        b="adds_up",
        steps="own_terms",
    ),
    row(
        "R3-a-milestone-has-no-multiples",
        target(on=MILESTONE, basis="multiple", value=0, baseline_value=0),
        [done(1, "02-19")],
        a="stands",
        steps="done_since",
    ),
    row(
        "R4-baseline-of-zero",
        replace(GROWTH, baseline_value=Decimal(0)),
        [JAN, report(10, "01-01", "02-28", basis="percent_change", **AGAINST)],
        a="baseline_not_positive",
        b="baseline_not_positive",
        steps="baseline_not_positive status",
    ),
    row(
        "R4-change-on-a-baseline-of-zero",
        target(on=LEVEL, baseline_start="2022-01-01"),
        [reading(3, "02-28", basis="multiple", **AGAINST)],
        a="baseline_not_positive",
        steps="no_evidence",
    ),
    row(
        "R7-season",
        target(timing="by_deadline", **YEAR),
        [*SEASONS[:6], report(150, "01-01", "06-30")],
        "07-31",
        a="gives_season",
        b="gives_season",
        g="adds_up",
        steps="season expected_by_season projection_by_season projection_interval completion",
    ),
    row("R2-no-period-start", target(), [reading(30, "01-31")], a="no_period_start"),
    row("R2-period-reversed", target(), [report(30, "02-10", "01-31")], a="period_reversed"),
    row("R2-before-the-window", target(), [report(30, "2022-12-31", "01-31")], a="before_window"),
    row("R2-after-the-window", target(), [report(30, "04-01", "04-30")], "06-30", a="after_window"),
    row("R3-before-the-baseline", target(on=LEVEL), [reading(30, "2022-12-31")], a="before_baseline"),
    row(
        "R3-before-the-window-of-a-level",
        target(on=LEVEL, window_start="02-01"),
        [reading(30, "01-31")],
        a="before_opening",
    ),
    row(
        "R3-before-the-promise",
        target(on=LEVEL, baseline_value=None, baseline_end=None),
        [reading(30, "2022-12-19")],
        a="before_promise",
    ),
    row(
        "R9-retired-by-final",
        target(),
        [replace(JAN, final=False), replace(JAN, published=day("02-20"), value=Decimal(31))],
        a="retired_by_final",
        b="adds_up",
    ),
    row(
        "R9-weaker-kind",
        target(),
        [JAN, report(50, "01-01", "01-31", **press())],
        a="adds_up",
        b="weaker_kind",
        steps="sources_disagree",
    ),
    row(
        "R9-not-final",
        target(),
        [JAN, report(30, "01-01", "01-31", publisher="bureau", final=False, published="03-01")],
        a="adds_up",
        b="not_final",
    ),
    row(
        "R9-published-earlier",
        target(),
        [JAN, replace(JAN, published=day("02-20"))],
        a="published_earlier",
        b="adds_up",
    ),
    row("R9-same-rank", target(), [JAN, JAN], a="adds_up", b="same_rank"),
    row("R2-fewer-days", target(), [JAN, report(40, "01-01", "02-28")], a="fewer_days", b="adds_up"),
    row(
        "R2-weaker-pieces",
        target(),
        [JAN, FEB, report(40, "01-01", "02-28", **press())],
        c="weaker_pieces",
    ),
    row(
        "R2-more-pieces",
        target(),
        [JAN, FEB, report(40, "01-01", "02-28")],
        a="more_pieces",
        b="more_pieces",
        c="adds_up",
    ),
    row(
        "R2-earlier-pieces",
        target(),
        [report(20, "01-01", "01-31"), report(20, "01-02", "02-01", published="02-20")],
        a="earlier_pieces",
        b="adds_up",
    ),
    row(
        "R2-equal-pieces",
        target(),
        [report(20, "01-01", "01-31", published="02-20"), report(20, "01-02", "02-01", published="02-20")],
        b="equal_pieces",
    ),
    row("R3-not-latest", target(on=LEVEL), [reading(9, "01-20"), reading(50, "02-19")], a="not_latest", b="stands"),
    row(
        "R3-covering-falls-short-of-what-is-owed",
        target(on=LEVEL, timing="by_deadline"),
        [reading(90, "04-10"), reading(100, "05-10"), reading(120, "06-10")],
        "07-31",
        a="fell_short",
        b="stands",
        c="after_met",
        steps="reading_meets_later",
    ),
    row(
        "R3-after-the-covering-reading",
        target(on=LEVEL),
        [reading(90, "04-10"), reading(100, "05-10")],
        "07-31",
        a="stands",
        b="after_covering",
        steps="reading_covers",
    ),
    row(
        "R3-still-short",
        target(on=LEVEL, timing="by_deadline"),
        [reading(80, "04-10"), reading(90, "05-10")],
        "07-31",
        b="stands",
        steps="reading_still_short days_overdue",
    ),
    row(
        "R3-taken-back",
        target(on=MILESTONE),
        [done(1, "01-20"), done(0, "02-10"), done(1, "03-01"), done(1, "03-10")],
        a="taken_back",
        b="not_latest",
        c="stands",
        d="already_done",
        steps="done_since percent_done",
    ),
    row("R3-not-done", target(on=MILESTONE), [done(0, "01-20")], a="stands", steps="not_done_by"),
]

STEPS = [
    row(
        "R7-the-arithmetic-of-a-sum",
        OWED,
        [report(30, "01-01", "02-19")],
        steps="promise sum_of_one window_days not_met expected_from_zero pace percent shortfall required_per_day "
        "projection_from_zero completion_from_zero days_behind band_behind status measurability",
    ),
    row("R7-ahead", target(), [report(60, "01-01", "02-19")], steps="days_ahead band_on_track"),
    row("R7-even", target(), [report(50, "01-01", "02-19")], steps="days_even"),
    row("R11.10-off-track", target(), [report(20, "01-01", "02-19")], steps="band_off_track"),
    row("R2-gap", target(), [report(40, "01-02", "02-19")], steps="gap"),
    row(
        "R2-in-time-and-later",
        OWED,
        [report(60, "01-01", "04-10"), report(40, "04-11", "05-10")],
        "06-30",
        steps="sum_in_time met expected_full",
    ),
    row("R7-no-deadline", target(deadline=None), [JAN], steps="no_path_deadline days_covered"),
    row(
        "R5-rounding",
        target(rounded_to=10),
        [report(96, "01-01", "04-10")],
        "06-30",
        steps="rounding_forgiven met_within_rounding",
    ),
    row("R5-about", target(qualifier="about"), [report(96, "01-01", "04-10")], "06-30", steps="about_allows met"),
    row(
        "R5-inside-a-range",
        target(on=LEVEL, qualifier="between", upper_value=120),
        [reading(110, "02-19")],
        steps="inside_range",
    ),
    row(
        "R5-outside-a-range",
        target(on=LEVEL, qualifier="between", upper_value=120),
        [reading(130, "02-19")],
        steps="outside_range shortfall",
    ),
    row(
        "R7-range-on-a-sum",
        target(qualifier="between", upper_value=120),
        [report(110, "01-01", "02-19")],
        steps="range_on_sum lower_end_reached upper_end_kept",
    ),
    row(
        "R7-range-on-a-sum-begun",
        target(qualifier="between", upper_value=120),
        [report(60, "01-01", "02-19")],
        steps="lower_end_not_reached upper_end_kept",
    ),
    row(
        "R11.3-upper-end-of-a-range",
        target(qualifier="between", upper_value=120),
        [report(130, "01-01", "02-19")],
        steps="upper_end_passed",
    ),
    row(
        "R5-worse-end", target(), [report(30, "01-01", "02-19", qualifier="between", upper_value=40)], steps="worse_end"
    ),
    row(
        "R5-strictly-more", target(qualifier="more_than"), [report(100, "01-01", "02-19")], steps="not_met no_shortfall"
    ),
    row(
        "R11.3-ceiling",
        target(on=SPENT),
        [report(30, "01-01", "02-19")],
        steps="ceiling pace_ceiling no_percent_ceiling band_on_track met",
    ),
    row(
        "R11.10-ceiling-untouched",
        target(on=SPENT),
        [report(0, "01-01", "02-19")],
        steps="no_pace_unspent unspent_on_track",
    ),
    row("R11.8-window-not-open", target(window_start="03-01"), as_of="02-01", steps="window_not_open"),
    row("R11.8-under-a-tenth", target(), [report(1, "01-01", "01-09")], steps="under_a_tenth"),
    row(
        "R7-level-from-a-baseline",
        target(on=LEVEL, baseline_value=20, timing="by_deadline"),
        [reading(50, "02-19")],
        steps="path_days reading_latest expected_from_baseline pace_from_baseline percent_from_baseline "
        "projection_from_baseline completion growth",
    ),
    row("R11.10-moving-away", target(on=LEVEL, baseline_value=20), [reading(10, "02-19")], steps="band_moving_away"),
    row(
        "R7-level-without-a-baseline",
        target(on=LEVEL, baseline_value=None),
        [reading(10, "02-19")],
        steps="no_path_baseline no_percent_baseline no_growth",
    ),
    row(
        "R7-promise-to-hold",
        target(on=LEVEL, baseline_value=120),
        [reading(90, "02-19")],
        steps="no_pace_hold no_percent_hold hold_moving_away",
    ),
    row("R7-promise-to-climb-back", target(on=FALLING, value=5, baseline_value=5), [reading(5, "02-19")], steps="met"),
    row(
        "R7-hold-inside-a-range",
        target(on=LEVEL, qualifier="between", value=90, upper_value=110, baseline_value=100),
        [reading(80, "02-19")],
        steps="no_pace_inside no_percent_inside hold_moving_away",
    ),
    row(
        "R7-hold-not-met",
        target(on=LEVEL, qualifier="more_than", baseline_value=100),
        [reading(100, "02-19")],
        steps="hold_not_met",
    ),
    row(
        "R7-interims",
        target(),
        [report(30, "01-01", "02-19")],
        interims=[
            target("step", value=20, deadline="01-31", interim_for="t"),
            target("other", on=replace(SUM, id="j"), deadline="01-31", interim_for="t"),
            target("bare", value=None, deadline="01-31", interim_for="t"),
            target("open", deadline=None, interim_for="t"),
            target("late", deadline="12-31", interim_for="t"),
            target("relative", basis="multiple", deadline="01-31", interim_for="t"),
        ],
        steps="interim_points expected_between projection_interim interim_other_indicator interim_no_point "
        "interim_outside_path interim_other_terms",
    ),
    row(
        "R7-flat-so-far",
        target(),
        [report(0, "01-01", "02-19")],
        interims=[target("step", value=0, deadline="03-01", interim_for="t")],
        steps="no_pace_flat flat_on_track",
    ),
    row(
        "R7-flat-and-worse",
        target(on=LEVEL),
        [reading(-5, "02-19")],
        interims=[target("step", on=LEVEL, value=0, deadline="03-01", interim_for="t")],
        steps="flat_moving_away",
    ),
    row(
        "R7-compound",
        target(on=replace(LEVEL, path="compound"), baseline_value=25),
        [reading(50, "02-19")],
        steps="expected_compound projection_compound",
    ),
    row(
        "R7-path-without-days",
        target(on=LEVEL, baseline_end="04-10"),
        [reading(1, "04-11")],
        "06-30",
        steps="path_without_days",
    ),
    row(
        "R7-at-the-start-of-the-path",
        target(on=LEVEL, window_start="02-01", baseline_end="01-15"),
        [reading(9, "02-01")],
        steps="expected_start",
    ),
    row("R11-stale", target(), [JAN], "2024-06-30", steps="stale days_unreported"),
    row(
        "R10-revised",
        chain(
            target("t0"),
            target("t1", value=80, announced="02-15"),
            target("t2", value=70, deadline="05-10", announced="04-20"),
        ),
        [report(100, "01-01", "01-31", published="02-05")],
        "05-01",
        steps="revision revision_after_outcome revision_after_deadline chain_slipped chain_moved first_verdict",
    ),
    row(
        "R10-brought-forward",
        chain(target("t0"), target("t1", deadline="03-31", announced="02-15")),
        [],
        "02-20",
        steps="revision chain_advanced",
    ),
    row(
        "R9-status-range",
        target(),
        [report(100, "01-01", "04-10"), report(50, "01-01", "04-10", **government())],
        "06-30",
        steps="sources_disagree disputed_low disputed_high status_range",
    ),
    row(
        "R5-status-range",
        target(),
        [report(100, "01-01", "04-10", rounded_to=10)],
        "06-30",
        steps="printed_low printed_high status_range",
    ),
]

ALL = [*REPORTS, *STEPS]
