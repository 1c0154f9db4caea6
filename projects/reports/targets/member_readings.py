"""How members of a target are read from the columns of stored verdicts: all rows of a page at once.

Every reading takes the columns of a member, each with a value a row, and the day, and gives a value a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

import orjson

from projects.comparison.quantities import plain
from projects.comparison.statuses import days_overdue
from projects.models import Target
from projects.reports.compiled_queries import RowsById

from .promise_titles import title_of_row
from .target_entry import ANNOUNCED

Values: TypeAlias = Sequence[Any]
Reading: TypeAlias = Callable[[Sequence[Values], date], Values]


def as_it_is(columns: Sequence[Values], _as_of: date) -> Values:
    return columns[0]


def absent_if_empty(columns: Sequence[Values], _as_of: date) -> Values:
    return [text or None for text in columns[0]]


def figures(columns: Sequence[Values], _as_of: date) -> Values:
    return [None if figure is None else plain(figure) for figure in columns[0]]


def numbers(columns: Sequence[Values], _as_of: date) -> Values:
    return [None if text is None else int(text) for text in columns[0]]


def parsed(columns: Sequence[Values], _as_of: date) -> Values:
    return [None if text is None else orjson.loads(text) for text in columns[0]]


def nothing(columns: Sequence[Values], _as_of: date) -> Values:
    return [None] * len(columns[0])


def same_day(columns: Sequence[Values], as_of: date) -> Values:
    return [as_of.isoformat()] * len(columns[0])


def days_past(columns: Sequence[Values], as_of: date) -> Values:
    return [days_overdue(status, deadline, as_of) for status, deadline in zip(*columns, strict=True)]


def baselines(columns: Sequence[Values], as_of: date) -> Values:
    values, starts, ends = figures(columns, as_of), columns[1], columns[2]
    return [
        None if value is start is end is None else {"value": value, "start": start, "end": end}
        for value, start, end in zip(values, starts, ends, strict=True)
    ]


def titles(columns: Sequence[Values], _as_of: date, lang: str) -> Values:
    return [_title(parts, lang) for parts in zip(*columns, strict=True)]


@lru_cache(maxsize=20_000)
def _title(parts: tuple[Any, ...], lang: str) -> str:
    return title_of_row(parts, lang).text


def assessments(columns: Sequence[Values], as_of: date) -> Values:
    """Whole assessment objects, of which two members change from day to day."""
    day, verdicts = as_of.isoformat(), [orjson.loads(payload) for payload in columns[0]]
    for verdict, days in zip(verdicts, days_past(columns[1:], as_of), strict=True):
        verdict["as_of"], verdict["days_overdue"] = day, days
    return verdicts


_announcements = RowsById(Target, "id", *ANNOUNCED)


def revisions(columns: Sequence[Values], as_of: date) -> Values:
    """Every link of each chain. One query, none where no chain on the page was ever revised."""
    chains, links = parsed(columns[:1], as_of), columns[1]
    announced = dict(zip(links, zip(*columns[2:], strict=True), strict=True))
    earlier = {step["target"] for chain in chains for step in chain} - announced.keys()
    announced.update((link, tuple(figures)) for link, *figures in _announcements(earlier))
    return [[_revision(step, announced[step["target"]]) for step in chain] for chain in chains]


def _revision(step: dict[str, Any], announced: Sequence[Any]) -> dict[str, Any]:
    """The object of a link (``Revision.contract``), without the tuple in between."""
    on, value, deadline, basis, qualifier, upper, _text, _text_ru, _text_kk, unit = announced
    return {
        "id": step["target"],
        "announced": on,
        "value": None if value is None else plain(value),
        "deadline": deadline,
        "basis": basis,
        "qualifier": qualifier or None,
        "upper_value": None if upper is None else plain(upper),
        "unit": unit or None,
        "change": step["change"],
        "revised_after_the_fact": step["revised_after_the_fact"],
    }
