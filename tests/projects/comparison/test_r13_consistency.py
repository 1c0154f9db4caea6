"""R13: consistency checks; every expectation computed by hand from the printed digits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.comparison.checks import (
    consistency,
    exchange_rates,
    parts_against_total,
    share_against_part_and_whole,
)
from projects.comparison.figures import Indicator, Outcome
from tests.projects.comparison.claims import publisher

SUM = Indicator("i", "projects", "sum", "increase", "kz")
LEVEL = Indicator("i", "percent", "level", "increase", "kz")
LATER = date(2026, 1, 1)


def reported(name: str, value: str, start: str | None, end: str, **more: object) -> Outcome:
    fields: dict[str, object] = {
        "basis": "absolute",
        "qualifier": "exactly",
        "final": False,
        "publisher": "ministry",
        "source_kind": "government",
        "published": date.fromisoformat(end),
        "territory": "kz",
        "rounded_to": Decimal(1),
        **more,
    }
    fields["publisher"] = publisher(fields["publisher"])
    return Outcome(
        id=name,
        indicator="i",
        value=Decimal(value),
        period_start=date.fromisoformat(start) if start else None,
        period_end=date.fromisoformat(end),
        **fields,
    )


def codes(*outcomes: Outcome, indicator: Indicator = SUM) -> list[str]:
    return [finding.code for finding in consistency(indicator, outcomes, LATER)]


def test_r13_a_cumulative_figure_that_falls() -> None:
    half_year = reported("h", "60", "2023-01-01", "2023-06-30")
    assert codes(half_year, reported("n", "50", "2023-01-01", "2023-09-30")) == ["falls"]


def test_r13_a_fall_within_rounding_is_none() -> None:
    """60 printed to the ten may be 55, and 54 printed to the ten may be 59."""
    half_year = reported("h", "60", "2023-01-01", "2023-06-30", rounded_to=Decimal(10))
    assert codes(half_year, reported("n", "54", "2023-01-01", "2023-09-30", rounded_to=Decimal(10))) == []


def test_r13_periods_of_their_own_may_fall() -> None:
    assert codes(reported("a", "60", "2023-01-01", "2023-03-31"), reported("b", "50", "2023-04-01", "2023-06-30")) == []


@pytest.mark.parametrize("name", ["a-provisional", "z-provisional"])
def test_r13_a_provisional_figure_that_its_final_one_retired_is_not_compared(name: str) -> None:
    """R9: 100 was provisional, 90 is final, so that 95 at nine months is no fall; whatever the ids are."""
    provisional = reported(name, "100", "2023-01-01", "2023-06-30")
    final = reported("h", "90", "2023-01-01", "2023-06-30", final=True, published=date(2023, 8, 1))
    later = reported("n", "95", "2023-01-01", "2023-09-30")
    assert codes(provisional, final, later) == []
    assert codes(provisional, later) == ["falls"]


def test_r13_growth_is_compared_with_the_final_levels() -> None:
    """100, finally 110, after 100: growth of 10 per cent agrees with what stands for the year (R9)."""
    first = reported("p", "100", "2022-01-01", "2022-12-31")
    provisional = reported("z", "100", "2023-01-01", "2023-12-31")
    final = reported("a", "110", "2023-01-01", "2023-12-31", final=True, published=date(2024, 3, 1))
    named = {"compared_with_start": date(2022, 1, 1), "compared_with_end": date(2022, 12, 31)}
    growth = reported("g", "10", "2023-01-01", "2023-12-31", basis="percent_change", **named)
    assert codes(first, provisional, final, growth) == []
    assert codes(first, provisional, growth) == ["growth_differs"]


def test_r13_the_last_stretch_needs_five_times_the_rate() -> None:
    """126 in 356 days is 0.354 a day; 44 more in 9 days is 4.9 a day, fourteen times as fast."""
    december = reported("d", "126", "2023-01-01", "2023-12-22", publisher="prime minister")
    year = reported("y", "170", "2023-01-01", "2023-12-31", final=True)
    (findings,) = consistency(SUM, [december, year], LATER)
    assert (findings.code, findings.outcomes) == ("last_stretch", ("d", "y"))
    assert findings.stated[0] == pytest.approx(Decimal("4.7777777"), rel=Decimal("1e-6"))  # (169.5 - 126.5) / 9


def test_r13_a_steady_last_stretch_is_fine() -> None:
    december = reported("d", "126", "2023-01-01", "2023-12-22")
    assert codes(december, reported("y", "130", "2023-01-01", "2023-12-31", final=True)) == []


@pytest.mark.parametrize(("growth", "wanted"), [("4.1", []), ("4.4", []), ("6.0", ["growth_differs"])])
def test_r13_growth_against_levels(growth: str, wanted: list[str]) -> None:
    """21.6 / 20.7 printed to a tenth: between 21.55 / 20.75 - 1 = 3.86 % and 21.65 / 20.65 - 1 = 4.84 %."""
    tenth = {"rounded_to": Decimal("0.1")}
    stated = reported(
        "g",
        growth,
        "2023-01-01",
        "2023-12-31",
        basis="percent_change",
        compared_with_start=date(2022, 1, 1),
        compared_with_end=date(2022, 12, 31),
        **tenth,
    )
    before = reported("b", "20.7", "2022-01-01", "2022-12-31", **tenth)
    now = reported("n", "21.6", "2023-01-01", "2023-12-31", **tenth)
    assert codes(before, now, stated) == wanted


@pytest.mark.parametrize(("accumulation", "wanted"), [("level", ["growth_differs"]), ("sum", [])])
def test_r13_growth_of_a_level_may_name_the_end_of_its_comparison_alone(accumulation: str, wanted: list[str]) -> None:
    """R4: 110 after 100 is no growth of 20 per cent, whichever day the reading of a level is said to begin on."""
    before, now = reported("b", "100", "2022-01-01", "2022-12-31"), reported("n", "110", "2023-01-01", "2023-12-31")
    named = {"basis": "percent_change", "compared_with_end": date(2022, 12, 31)}
    stated = reported("g", "20", "2023-01-01", "2023-12-31", **named)
    findings = consistency(replace(SUM, accumulation=accumulation), [before, now, stated], LATER)
    assert [finding.code for finding in findings] == wanted


@pytest.mark.parametrize(("growth", "wanted"), [("-105.5", []), ("-104.5", []), ("-106", ["growth_differs"])])
def test_r13_growth_to_below_zero_is_lowest_against_the_smallest_start(growth: str, wanted: list[str]) -> None:
    """-5 after 90 to 110: from -5 / 90 - 1 = -105.56 % to -5 / 110 - 1 = -104.55 %."""
    before = reported("b", "100", "2022-01-01", "2022-12-31", rounded_to=Decimal(20))
    now = reported("n", "-5", "2023-01-01", "2023-12-31", rounded_to=Decimal("0.001"))
    named = {"compared_with_start": date(2022, 1, 1), "compared_with_end": date(2022, 12, 31)}
    tenth = {"rounded_to": Decimal("0.1"), **named}
    stated = reported("g", growth, "2023-01-01", "2023-12-31", basis="percent_change", **tenth)
    assert codes(before, now, stated) == wanted


@pytest.mark.parametrize(("share", "fits"), [("46.6", True), ("46.9", False)])
def test_r13_share_against_part_and_whole(share: str, fits: bool) -> None:
    """21.6 of 46.4 printed to a tenth: 21.55 / 46.45 = 46.39 % to 21.65 / 46.35 = 46.71 %."""
    tenth = {"rounded_to": Decimal("0.1")}
    year = ("2023-01-01", "2023-12-31")
    findings = share_against_part_and_whole(
        reported("s", share, *year, **tenth),
        reported("p", "21.6", *year, **tenth),
        reported("w", "46.4", *year, **tenth),
    )
    assert (findings is None) is fits


@pytest.mark.parametrize(
    ("parts", "complete", "fits"),
    [
        (["33", "33", "33"], True, True),  # 97.5 … 100.5 meets 99.5 … 100.5
        (["41", "33", "30"], True, False),  # 102.5 … 105.5
        (["41", "33"], False, True),
        (["71", "33"], False, False),  # at least 103
    ],
)
def test_r13_parts_against_their_total(parts: list[str], complete: bool, fits: bool) -> None:
    year = ("2023-01-01", "2023-12-31")
    reports = [reported(f"p{n}", value, *year) for n, value in enumerate(parts)]
    assert (parts_against_total(reports, reported("t", "100", *year), complete) is None) is fits


def test_r13_an_exchange_rate_unlike_its_neighbours() -> None:
    """1.2tn for $2.6bn is 441 … 490 tenge; 1.2tn for $2.4bn is 469 … 532: they meet. 1.2tn for $1.2bn does not."""

    def pair(name: str, tenge: str, dollars: str, on: str) -> tuple[Outcome, Outcome]:
        reports = reported(name, tenge, None, on, rounded_to=Decimal("0.1"))
        return reports, reported(name + "-usd", dollars, None, on, rounded_to=Decimal("0.0001"))

    sane = [pair("a", "1.2", "0.0026", "2024-02-06"), pair("b", "1.2", "0.0024", "2024-03-01")]
    assert exchange_rates(sane) == ()
    odd = pair("c", "1.2", "0.0012", "2024-03-05")
    assert [finding.outcomes[0] for finding in exchange_rates([*sane, odd])] == ["c"]
    far = pair("d", "1.2", "0.0012", "2024-08-01")
    assert exchange_rates([*sane, far]) == ()
