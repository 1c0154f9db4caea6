"""Rules between rows: within the package, and between the package and what the record already holds.

Each is one question to the database about the staging tables, so that half a million rows need no memory here.
A row of the package stands for the record's row of the same id.
"""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from projects.comparison.publishers import same_publisher
from projects.models import RenamedId

from .columns import Column, Table
from .problems import SHOWN, Problem, Problems
from .staging import Staging, as_stored, quoted, record, record_column, stage
from .tables import BY_NAME, INDICATORS, OUTCOMES, SOURCES, TABLES, TARGETS

CIRCLES = (
    ("organisations", "parent"),
    ("organisations", "succeeds"),
    ("territories", "parent"),
    ("targets", "revises"),
    ("targets", "interim_for"),
    ("outcomes", "corrects"),
)
WORDS = frozenset({"note", "locator", "speaker"})  # of a claim: no figures, so they can be mended by hand
LONGEST_CIRCLE_SHOWN = 6
FORMER_IDS = quoted(RenamedId._meta.db_table)


class RecordChecks:
    """All rules between rows, over complete staging tables."""

    def __init__(self, staging: Staging, files: Mapping[str, str], problems: Problems) -> None:
        self.staging = staging
        self.files = files
        self.blanked = problems.files()
        self.problems = problems

    def run(self) -> None:
        staged = [table for table in TABLES if table.name in self.files]
        repeated = {table.name for table in staged if self._duplicates(table)}
        for table in staged:
            self._former_ids(table)
            for column in table.references():
                self._unknown_reference(table, column)
        for name, reference in CIRCLES:
            if name in self.files and name not in repeated:
                self._circles(BY_NAME[name], reference)
        if TARGETS.name in self.files:
            self._forks()
            self._revised_before()
            self._milestones(TARGETS)
        if OUTCOMES.name in self.files:
            self._corrections()
            self._milestones(OUTCOMES)
        if INDICATORS.name in self.files:
            self._accumulation_with_figures()
        for table in staged:
            if table.is_claim:
                self._changed_claims(table)

    def _duplicates(self, table: Table) -> bool:
        first = f"SELECT id, min(line) AS line FROM {stage(table)} WHERE id <> '' GROUP BY id HAVING count(*) > 1"
        return self._each(
            table,
            f"SELECT s.line, s.id, d.line FROM {stage(table)} s JOIN ({first}) d ON d.id = s.id WHERE s.line > d.line",
            "id",
            lambda line: f"stands already on line {line}: every row has an id of its own",
        )

    def _former_ids(self, table: Table) -> None:
        kind = table.model._meta.model_name
        self._each(
            table,
            f"""SELECT s.line, s.id, r.new_id FROM {stage(table)} s
                JOIN {FORMER_IDS} r ON r.kind = '{kind}' AND r.old_id = s.id""",
            "id",
            lambda now: f"is the former id of {now} and leads there for good: write {now}, or choose another id",
        )

    def _unknown_reference(self, table: Table, column: Column) -> None:
        if column.name not in self.staging.filled[table.name]:
            return
        name, other = quoted(column.name), BY_NAME[column.references]
        self._each(
            table,
            f"""SELECT s.line, s.{name} FROM {stage(table)} s WHERE s.{name} <> ''
                AND NOT EXISTS (SELECT 1 FROM {stage(other)} o WHERE o.id = s.{name})
                AND NOT EXISTS (SELECT 1 FROM {record(other)} r WHERE r.id = s.{name})""",
            column.name,
            lambda: f"names a row that is neither in the package's {other.name} nor in the tracker: add it or correct",
        )

    def _forks(self) -> None:
        fork = f"SELECT revises, min(line) AS line FROM {stage(TARGETS)} WHERE revises <> '' GROUP BY revises"
        self._each(
            TARGETS,
            f"""SELECT s.line, s.revises, o.id FROM {stage(TARGETS)} s
                JOIN ({fork} HAVING count(*) > 1) f ON f.revises = s.revises AND f.line < s.line
                JOIN {stage(TARGETS)} o ON o.line = f.line WHERE o.id <> s.id""",
            "revises",
            lambda other: f"is revised by {other} already: a chain does not fork (R10), revise {other} instead",
        )
        self._each(
            TARGETS,
            f"""SELECT s.line, s.revises, r.id FROM {stage(TARGETS)} s
                JOIN {record(TARGETS)} r ON r.revises_id = s.revises WHERE s.revises <> '' AND r.id <> s.id
                AND NOT EXISTS (SELECT 1 FROM {stage(TARGETS)} o WHERE o.id = r.id)""",
            "revises",
            lambda other: f"is revised by {other} already: a chain does not fork (R10), revise {other} instead",
        )

    def _revised_before(self) -> None:
        announced = as_stored(TARGETS, "announced", sqlite=self.staging.is_sqlite)
        for revised, ours in ((stage(TARGETS), "s.announced"), (record(TARGETS), announced)):
            self._each(
                TARGETS,
                f"""SELECT s.line, s.announced, r.announced, r.id FROM {stage(TARGETS)} s
                    JOIN {revised} r ON r.id = s.revises
                    WHERE s.revises <> '' AND s.announced <> '' AND {ours} < r.announced
                    {self._not_staged(TARGETS, "r") if revised == record(TARGETS) else ""}""",
                "announced",
                lambda day, other: f"precedes the announcement of {other}, which it revises, on {day}",
            )

    def _milestones(self, table: Table) -> None:
        for indicators in (stage(INDICATORS), record(INDICATORS)):
            self._each(
                table,
                f"""SELECT s.line, s.basis, i.accumulation, i.id FROM {stage(table)} s
                    JOIN {indicators} i ON i.id = s.indicator
                    WHERE s.basis <> '' AND i.accumulation <> ''
                    AND (s.basis = 'done') <> (i.accumulation = 'milestone')
                    {self._not_staged(INDICATORS, "i") if indicators == record(INDICATORS) else ""}""",
                "basis",
                _milestone_rule,
            )

    def _corrections(self) -> None:
        if "corrects" not in self.staging.filled[OUTCOMES.name]:
            return
        for staged in (True, False):
            corrected = stage(OUTCOMES) if staged else record(OUTCOMES)
            suffix = "" if staged else "_id"
            joined = f"""FROM {stage(OUTCOMES)} s JOIN {corrected} c ON c.id = s.corrects
                         WHERE s.corrects <> '' AND s.corrects <> s.id"""
            joined += "" if staged else self._not_staged(OUTCOMES, "c")
            self._each(
                OUTCOMES,
                f"SELECT s.line, s.corrects, c.indicator{suffix} {joined} AND c.indicator{suffix} <> s.indicator",
                "corrects",
                lambda other: f"is a figure of the indicator {other}: a correction is about the same indicator (R9)",
            )
            ours, theirs = self._publisher("s.source"), self._publisher(f"c.source{suffix}")
            self._remark_corrections_of_others(
                f"""SELECT s.line, {ours}, {theirs} {joined} AND s.note = '' AND {ours} <> {theirs}
                    AND NOT EXISTS (SELECT 1 FROM {record(OUTCOMES)} r WHERE r.id = s.id) ORDER BY 1"""
            )

    def _remark_corrections_of_others(self, question: str) -> None:
        """Corrections that do not count; ``question`` asks for line, publisher and the publisher of what is corrected.

        Only here is it seen whether two spellings are of one publisher: the databases fold case each in its own way.
        """
        answer = [row for row in self.staging.ask(question) if not same_publisher(row[1], row[2])]
        for line, _ours, theirs in answer[:SHOWN]:
            what = (
                f"does not say why this corrects a figure of {theirs}, another publisher: "
                "the correction does not count (R9)"
            )
            self._report(OUTCOMES, line, "note", what, "", self.problems.remark)

    def _publisher(self, source: str) -> str:
        return f"""coalesce((SELECT p.publisher FROM {stage(SOURCES)} p WHERE p.id = {source} LIMIT 1),
                            (SELECT p.publisher FROM {record(SOURCES)} p WHERE p.id = {source}))"""

    def _accumulation_with_figures(self) -> None:
        figures = " OR ".join(
            f"EXISTS (SELECT 1 FROM {record(table)} f WHERE f.indicator_id = s.id)" for table in (TARGETS, OUTCOMES)
        )
        self._each(
            INDICATORS,
            f"""SELECT s.line, s.accumulation, r.accumulation FROM {stage(INDICATORS)} s
                JOIN {record(INDICATORS)} r ON r.id = s.id WHERE s.accumulation <> ''
                AND (s.accumulation = 'milestone') <> (r.accumulation = 'milestone') AND ({figures})""",
            "accumulation",
            lambda old: f"was {old} when its figures were recorded: make a new indicator",
        )

    def _changed_claims(self, table: Table) -> None:
        """Claims that are recorded already and would become others."""
        sqlite = self.staging.is_sqlite
        columns = [name for name in self.staging.filled[table.name] if name != "id"]
        differs = {
            name: f"(r.{record_column(table, name)} {'IS NOT' if sqlite else 'IS DISTINCT FROM'} "
            f"{as_stored(table, name, sqlite=sqlite)})"
            for name in columns
        }
        listed = " || ".join(f"CASE WHEN {test} THEN '{name} ' ELSE '' END" for name, test in differs.items())
        question = f"""SELECT s.line, s.id, {listed} FROM {stage(table)} s JOIN {record(table)} r ON r.id = s.id
                       WHERE {" OR ".join(differs.values())}"""
        if self.files[table.name] not in self.blanked:  # else an unreadable cell stands here as empty
            self._each(table, question, None, _append_only)

    def _circles(self, table: Table, column: str) -> None:
        """Rows whose references lead back to themselves, by jumping twice as far each time."""
        if column not in self.staging.filled[table.name]:
            return
        ask, run, name = self.staging.ask, self.staging.run, quoted(column)
        run("DROP TABLE IF EXISTS hop_0")
        recorded = f"""UNION ALL SELECT r.id, r.{column}_id FROM {record(table)} r
                       WHERE r.{column}_id IS NOT NULL {self._not_staged(table, "r")}"""
        run(
            f"""CREATE TEMPORARY TABLE hop_0 AS SELECT id, {name} AS onto FROM {stage(table)}
                WHERE {name} <> '' AND {name} <> id {"" if table.is_claim else recorded}"""
        )
        step = 0
        rows = int(ask("SELECT count(*) FROM hop_0")[0][0])
        left = rows
        while left and 2**step <= rows:
            run(f"CREATE INDEX hop_{step}_id ON hop_{step} (id)")
            run(f"DROP TABLE IF EXISTS hop_{step + 1}")
            run(
                f"""CREATE TEMPORARY TABLE hop_{step + 1} AS SELECT a.id, b.onto
                    FROM hop_{step} a JOIN hop_{step} b ON b.id = a.onto"""
            )
            run(f"DROP TABLE hop_{step}")
            step += 1
            left = int(ask(f"SELECT count(*) FROM hop_{step}")[0][0])
        if left:
            self._report_circles(table, column, f"SELECT DISTINCT onto FROM hop_{step}")
        run(f"DROP TABLE hop_{step}")

    def _report_circles(self, table: Table, column: str, on_circle: str) -> None:
        """After enough jumps only what lies on a circle is still reached."""
        edges: dict[str, str] = dict(
            self.staging.ask(
                f"SELECT id, {quoted(column)} FROM {stage(table)} WHERE id IN ({on_circle}) ORDER BY line LIMIT 1000"
            )
        )
        self._each(
            table,
            f"SELECT s.line, s.{quoted(column)}, s.id FROM {stage(table)} s WHERE s.id IN ({on_circle})",
            column,
            lambda row_id: f"goes round in a circle: {_path(edges, row_id)}",
        )

    def _not_staged(self, table: Table, row: str) -> str:
        return f" AND NOT EXISTS (SELECT 1 FROM {stage(table)} n WHERE n.id = {row}.id)"

    def _each(
        self,
        table: Table,
        question: str,
        column: str | None,
        say: Callable[..., str],
        keep: Callable[[Problem], None] | None = None,
    ) -> bool:
        """Report every row of the answer (line, value, what ``say`` needs …); True when there was one.

        Without a column, ``say`` answers "column: what". ``keep`` takes what is to be said but no fault.
        """
        answer = self.staging.ask(
            f"SELECT q.*, count(*) OVER () FROM ({question}) q ORDER BY 1 LIMIT {SHOWN}",
        )
        for line, value, *rest, _total in answer:
            self._report(table, line, column, say(*rest), value, keep or self.problems.add)
        if answer and keep is None:
            self.problems.count(int(answer[0][-1]) - len(answer))
        return bool(answer)

    def _report(
        self, table: Table, line: int, column: str | None, what: str, value: Any, keep: Callable[[Problem], None]
    ) -> None:
        if column is None:
            column, what = what.split(": ", 1)
        place = (TABLES.index(table), line, list(table.by_name).index(column))
        keep(Problem(place, self.files[table.name], line, column, what, str(value)))


def _milestone_rule(accumulation: str, indicator: str) -> str:
    if accumulation == "milestone":
        return f"must be done: the indicator {indicator} is a milestone"
    return f"must not be done: the indicator {indicator} is no milestone but a {accumulation}"


def _append_only(columns: str) -> str:
    """ "column: what" for a claim that is recorded with other content."""
    names = columns.split()
    differs = f"{names[0]}: differs from what is recorded (columns {', '.join(names)}): claims are append-only"
    if WORDS.issuperset(names):
        return f"{differs}; keep this row as it is, and mend its words in the admin (ADR 2)"
    return f"{differs}, so keep this row and add a new one that corrects or revises it"


def _path(edges: Mapping[str, str], start: str) -> str:
    names, at = [start], edges.get(start, "")
    while at and at != start and len(names) < LONGEST_CIRCLE_SHOWN:
        names.append(at)
        at = edges.get(at, "")
    return " → ".join([*names, start if at == start else "…"])


def check_records(staging: Staging, files: Mapping[str, str], problems: Problems) -> None:
    """Judge complete staging tables; ``files`` names the file of each table for the messages."""
    RecordChecks(staging, files, problems).run()
