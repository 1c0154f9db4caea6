"""What is possible but unlikely in a row: rules that ask whether the source says so, for forms, the API and imports.

The rules know neither database nor words: they take plain values and answer with codes, which ``wording`` says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from projects.comparison.publishers import publisher_key

from .alike_names import AlikeNames, alike

AWAY = 10  # so many times another figure is a slip of scale more often than news
SCALE = 1000  # more than so many times coarser or finer than ever is another scale word

# Units that are counted in whole numbers. Units that are measured, and unknown ones, may have fractions.
COUNTED = frozenset(
    {
        *("projects", "jobs", "dwellings", "houses", "flats", "loans", "mortgages", "vehicles", "cars", "buses"),
        *("people", "employees", "families", "enterprises", "companies", "residents", "plants", "facilities"),
        *("units", "services", "products", "appliances", "television sets", "washing machines", "refrigerators"),
        *("seats", "plastic parts", "multimedia systems", "zones", "applications", "countries", "schools"),
        *("contracts", "deposits", "charging points", "heat pumps"),
    }
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about one column of a row. ``refused``: it contradicts the method, so no confirmation helps.

    ``values`` are what the sentence needs: figures, days, a unit, the id of another row.
    """

    code: str
    column: str
    values: dict[str, Any] = field(default_factory=dict)
    refused: bool = False

    @property
    def token(self) -> str:
        """Names the doubt and what it is about: whoever confirms it confirms no other figure."""
        return ":".join([self.code, self.column, *(str(value) for value in self.values.values())])


@dataclass(frozen=True, slots=True)
class Claimed:
    """The figures of a promise or a report. ``days``: how many it is about, of a sum with both ends; else None.

    ``withdrawn``: it gives a promise up, which needs no figure. ``rounded_to``: the unit of its last printed digit.
    """

    basis: str
    value: Decimal | None
    upper_value: Decimal | None = None
    baseline_value: Decimal | None = None
    unit: str = ""
    days: int | None = None
    withdrawn: bool = False
    rounded_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """A recorded figure on the same basis that a new one is held against."""

    id: str
    value: Decimal | None
    days: int | None = None


def correction_doubts(other: str | None) -> Iterator[Doubt]:
    """``other`` corrects the same figure. Both stand then, which R9 allows; mostly the later one corrects ``other``."""
    if other is not None:
        yield Doubt("corrected_already", "corrects", {"id": other})


def figure_doubts(claim: Claimed) -> Iterator[Doubt]:
    """No figure where there should be one, figures below zero, slips of scale, and fractions of what is counted."""
    if claim.value is None and claim.basis != "done" and not claim.withdrawn:
        yield Doubt("no_figure", "value")
    figures = [("value", claim.value), ("upper_value", claim.upper_value)] if claim.basis != "done" else []
    for column, value in figures:
        if value is not None and value < 0 and claim.basis != "percent_change":
            yield Doubt("negative", column, {"value": value, "basis": claim.basis, "unit": claim.unit})
    if claim.baseline_value is not None and claim.baseline_value < 0:
        values = {"value": claim.baseline_value, "basis": "absolute", "unit": claim.unit}
        yield Doubt("negative", "baseline_value", values)
    if claim.value and claim.upper_value and claim.upper_value >= AWAY * claim.value > 0:
        values = {"value": claim.value, "other": claim.upper_value, "basis": claim.basis, "unit": claim.unit}
        yield Doubt("wide_range", "upper_value", values)
    if claim.value and claim.rounded_to and claim.rounded_to > abs(claim.upper_value or claim.value):
        values = {"value": claim.value, "rounding": claim.rounded_to, "basis": claim.basis, "unit": claim.unit}
        yield Doubt("coarse_rounding", "rounded_to", values)
    if claim.unit in COUNTED:
        counted = figures if claim.basis == "absolute" else []
        for column, value in (*counted, ("baseline_value", claim.baseline_value)):
            if value is not None and value != value.to_integral_value():
                yield Doubt("fraction", column, {"value": value, "unit": claim.unit})


def distance_doubts(claim: Claimed, *, target: Other | None = None, last: Other | None = None) -> Iterator[Doubt]:
    """A figure ten times away from the target, or from the last figure of the indicator."""
    for code, other in (("far_from_target", target), ("far_from_last", last)):
        if other is not None and is_far(claim, other):
            values = {"value": claim.value, "other": other.value, "basis": claim.basis, "unit": claim.unit}
            yield Doubt(code, "value", {**values, "id": other.id})


def is_far(claim: Claimed, other: Other) -> bool:
    """Whether one is at least ten times the other, as printed and, where both are sums of days, also by the day.

    Neither zero nor figures on both sides of zero are compared, nor changes in percent, which are small by nature.
    """
    if claim.value is None or other.value is None or claim.basis not in ("absolute", "multiple"):
        return False
    if claim.value * other.value <= 0:
        return False
    ours, theirs = abs(claim.value), abs(other.value)
    if not claim.days or not other.days:
        return ours >= AWAY * theirs or theirs >= AWAY * ours
    more, less = ours * other.days, theirs * claim.days  # by the day, without dividing
    return (ours >= AWAY * theirs and more >= AWAY * less) or (theirs >= AWAY * ours and less >= AWAY * more)


def rounding_doubts(claim: Claimed, others: Collection[Decimal]) -> Iterator[Doubt]:
    """A figure rounded so as no other of the indicator: to over a thousand times more, or less, than any of them."""
    rounding = claim.rounded_to
    if rounding is None or not others:
        return
    nearest = min(others, key=lambda other: max(other, rounding) / min(other, rounding))
    if max(nearest, rounding) > SCALE * min(nearest, rounding):
        values = {"rounding": rounding, "other": nearest, "basis": claim.basis, "unit": claim.unit}
        yield Doubt("unusual_rounding", "rounded_to", values)


def report_day_doubts(column: str, ends: date, published: date, today: date | None) -> Iterator[Doubt]:
    """A report of days to come: after its source was certainly public, or after ``today``, which is refused (R1)."""
    if today is not None and ends > today:
        yield Doubt("not_yet_over", column, {"ends": ends}, refused=True)
    elif ends > published:
        yield Doubt("after_source", column, {"ends": ends, "published": published})


def announcement_doubts(announced: date, deadline: date | None, *, withdrawn: bool) -> Iterator[Doubt]:
    """A promise whose deadline had passed when it was made, or given up: then it was not met before that."""
    if deadline is not None and deadline < announced:
        days = {"deadline": deadline, "announced": announced}
        if withdrawn:
            yield Doubt("withdrawn_after_deadline", "announced", days)
        else:
            yield Doubt("deadline_before_announcement", "deadline", days)


def source_day_doubts(published: date, days: Mapping[str, date | None]) -> Iterator[Doubt]:
    """Days, by column, that a source tells of although they came after it was certainly public."""
    for column, day in days.items():
        if day is not None and day > published:
            yield Doubt("after_source", column, {"ends": day, "published": published})


def office_doubts(person: str, said_on: date, *, held: bool) -> Iterator[Doubt]:
    """Said by somebody of whom no office is known that they held then."""
    if not held:
        yield Doubt("no_office_then", "spoken_by", {"id": person, "day": said_on})


def publisher_doubts(name: str, publishers: Iterable[str]) -> Iterator[Doubt]:
    """A publisher spelt almost like one of those known, none of which it is."""
    names = sorted(publishers)
    other = None if text_key(name) in map(text_key, names) else next(AlikeNames(names).like(name), None)
    if other is not None:
        yield Doubt("like_publisher", "publisher", {"publisher": other})


def changed_unit_doubts(before: str, unit: str) -> Iterator[Doubt]:
    """The unit of an indicator becomes another, while its figures stay as they were recorded."""
    if before != unit:
        yield Doubt("unit_changed", "unit", {"before": before, "unit": unit})


def unit_doubts(unit: str, used: Iterable[str]) -> Iterator[Doubt]:
    """A unit that no indicator has, spelt almost like one that some have."""
    units = sorted(set(used))
    other = (
        None if not unit or unit in units else next((other for other in units if other and alike(unit, other)), None)
    )
    if other is not None:
        yield Doubt("like_unit", "unit", {"known": other, "unit": unit})


def same_address(url: str, other: str) -> bool:
    """Whether two addresses lead to one document, whatever the scheme, ``www.``, the last slash and the fragment.

    But for a fragment that is a path, ``#/reports/2``: there it names the document.
    """
    return bool(url) and address_key(url) == address_key(other)


def address_key(url: str) -> str:
    """The part of an address that names the document."""
    parts = urlsplit(url.strip())
    host = parts.netloc.lower().removeprefix("www.")
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!/")) else ""
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "") + route


def text_key(text: str) -> str:
    """A text as it is compared: case, spacing and Unicode form make no other."""
    return publisher_key(text)


def days_of(start: date | None, end: date | None) -> int | None:
    """How many days a period has, both ends counted; None where an end is open."""
    return (end - start).days + 1 if start is not None and end is not None and start <= end else None
