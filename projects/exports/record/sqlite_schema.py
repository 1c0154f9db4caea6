"""The tables of ``record.sqlite``, from the declarations of the package: keys, types, indexes, what each is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from projects.packages.columns import Column, Table
from projects.packages.tables import TABLES, TARGETS

TITLES = ("title", "title_ru", "title_kk")  # of targets: the package has none, a label needs one
FIGURE_NOTE = "Exact, as text."
NUMBER_NOTE = "The same as a floating-point number, to sort and count with; not exact beyond 15 digits."
_TYPES = {"boolean": "INTEGER", "integer": "INTEGER"}


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A column of a table that is not the package's. A figure is text, with a number beside it."""

    name: str
    doc: str
    kind: str = "text"
    references: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A table that is not the package's, with its primary key."""

    name: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[SqlColumn, ...]


VERDICTS = SqlTable(
    "verdicts",
    "The verdict on each promise as of the day that the table about names. One row for each chain of revisions.",
    ("target",),
    (
        SqlColumn("target", "The link of the chain that is current on that day.", references="targets"),
        SqlColumn("first_target", "The first link of the chain.", references="targets", required=True),
        SqlColumn("as_of", "The day of the verdict.", "date", required=True),
        SqlColumn("status", "The verdict, as a code of the method.", required=True),
        SqlColumn("status_en", "The verdict in words.", required=True),
        SqlColumn("status_ru", "The same in Russian.", required=True),
        SqlColumn("status_kk", "The same in Kazakh.", required=True),
        SqlColumn("actual", "What is reported, for what was promised.", "figure"),
        SqlColumn("actual_qualifier", "How the reports say it: about, at least …"),
        SqlColumn("percent_achieved", "A ratio: 1 = all. Never clipped.", "figure"),
        SqlColumn("expected", "What was to be reached by that day (R7).", "figure"),
        SqlColumn("pace", "A ratio: 1 = as planned.", "figure"),
        SqlColumn("required_per_day", "What is needed each day until the deadline.", "figure"),
        SqlColumn("projection", "Where it ends if it goes on like this (R8).", "figure"),
        SqlColumn("projection_low", "Lower end of the projection.", "figure"),
        SqlColumn("projection_high", "Upper end of the projection.", "figure"),
        SqlColumn("projected_completion", "Day on which it is reached if it goes on like this.", "date"),
        SqlColumn("days_behind", "Days behind the plan.", "integer"),
        SqlColumn("days_overdue", "Days past the deadline.", "integer"),
        SqlColumn("shortfall", "What is missing.", "figure"),
        SqlColumn("covered_until", "Last day that reports cover.", "date"),
        SqlColumn("stale", "Whether the newest report is older than reports are due.", "boolean"),
        SqlColumn("resolved_value", "The absolute value of a relative target.", "figure"),
        SqlColumn("first_status", "The verdict against the first announcement."),
        SqlColumn("times_moved", "How often the promise was moved.", "integer"),
        SqlColumn("days_slipped", "By how many days the deadline was moved in all.", "integer"),
        SqlColumn("status_range", "The statuses that the rounding of reports leaves possible, with spaces between."),
        SqlColumn("measurability", "How well it can be measured, 0 to 6 (R14).", "integer"),
        SqlColumn("method_version", "Version of the method.", required=True),
    ),
)
REASONS = SqlTable(
    "verdict_reasons",
    "Why each verdict is what it is, the first reason first.",
    ("target", "place"),
    (
        SqlColumn("target", "The promise.", references="verdicts"),
        SqlColumn("place", "1 for the first reason.", "integer"),
        SqlColumn("reason", "The reason, as a code of the method.", required=True),
        SqlColumn("reason_en", "The reason in words.", required=True),
        SqlColumn("reason_ru", "The same in Russian.", required=True),
        SqlColumn("reason_kk", "The same in Kazakh.", required=True),
    ),
)
EVIDENCE = SqlTable(
    "verdict_evidence",
    "The reports that each verdict rests on.",
    ("target", "outcome"),
    (
        SqlColumn("target", "The promise.", references="verdicts"),
        SqlColumn("outcome", "A report that its actual is made of.", references="outcomes"),
    ),
)
ABOUT = SqlTable(
    "about",
    "What this file is: its day, its licence, how to name the source.",
    ("name",),
    (SqlColumn("name", "What is said."), SqlColumn("text", "What it says.", required=True)),
)
OURS = (VERDICTS, REASONS, EVIDENCE, ABOUT)
VIEW, VIEW_DOC = (
    "targets_with_verdicts",
    "Each promise in a line: what it is called, who promised it, by when, and what became of it.",
)
CREATE_VIEW = f"""
CREATE VIEW {VIEW} AS
SELECT targets.id AS id, targets.title AS title, targets.title_ru AS title_ru, targets.title_kk AS title_kk,
    verdicts.status AS status, verdicts.status_en AS status_en, verdicts.days_overdue AS days_overdue,
    targets.value AS value, verdicts.actual AS actual, indicators.unit AS unit,
    verdicts.percent_achieved AS percent_achieved, targets.deadline AS deadline, targets.announced AS announced,
    programmes.id AS programme, programmes.name AS programme_name, organisations.name AS responsible,
    territories.name AS territory, sources.title AS source, sources.url AS source_url, verdicts.as_of AS as_of
FROM verdicts
JOIN targets ON targets.id = verdicts.target
JOIN indicators ON indicators.id = targets.indicator
JOIN programmes ON programmes.id = indicators.programme
JOIN organisations ON organisations.id = programmes.responsible
JOIN territories ON territories.id = coalesce(indicators.territory, programmes.territory)
JOIN sources ON sources.id = targets.source
"""  # noqa: S608  # no user input


def statements() -> Iterator[str]:
    """What makes the tables and the view; the indexes are made when the rows are there."""
    for table in TABLES:
        yield _create(table.name, [part for column in table.columns for part in _column(table, column)], ())
    for own in OURS:
        yield _create(own.name, [part for column in own.columns for part in _own_column(own, column)], own.key)
    yield CREATE_VIEW


def indexes() -> Iterator[str]:
    """An index for every foreign key, and for what lists are sorted and filtered by."""
    for table in TABLES:
        for column in table.references():
            yield _index(table.name, column.name)
    for own in OURS:
        for own_column in own.columns:
            if own_column.references and own.key[0] != own_column.name:
                yield _index(own.name, own_column.name)
    for name, column_name in (("targets", "deadline"), ("outcomes", "period_end"), ("verdicts", "status")):
        yield _index(name, column_name)


def number_name(figure: str) -> str:
    """The column that holds a figure as a number."""
    return f"{figure}_number"


def column_names(table: Table) -> list[str]:
    """The columns of a table of the package in their order: a figure's number follows it, titles stand at the end."""
    names = [
        name
        for column in table.columns
        for name in ((column.name, number_name(column.name)) if column.kind == "figure" else (column.name,))
    ]
    return [*names, *TITLES] if table is TARGETS else names


def _column(table: Table, column: Column) -> Iterator[str]:
    required = " NOT NULL" if column.must_be_filled else ""
    key = " PRIMARY KEY" if column.kind == "id" else ""
    reference = f' REFERENCES "{column.references}" ("id")' if column.kind == "reference" else ""
    yield f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}{key}{required}{reference}'
    if column.kind == "figure":
        yield f'"{number_name(column.name)}" REAL'
    if table is TARGETS and column is table.columns[-1]:
        yield from (f'"{name}" TEXT NOT NULL' for name in TITLES)


def _own_column(table: SqlTable, column: SqlColumn) -> Iterator[str]:
    required = " NOT NULL" if column.required or column.name in table.key else ""
    key = "target" if column.references == VERDICTS.name else "id"
    reference = f' REFERENCES "{column.references}" ("{key}")' if column.references else ""
    yield f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}{required}{reference}'
    if column.kind == "figure":
        yield f'"{number_name(column.name)}" REAL'


def _create(name: str, columns: list[str], key: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{column}"' for column in key)
    lines = [*columns, f"PRIMARY KEY ({quoted})"] if key else columns
    return f'CREATE TABLE "{name}" (\n    ' + ",\n    ".join(lines) + "\n)"


def _index(table: str, column: str) -> str:
    return f'CREATE INDEX "{table}_by_{column}" ON "{table}" ("{column}")'
