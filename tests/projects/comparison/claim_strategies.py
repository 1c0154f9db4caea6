"""Hypothesis strategies for promises and reports: tame ones that make sense, and wild ones that need not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from projects.comparison.figures import Indicator, Outcome, Target
from tests.projects.comparison.claims import publisher

DAY_ZERO = date(2022, 10, 1)
KINDS = ("official_statistics", "government", "company", "press")
TARGET_QUALIFIERS = ("exactly", "at_least", "more_than", "about", "at_most", "less_than", "between")
PUBLISHERS = ("statistics", "ministry", "gazette")


@dataclass(frozen=True)
class Claims:
    """Everything that ``assess`` takes, but for the day."""

    links: tuple[Target, ...]
    outcomes: tuple[Outcome, ...]
    interims: tuple[Target, ...]
    as_of: date


# A strategy is looked through before the first draw, which takes longer than the draw: each is made once.
@cache
def choice(*values: Any) -> st.SearchStrategy[Any]:
    """Return one of the values; who names one twice gets it twice as often."""
    return st.sampled_from(values)


@cache
def numbers(low: int, high: int) -> st.SearchStrategy[int]:
    """Return whole numbers, both ends among them."""
    return st.integers(low, high)


@cache
def days(low: int = 0, high: int = 800) -> st.SearchStrategy[date]:
    """Return days counted from 2022-10-01."""
    return st.integers(low, high).map(lambda n: DAY_ZERO + timedelta(days=n))


values = st.one_of(
    st.sampled_from([Decimal(n) for n in ("0", "50", "95", "100", "105", "120")]),
    st.decimals(-50, 300, places=1, allow_nan=False, allow_infinity=False),
)
roundings = st.one_of(st.none(), st.sampled_from([Decimal("0.1"), Decimal(1), Decimal(10)]))
booleans = st.booleans()
maybe_value = st.one_of(st.none(), values)
maybe_start = st.one_of(st.none(), days(60, 200))
maybe_baseline = st.one_of(st.none(), days(0, 90))
maybe_deadline = st.one_of(st.none(), days(200, 500))
BASES = ("absolute",) * 4 + ("multiple", "percent_change")


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """Return an indicator of any form."""
    accumulation = draw(choice("sum", "sum", "level", "level", "milestone"))
    return Indicator(
        id="i",
        unit="" if accumulation == "milestone" else "cars",
        accumulation=accumulation,
        direction=draw(choice("increase", "decrease")),
        territory="kz",
        path=draw(choice("linear", "linear", "compound")),
        reporting_interval_days=draw(choice(None, 30, 90)),
    )


@st.composite
def targets(draw: st.DrawFn, on: Indicator, id: str, announced: date) -> Target:
    """Return one link whose dates are in order."""
    start = draw(maybe_start)
    bases = ("done",) if on.accumulation == "milestone" else BASES
    value = draw(values)
    return Target(
        id=id,
        indicator=on,
        basis=draw(choice(*bases)),
        qualifier=draw(choice(*TARGET_QUALIFIERS)),
        timing=draw(choice("within_period", "by_deadline")),
        announced=announced,
        value=value,
        upper_value=value + draw(numbers(0, 30)),
        rounded_to=draw(roundings),
        baseline_value=draw(maybe_value),
        baseline_start=None,
        baseline_end=draw(maybe_baseline),
        window_start=start,
        deadline=draw(maybe_deadline),
    )


@st.composite
def outcomes(draw: st.DrawFn, on: Indicator, id: str, published: st.SearchStrategy[date]) -> Outcome:
    """Return one report, published on or after the end of its period."""
    start = draw(days(0, 500))
    end = start + timedelta(days=draw(numbers(0, 200)))
    value = draw(values)
    milestone = on.accumulation == "milestone"
    return Outcome(
        id=id,
        indicator=on.id,
        basis="done" if milestone else draw(choice(*["absolute"] * 5, "multiple")),
        qualifier=draw(choice("exactly", "exactly", "at_least", "at_most", "about", "between")),
        period_start=(start, start, None)[draw(choice(0, 1, 2))],
        period_end=end,
        final=draw(booleans),
        publisher=publisher(draw(choice(*PUBLISHERS))),
        source_kind=draw(choice(*KINDS)),
        published=max(end, draw(published)),
        territory=draw(choice("kz", "kz", "kz", "kz-71")),
        value=Decimal(draw(numbers(0, 1))) if milestone else value,
        upper_value=value + draw(numbers(0, 20)),
        rounded_to=draw(roundings),
    )


@st.composite
def claims(draw: st.DrawFn, most_outcomes: int = 6, most_links: int = 3) -> Claims:
    """Return a chain, its interims, reports of every sort, and a day."""
    on = draw(indicators())
    count = draw(numbers(1, most_links))
    announcements = sorted(draw(st.lists(days(30, 400), min_size=count, max_size=count, unique=True)))
    links = []
    for n, announced in enumerate(announcements):
        link = draw(targets(on, f"t{n}", announced))
        gone = n == count - 1 and count > 1 and draw(numbers(0, 5)) == 0
        links.append(replace(link, revises=f"t{n - 1}" if n else None, withdrawn=gone))
    interims = [
        replace(draw(targets(on, f"s{n}", draw(days(30, 300)))), interim_for="t0") for n in range(draw(numbers(0, 2)))
    ]
    figures = [draw(outcomes(on, f"o{n}", days())) for n in range(draw(numbers(0, most_outcomes)))]
    return Claims(tuple(links), tuple(figures), tuple(interims), draw(days(400, 900)))


@st.composite
def monthly_claims(draw: st.DrawFn) -> Claims:
    """Return a sum over a year with years of monthly reports, that come late, in any order, again and corrected."""
    on = Indicator("i", "cars", "sum", draw(choice("increase", "increase", "decrease")), "kz")
    months = [(year, month) for year in range(2021, 2026) for month in range(1, 13)]
    figures = []
    for year, month in draw(st.lists(st.sampled_from(months), min_size=8, max_size=45)):
        start, end = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        start = draw(st.sampled_from([start] * 12 + [date(year, 1, 1)]))
        earlier = [figure.id for figure in figures] or [None]
        figures.append(
            Outcome(
                id=f"o{len(figures)}",
                indicator="i",
                basis="absolute",
                qualifier="exactly",
                period_start=start,
                period_end=end,
                final=draw(booleans),
                publisher=publisher(draw(choice(*PUBLISHERS))),
                source_kind=draw(choice(*KINDS)),
                published=end + timedelta(days=draw(choice(0, 10, 20, 100, 400, 900))),
                territory="kz",
                value=Decimal(draw(choice(-5, 0, 4, 8, 9, 12))),
                rounded_to=draw(roundings),
                corrects=draw(st.sampled_from([None] * 15 + [earlier[-1]])),
                has_note=True,
            )
        )
    year = draw(numbers(2021, 2025))
    link = Target(
        id="t0",
        indicator=on,
        basis="absolute",
        qualifier=draw(choice(*TARGET_QUALIFIERS)),
        timing=draw(choice("within_period", "by_deadline")),
        announced=date(year, 1, 10),
        value=Decimal(draw(choice(20, 50, 100))),
        upper_value=Decimal(draw(choice(60, 120))),
        rounded_to=draw(roundings),
        window_start=date(year, 1, 1),
        deadline=date(year, 12, 31),
    )
    moved = replace(link, id="t1", value=Decimal(70), announced=date(year, 8, 1), revises="t0")
    return Claims(draw(st.sampled_from([(link,), (link, moved)])), tuple(figures), (), draw(days(400, 1500)))


any_day = st.one_of(
    st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.sampled_from([date.min, date.max, date(2024, 2, 29)])
)
any_value = st.one_of(
    st.none(),
    values,
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from([Decimal("-0"), Decimal("1E+30"), Decimal("1E-30")]),
)
maybe_day = st.one_of(st.none(), any_day)


@st.composite
def wild_targets(draw: st.DrawFn, on: Indicator, id: str) -> Target:
    """Return a link as no editor would enter it."""
    return Target(
        id=id,
        indicator=on,
        basis=draw(choice("absolute", "multiple", "percent_change", "done")),
        qualifier=draw(choice(*TARGET_QUALIFIERS)),
        timing=draw(choice("within_period", "by_deadline")),
        announced=draw(any_day),
        value=draw(any_value),
        upper_value=draw(any_value),
        rounded_to=draw(any_value),
        baseline_value=draw(any_value),
        baseline_start=draw(maybe_day),
        baseline_end=draw(maybe_day),
        window_start=draw(maybe_day),
        deadline=draw(maybe_day),
        withdrawn=draw(booleans),
        has_responsible=draw(booleans),
        has_source=draw(booleans),
    )


@st.composite
def wild_outcomes(draw: st.DrawFn, id: str, ids: list[str]) -> Outcome:
    """Return a report as no editor would enter it, correcting anything, itself included."""
    return Outcome(
        id=id,
        indicator=draw(choice("i", "i", "j")),
        basis=draw(choice("absolute", "multiple", "percent_change", "done")),
        qualifier=draw(choice(*TARGET_QUALIFIERS)),
        period_start=draw(maybe_day),
        period_end=draw(any_day),
        final=draw(booleans),
        publisher=publisher(draw(choice(*PUBLISHERS))),
        source_kind=draw(choice(*KINDS)),
        published=draw(any_day),
        territory=draw(choice("kz", "kz-71")),
        value=draw(any_value),
        upper_value=draw(any_value),
        rounded_to=draw(any_value),
        compared_with_start=draw(maybe_day),
        compared_with_end=draw(maybe_day),
        corrects=draw(st.sampled_from([None, None, None, *ids, "unknown"])),
        has_note=draw(booleans),
    )


@st.composite
def wild_claims(draw: st.DrawFn) -> Claims:
    """Return any values and dates that the value objects can hold, up to the ends of the calendar."""
    on = replace(draw(indicators()), unit=draw(choice("cars", "")))
    links = [draw(wild_targets(on, f"t{n}")) for n in range(draw(numbers(1, 3)))]
    links = [replace(link, revises=links[n - 1].id if n else None) for n, link in enumerate(links)]
    interims = [replace(draw(wild_targets(on, f"s{n}")), interim_for="t0") for n in range(draw(numbers(0, 2)))]
    ids = [f"o{n}" for n in range(draw(numbers(0, 5)))]
    figures = [draw(wild_outcomes(id, ids)) for id in ids]
    return Claims(tuple(links), tuple(figures), tuple(interims), draw(any_day))
