"""Figures that name their unit name the one that they are in: a percentage is no number of cars."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a file

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from projects.packages.columns import Table
from projects.packages.package_figures import column_of
from projects.packages.staging import Staging, stage
from projects.packages.tables import INDICATORS, OUTCOMES, TARGETS

from .sheet_reading import NamedUnit

Report = Callable[[int, str, str, str], None]

BASIS_UNITS = {"multiple": "times", "percent_change": "percent"}
OF_BASIS = frozenset({"value", "upper_value", "rounded_to"})
# Of other figures, the column that names their unit.
UNIT_COLUMNS = {"investment": "currency", "capacity": "capacity_unit"}


def check_units(staging: Staging, table: Table, units: Sequence[NamedUnit], report: Report) -> None:
    """Reports each figure that names another unit than its row. At most one query."""
    if not units:
        return
    if table in (TARGETS, OUTCOMES):
        columns = f"s.basis, {column_of(INDICATORS, 'unit', 's.indicator')}"
    else:
        columns = ", ".join(f"s.{name}" for name in UNIT_COLUMNS.values())
    rows = {line: rest for line, *rest in staging.ask(f"SELECT s.line, {columns} FROM {stage(table)} s")}
    for named in units:
        unit = _unit_of(table, named.column, rows.get(named.line, ["", ""]))
        if unit != named.unit:
            what = _("is in %(named)s, but this figure is in %(unit)s")
            report(named.line, named.column, what % {"named": named.unit, "unit": unit or "–"}, named.text)


def _unit_of(table: Table, column: str, row: Sequence[str]) -> str:
    if table not in (TARGETS, OUTCOMES):
        return dict(zip(UNIT_COLUMNS, row, strict=True)).get(column, "jobs" if column == "jobs" else "")
    basis, unit = row
    return BASIS_UNITS.get(basis, unit) if column in OF_BASIS else unit
