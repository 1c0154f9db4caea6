"""Ids for the claims of a file that came without one: those of recorded rows that say the same, else free ones."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a file

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from projects.models import Correction
from projects.packages.columns import Table
from projects.packages.relation_rules import FORMER_IDS
from projects.packages.staging import Staging, as_stored, equal, quoted, record, record_column, stage
from projects.packages.tables import OUTCOMES, PROJECT_EVENTS, TARGETS, WORDS

# What rows that say the same are looked up by: one of the record's indexes begins with it.
_KEYS = {OUTCOMES.name: "indicator", TARGETS.name: "indicator", PROJECT_EVENTS.name: "project"}
TAKEN_OUT = quoted(Correction._meta.db_table)


def settle_ids(staging: Staging, table: Table, wishes: Mapping[int, str]) -> None:
    """Gives rows that came without an id the ids they get; ``wishes``: line → what it is to be called.

    They are staged under their wishes, numbered where several have the same one. A row that says what a recorded one
    does gets its id, so that a file imported again adds nothing. The number of queries does not depend on the number
    of rows.
    """
    if not wishes:
        return
    staging.run("DROP TABLE IF EXISTS without_id")
    staging.run("CREATE TEMPORARY TABLE without_id (line integer PRIMARY KEY, id text NOT NULL DEFAULT '')")
    staging.insert("without_id", ("line", "id"), ((line, "") for line in wishes))
    _write(staging, table, _said_already(staging, table))
    _write(staging, table, _free_ids(staging, table, wishes))
    staging.run("DROP TABLE without_id")


def _said_already(staging: Staging, table: Table) -> dict[int, str]:
    """Line → id of the recorded row that says the same in every column; the second like row is the second's."""
    key = _KEYS[table.name]
    names = _compared(staging, table)
    staged = ", ".join(f"{as_stored(table, name, sqlite=staging.is_sqlite)} AS {quoted(name)}" for name in names)
    columns = ", ".join(map(quoted, names))
    recorded = ", ".join(f"r.{record_column(table, name)} AS {quoted(name)}" for name in names)
    same = partial(equal, table, sqlite=staging.is_sqlite)
    keys = f"SELECT s.{quoted(key)} FROM {stage(table)} s JOIN without_id w ON w.line = s.line"
    question = f"""
        WITH ours AS (SELECT q.*, row_number() OVER (PARTITION BY {columns} ORDER BY line) AS nth
                      FROM (SELECT s.line, {staged} FROM {stage(table)} s
                            JOIN without_id w ON w.line = s.line WHERE s.id <> '') q),
             theirs AS (SELECT q.*, row_number() OVER (PARTITION BY {columns} ORDER BY id) AS nth
                        FROM (SELECT r.id, {recorded} FROM {record(table)} r
                              WHERE r.{record_column(table, key)} IN ({keys})) q)
        SELECT o.line, t.id FROM ours o JOIN theirs t ON t.{quoted(key)} = o.{quoted(key)} AND t.nth = o.nth
        {" ".join(f"AND t.{quoted(name)} {same(name)} o.{quoted(name)}" for name in names if name != key)}"""
    return {int(line): str(row_id) for line, row_id in staging.ask(question)}


def _compared(staging: Staging, table: Table) -> list[str]:
    """All columns but the id, and words that the file does not give: they may have been mended since (ADR 2)."""
    spoken = staging.filled[table.name]
    names = (name for name in table.by_name if name != "id")
    return [name for name in names if name != "our_slip" and (name in spoken or name not in WORDS)]


def _free_ids(staging: Staging, table: Table, wishes: Mapping[int, str]) -> dict[int, str]:
    """Line → a free id, for rows that are staged under the id of another row."""
    # Of several with one wish the first keeps it; a row that came with the id has it before all of them.
    repeated = f"""SELECT 1 FROM {stage(table)} o LEFT JOIN without_id x ON x.line = o.line
                   WHERE o.id = s.id AND o.line <> s.line AND (o.line < s.line OR x.line IS NULL)"""
    clashing = [
        int(line)
        for (line,) in staging.ask(
            f"""SELECT s.line FROM {stage(table)} s JOIN without_id w ON w.line = s.line AND w.id = ''
                WHERE s.id <> '' AND (EXISTS ({repeated})
                                      OR EXISTS (SELECT 1 FROM {record(table)} r WHERE r.id = s.id)
                                      OR EXISTS (SELECT 1 FROM {TAKEN_OUT} c
                                                 WHERE c."table" = '{_kind(table)}' AND c.row_id = s.id)
                                      OR EXISTS (SELECT 1 FROM {FORMER_IDS} f
                                                 WHERE f.kind = '{_kind(table)}' AND f.old_id = s.id))
                ORDER BY s.line"""
        )
    ]
    if not clashing:
        return {}
    used = {row_id for (row_id,) in staging.ask(f"SELECT id FROM {stage(table)}")}
    used |= _families(staging, table, {wishes[line] for line in clashing})
    return dict(_numbered(clashing, wishes, used))


def _families(staging: Staging, table: Table, wishes: set[str]) -> set[str]:
    """All ids that are or were one of the wishes, or one with something behind it: what is gone keeps its id."""
    staging.run("DROP TABLE IF EXISTS wished")
    staging.run("CREATE TEMPORARY TABLE wished (id text PRIMARY KEY)")
    staging.insert("wished", ("id",), ((wish,) for wish in sorted(wishes)))
    at_least, below = (">=", "<") if staging.is_sqlite else ("~>=~", "~<~")
    rows = f"SELECT id FROM {record(table)}"
    gone = f"""SELECT row_id AS id FROM {TAKEN_OUT} WHERE "table" = '{_kind(table)}'
               UNION ALL SELECT old_id FROM {FORMER_IDS} WHERE kind = '{_kind(table)}'"""
    ids = staging.ask(
        " UNION ALL ".join(
            f"""SELECT r.id FROM wished w JOIN ({ids}) r ON r.id = w.id UNION ALL
                SELECT r.id FROM wished w JOIN ({ids}) r
                ON r.id {at_least} (w.id || '-') AND r.id {below} (w.id || '.')"""
            for ids in (rows, gone)
        )
    )
    staging.run("DROP TABLE wished")
    return {row_id for (row_id,) in ids}


def _numbered(lines: Iterable[int], wishes: Mapping[int, str], used: set[str]) -> Iterator[tuple[int, str]]:
    """Each line with its wish and the first number that is free behind it."""
    numbers: dict[str, int] = defaultdict(lambda: 2)
    for line in lines:
        wish = wishes[line]
        while (candidate := f"{wish}-{numbers[wish]}") in used:
            numbers[wish] += 1
        used.add(candidate)
        yield line, candidate


def _kind(table: Table) -> str:
    """The table as former ids and lines about rows that were taken out name it."""
    return str(table.model._meta.model_name)


def _write(staging: Staging, table: Table, ids: Mapping[int, str]) -> None:
    """Gives each line its id, and takes it from those that still need one."""
    if not ids:
        return
    staging.run("DROP TABLE IF EXISTS found_id")
    staging.run("CREATE TEMPORARY TABLE found_id (line integer PRIMARY KEY, id text NOT NULL)")
    staging.insert("found_id", ("line", "id"), ids.items())
    for name in (stage(table), "without_id"):
        staging.run(
            f"""UPDATE {name} SET id = (SELECT f.id FROM found_id f WHERE f.line = {name}.line)
                WHERE line IN (SELECT f.line FROM found_id f JOIN {name} s ON s.line = f.line WHERE s.id <> f.id)"""
        )
    staging.run("DROP TABLE found_id")
