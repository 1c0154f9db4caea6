"""Rules between rows that hold for a whole package and for one row of a form or the API: one question, one sentence.

A rule is a question to the database about rows that are to be written (``stage_…``) and those of the record. Every
answer is a row that breaks the rule. Packages ask it of their staging tables, ``one_row`` of a single row in their
place.
"""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from projects.models import Indicator, RenamedId

from .columns import Table
from .staging import as_stored, quoted, record, stage
from .tables import INDICATORS, ORGANISATIONS, OUTCOMES, PUBLISHERS, TARGETS, TERRITORIES

# References that must not lead back to where they start.
CIRCLES = (
    (ORGANISATIONS, "parent"),
    (ORGANISATIONS, "succeeds"),
    (TERRITORIES, "parent"),
    (TARGETS, "revises"),
    (TARGETS, "interim_for"),
    (OUTCOMES, "corrects"),
)
LONGEST_CIRCLE_SHOWN = 6
FORMER_IDS = quoted(RenamedId._meta.db_table)


class NewRows(Protocol):
    """Rows that are to be written: the staging tables of a package, or one row."""

    is_sqlite: bool

    def has(self, table: Table, column: str = "id") -> bool:
        """Whether there are such rows, and the column is given."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A question: line, cell and the two texts that ``sentence`` needs, of each row that breaks the rule."""

    column: str
    question: str
    sentence: Callable[[str, str], str]


def relation_rules(table: Table, rows: NewRows) -> Iterator[Rule]:
    """The rules for the new rows of a table, but for circles."""
    yield _former_id(table)
    if table is TARGETS:
        yield from _revision(rows)
    if table is OUTCOMES and rows.has(OUTCOMES, "corrects"):
        yield from _same_indicator(rows)
    if table in (TARGETS, OUTCOMES):
        yield from _milestones(table, rows)
    if table is INDICATORS:
        yield _accumulation()
    if table is PUBLISHERS:
        yield from _spellings()


def _former_id(table: Table) -> Rule:
    kind = table.model._meta.model_name
    return Rule(
        "id",
        f"""SELECT s.line, s.id, r.new_id, '' FROM {stage(table)} s
            JOIN {FORMER_IDS} r ON r.kind = '{kind}' AND r.old_id = s.id""",
        lambda now, _none: former_id_sentence(now),
    )


def former_id_sentence(now: str) -> str:
    return _("Is the former id of %(now)s and leads there for good: write %(now)s, or choose another id.") % {
        "now": now
    }


def _revision(rows: NewRows) -> Iterator[Rule]:
    """A chain does not fork, and goes on in time (R10)."""
    if not rows.has(TARGETS, "revises"):
        return
    staged = stage(TARGETS)
    first = f"SELECT revises, min(line) AS line FROM {staged} WHERE revises <> '' GROUP BY revises HAVING count(*) > 1"
    yield Rule(
        "revises",
        f"""SELECT s.line, s.revises, o.id, '' FROM {staged} s
            JOIN ({first}) f ON f.revises = s.revises AND f.line < s.line
            JOIN {staged} o ON o.line = f.line WHERE o.id <> s.id""",
        _fork_sentence,
    )
    yield Rule(
        "revises",
        f"""SELECT s.line, s.revises, r.id, '' FROM {staged} s
            JOIN {record(TARGETS)} r ON r.revises_id = s.revises WHERE s.revises <> '' AND r.id <> s.id
            AND NOT EXISTS (SELECT 1 FROM {staged} o WHERE o.id = r.id)""",
        _fork_sentence,
    )
    announced = as_stored(TARGETS, "announced", sqlite=rows.is_sqlite)
    for revised, ours in ((staged, "s.announced"), (record(TARGETS), announced)):
        yield Rule(
            "announced",
            f"""SELECT s.line, s.announced, CAST(r.announced AS text), r.id FROM {staged} s
                JOIN {revised} r ON r.id = s.revises
                WHERE s.revises <> '' AND s.announced <> '' AND {ours} < r.announced
                {not_staged(TARGETS, "r") if revised == record(TARGETS) else ""}""",
            lambda day, other: (
                _("Precedes the announcement of %(other)s, which it revises, on %(day)s.")
                % {"other": other, "day": day}
            ),
        )


def _fork_sentence(other: str, _none: str) -> str:
    return _("Is revised by %(other)s already: a chain does not fork (R10), revise %(other)s instead.") % {
        "other": other
    }


def _same_indicator(rows: NewRows) -> Iterator[Rule]:
    """A correction is about the indicator of what it corrects (R9)."""
    for corrected, indicator in ((stage(OUTCOMES), "c.indicator"), (record(OUTCOMES), "c.indicator_id")):
        yield Rule(
            "corrects",
            f"""SELECT s.line, s.corrects, {indicator}, '' FROM {stage(OUTCOMES)} s
                JOIN {corrected} c ON c.id = s.corrects WHERE s.corrects <> '' AND s.corrects <> s.id
                AND {indicator} <> s.indicator {not_staged(OUTCOMES, "c") if corrected == record(OUTCOMES) else ""}""",
            lambda other, _none: (
                _("Is a figure of the indicator %(other)s: a correction is about the same indicator (R9).")
                % {"other": other}
            ),
        )


def _milestones(table: Table, rows: NewRows) -> Iterator[Rule]:
    """A figure of a milestone is done or not done, and no other figure is."""
    are_staged = rows.has(INDICATORS)
    for indicators in (stage(INDICATORS), record(INDICATORS)) if are_staged else (record(INDICATORS),):
        unstaged = not_staged(INDICATORS, "i") if are_staged and indicators == record(INDICATORS) else ""
        yield Rule(
            "basis",
            f"""SELECT s.line, s.basis, i.accumulation, i.id FROM {stage(table)} s
                JOIN {indicators} i ON i.id = s.indicator WHERE s.basis <> '' AND i.accumulation <> ''
                AND (s.basis = 'done') <> (i.accumulation = 'milestone') {unstaged}""",
            _milestone_sentence,
        )


def _milestone_sentence(accumulation: str, indicator: str) -> str:
    if accumulation == Indicator.Accumulation.MILESTONE:
        return _("Must be done: the indicator %(indicator)s is a milestone.") % {"indicator": indicator}
    return _("Must not be done: the indicator %(indicator)s is no milestone but a %(accumulation)s.") % {
        "indicator": indicator,
        "accumulation": Indicator.Accumulation(accumulation).label,
    }


def _accumulation() -> Rule:
    """An indicator with figures neither becomes a milestone nor ceases to be one."""
    figures = " OR ".join(
        f"EXISTS (SELECT 1 FROM {record(table)} f WHERE f.indicator_id = s.id)" for table in (TARGETS, OUTCOMES)
    )
    return Rule(
        "accumulation",
        f"""SELECT s.line, s.accumulation, r.accumulation, '' FROM {stage(INDICATORS)} s
            JOIN {record(INDICATORS)} r ON r.id = s.id WHERE s.accumulation <> ''
            AND (s.accumulation = 'milestone') <> (r.accumulation = 'milestone') AND ({figures})""",
        lambda old, _none: (
            _("Was %(old)s when its figures were recorded: make a new indicator.")
            % {"old": Indicator.Accumulation(old).label}
        ),
    )


def _spellings() -> Iterator[Rule]:
    """A spelling has one row, and stands for a publisher that stands for itself (R9)."""
    staged, recorded = stage(PUBLISHERS), record(PUBLISHERS)
    others = not_staged(PUBLISHERS, "r")
    yield Rule(
        "name",
        f"""SELECT s.line, s.name, r.id, '' FROM {staged} s JOIN {recorded} r ON r.key = s.key AND r.id <> s.id
            WHERE TRUE {others}
            UNION ALL SELECT s.line, s.name, o.id, '' FROM {staged} s
            JOIN {staged} o ON o.key = s.key AND o.line < s.line AND o.id <> s.id""",
        lambda other, _none: _("Is the spelling of %(other)s already: a spelling has one row.") % {"other": other},
    )
    yield Rule(
        "same_as",
        f"""SELECT s.line, s.same_as, r.id, r.same_as_id FROM {staged} s JOIN {recorded} r ON r.id = s.same_as
            WHERE r.same_as_id IS NOT NULL {others}
            UNION ALL SELECT s.line, s.same_as, o.id, o.same_as FROM {staged} s
            JOIN {staged} o ON o.id = s.same_as WHERE o.same_as <> '' AND o.id <> s.id""",
        lambda named, publisher: (
            _("Names %(named)s, which is itself another spelling of %(publisher)s: name %(publisher)s.")
            % {"named": named, "publisher": publisher}
        ),
    )
    yield Rule(
        "same_as",
        f"""SELECT s.line, s.same_as, r.id, s.same_as FROM {staged} s JOIN {recorded} r ON r.same_as_id = s.id
            WHERE s.same_as <> '' {others}""",
        lambda spelling, publisher: (
            _("%(spelling)s is a spelling of this one: let it be one of %(publisher)s first.")
            % {"spelling": spelling, "publisher": publisher}
        ),
    )


def edges(table: Table, column: str) -> str:
    """SQL for the references of a column, ``id`` → ``onto``: the new rows', and the record's where these can change."""
    name = quoted(column)
    staged = f"SELECT id, {name} AS onto FROM {stage(table)} WHERE {name} <> '' AND {name} <> id"
    if table.is_claim:
        return staged
    return f"""{staged} UNION ALL SELECT r.id, r.{column}_id FROM {record(table)} r
               WHERE r.{column}_id IS NOT NULL {not_staged(table, "r")}"""


def circle_sentence(onto: Mapping[str, str], start: str) -> str:
    """``onto``: id → the id that it refers to."""
    names, at = [start], onto.get(start, "")
    while at and at != start and len(names) < LONGEST_CIRCLE_SHOWN:
        names.append(at)
        at = onto.get(at, "")
    path = " → ".join([*names, start if at == start else "…"])
    return _("Goes round in a circle: %(path)s.") % {"path": path}


def not_staged(table: Table, row: str) -> str:
    """A row of the package stands for the record's row of the same id."""
    return f" AND NOT EXISTS (SELECT 1 FROM {stage(table)} n WHERE n.id = {row}.id)"
