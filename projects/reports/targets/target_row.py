"""A target as a row of a table shows it. Reading it takes a fraction of the time that an entry takes.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, F, Func, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from projects.comparison.statuses import days_overdue
from projects.reports.named import NAME_COLUMNS

from .target_entry import TargetEntry


class TargetRow(NamedTuple):
    """One link of a chain with what a row says of the chain's verdict, named in one language.

    Figures are decimal text, the key under which their words and pictures are cached; absent is None or "".
    """

    id: str
    programme: str
    deadline_text: str
    deadline_text_ru: str
    deadline_text_kk: str
    indicator: str
    english: str
    unit: str
    basis: str
    qualifier: str
    value: str | None
    upper_value: str | None
    window_start: date | None
    deadline: date | None
    timing: str
    baseline_start: date | None
    baseline_end: date | None
    place: str | None
    accumulation: str
    direction: str
    interim_for: str | None
    withdrawn: bool
    status: str
    times_moved: int
    disputed: bool
    stale: bool
    percent_achieved: str | None
    pace: str | None
    expected: str | None
    actual: str | None
    actual_qualifier: str | None
    shortfall: str | None
    resolved_value: str | None
    days_overdue: int | None

    @property
    def title_parts(self) -> tuple[Any, ...]:
        """What a title is made of (``promise_titles.title_of_row``): the key under which it is cached."""
        return tuple.__getitem__(self, _TITLE_PARTS)


_DEADLINE_TEXTS = ("deadline_text", "deadline_text_ru", "deadline_text_kk")
_FIGURES = ("value", "upper_value")
_TIMES = ("window_start", "deadline", "timing", "baseline_start", "baseline_end")
_MEASURED = ("basis", "qualifier", *_FIGURES, *_TIMES)
_OF_PAYLOAD = ("percent_achieved", "pace", "expected", "actual", "actual_qualifier", "shortfall", "resolved_value")


class OfPayload(Func):
    """A figure of a stored assessment object as text; NULL where it is null."""

    output_field = TextField()

    def __init__(self, name: str) -> None:
        super().__init__(F("payload"), template=f"(%(expressions)s ->> '{name}')")
        self.name = name

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"JSON_EXTRACT(%(expressions)s, '$.{self.name}')", **context)


def title_columns(lang: str) -> dict[str, Any]:
    """The columns of stored assessments that ``promise_titles.title_of_row`` takes, in its order, by their names."""
    indicator = "target__indicator__"
    before = [f"{indicator}name", f"{indicator}unit", *(f"target__{name}" for name in _MEASURED)]
    after = [f"{indicator}accumulation", f"{indicator}direction", "target__interim_for_id", "target__withdrawn"]
    return {
        f"name {lang}": _name(indicator, lang),
        **{path: path for path in before},
        f"place {lang}": _place(indicator, lang),
        **{path: path for path in after},
    }


def row_columns(lang: str) -> tuple[Any, ...]:
    """The columns of stored assessments that ``rows_of_columns`` takes, with names in a language."""
    indicator = "target__indicator__"
    return (
        "target_id",
        _name(f"{indicator}programme__", lang),
        *(f"target__{name}" for name in _DEADLINE_TEXTS),
        _name(indicator, lang),
        f"{indicator}name",
        f"{indicator}unit",
        "target__basis",
        "target__qualifier",
        *(Cast(f"target__{name}", TextField()) for name in _FIGURES),
        *(f"target__{name}" for name in _TIMES),
        _place(indicator, lang),
        f"{indicator}accumulation",
        f"{indicator}direction",
        "target__interim_for_id",
        "target__withdrawn",
        "status",
        "times_revised",
        "disputed",
        "stale",
        *map(OfPayload, _OF_PAYLOAD),
    )


def _place(indicator: str, lang: str) -> Combinable:
    """The name of the indicator's own territory where that is another than the programme's; else NULL."""
    territories = (F(f"{indicator}{path}territory_id") for path in ("", "programme__"))
    differ = Func(*territories, template="%(expressions)s", arg_joiner=" <> ", output_field=BooleanField())
    name = _name(f"{indicator}territory__", lang)
    return Func(differ, name, template="CASE WHEN %(expressions)s END", arg_joiner=" THEN ", output_field=TextField())


def _name(path: str, lang: str) -> Combinable:
    """The name in the language, else the English name, which is never empty."""
    english = F(f"{path}name")
    if f"name_{lang}" not in NAME_COLUMNS:
        return english
    # With '' written out: a query for rows by id takes the ids and no other parameter.
    either = (F(f"{path}name_{lang}"), english)
    return Func(*either, template="COALESCE(NULLIF(%(expressions)s)", arg_joiner=", ''), ", output_field=TextField())


def rows_of_columns(rows: Sequence[Sequence[Any]], as_of: date) -> tuple[TargetRow, ...]:
    """The rows of ``row_columns`` with the days overdue on a day."""
    return tuple([TargetRow._make((*row, days_overdue(row[_STATUS], row[_DEADLINE], as_of))) for row in rows])


def row_of_entry(entry: TargetEntry, lang: str) -> TargetRow:
    """The row of an entry."""
    verdict = entry.assessment
    return TargetRow._make(
        (
            entry.id,
            entry.programme.in_language(lang),
            *(getattr(entry, name) for name in _DEADLINE_TEXTS),
            entry.indicator.in_language(lang),
            entry.indicator.name,
            entry.unit,
            entry.basis,
            entry.qualifier,
            *(None if figure is None else str(figure) for figure in (entry.value, entry.upper_value)),
            *(getattr(entry, name) for name in _TIMES),
            entry.place.in_language(lang) if entry.place else None,
            entry.accumulation,
            entry.direction,
            entry.interim_for,
            entry.withdrawn,
            verdict["status"],
            entry.times_moved,
            bool(verdict["conflicts"]),
            verdict["stale"],
            *_of_payload(verdict),
            verdict["days_overdue"],
        )
    )


def _of_payload(verdict: Mapping[str, Any]) -> tuple[Any, ...]:
    """A verdict stored by an earlier version may lack members that were added later."""
    return tuple([verdict.get(name) for name in _OF_PAYLOAD])


_STATUS, _DEADLINE = map(TargetRow._fields.index, ("status", "deadline"))
_TITLE_PARTS = slice(TargetRow._fields.index("indicator"), TargetRow._fields.index("status"))
