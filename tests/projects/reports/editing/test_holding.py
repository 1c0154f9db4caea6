"""What the record holds for a figure of an article: the rules R1, R5, R9 and R10 as the comparison has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects.comparison.figures import Indicator, Outcome, Target
from projects.comparison.publishers import Publisher
from projects.reading.articles import ArticleFigure
from projects.reports.editing.held_claims import HeldClaims, Holding
from projects.reports.editing.holding import holding_of

WELLS = Indicator("wells", "facilities", "sum", "increase", "kz")
DEPTH = Indicator("depth", "percent", "level", "increase", "kz")
GAZETTE, HERALD = Publisher("Gazette", "gazette"), Publisher("Herald", "herald")
YEAR = (date(2031, 1, 1), date(2031, 12, 31))
FIRST = Target(
    "wells-2031", WELLS, "absolute", "exactly", "within_period", date(2031, 2, 1), Decimal(300), rounded_to=Decimal(1),
    window_start=YEAR[0], deadline=YEAR[1],
)  # fmt: skip
SECOND = replace(FIRST, id="wells-2031-b", announced=date(2031, 5, 1), value=Decimal(340), revises="wells-2031")
GONE = replace(SECOND, id="wells-2031-c", announced=date(2031, 8, 1), withdrawn=True, revises="wells-2031-b")
OWED = replace(FIRST, id="wells-2035", timing="by_deadline", window_start=None, deadline=date(2035, 12, 31))
LARGE = replace(FIRST, id="other", value=Decimal(900))
OPEN = replace(OWED, id="wells-open", deadline=None)
NEXT_YEAR = (date(2032, 1, 1), date(2032, 12, 31))
LATER, SOONER = (None, date(2037, 12, 31)), (None, date(2033, 12, 31))
APRIL = date(2031, 4, 1)
HALF = (date(2031, 1, 1), date(2031, 6, 30))
REPORT = Outcome(
    "wells-half", "wells", "absolute", "exactly", HALF[1], False, GAZETTE, "press", date(2031, 7, 10), "kz",
    value=Decimal(120), rounded_to=Decimal(1), period_start=HALF[0],
)  # fmt: skip


def figure(value: str, kind: Any = "target", text: str = "", **columns: Any) -> ArticleFigure:
    start, end = columns.pop("period", YEAR if kind == "target" else HALF)
    return ArticleFigure(
        text=text or f"{value} wells", start=0, end=5, value=Decimal(value), unit=columns.pop("unit", "facilities"),
        qualifier=columns.pop("qualifier", "exactly"), upper_value=None, kind=kind, period_start=start, period_end=end,
        basis=columns.pop("basis", "absolute"), converted_from=None,
    )  # fmt: skip


def held(
    read: ArticleFigure,
    *chains: tuple[Target, ...],
    outcomes: tuple[Outcome, ...] = (),
    on: date | None = date(2031, 6, 1),
    by: Publisher = GAZETTE,
    indicator: Indicator = WELLS,
) -> Holding:
    return holding_of(read, HeldClaims(indicator, list(chains), list(outcomes)), on, by)


@pytest.mark.parametrize(
    ("value", "chains", "on", "columns", "relation", "claim", "changes"),
    [
        ("300", [(FIRST,)], APRIL, {}, "restates", "wells-2031", ()),
        ("340", [(FIRST,)], APRIL, {}, "revises", "wells-2031", ("raised",)),
        ("280", [(FIRST,)], APRIL, {}, "revises", "wells-2031", ("lowered",)),
        ("300", [(FIRST,)], APRIL, {"qualifier": "about"}, "restates", "wells-2031", ()),
        ("300", [(FIRST,)], APRIL, {"qualifier": "more_than"}, "revises", "wells-2031", ("requalified",)),
        # R10: what holds is the last link announced by the day of the article.
        ("300", [(FIRST, SECOND)], APRIL, {}, "restates", "wells-2031", ()),
        ("300", [(FIRST, SECOND)], date(2031, 6, 1), {}, "restates_earlier", "wells-2031", ()),
        ("340", [(FIRST, SECOND)], date(2031, 6, 1), {}, "restates", "wells-2031-b", ()),
        ("360", [(FIRST, SECOND)], None, {}, "revises", "wells-2031-b", ("raised",)),
        ("310", [(FIRST,)], date(2031, 1, 5), {}, "earlier", "wells-2031", ()),
        ("310", [(FIRST,)], date(2031, 2, 1), {}, "disagrees", "wells-2031", ("raised",)),
        ("310", [(FIRST,)], APRIL, {"period": (date(2030, 1, 1), YEAR[1])}, "new", "", ()),
        ("59", [(FIRST,)], APRIL, {}, "far", "wells-2031", ()),
        ("60", [(FIRST,)], APRIL, {}, "revises", "wells-2031", ("lowered",)),
        ("340", [(FIRST, SECOND, GONE)], date(2031, 9, 1), {}, "withdrawn", "wells-2031-c", ()),
        # The plan of another year is another promise; a promise owed by a day can be put off.
        ("300", [(FIRST,)], APRIL, {"period": NEXT_YEAR}, "new", "", ()),
        ("300", [(OWED,)], APRIL, {"period": LATER}, "revises", "wells-2035", ("postponed",)),
        ("300", [(OWED,)], APRIL, {"period": SOONER}, "revises", "wells-2035", ("advanced",)),
        ("900", [(OWED,)], APRIL, {"period": LATER}, "new", "", ()),
        # Without a time only the same figure can be told.
        ("300", [(FIRST,)], APRIL, {"period": (None, None)}, "restates", "wells-2031", ()),
        ("310", [(FIRST,)], APRIL, {"period": (None, None)}, "unclear", "wells-2031", ()),
        ("310", [(OPEN,)], APRIL, {"period": (None, None)}, "revises", "wells-open", ("raised",)),
        ("300", [(OPEN,)], date(2031, 2, 1), {}, "restates", "wells-open", ()),
        # Of several promises for one day the nearest.
        ("301", [(FIRST,), (LARGE,)], APRIL, {}, "revises", "wells-2031", ("raised",)),
        ("3", [(FIRST,)], APRIL, {"basis": "multiple", "unit": "times"}, "new", "", ()),
        ("300", [], APRIL, {}, "new", "", ()),
    ],
)  # fmt: skip
def test_promise_is_put_beside_the_chain(
    value: str, chains: Any, on: date | None, columns: Any, relation: str, claim: str, changes: tuple[str, ...]
) -> None:
    holding = held(figure(value, **columns), *chains, on=on)
    assert (holding.relation, holding.claim_id, holding.changes) == (relation, claim, changes)


def test_value_that_holds_now_is_told_of_a_revised_link() -> None:
    assert held(figure("300"), (FIRST, SECOND), on=date(2031, 6, 1)).now == 340


def test_rounding_is_no_revision() -> None:
    money = replace(FIRST, value=Decimal("1.497e12"), rounded_to=Decimal("1e9"), indicator=replace(WELLS, unit="KZT"))
    read = figure("1500000000000", text="1.5 trillion tenge", unit="KZT")
    holding = held(read, (money,), indicator=money.indicator)
    assert (holding.relation, holding.value) == ("restates", Decimal("1.497e12"))
    more = figure("1600000000000", text="1.6 trillion tenge", unit="KZT")
    assert held(more, (money,), indicator=money.indicator).changes == ("raised",)


@pytest.mark.parametrize(
    ("value", "on", "by", "columns", "relation"),
    [
        ("120", date(2031, 7, 10), GAZETTE, {}, "restates_report"),
        ("120", date(2031, 7, 20), HERALD, {}, "restates_report"),
        # R9: another publisher, apart; the same publisher, later; the same publisher on one day.
        ("135", date(2031, 7, 20), HERALD, {}, "disagrees"),
        ("135", date(2031, 7, 20), GAZETTE, {}, "updates"),
        ("135", date(2031, 7, 10), GAZETTE, {}, "disagrees"),
        # R5: how far the interval reaches.
        ("118", date(2031, 7, 20), HERALD, {"qualifier": "about"}, "restates_report"),
        ("100", date(2031, 7, 20), HERALD, {"qualifier": "more_than"}, "restates_report"),
        ("12", date(2031, 7, 20), HERALD, {}, "far"),
        ("120", date(2031, 7, 20), HERALD, {"period": (None, HALF[1])}, "restates_report"),
        ("120", date(2031, 6, 20), HERALD, {"period": (None, date(2031, 6, 20))}, "new"),
        # A sum is of a period: with another beginning it is another report.
        ("120", date(2031, 7, 20), HERALD, {"period": (date(2031, 4, 1), HALF[1])}, "new"),
        ("120", date(2031, 7, 20), HERALD, {"period": (None, None)}, "restates_report"),
        ("121", date(2031, 7, 20), HERALD, {"period": (None, None)}, "unclear"),
        ("120", date(2031, 7, 20), HERALD, {"period": (None, date(2031, 7, 20))}, "restates_report"),
        ("120", date(2031, 7, 20), HERALD, {"basis": "percent_change", "unit": "percent"}, "new"),
    ],
)  # fmt: skip
def test_report_is_put_beside_those_of_its_period(
    value: str, on: date, by: Publisher, columns: Any, relation: str
) -> None:
    assert held(figure(value, "outcome", **columns), outcomes=(REPORT,), on=on, by=by).relation == relation


def test_corrected_report_does_not_count() -> None:
    right = replace(REPORT, id="wells-right", value=Decimal(135), corrects="wells-half", published=date(2031, 7, 15))
    read = figure("135", "outcome")
    assert held(read, outcomes=(REPORT, right), on=date(2031, 8, 1), by=HERALD).claim_id == "wells-right"


def test_level_is_read_on_a_day() -> None:
    reading = replace(REPORT, id="depth-half", indicator="depth", period_start=None)
    read = figure("120", "outcome", unit="percent")
    assert held(read, outcomes=(reading,), indicator=DEPTH, by=HERALD).relation == "restates_report"


@pytest.mark.parametrize("kind", ["target", "outcome", "other"])
def test_figure_read_as_another_kind_is_still_known(kind: str) -> None:
    assert held(figure("300", kind, period=YEAR), (FIRST,)).relation == "restates"
    assert held(figure("120", kind, period=HALF), outcomes=(REPORT,)).relation == "restates_report"


def test_figure_for_comparison_is_not_proposed() -> None:
    assert held(figure("299", "other", period=YEAR), (FIRST,)).relation == "other"


def test_figure_in_another_unit_revises_nothing() -> None:
    assert held(figure("310", unit="tonnes"), (FIRST,)).relation == "new"
    assert held(figure("310", unit="projects"), (FIRST,)).relation == "new"
    assert held(figure("300", unit="projects"), (FIRST,)).relation == "restates"
