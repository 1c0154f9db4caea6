"""One row as a package would spell it, into the record: by the actions that forms call, and safe to repeat."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from projects.actions.correct_outcome import is_our_slip
from projects.actions.record_claim import insert_claim
from projects.actions.recording import day_of
from projects.actions.reference_rows import insert_reference_row
from projects.actions.row_doubts import doubts_about
from projects.models import Outcome, ProjectEvent, RenamedId, Target
from projects.models.audit import record_audit
from projects.packages.columns import Column, Table
from projects.packages.doubt_rules import Doubt
from projects.packages.one_row import cell_of, row_problems

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """The row as it is recorded, whether it was recorded just now, and what is doubtful in it."""

    row: models.Model
    new: bool
    remarks: tuple[Doubt, ...]


class TakenError(Exception):
    """The id is that of a recorded row with other content. ``differs``: column → what is recorded, what was given."""

    def __init__(self, row_id: str, differs: dict[str, tuple[str, str]]) -> None:
        super().__init__(f"{row_id}: {', '.join(differs)}")
        self.row_id = row_id
        self.differs = differs


def record_row(
    *,
    table: Table,
    cells: Cells,
    by: AbstractBaseUser,
    at: datetime,
    through: str,
    confirmed: Collection[str] | None = None,
) -> RecordedRow:
    """Records a row within ``recording()``, or finds it recorded already: of two senders the second finds the first's.

    ``cells`` holds every column of the table, canonical as ``packages.cells`` makes them; claims may come without an
    id. ``through`` says in the audit what brought the row. ``confirmed``: see ``insert_claim``; None asks nothing and
    remarks on what is doubtful. Raises ValidationError naming column and rule, and TakenError.
    """
    columns = _columns(table, cells)
    recorded = _recorded(table, columns)
    if recorded is not None:
        return RecordedRow(recorded, new=False, remarks=_remarks(recorded, at, confirmed))
    row: Any = table.model(**columns)
    if isinstance(row, Target | Outcome | ProjectEvent):
        insert_claim(row, by=by, at=at, confirmed=confirmed, is_row_checked=True)
    else:
        insert_reference_row(row, by=by, at=at, confirmed=confirmed, is_row_checked=True)
    remarks = _remarks(row, at, confirmed)
    details: dict[str, Any] = {"through": through}
    if remarks:
        details["remarks"] = sorted({doubt.code for doubt in remarks})
    record_audit("entered_through", row, by=by, at=at, details=details)
    return RecordedRow(row, new=True, remarks=remarks)


def _remarks(row: models.Model, at: datetime, confirmed: Collection[str] | None) -> tuple[Doubt, ...]:
    return doubts_about(row, on=day_of(at)) if confirmed is None else ()


# --- From cells to columns -----------------------------------------------------------------------------------------


def _columns(table: Table, cells: Cells) -> dict[str, Any]:
    """Values, and the rows that references name. Raises ValidationError for what the cells break by themselves."""
    named, unknown = named_rows(table, cells)
    problems = row_problems(table, cells)
    for name, text in unknown.items():
        problems.setdefault(name, [text])
    if problems:
        raise ValidationError(problems)
    columns: dict[str, Any] = {
        column.name: named.get(column.name) or cell_value(column, cells[column.name]) for column in table.columns
    }
    if "our_slip" in columns and not cells["our_slip"]:
        columns["our_slip"] = is_our_slip(columns["corrects"], columns["source"])
    return columns


def named_rows(table: Table, cells: Cells) -> tuple[dict[str, models.Model], dict[str, str]]:
    """The rows that references name, and what is to be said of those that name none. One query for each reference."""
    named: dict[str, models.Model] = {}
    unknown: dict[str, str] = {}
    for column in table.references():
        if cell := cells[column.name]:
            model: Any = table.field(column).related_model
            row = named_row(model, cell)
            if row is None:
                unknown[column.name] = unknown_row(model, cell)
            else:
                named[column.name] = row
    return named, unknown


def unknown_row(model: type[models.Model], row_id: str) -> str:
    """What is to be said of an id that names no row."""
    return _("There is no %s “%s” in the record.") % (model._meta.verbose_name, row_id)


def named_row(model: type[models.Model], row_id: str) -> models.Model | None:
    """The row with that id, today or formerly (ADR 10)."""
    rows = model._default_manager.select_related("source" if model is Outcome else None)
    row = rows.filter(pk=row_id).first()
    if row is None and (now := RenamedId.objects.current(str(model._meta.model_name), [row_id])):
        row = rows.filter(pk=now[row_id]).first()
    return row


def cell_value(column: Column, cell: str) -> Any:
    """A canonical cell as the model holds it; None for a reference, which ``named_rows`` reads."""
    match column.kind:
        case "date":
            return date.fromisoformat(cell) if cell else None
        case "figure":
            return Decimal(cell) if cell else None
        case "integer":
            return int(cell) if cell else None
        case "boolean":
            return cell == "true"
        case "reference":
            return None
        case _:
            return cell


# --- What is recorded already --------------------------------------------------------------------------------------


def _recorded(table: Table, columns: dict[str, Any]) -> models.Model | None:
    """The row that says the same; of a claim without an id, any that does. Raises TakenError."""
    wanted = table.model(**columns)
    if columns["id"]:
        recorded = named_row(table.model, columns["id"])
        if recorded is not None and (differs := _differences(table, recorded, wanted)):
            raise TakenError(str(recorded.pk), differs)
        return recorded
    if not table.is_claim:
        return None
    # Figures are text on SQLite, so they are compared here; the rest the database compares.
    same = {name: value for name, value in columns.items() if name != "id" and _is_compared_in_sql(table, name)}
    rows = table.model._default_manager.filter(**same)
    return next((row for row in rows if not _differences(table, row, wanted)), None)


def _is_compared_in_sql(table: Table, name: str) -> bool:
    return table.by_name[name].kind != "figure" and not table.comes_later(name)


def _differences(table: Table, recorded: models.Model, wanted: models.Model) -> dict[str, tuple[str, str]]:
    """Column → what it has and what it should have, of all but the id: a former one names the same row.

    What may come later is no difference where the sender does not say it.
    """
    names = (name for name in table.by_name if name != "id")
    pairs = {name: (cell_of(recorded, name), cell_of(wanted, name)) for name in names}
    return {
        name: (has, given)
        for name, (has, given) in pairs.items()
        if has != given and (given or not table.comes_later(name))
    }
