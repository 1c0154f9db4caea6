"""What is doubtful in the rows that a package adds: said as remarks, refusing nothing.

The new figures and those beside them come as one stream, indicator by indicator and in order of time, so that half a
million rows need no memory here; the rules are those that forms and the API ask.
"""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from . import doubt_rules as rules
from .columns import Table
from .doubt_rules import Claimed, Doubt, Other
from .problems import SHOWN, Problem, Problems
from .staging import PUBLIC_ON, Staging, record, record_column, stage
from .tables import INDICATORS, OUTCOMES, PROJECT_EVENTS, SOURCES, TABLES, TARGETS

Say = Callable[[Doubt], str]
FETCHED = 1000  # rows at a time


class Row(NamedTuple):
    """A promise or a report as text, empty for absent; ``line`` is 0 for a recorded one."""

    indicator: str
    report: int  # promises come first
    territory: str
    basis: str
    end: str
    start: str
    line: int
    id: str
    value: str
    upper_value: str
    baseline_value: str
    final: str
    announced: str
    withdrawn: str
    names: str  # the row that it corrects or revises
    source: str
    publisher: str
    public_on: str
    unit: str
    accumulation: str


def remark_on_doubts(staging: Staging, files: Mapping[str, str], problems: Problems, say: Say) -> None:
    """Adds a remark for each doubt about a new row; the first ones of each table. A constant number of queries."""
    if TARGETS.name in files or OUTCOMES.name in files:
        with closing(_stream(staging)) as stream:
            for _indicator, rows in groupby(stream, key=attrgetter("indicator")):
                _Group(files, problems, say).run(rows)
                if len(problems.doubts) >= SHOWN:
                    break
    for table in (SOURCES, PROJECT_EVENTS):
        if table.name in files:
            for line, doubt in _twins(staging, table):
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
    current: dict[str, list[Row]] = field(default_factory=dict)  # by basis, what stands, by deadline
    known: dict[str, Row] = field(default_factory=dict)  # by new promise, what had been reported last when it was made

    def run(self, rows: Iterator[Row]) -> None:
        for row in rows:
            if len(self.problems.doubts) >= SHOWN:
                return
            if not row.report:
                self._promise(row)
            else:
                self._report(row)
                self.known.update((one.id, row) for one in self._made_after(row))
        for target in self.targets:
            if target.withdrawn != "true" and (last := self.known.get(target.id)):
                self._tell(TARGETS, target, [*rules.distance_doubts(_claimed(target), last=_other(last))])

    def _made_after(self, row: Row) -> Iterator[Row]:
        """New promises in the terms of a report that had been over when they were made."""
        new = (one for one in self.targets if one.line and not row.territory)
        return (one for one in new if one.basis == row.basis and row.end <= one.announced)

    def _promise(self, row: Row) -> None:
        if row.line:
            doubts = [*rules.figure_doubts(_claimed(row)), *self._promise_doubts(row)]
            self._tell(TARGETS, row, doubts)
        self.targets.append(row)

    def _promise_doubts(self, row: Row) -> Iterator[Doubt]:
        withdrawn = row.withdrawn == "true"
        deadline = date.fromisoformat(row.end) if row.end else None
        if row.announced:
            yield from rules.announcement_doubts(date.fromisoformat(row.announced), deadline, withdrawn=withdrawn)
        if withdrawn:
            return
        beside = [one for one in self.targets if one.basis == row.basis]
        older = next((one for one in beside if one.id == row.names), None) if row.names else None
        known = [one for one in beside if one.announced <= row.announced]
        before = older or max(known, key=attrgetter("announced", "id"), default=None)
        yield from rules.distance_doubts(_claimed(row), target=before and _other(before))
        twin = next((one for one in beside if _same_promise(one, row)), None)
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
        if any(key in self.printed for key in _sayings(row)):
            return True
        return any(_may_be_far(row, other) for other in (self._promise_for(row), self.last) if other is not None)

    def _report_doubts(self, row: Row) -> Iterator[Doubt]:
        end = date.fromisoformat(row.end)
        if row.public_on:
            yield from rules.report_day_doubts("period_end", end, date.fromisoformat(row.public_on), None)
        target = self._promise_for(row)
        last = self.last if self.last is not None and self.last.id != row.names else None
        yield from rules.distance_doubts(_claimed(row), target=target and _other(target), last=last and _other(last))
        twin = next((self.printed[key] for key in _sayings(row) if key in self.printed), None)
        if twin is not None:
            yield Doubt("same_figure", "value", {"id": twin})

    def _promise_for(self, row: Row) -> Row | None:
        """The target that the report is about: the next to fall due, else the one that fell due last."""
        if row.basis not in self.current:
            replaced = {one.names for one in self.targets}
            standing = [one for one in self.targets if one.withdrawn != "true" and one.id not in replaced]
            of_basis = [one for one in standing if one.basis == row.basis]
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
    problems.doubt(Problem(place, files[table.name], line, doubt.column, what))


def _claimed(row: Row) -> Claimed:
    return Claimed(
        row.basis,
        _figure(row.value),
        _figure(row.upper_value),
        _figure(row.baseline_value),
        row.unit,
        _days(row),
        row.withdrawn == "true",
    )


def _other(row: Row) -> Other:
    return Other(row.id, _figure(row.value), _days(row))


def _may_be_far(one: Row, other: Row) -> bool:
    """A first look in floats, a little wider than the rule."""
    ours, theirs = float(one.value or 0), float(other.value or 0)
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


def _same_promise(one: Row, other: Row) -> bool:
    return one.withdrawn != "true" and _printed(one) == _printed(other) and one.source == other.source


def _printed(row: Row) -> tuple[Any, ...]:
    return row.start, row.end, _figure(row.value), _figure(row.upper_value)


publisher_key = lru_cache(1000)(rules.text_key)


def _sayings(row: Row) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What makes two figures of one period the same: one source, or one publisher who is as sure of both."""
    figure = row.start, row.end, row.value, row.upper_value  # canonical as text: of the package, and of the record
    return (*figure, row.source), (*figure, publisher_key(row.publisher), row.final)


# --- What is asked of the database ---------------------------------------------------------------------------------


def _stream(staging: Staging) -> Generator[Row]:
    """Every figure of the indicators that get a new one."""
    new = " UNION ".join(
        f"SELECT s.indicator FROM {stage(table)} s WHERE NOT EXISTS (SELECT 1 FROM {record(table)} r WHERE r.id = s.id)"
        for table in (TARGETS, OUTCOMES)
    )
    parts = " UNION ALL ".join(
        _part(staging, table, staged=staged) for table in (TARGETS, OUTCOMES) for staged in (True, False)
    )
    question = f"WITH involved AS ({new}) {parts} ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"
    with staging.connection.chunked_cursor() as cursor:
        cursor.execute(question)
        while rows := cursor.fetchmany(FETCHED):
            yield from map(Row._make, rows)


def _part(staging: Staging, table: Table, *, staged: bool) -> str:
    """Promises or reports, of the package (the new ones) or of the record."""

    def cell(name: str) -> str:
        if name not in table.by_name:
            return "''"
        if staged:
            return f's."{name}"'
        column = f"s.{record_column(table, name)}"
        if table.by_name[name].kind == "boolean":
            return f"CASE WHEN {column} THEN 'true' ELSE 'false' END"
        return f"coalesce(CAST({column} AS text), '')"

    promise = table is TARGETS
    source, indicator = cell("source"), cell("indicator")
    wanted = f"{indicator} IN (SELECT indicator FROM involved)"
    if staged:
        wanted += f" AND NOT EXISTS (SELECT 1 FROM {record(table)} r WHERE r.id = s.id)"
    columns = (
        indicator,
        "0" if promise else "1",
        cell("territory"),
        cell("basis"),
        cell("deadline" if promise else "period_end"),
        cell("window_start" if promise else "period_start"),
        "s.line" if staged else "0",
        "s.id",
        *map(cell, ("value", "upper_value", "baseline_value", "final", "announced", "withdrawn")),
        cell("revises" if promise else "corrects"),
        source,
        _of(SOURCES, "publisher", source),
        _of(SOURCES, PUBLIC_ON, source),
        _of(INDICATORS, "unit", indicator),
        _of(INDICATORS, "accumulation", indicator),
    )
    return f"SELECT {', '.join(columns)} FROM {stage(table) if staged else record(table)} s WHERE {wanted}"


def _of(table: Table, name: str, row_id: str) -> str:
    """A column of the row of that id: the package's where it has the row, else the record's."""
    return f"""coalesce((SELECT p."{name}" FROM {stage(table)} p WHERE p.id = {row_id} LIMIT 1),
                        (SELECT CAST(p."{name}" AS text) FROM {record(table)} p WHERE p.id = {row_id}), '')"""


def _twins(staging: Staging, table: Table) -> Iterator[tuple[int, Doubt]]:
    """New rows that say the same as one before them: sources by address or name and day, stages by project and day."""
    if table is SOURCES:
        address = "replace(replace(replace(lower({0}), 'https://', ''), 'http://', ''), 'www.', '')"
        keys: tuple[tuple[str, str, str, str], ...] = (
            ("same_source", "url", f"rtrim({address.format('u.url')}, '/')", "u.url <> ''"),
            ("same_source", "title", "lower(u.title) || '|' || lower(u.publisher) || '|' || u.published", "1 = 1"),
        )
        columns: tuple[str, ...] = ("url", "title", "publisher", "published")
    else:
        keys = (("same_stage", "stage", "u.project || '|' || u.stage || '|' || u.date", "1 = 1"),)
        columns = ("project", "stage", "date")
    recorded = ", ".join(f"CAST(r.{record_column(table, name)} AS text) AS {name}" for name in columns)
    rows = f"""SELECT r.id, 0 AS line, {recorded} FROM {record(table)} r
               UNION ALL SELECT s.id, s.line, {", ".join(f's."{name}"' for name in columns)} FROM {stage(table)} s
               WHERE NOT EXISTS (SELECT 1 FROM {record(table)} r WHERE r.id = s.id)"""
    for code, column, key, wanted in keys:
        first = f"first_value(u.id) OVER (PARTITION BY {key} ORDER BY u.line, u.id)"
        question = f"""SELECT q.line, q.first FROM (
                           SELECT u.line, u.id, {first} AS first FROM ({rows}) u WHERE {wanted}) q
                       WHERE q.line > 0 AND q.id <> q.first ORDER BY 1 LIMIT {SHOWN}"""
        for line, twin in staging.ask(question):
            yield int(line), Doubt(code, column, {"id": twin})
    if table is PROJECT_EVENTS:
        yield from _events_after_their_source(staging)


def _events_after_their_source(staging: Staging) -> Iterator[tuple[int, Doubt]]:
    public = _of(SOURCES, PUBLIC_ON, "s.source")
    question = f"""SELECT s.line, s.date, {public} FROM {stage(PROJECT_EVENTS)} s WHERE s.date > {public}
                   AND NOT EXISTS (SELECT 1 FROM {record(PROJECT_EVENTS)} r WHERE r.id = s.id)
                   ORDER BY 1 LIMIT {SHOWN}"""
    for line, ends, published in staging.ask(question):
        if published:
            for doubt in rules.report_day_doubts("date", date.fromisoformat(ends), date.fromisoformat(published), None):
                yield int(line), doubt
