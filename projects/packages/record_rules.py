"""Rules between rows: within the package, and between the package and what the record already holds.

Each is one question to the database about the staging tables, so that half a million rows need no memory here.
A row of the package stands for the record's row of the same id. Rules that hold for a single row too are in
``relation_rules``.
"""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .columns import Column, Table
from .package_figures import column_of
from .problems import Problem, Problems, half
from .relation_rules import CIRCLES, circle_sentence, edges, not_staged, relation_rules
from .staging import PUBLISHER_KEY, Staging, as_stored, quoted, record, record_column, stage
from .tables import BY_NAME, OUTCOMES, SOURCES, TABLES, WORDS


class RecordRules:
    """All rules between rows, over complete staging tables."""

    def __init__(self, staging: Staging, files: Mapping[str, str], problems: Problems) -> None:
        self.staging = staging
        self.files = files
        self.blanked = problems.files()
        self.problems = problems

    def run(self) -> None:
        staged = [table for table in TABLES if table.name in self.files]
        repeated = {table for table in staged if self._duplicates(table)}
        for table in staged:
            for column in table.references():
                self._unknown_reference(table, column)
        for table, reference in CIRCLES:
            if table in staged and table not in repeated:
                self._circles(table, reference)
        for table in staged:
            for rule in relation_rules(table, self.staging):
                self._each(table, rule.question, rule.column, lambda *texts, rule=rule: half(rule.sentence(*texts)))
        if OUTCOMES in staged:
            self._corrections_of_others()
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

    def _unknown_reference(self, table: Table, column: Column) -> None:
        if not self.staging.has(table, column.name):
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

    def _corrections_of_others(self) -> None:
        """Corrections of another publisher's figure without a note: they are taken, and do not count (R9)."""
        if not self.staging.has(OUTCOMES, "corrects"):
            return
        for corrected, source in ((stage(OUTCOMES), "c.source"), (record(OUTCOMES), "c.source_id")):
            ours, theirs = (column_of(SOURCES, PUBLISHER_KEY, cited) for cited in ("s.source", source))
            name = column_of(SOURCES, "publisher", source)
            self._remark_corrections_of_others(
                f"""SELECT s.line, {name} FROM {stage(OUTCOMES)} s JOIN {corrected} c ON c.id = s.corrects
                    WHERE s.corrects <> '' AND s.corrects <> s.id
                    {not_staged(OUTCOMES, "c") if corrected == record(OUTCOMES) else ""}
                    AND s.note = '' AND {ours} <> {theirs}
                    AND NOT EXISTS (SELECT 1 FROM {record(OUTCOMES)} r WHERE r.id = s.id)
                    ORDER BY 1 LIMIT {self.problems.most}"""
            )

    def _remark_corrections_of_others(self, question: str) -> None:
        """Corrections that do not count; ``question`` asks for line and the publisher of what is corrected."""
        for line, theirs in self.staging.ask(question):
            what = (
                f"does not say why this corrects a figure of {theirs}, another publisher: "
                "the correction does not count (R9)"
            )
            self._report(OUTCOMES, line, "note", what, "", self.problems.remark)

    def _changed_claims(self, table: Table) -> None:
        """Claims that are recorded already and would become others."""
        columns = [name for name in self.staging.filled[table.name] if name != "id"]
        differs = {name: self._contradicts(table, name) for name in columns}
        listed = " || ".join(f"CASE WHEN {test} THEN '{name} ' ELSE '' END" for name, test in differs.items())
        question = f"""SELECT s.line, s.id, {listed} FROM {stage(table)} s JOIN {record(table)} r ON r.id = s.id
                       WHERE {" OR ".join(differs.values())}"""
        if self.files[table.name] not in self.blanked:  # else an unreadable cell stands here as empty
            self._each(table, question, None, _append_only)

    def _contradicts(self, table: Table, name: str) -> str:
        """Whether staged row s says something else than record row r; what comes later may be absent in either."""
        differs, cell = "IS NOT" if self.staging.is_sqlite else "IS DISTINCT FROM", record_column(table, name)
        stored = as_stored(table, name, sqlite=self.staging.is_sqlite)
        if table.comes_later(name):
            return f"(coalesce(r.{cell}, '') <> '' AND s.{quoted(name)} <> '' AND r.{cell} <> {stored})"
        return f"(r.{cell} {differs} {stored})"

    def _circles(self, table: Table, column: str) -> None:
        """Rows whose references lead back to themselves, by jumping twice as far each time."""
        if not self.staging.has(table, column):
            return
        ask, run = self.staging.ask, self.staging.run
        run("DROP TABLE IF EXISTS hop_0")
        run(f"CREATE TEMPORARY TABLE hop_0 AS {edges(table, column)}")
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
        onto: dict[str, str] = dict(
            self.staging.ask(
                f"SELECT e.id, e.onto FROM ({edges(table, column)}) e WHERE e.id IN ({on_circle}) LIMIT 1000"
            )
        )
        self._each(
            table,
            f"SELECT s.line, s.{quoted(column)}, s.id FROM {stage(table)} s WHERE s.id IN ({on_circle})",
            column,
            lambda row_id: half(circle_sentence(onto, row_id)),
        )

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
            f"SELECT q.*, count(*) OVER () FROM ({question}) q ORDER BY 1 LIMIT {self.problems.most}",
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


def _append_only(columns: str) -> str:
    """ "column: what" for a claim that is recorded with other content."""
    names = columns.split()
    differs = f"{names[0]}: differs from what is recorded (columns {', '.join(names)}): claims are append-only"
    if WORDS.issuperset(names):
        return f"{differs}; keep this row as it is, and mend its words in the admin (ADR 2)"
    return f"{differs}, so keep this row and add a new one that corrects or revises it"


def check_records(staging: Staging, files: Mapping[str, str], problems: Problems) -> None:
    """Judge complete staging tables; ``files`` names the file of each table for the messages."""
    RecordRules(staging, files, problems).run()
