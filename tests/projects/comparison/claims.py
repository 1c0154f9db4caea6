"""Builders of targets, reports and table cases for the tests of the comparison.

Days are ISO text; "MM-DD" alone means the year 2023. The default window runs from 2023-01-01 to 2023-04-10: 100 days,
so that a day is one per cent (01-10 is day 10, 02-19 day 50, 03-16 day 75). A level's default baseline ends 2022-12-31.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from projects.comparison.engine import assess
from projects.comparison.figures import Assessment, Indicator, Outcome, Target
from projects.comparison.publishers import Publisher, publisher_key

SUM = Indicator(id="i", unit="cars", accumulation="sum", direction="increase", territory="kz")
SPENT = replace(SUM, unit="KZT", direction="decrease")
LEVEL = replace(SUM, unit="percent", accumulation="level")
FALLING = replace(LEVEL, direction="decrease")
MILESTONE = replace(SUM, unit="", accumulation="milestone")

DATES = [
    "announced",
    "baseline_start",
    "baseline_end",
    "window_start",
    "deadline",
    "period_start",
    "period_end",
    "published",
    "compared_with_start",
    "compared_with_end",
]
NUMBERS = ("value", "upper_value", "rounded_to", "baseline_value")
FORMS = {
    "sum": {"window_start": "01-01"},
    "level": {"baseline_value": 0, "baseline_end": "2022-12-31"},
    "milestone": {"basis": "done", "value": None},
}


def day(text: str | date) -> date:
    """Return the day that an ISO text, or "MM-DD" of 2023, names."""
    if isinstance(text, date):
        return text
    return date.fromisoformat(text if len(text) > 5 else f"2023-{text}")


def publisher(name: str) -> Publisher:
    """Return the publisher of that name, whom nobody has joined with another."""
    return Publisher(name, publisher_key(name))


def typed(columns: Mapping[str, object]) -> dict[str, object]:
    """Return the columns with days as dates and numbers as decimals."""
    values: dict[str, object] = {}
    for name, value in columns.items():
        if value is not None and name in DATES:
            values[name] = day(value)
        elif value is not None and name in NUMBERS:
            values[name] = Decimal(str(value))
        elif name == "publisher" and isinstance(value, str):
            values[name] = publisher(value)
        else:
            values[name] = value
    return values


def target(id: str = "t", on: Indicator = SUM, **columns: object) -> Target:
    """Return a promise of at least 100 by 2023-04-10, announced 2022-12-20, of the indicator's usual form."""
    defaults = {
        "basis": "absolute",
        "qualifier": "at_least",
        "timing": "within_period",
        "announced": "2022-12-20",
        "value": 100,
        "deadline": "04-10",
        **FORMS[on.accumulation],
    }
    return Target(id=id, indicator=on, **typed({**defaults, **columns}))


def chain(*links: Target) -> tuple[Target, ...]:
    """Return the links, oldest first, each revising the one before it."""
    ids = [None, *(link.id for link in links)]
    return tuple(replace(link, revises=before) for link, before in zip(links, ids, strict=False))


def report(value: object, start: str | None, end: str, **columns: object) -> Outcome:
    """Return one official, final figure for start..end, published ten days after the end."""
    defaults = {
        "indicator": "i",
        "basis": "absolute",
        "qualifier": "exactly",
        "final": True,
        "publisher": "statistics",
        "source_kind": "official_statistics",
        "published": day(end) + timedelta(days=10),
        "territory": "kz",
        "value": value,
        "period_start": start,
        "period_end": end,
    }
    merged = {**defaults, **columns}
    merged.setdefault("id", f"{merged['publisher']}:{start}/{end}:{value}")
    return Outcome(**typed(merged))


def reading(value: object, end: str, **columns: object) -> Outcome:
    """Return one reading of a level at a day."""
    return report(value, None, end, **columns)


def done(value: int, end: str, **columns: object) -> Outcome:
    """Return a milestone reported done (1) or not done (0) on a day."""
    return report(value, None, end, basis="done", **columns)


def press(name: str = "gazette") -> dict[str, object]:
    """Return the columns of a newspaper's report."""
    return {"publisher": name, "source_kind": "press"}


def government(name: str = "ministry") -> dict[str, object]:
    """Return the columns of a ministry's report."""
    return {"publisher": name, "source_kind": "government"}


def verdict(
    links: Target | Sequence[Target], outcomes: Iterable[Outcome], as_of: str | date, interims: Sequence[Target] = ()
) -> Assessment | None:
    """Return the engine's assessment of a chain (or of one target) on a day."""
    links = (links,) if isinstance(links, Target) else tuple(links)
    return assess(links, tuple(outcomes), day(as_of), interims=tuple(interims))


@dataclass(frozen=True)
class Case:
    """Claims, a day, and what the method says of them on that day."""

    id: str
    links: tuple[Target, ...]
    outcomes: tuple[Outcome, ...]
    as_of: date
    interims: tuple[Target, ...] = ()
    expected: Mapping[str, object] = field(default_factory=dict)


def case(
    id: str,
    links: Target | Sequence[Target],
    outcomes: Sequence[Outcome],
    as_of: str,
    interims: Sequence[Target] = (),
    **expected: object,
) -> Case:
    """Return one row of a table; see ``check`` for what can be expected beside an assessment's own fields."""
    links = (links,) if isinstance(links, Target) else tuple(links)
    return Case(id, links, tuple(outcomes), day(as_of), tuple(interims), expected)


def halfway(
    id: str, links: Target | Sequence[Target], seen: object, interims: Sequence[Target] = (), **expected: object
) -> Case:
    """Return a case judged on 03-31 by one figure: the sum until day 50 (02-19), or the level on that day."""
    return case(id, links, [_figure(links, seen, "02-19")], "03-31", interims, **expected)


def ended(
    id: str, links: Target | Sequence[Target], seen: object, interims: Sequence[Target] = (), **expected: object
) -> Case:
    """Return a case judged on 06-30 by one figure: the sum until the last day (04-10), or the level on that day."""
    return case(id, links, [_figure(links, seen, "04-10")], "06-30", interims, **expected)


def _figure(links: Target | Sequence[Target], seen: object, end: str) -> Outcome:
    first = links if isinstance(links, Target) else links[0]
    return report(seen, "01-01" if first.indicator.accumulation == "sum" else None, end)


def table(cases: Sequence[Case]) -> pytest.MarkDecorator:
    """Return the parametrization of a test by the cases, each under its own id."""
    assert len({row.id for row in cases}) == len(cases), "two cases share an id"
    return pytest.mark.parametrize("row", cases, ids=lambda row: row.id)


def near(got: Decimal | None, wanted: object) -> bool:
    """Return whether a figure equals the wanted one to 1e-9 relative (absence equals only absence)."""
    if got is None or wanted is None:
        return got is None and wanted is None
    exact = wanted if isinstance(wanted, Fraction) else Fraction(str(wanted))
    return abs(Fraction(got) - exact) <= abs(exact) * Fraction(1, 10**9)


def observed(assessment: Assessment, name: str, wanted: object) -> object:
    """Return what the assessment says where ``wanted`` is expected, in the same terms."""
    if name in {"has", "reasons"}:
        return set(assessment.reasons) & set(wanted) if name == "has" else set(assessment.reasons)
    if name == "lacks":
        return set(wanted) - set(assessment.reasons)
    if name == "status_range":
        return set(assessment.status_range)
    if name == "conflicts":
        return {frozenset(group) for group in assessment.conflicts}
    if name == "evidence":
        return set(assessment.evidence)
    if name == "measurability__missing":
        return set(assessment.measurability.missing)
    if name in {"change", "after_the_fact"}:
        attribute = "change" if name == "change" else "revised_after_the_fact"
        return {step.target: getattr(step, attribute) for step in assessment.revisions if step.target in wanted}
    owner, _, attribute = name.partition("__")
    return getattr(getattr(assessment, owner), attribute) if attribute else getattr(assessment, owner)


def check(row: Case) -> None:
    """Assert every expectation of a case.

    ``has`` / ``lacks`` / ``reasons`` read the reason codes (some / none of / exactly these); ``change`` and
    ``after_the_fact`` map a link's id; ``first__status`` reads an inner field; collections compare as sets.
    """
    assessment = verdict(row.links, row.outcomes, row.as_of, row.interims)
    assert assessment is not None, "nothing was announced by then"
    wrong = {}
    for name, wanted in row.expected.items():
        if isinstance(wanted, tuple | set) and name not in {"change", "after_the_fact"}:
            wanted = {frozenset(x) if isinstance(x, tuple | set) else x for x in wanted}  # noqa: PLW2901 - in set terms
        if name in {"covered_until", "projected_completion"} and wanted is not None:
            wanted = day(wanted)  # noqa: PLW2901 - text to date
        got = observed(assessment, name, wanted)
        numeric = isinstance(got, Decimal) or (isinstance(wanted, int | Fraction) and not isinstance(wanted, bool))
        if not (near(got, wanted) if numeric else got == wanted):
            wrong[name] = {"expected": wanted, "got": got}
    assert not wrong, f"{row.id}: {wrong}; the whole: {assessment}"
