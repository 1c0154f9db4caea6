"""Names in a package that are spelt almost like known ones, and units that figures of the record lose."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from . import doubt_rules as rules
from .alike_names import AlikeNames
from .doubt_rules import Doubt
from .staging import Rows, Staging, record, stage
from .tables import INDICATORS, OUTCOMES, PUBLISHERS, SOURCES, TARGETS


def publisher_doubts(staging: Staging, most: int) -> Iterator[tuple[int, Doubt]]:
    """New publishers spelt almost like one of the record, or like one on an earlier line; at most so many."""
    named = staging.ask(
        f"""SELECT s.publisher, min(s.line) FROM {stage(SOURCES)} s
            WHERE s.publisher <> ''
            AND NOT EXISTS (SELECT 1 FROM {record(SOURCES)} r WHERE r.publisher_key = s.publisher_key)
            AND NOT EXISTS (SELECT 1 FROM {record(SOURCES)} r WHERE r.id = s.id)
            GROUP BY s.publisher ORDER BY 2"""
    )
    if not named:
        return
    rows = " UNION ".join(
        (
            f"SELECT publisher FROM {record(SOURCES)}",
            f"SELECT name FROM {record(PUBLISHERS)}",
            f"SELECT name FROM {stage(PUBLISHERS)}",
        )
    )
    for line, _name, other in islice(_alike(named, staging.ask(rows), rules.text_key), most):
        yield line, Doubt("like_publisher", "publisher", {"publisher": other})


def _alike(named: Rows, recorded: Rows, key_of: Callable[[str], str]) -> Iterator[tuple[int, str, str]]:
    """Line, name and what it is like, of each name that neither is known nor stands on an earlier line."""
    names = [str(name) for (name,) in recorded]
    index, keys = AlikeNames(names), set(map(key_of, names))
    for name, line in named:
        if key_of(name) not in keys:
            other = next(index.like(name), None)
            if other is not None:
                yield int(line), name, other
            keys.add(key_of(name))
        index.add(name)


def unit_doubts(staging: Staging, most: int) -> Iterator[tuple[int, Doubt]]:
    """Indicators whose figures get another unit, and new units spelt almost like known ones; at most so many."""
    if not staging.has(INDICATORS, "unit"):
        return
    figures = " OR ".join(
        f"EXISTS (SELECT 1 FROM {record(table)} f WHERE f.indicator_id = s.id)" for table in (TARGETS, OUTCOMES)
    )
    changed = staging.ask(
        f"""SELECT s.line, r.unit, s.unit FROM {stage(INDICATORS)} s JOIN {record(INDICATORS)} r ON r.id = s.id
            WHERE r.unit <> s.unit AND ({figures}) ORDER BY 1 LIMIT {most}"""
    )
    for line, before, unit in changed:
        for doubt in rules.changed_unit_doubts(before, unit):
            yield int(line), doubt
    units_used = staging.ask(f"SELECT DISTINCT unit FROM {record(INDICATORS)} WHERE unit <> ''")
    units = f"SELECT s.unit, min(s.line) FROM {stage(INDICATORS)} s WHERE s.unit <> '' GROUP BY s.unit ORDER BY 2"
    for line, unit, other in islice(_alike(staging.ask(units), units_used, str), most):
        yield line, Doubt("like_unit", "unit", {"known": other, "unit": unit})
