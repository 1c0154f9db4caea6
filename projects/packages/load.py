"""A package into the record: staged, judged, and only the difference written. The caller holds the transaction."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, connection, models
from django.utils import translation

from .columns import Table
from .completed_claims import complete_claims, is_completed
from .our_slip import decide_slips
from .package_doubts import Say, remark_on_doubts
from .problems import Problems, refused
from .publisher_keys import join_staged_sources, move_sources, moving_keys
from .reader import Package, open_package
from .record_rules import check_records
from .source_days import keep_precisions
from .stage_table import take_in
from .staging import KEY, PUBLISHER_KEY, Staging, as_stored, quoted, record, record_column, stage, staged_columns
from .tables import INDICATORS, OUTCOMES, PROGRAMMES, SOURCES, TABLES, TARGETS

CHANGE_REASON = "import_package"
MAX_TOUCHED = 2000
FOLLOWING = (KEY, PUBLISHER_KEY)  # these follow from other rows too: no row is another because they are


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one table of the package, by what they did to the record."""

    new: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an import did, or would do: counts by table in the order of the format, and files it passed over.

    ``touched`` are the ids, by table, on which verdicts can depend; ``None`` when they are too many to list.
    ``remarks`` are lines on rows that were taken but do not do what they may seem to, ``doubts`` on those that are
    worth a look.
    """

    package: str
    tables: dict[str, Counts]
    ignored: tuple[str, ...]
    touched: dict[str, list[str]] | None
    remarks: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return any(counts.new or counts.updated for counts in self.tables.values())


@contextmanager
def staged_package(path: Path, *, say: Say = attrgetter("code")) -> Iterator[StagedPackage]:
    """Read and judge a whole package. Raises PackageRefusedError; holds the staging tables while the block runs.

    ``say`` puts a doubt about a row into words.

    Needs an open transaction: on PostgreSQL the staging tables and their settings are local to it.
    """
    with open_package(path) as package:
        staging = Staging(connection)
        staging.create()
        problems = _judge(package, staging, say)
        yield StagedPackage(package.name, package.ignored, staging, problems)
        staging.drop()


def _judge(package: Package, staging: Staging, say: Say) -> Problems:
    problems = Problems()
    files = {resource.table.name: resource.file for resource in package.resources}
    complete = [take_in(package, resource, staging, problems) for resource in package.resources]
    staging.index()
    decide_slips(staging)
    keep_precisions(staging)
    join_staged_sources(staging)
    if all(complete):  # else every reference to a row that could not be read would be reported besides
        with translation.override("en"):  # as every line about a package
            check_records(staging, files, problems)
    problems.refuse_any()
    remark_on_doubts(staging, files, problems, say)
    return problems


@dataclass(frozen=True, slots=True)
class StagedPackage:
    """A package that keeps all rules, ready to be counted or written."""

    name: str
    ignored: tuple[str, ...]
    staging: Staging
    problems: Problems
    reason: str | None = CHANGE_REASON  # what the history of a row says of the change

    def load(self, *, by_id: Any, at: datetime) -> Loaded:
        """Write what is new or changed. Raises PackageRefusedError when the database's own rules refuse it."""
        touched, keys = self._touched(), moving_keys(self.staging)
        try:
            counts = {table.name: self._load(table, by_id, at) for table in self._tables()}
        except (IntegrityError, DataError) as error:
            raise refused(self.name, f"the database refuses it: {explained(error)}") from error
        return self._loaded(counts, _with_sources(touched, move_sources(keys)))

    def difference(self) -> Loaded:
        """What ``load`` would do, without doing it."""
        counts = {table.name: self._difference(table) for table in self._tables()}
        return self._loaded(counts, self._touched())

    def overwritten(self) -> str:
        """A digest of what the rows of the record hold that ``load`` would change; a claim is never written over."""
        rows = [
            self.staging.ask(
                f"""SELECT r.id, {", ".join(f"r.{record_column(table, name)}" for name in self._spoken(table))}
                    FROM {stage(table)} s JOIN {record(table)} r ON r.id = s.id WHERE {changed} ORDER BY r.id"""
            )
            for table in self._tables()
            if not table.is_claim and (changed := self._is_changed(table))
        ]
        return sha256(repr(rows).encode()).hexdigest()

    def _loaded(self, counts: dict[str, Counts], touched: dict[str, list[str]] | None) -> Loaded:
        remarks = tuple(map(str, self.problems.remarks))
        doubts = tuple(map(str, sorted(self.problems.doubts, key=attrgetter("place"))))
        return Loaded(self.name, counts, self.ignored, touched, remarks, doubts)

    def _touched(self) -> dict[str, list[str]] | None:
        """Indicators with new figures, and the changed rows of the tables that figures hang on."""
        touched: dict[str, list[str]] = {}
        for table in self._tables():
            key, which = self._touches(table)
            if key:
                ids = self.staging.ask(f"SELECT DISTINCT {which} LIMIT {MAX_TOUCHED + 1}")
                if len(ids) > MAX_TOUCHED:
                    return None
                touched[key] = sorted({*touched.get(key, []), *(row[0] for row in ids)})
        return touched

    def _touches(self, table: Table) -> tuple[str, str]:
        if table in (TARGETS, OUTCOMES):
            return INDICATORS.name, f"s.indicator FROM {stage(table)} s WHERE {self._is_new(table)}"
        if table in (INDICATORS, PROGRAMMES, SOURCES) and (changed := self._is_changed(table)):
            joined = f"{stage(table)} s JOIN {record(table)} r ON r.id = s.id"
            return table.name, f"s.id FROM {joined} WHERE {changed}"
        return "", ""

    def _tables(self) -> list[Table]:
        return [table for table in TABLES if table.name in self.staging.filled]

    def _difference(self, table: Table) -> Counts:
        ask, rows = self.staging.ask, self._rows(table)
        new = int(ask(f"SELECT count(*) FROM {stage(table)} s WHERE {self._is_new(table)}")[0][0])
        changed = is_completed(self.staging, table) if table.is_claim else self._is_changed(table)
        joined = f"{stage(table)} s JOIN {record(table)} r ON r.id = s.id"
        updated = int(ask(f"SELECT count(*) FROM {joined} WHERE {changed}")[0][0]) if changed else 0
        return Counts(new, updated, rows - new - updated)

    def _load(self, table: Table, by_id: Any, at: datetime) -> Counts:
        rows = self._rows(table)
        if table.is_claim:
            completed = complete_claims(self.staging, table, by_id=by_id, at=at)
            new = self._insert(table, {"recorded_at": at, "recorded_by_id": by_id})
            return Counts(new, completed, rows - new - completed)
        # History first: once the rows are written nothing tells the new ones from the old.
        self._keep_history(table, self._is_new(table), "+", by_id, at)
        new = self._insert(table, {})
        updated = self._update(table, by_id, at)
        return Counts(new, updated, rows - new - updated)

    def _rows(self, table: Table) -> int:
        return int(self.staging.ask(f"SELECT count(*) FROM {stage(table)}")[0][0])

    def _insert(self, table: Table, stamps: dict[str, Any]) -> int:
        names = staged_columns(table)
        into = ", ".join([*(record_column(table, name) for name in names), *stamps])
        values = ", ".join([*(self._stored(table, name) for name in names), *(["%s"] * len(stamps))])
        return self.staging.run(
            f"INSERT INTO {record(table)} ({into}) SELECT {values} FROM {stage(table)} s WHERE {self._is_new(table)}",
            self._parameters(stamps),
        )

    def _update(self, table: Table, by_id: Any, at: datetime) -> int:
        changed = self._is_changed(table)
        if not changed:
            return 0
        self.staging.run("DROP TABLE IF EXISTS changed_rows")
        self.staging.run(
            f"""CREATE TEMPORARY TABLE changed_rows AS SELECT s.id FROM {stage(table)} s
                JOIN {record(table)} r ON r.id = s.id WHERE {changed}"""
        )
        names = [*self._spoken(table), *(name for name in FOLLOWING if self.staging.has(table, name))]
        sets = ", ".join(f"{record_column(table, name)} = {self._stored(table, name)}" for name in names)
        updated = self.staging.run(
            f"""UPDATE {record(table)} SET {sets} FROM {stage(table)} s
                WHERE s.id = {record(table)}.id AND s.id IN (SELECT id FROM changed_rows)"""
        )
        self._keep_history(table, "s.id IN (SELECT id FROM changed_rows)", "~", by_id, at)
        self.staging.run("DROP TABLE changed_rows")
        return updated

    def _keep_history(self, table: Table, which: str, kind: str, by_id: Any, at: datetime) -> None:
        """Rows in simple-history's own table, as its signals would write them one by one."""
        history: type[models.Model] = table.model.history.model  # type: ignore[attr-defined]  # set by HistoricalRecords
        recorded = {field.name for field in history._meta.concrete_fields}
        names = [name for name in staged_columns(table) if name in recorded]
        stamps = {
            "history_date": at,
            "history_type": kind,
            "history_user_id": by_id,
            "history_change_reason": self.reason,
        }
        into = ", ".join([*(record_column(table, name) for name in names), *stamps])
        if kind == "+":
            rows = f"{stage(table)} s"
            values = [self._stored(table, name) for name in names]
        else:
            rows = f"{record(table)} s"
            values = [f"s.{record_column(table, name)}" for name in names]
        selected = ", ".join([*values, *(["%s"] * len(stamps))])
        self.staging.run(
            f"INSERT INTO {quoted(history._meta.db_table)} ({into}) SELECT {selected} FROM {rows} WHERE {which}",
            self._parameters(stamps),
        )

    def _parameters(self, stamps: dict[str, Any]) -> list[Any]:
        adapt = self.staging.connection.ops.adapt_datetimefield_value
        return [adapt(value) if isinstance(value, datetime) else value for value in stamps.values()]

    def _is_new(self, table: Table) -> str:
        return f"NOT EXISTS (SELECT 1 FROM {record(table)} r WHERE r.id = s.id)"

    def _is_changed(self, table: Table) -> str:
        """Whether record row r differs from staged row s in a column that the package speaks of."""
        differs = "IS NOT" if self.staging.is_sqlite else "IS DISTINCT FROM"
        return " OR ".join(
            f"r.{record_column(table, name)} {differs} {self._stored(table, name)}" for name in self._spoken(table)
        )

    def _spoken(self, table: Table) -> list[str]:
        return [name for name in self.staging.filled[table.name] if name not in ("id", *FOLLOWING)]

    def _stored(self, table: Table, name: str) -> str:
        return as_stored(table, name, sqlite=self.staging.is_sqlite)


def _with_sources(touched: dict[str, list[str]] | None, moved: list[str]) -> dict[str, list[str]] | None:
    """What an import touched, with the sources that came to stand for another publisher."""
    if touched is None or not moved:
        return touched
    sources = {*touched.get(SOURCES.name, []), *moved}
    return None if len(sources) > MAX_TOUCHED else {**touched, SOURCES.name: sorted(sources)}


def explained(error: DatabaseError) -> str:
    """The rule that a constraint of the database stands for, in its own words."""
    text = str(error)
    for table in TABLES:
        for constraint in table.model._meta.constraints:
            if constraint.name in text:
                message = getattr(constraint, "violation_error_message", "")
                return f"{table.name}: {message} (rule {constraint.name})"
    if isinstance(error, IntegrityError) and ("UNIQUE" in text or "duplicate key" in text):
        return f"another import wrote the same rows at the same time; run it again ({text.splitlines()[0]})"
    return text.splitlines()[0] if text else type(error).__name__


__all__ = ["Counts", "Loaded", "StagedPackage", "explained", "staged_package"]
