"""Targets of a list as the objects of the API, or as the parts of them that are wanted.

Only the columns of wanted members are read. Whole objects are read the same way: it takes a fraction of the time of
entries. What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from projects.models import Assessment
from projects.reports.compiled_queries import RowsById
from projects.reports.wanted_members import Tree, picked, wanted_tree

from .list_formats import ListFormat, Row
from .member_readings import Reading, Values
from .promise_titles import titles_in_all_languages
from .target_entry import TargetEntry
from .target_members import MEMBERS, Member, ObjectMember

Object = dict[str, Any]
MOST = 128  # sets of members whose format is remembered
MOST_PARTS = 8  # of an assessment that are read one by one: more of them are cut out of the whole


@lru_cache(maxsize=MOST)
def object_format(names: tuple[str, ...] | None) -> ListFormat[Object]:
    """Objects with these members; None: with all."""
    tree, columns = wanted_tree(names), _Columns()
    read = _objects(tree or dict.fromkeys(MEMBERS), MEMBERS, columns)
    expressions = tuple(columns.expressions.values())

    def of_rows(rows: Sequence[Row], as_of: date) -> tuple[Object, ...]:
        return tuple(read(list(zip(*rows, strict=True)), as_of)) if rows else ()

    def of_entries(entries: Sequence[TargetEntry]) -> tuple[Object, ...]:
        return tuple(picked(object_of_entry(entry), tree) for entry in entries)

    by_id = RowsById(Assessment, "pk", *expressions)
    return ListFormat(f"objects {names}", expressions, by_id, of_rows, of_entries)


def object_of_entry(entry: TargetEntry) -> Object:
    """The whole object of the API for a verdict that was judged."""
    contract = entry.contract()
    return {"id": contract["id"], **titles_in_all_languages(entry), **contract}


class _Columns:
    """The columns to read, each once, by name."""

    def __init__(self) -> None:
        self.expressions: dict[str, Any] = {}
        self._places: dict[str, int] = {}

    def places(self, columns: Mapping[str, Any]) -> list[int]:
        for name, expression in columns.items():
            self._places.setdefault(name, len(self._places))
            self.expressions.setdefault(name, expression)
        return [self._places[name] for name in columns]


def _objects(tree: Tree, members: Mapping[str, Any], columns: _Columns) -> Reading:
    names, steps = tuple(tree), [_step(members[name], within, columns) for name, within in tree.items()]

    def read(values: Sequence[Values], as_of: date) -> Values:
        return [
            dict(zip(names, row, strict=True)) for row in zip(*[step(values, as_of) for step in steps], strict=True)
        ]

    return read


def _step(member: Member | ObjectMember, tree: Tree | None, columns: _Columns) -> Reading:
    if isinstance(member, ObjectMember):
        whole = member.whole
        if whole is None or (tree is not None and len(tree) <= MOST_PARTS):
            return _objects(tree or dict.fromkeys(member.members), member.members, columns)
        member = whole
    places, reading = columns.places(member.columns), member.reading

    def read(values: Sequence[Values], as_of: date) -> Values:
        return reading([values[place] for place in places], as_of)

    if tree is None:
        return read
    return lambda values, as_of: [picked(value, tree) for value in read(values, as_of)]
