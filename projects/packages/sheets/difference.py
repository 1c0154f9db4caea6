"""What the rows of a sheet are beside the record: new, the same, corrections, changes, or in disagreement with it."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a file

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from projects.packages.columns import Table
from projects.packages.staging import Staging, as_stored, equal, quoted, record, record_column, stage
from projects.packages.tables import OUTCOMES, TARGETS

EXAMPLES = 20

# Figures of one indicator that are about the same: what of them is equal.
_ABOUT = {
    OUTCOMES.name: ("basis", "territory", "period_start", "period_end"),
    TARGETS.name: ("basis", "window_start", "deadline"),
}
_REPLACES = {OUTCOMES.name: "corrects", TARGETS.name: "revises"}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A new figure, by its row in the file, and a recorded one that says otherwise of the same."""

    line: int
    value: str
    other_id: str
    other_value: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new figure that takes the place of a recorded one, or of another of the file."""

    line: int
    value: str
    replaced: str


@dataclass(frozen=True, slots=True)
class Difference:
    """``disagree`` and ``replace`` count all, and hold the first ones; both are among the new rows."""

    replace: int = 0
    replacements: tuple[Replacement, ...] = ()
    disagree: int = 0
    disagreements: tuple[Disagreement, ...] = ()


def figures_beside(staging: Staging, table: Table) -> Difference:
    """How the new figures stand to those of the record. At most two queries."""
    column = _REPLACES.get(table.name)
    if column is None:
        return Difference()
    replaced = _counted(
        staging,
        f"""SELECT s.line, s.value, s.{column} FROM {stage(table)} s WHERE s.{column} <> '' AND {_is_new(table)}""",
    )
    disagreeing = _counted(staging, _disagreements(staging, table, column))
    return Difference(
        replace=replaced[0],
        replacements=tuple(Replacement(*row) for row in replaced[1]),
        disagree=disagreeing[0],
        disagreements=tuple(Disagreement(*row) for row in disagreeing[1]),
    )


def _disagreements(staging: Staging, table: Table, column: str) -> str:
    """New figures that replace none, beside a recorded one of the same that nothing has replaced."""
    differs = "IS NOT" if staging.is_sqlite else "IS DISTINCT FROM"

    def stored(name: str) -> str:
        return as_stored(table, name, sqlite=staging.is_sqlite)

    about = " ".join(
        f"AND r.{record_column(table, name)} {equal(table, name, sqlite=staging.is_sqlite)} {stored(name)}"
        for name in _ABOUT[table.name]
    )
    figures = " OR ".join(f"r.{quoted(name)} {differs} {stored(name)}" for name in ("value", "upper_value"))
    # What is new is found first, on its own: a file imported again has nothing to be held against anything.
    new = f"""SELECT s.* FROM {stage(table)} s WHERE s.{column} = '' AND s.value <> '' AND {_is_new(table)}"""
    return f"""WITH s AS MATERIALIZED ({new})
               SELECT s.line, s.value, min(r.id), min(CAST(r.value AS text)) FROM s
               JOIN {record(table)} r ON r.indicator_id = s.indicator {about} AND r.id <> s.id AND ({figures})
               WHERE r.value IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM {record(table)} c WHERE c.{column}_id = r.id)
               GROUP BY s.line, s.value"""


def _is_new(table: Table) -> str:
    return f"NOT EXISTS (SELECT 1 FROM {record(table)} n WHERE n.id = s.id)"


def _counted(staging: Staging, question: str) -> tuple[int, list[tuple[Any, ...]]]:
    rows = staging.ask(f"SELECT q.*, count(*) OVER () FROM ({question}) q ORDER BY 1 LIMIT {EXAMPLES}")
    total = int(rows[0][-1]) if rows else 0
    return total, [row[:-1] for row in rows]
