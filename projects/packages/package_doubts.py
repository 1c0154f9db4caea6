"""What is doubtful in the rows that a package adds: said as remarks, refusing nothing.

The new figures and those beside them come as one stream, indicator by indicator and in order of time, so that half a
million rows need no memory here; the rules are those that forms and the API ask.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from . import doubt_rules as rules
from .columns import Table
from .doubt_rules import Claimed, Doubt, Other
from .package_figures import Row, figures
from .package_offices import office_doubts
from .package_twins import twin_doubts
from .problems import Problem, Problems
from .staging import Staging
from .tables import INDICATORS, OUTCOMES, PROJECT_EVENTS, SOURCES, TABLES, TARGETS

Say = Callable[[Doubt], str]


def remark_on_doubts(staging: Staging, files: Mapping[str, str], problems: Problems, say: Say) -> None:
    """Adds a remark for each doubt about a new row; the first ones of each table. A constant number of queries."""
    if TARGETS.name in files or OUTCOMES.name in files:
        with closing(figures(staging)) as stream:
            for _indicator, rows in groupby(stream, key=attrgetter("indicator")):
                _Group(files, problems, say).run(rows)
                if len(problems.doubts) >= problems.most:
                    break
    for table in (TARGETS, OUTCOMES):
        for line, doubt in office_doubts(staging, table, problems.most):
            _remark(table, files, problems, line, doubt, say)
    for table in (SOURCES, INDICATORS, OUTCOMES, PROJECT_EVENTS):
        if table.name in files:
            for line, doubt in twin_doubts(staging, table, problems.most):
                _remark(table, files, problems, line, doubt, say)


@dataclass(slots=True)
class _Group:
    """All figures of one indicator: promises first, then reports by place, basis and time."""

    files: Mapping[str, str]
    problems: Problems
    say: Say
    targets: list[Row] = field(default_factory=list)
    last: Row | None = None
    latest: Row | None = None  # the row before, of the same period or another
    printed: dict[tuple[Any, ...], str] = field(default_factory=dict)  # what the period's figures say → id
    rounded: dict[tuple[str, str], Row | None] = field(default_factory=dict)  # by basis and rounding, if one is alone
    current: dict[str, list[Row]] = field(default_factory=dict)  # by basis, what stands, by deadline
    last_reports: dict[str, Row] = field(default_factory=dict)  # by id of a new promise: the last report before it

    def run(self, rows: Iterator[Row]) -> None:
        for row in rows:
            if len(self.problems.doubts) >= self.problems.most:
                return
            if row.rounded_to:
                rounding = row.basis, row.rounded_to
                self.rounded[rounding] = None if rounding in self.rounded else row
            if not row.report:
                self._promise(row)
            else:
                self._report(row)
                self.last_reports.update((promise.id, row) for promise in self._made_after(row))
        for target in self.targets:
            if target.withdrawn != "true" and (last := self.last_reports.get(target.id)):
                self._tell(TARGETS, target, [*rules.distance_doubts(_claimed(target), last=_other(last))])
        self._tell_withdrawals()
        self._tell_roundings()

    def _tell_withdrawals(self) -> None:
        """New withdrawals without a deadline of their own, held against that of what they withdraw."""
        for row in self.targets:
            if row.line and row.withdrawn == "true" and not row.end:
                end = next((promise.end for promise in self.targets if promise.id == row.names), "")
                self._tell(TARGETS, row, [*_announcement(row, end)])

    def _tell_roundings(self) -> None:
        """New figures that are rounded as no other figure of the indicator."""
        for (basis, rounding), row in self.rounded.items():
            if row is not None and row.line:
                others = {Decimal(other) for of, other in self.rounded if of == basis and other != rounding}
                doubts = [*rules.rounding_doubts(_claimed(row), others)]
                self._tell(OUTCOMES if row.report else TARGETS, row, doubts)

    def _made_after(self, row: Row) -> Iterator[Row]:
        """New promises in the terms of a report that had been over when they were made."""
        new = (promise for promise in self.targets if promise.line and not row.territory)
        return (promise for promise in new if promise.basis == row.basis and row.end <= promise.announced)

    def _promise(self, row: Row) -> None:
        if row.line:
            doubts = [*rules.figure_doubts(_claimed(row)), *self._promise_doubts(row)]
            self._tell(TARGETS, row, doubts)
        self.targets.append(row)

    def _promise_doubts(self, row: Row) -> Iterator[Doubt]:
        withdrawn = row.withdrawn == "true"
        yield from _announcement(row, row.end)
        yield from _source_days(row, announced=row.announced, baseline_end=row.known_by)
        if withdrawn:
            return
        beside = [promise for promise in self.targets if promise.basis == row.basis]
        older = next((promise for promise in beside if promise.id == row.names), None) if row.names else None
        earlier = [promise for promise in beside if promise.announced <= row.announced]
        before = older or max(earlier, key=attrgetter("announced", "id"), default=None)
        yield from rules.distance_doubts(_claimed(row), target=before and _other(before))
        twin = next((promise for promise in beside if _same_promise(promise, row)), None)
        if twin is not None:
            yield Doubt("same_promise", "value" if row.basis != "done" else "basis", {"id": twin.id})

    def _report(self, row: Row) -> None:
        if self.latest is None or _when(self.latest) != _when(row):
            self.last = self.latest if self.latest is not None and _what(self.latest) == _what(row) else None
            self.printed = {}
        if row.line and self._may_be_doubtful(row):
            self._tell(OUTCOMES, row, [*rules.figure_doubts(_claimed(row)), *self._report_doubts(row)])
        for key in _sayings(row):
            self.printed.setdefault(key, row.id)
        self.latest = row

    def _may_be_doubtful(self, row: Row) -> bool:
        """Whether the rules are worth asking: of half a million rows nearly all are beyond doubt at a glance."""
        if not row.value or row.end > row.public_on or "-" in row.value or "." in row.value or row.upper_value:
            return True
        if any(key in self.printed for key in _sayings(row)) or row.known_by > row.public_on:
            return True
        if row.rounded_to and float(row.rounded_to) > float(row.value):
            return True
        return any(_may_be_far(row, other) for other in (self._promise_for(row), self.last) if other is not None)

    def _report_doubts(self, row: Row) -> Iterator[Doubt]:
        end = date.fromisoformat(row.end)
        if row.public_on:
            yield from rules.report_day_doubts("period_end", end, date.fromisoformat(row.public_on), None)
        yield from _source_days(row, compared_with_end=row.known_by)
        target = self._promise_for(row)
        last = self.last if self.last is not None and self.last.id != row.names else None
        yield from rules.distance_doubts(_claimed(row), target=target and _other(target), last=last and _other(last))
        twin = next((self.printed[key] for key in _sayings(row) if key in self.printed), None)
        if twin is not None:
            yield Doubt("same_figure", "value", {"id": twin})

    def _promise_for(self, row: Row) -> Row | None:
        """The target that the report is about: the next to fall due, else the one that fell due last."""
        if row.basis not in self.current:
            replaced = {promise.names for promise in self.targets}
            standing = [
                promise for promise in self.targets if promise.withdrawn != "true" and promise.id not in replaced
            ]
            of_basis = [promise for promise in standing if promise.basis == row.basis]
            self.current[row.basis] = sorted(of_basis, key=attrgetter("end", "id"))
        standing = self.current[row.basis]
        if not standing:
            return None
        wanted = min(row.end, standing[-1].end)
        return standing[bisect_left(standing, wanted, key=attrgetter("end"))]

    def _tell(self, table: Table, row: Row, doubts: Sequence[Doubt]) -> None:
        for doubt in doubts:
            _remark(table, self.files, self.problems, row.line, doubt, self.say)


def _remark(table: Table, files: Mapping[str, str], problems: Problems, line: int, doubt: Doubt, say: Say) -> None:
    place = (TABLES.index(table), line, list(table.by_name).index(doubt.column))
    what = f"remark ({doubt.code}): {say(doubt)}"
    problems.doubt(Problem(place, files[table.name], line, doubt.column, what, doubt=doubt))


def _announcement(row: Row, end: str) -> Iterator[Doubt]:
    """The day of a promise, or of a withdrawal, beside the last day of what is promised."""
    if row.announced and end:
        announced, deadline = date.fromisoformat(row.announced), date.fromisoformat(end)
        yield from rules.announcement_doubts(announced, deadline, withdrawn=row.withdrawn == "true")


def _source_days(row: Row, **cells: str) -> Iterator[Doubt]:
    """Days, by column, that the source of the row could not know of."""
    if row.public_on:
        days = {column: date.fromisoformat(cell) for column, cell in cells.items() if cell}
        yield from rules.source_day_doubts(date.fromisoformat(row.public_on), days)


def _claimed(row: Row) -> Claimed:
    return Claimed(
        row.basis,
        _figure(row.value),
        _figure(row.upper_value),
        _figure(row.baseline_value),
        row.unit,
        _days(row),
        row.withdrawn == "true",
        _figure(row.rounded_to),
    )


def _other(row: Row) -> Other:
    return Other(row.id, _figure(row.value), _days(row))


def _may_be_far(row: Row, other: Row) -> bool:
    """A first look in floats, a little wider than the rule."""
    ours, theirs = float(row.value or 0), float(other.value or 0)
    return ours * theirs > 0 and not 0.11 < ours / theirs < 9


def _figure(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _days(row: Row) -> int | None:
    if row.accumulation != "sum" or not row.start or not row.end:
        return None
    return rules.days_of(date.fromisoformat(row.start), date.fromisoformat(row.end))


def _what(row: Row) -> tuple[str, str]:
    return row.territory, row.basis


def _when(row: Row) -> tuple[str, str, str]:
    return row.territory, row.basis, row.end


def _same_promise(row: Row, other: Row) -> bool:
    return row.withdrawn != "true" and _printed(row) == _printed(other) and row.source == other.source


def _printed(row: Row) -> tuple[Any, ...]:
    return row.start, row.end, _figure(row.value), _figure(row.upper_value)


def _sayings(row: Row) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What makes two figures of one period the same: one source, or one publisher who is as sure of both."""
    figure = row.start, row.end, row.value, row.upper_value  # canonical as text: of the package, and of the record
    return (*figure, row.source), (*figure, row.publisher, row.final)
