"""The one way in which several changes of the record are made: all or nothing, verdicts once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from projects.actions.annotate_claim import annotate_claim
from projects.actions.batches.added_rows import fit_a_batch, rows_of
from projects.actions.batches.record_batch import record_batch
from projects.actions.batches.rows import BatchRefusedError
from projects.actions.changes import Applied, Change, ChangeDoubt, ChangeProblem, ChangesRefusedError, Row
from projects.actions.confirming import confirmed_of, unconfirmed
from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.record_claim import free_id
from projects.actions.record_row import TakenError, cell_value, named_row, named_rows, record_row
from projects.actions.recording import day_of, recording
from projects.actions.reference_rows import edit_reference_row
from projects.actions.refresh import Touched, collected_refreshes, rewrite_affected
from projects.actions.row_doubts import UnconfirmedDoubtsError
from projects.models import RenamedId
from projects.packages.columns import Table
from projects.packages.one_row import cell_of
from projects.packages.tables import BY_NAME


def apply_changes(
    changes: Sequence[Change], *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str], through: str
) -> Applied:
    """Makes all changes in their order, or none; what a row names stands before it.

    ``confirmed``: the tokens of doubts that somebody has confirmed as printed, row by row or for rows that were named
    (``projects.actions.confirming``). Raises ChangesRefusedError with every problem and every doubt of every change.
    """
    batch = Batch(by=by, at=at, confirmed=frozenset(confirmed), through=through)
    try:
        with recording():
            touched = batch.make(changes)
            batch.refuse_any()
            rewrite_affected(as_of=day_of(at), at=at, **touched)
    except ValidationError as error:  # a constraint of the database: somebody wrote there meanwhile
        raise ChangesRefusedError([ChangeProblem(0, "", text) for text in error.messages], []) from error
    return batch.applied


def are_a_batch(changes: Sequence[Change]) -> bool:
    """Whether they are so many new rows, and nothing else, that they are judged and written together.

    Not where the desk made an id: it may get a number, and later rows name it by the id that stands here.
    """
    are_new = all(change.action == "add" and not change.makes_id for change in changes)
    return are_new and fit_a_batch(len(changes))


@dataclass(slots=True)
class Batch:
    """Makes changes within ``recording()`` and collects what is wrong with them; verdicts are the caller's."""

    by: AbstractBaseUser
    at: datetime
    confirmed: Collection[str]
    through: str
    applied: Applied = field(default_factory=Applied)
    problems: list[ChangeProblem] = field(default_factory=list)
    doubts: list[ChangeDoubt] = field(default_factory=list)
    _missing: set[Row] = field(default_factory=set)
    _made: dict[Row, str] = field(default_factory=dict)

    def make(self, changes: Sequence[Change]) -> Touched:
        """What verdicts can depend on among all that was touched."""
        with collected_refreshes() as touched:
            if are_a_batch(changes):
                self._add_all(changes)
            else:
                for index, change in enumerate(changes):
                    self._try(index, change, confirmed_of(change, self.confirmed))
        self.doubts = unconfirmed(self.doubts, self.confirmed)
        return touched

    def refuse_any(self) -> None:
        """Raises ChangesRefusedError."""
        if self.problems or self.doubts:
            raise ChangesRefusedError(self.problems, self.doubts)

    def _add_all(self, changes: Sequence[Change]) -> None:
        """Many new rows judged and written together. What is only doubtful is made all the same."""
        rows, faults = rows_of((BY_NAME[change.table], change.cells) for change in changes)
        how: dict[str, Any] = {"by": self.by, "at": self.at, "through": self.through, "confirmed": self.confirmed}
        try:
            with transaction.atomic():
                record_batch(rows=rows, faults=faults, reason=None, **how)
        except BatchRefusedError as error:
            self.problems += [
                ChangeProblem(max(0, fault.number - 1), fault.column, fault.text) for fault in error.faults
            ]
            return
        self.applied.rows += [(row.table.name, row.row_id) for row in rows]
        self.applied.new += [(row.table.name, row.row_id) for row in rows if row.is_new]
        for row in rows:
            mark = changes[row.number - 1].mark if row.remarks else ""
            self.doubts += [ChangeDoubt(row.number - 1, doubt, mark) for doubt in row.remarks]

    def _try(self, index: int, change: Change, confirmed: Collection[str]) -> None:
        """One change in a savepoint. What is only doubtful is made all the same: later changes may name it."""
        try:
            with transaction.atomic():
                self._make(change, confirmed)
        except UnconfirmedDoubtsError as error:
            open_doubts = [doubt for doubt in error.doubts if not doubt.refused]
            if len(open_doubts) < len(error.doubts):
                self._refuse(index, change, error)
                return
            self.doubts += [ChangeDoubt(index, doubt, change.mark) for doubt in open_doubts]
            self._try(index, change, {*confirmed, *(doubt.token for doubt in open_doubts)})
        except ValidationError as error:
            self._refuse(index, change, error)

    def _refuse(self, index: int, change: Change, error: ValidationError) -> None:
        by_column = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, texts in by_column.items():
            if self._waits(change, name):
                continue
            column = "" if name == NON_FIELD_ERRORS else name
            self.problems += [ChangeProblem(index, column, text) for text in texts]
        # Not before: a row that names itself waits for nobody.
        if change.action == "add" and (row_id := change.cells.get("id", "")):
            self._missing.add((change.table, row_id))

    def _waits(self, change: Change, column: str) -> bool:
        """Whether the column only names a row of this list that was refused itself."""
        described = BY_NAME[change.table].by_name.get(column)
        return described is not None and (described.references, change.cells.get(column, "")) in self._missing

    def _make(self, change: Change, confirmed: Collection[str]) -> None:
        table = BY_NAME[change.table]
        if change.action == "add":
            self._add(table, change, confirmed)
            return
        row: Any = self._edited(table, change)
        row_id = str(row.pk)  # a renamed row has another than stands in the change
        line: dict[str, Any] = {"reason": change.reason, "noticed_by": change.noticed_by}
        match change.action:
            case "edit":
                edit_reference_row(row=row, by=self.by, at=self.at, confirmed=confirmed)
            case "annotate":
                words = self._renamed(table, {**change.cells})
                annotate_claim(claim=row, by=self.by, at=self.at, confirmed=confirmed, **words)
            case "mend":
                how: dict[str, Any] = {**line, "by": self.by, "at": self.at, "confirmed": confirmed}
                fix_copying_error(target=row, **how, **self._values(table, change))
            case "erase":
                erase_claim(claim=row, **line, by=self.by, at=self.at)
        self.applied.rows.append((change.table, row_id))

    def _add(self, table: Table, change: Change, confirmed: Collection[str]) -> None:
        cells = self._renamed(table, {**{column.name: column.default for column in table.columns}, **change.cells})
        how: dict[str, Any] = {"by": self.by, "at": self.at, "through": self.through, "confirmed": confirmed}
        try:
            recorded = record_row(table=table, cells=cells, **how)
        except (TakenError, ValidationError) as error:
            if not change.makes_id or not _is_about_the_id(error):
                raise _as_problem(error) from None
            former = RenamedId.objects.filter(kind=table.model._meta.model_name, old_id__startswith=cells["id"])
            free = free_id(table.model, cells["id"], former.values_list("old_id", flat=True))
            self._made[change.table, cells["id"]] = free
            recorded = record_row(table=table, cells={**cells, "id": free}, **how)
        row = (change.table, str(recorded.row.pk))
        self.applied.rows.append(row)
        if recorded.new:
            self.applied.new.append(row)

    def _renamed(self, table: Table, cells: dict[str, str]) -> dict[str, str]:
        """The cells with the ids that rows of this list have got instead of those that were taken."""
        for column in table.references():
            if column.name in cells:
                cells[column.name] = self._made.get((column.references, cells[column.name]), cells[column.name])
        return cells

    def _row(self, table: Table, change: Change) -> Any:
        row = named_row(table.model, change.row_id)
        if row is None:
            raise ValidationError(_("“%(id)s” is in the record no more.") % {"id": change.row_id})
        return row

    def _edited(self, table: Table, change: Change) -> models.Model:
        """The row as it is recorded; of an ``edit`` with the changed columns."""
        row: models.Model = self._row(table, change)
        if conflicts := dict(_conflicts(row, change)):
            raise ValidationError(conflicts)
        if change.action == "edit":
            for name, value in self._values(table, change).items():
                setattr(row, name, value)
        return row

    def _values(self, table: Table, change: Change) -> dict[str, Any]:
        """Column → value. Raises ValidationError for a reference that names no row."""
        cells = self._renamed(table, {**dict.fromkeys(table.by_name, ""), **change.cells})
        named, unknown = named_rows(table, cells)
        if unknown:
            raise ValidationError(unknown)
        return {name: named.get(name) or cell_value(table.by_name[name], cells[name]) for name in change.cells}


def _conflicts(row: models.Model, change: Change) -> Iterator[tuple[str, str]]:
    """Columns that somebody else has changed to another text since they were read."""
    for name, seen in change.before.items():
        now = cell_of(row, name)
        if now not in {seen, change.cells.get(name, seen)}:
            yield (
                name,
                _("Was “%(before)s” when this was written and is “%(now)s” now: look, and save it again.")
                % {"before": seen, "now": now},
            )


def _is_about_the_id(error: TakenError | ValidationError) -> bool:
    """Whether the id alone is in the way: another row has it, or had it."""
    return isinstance(error, TakenError) or (hasattr(error, "error_dict") and set(error.error_dict) == {"id"})


def _as_problem(error: TakenError | ValidationError) -> ValidationError:
    if isinstance(error, ValidationError):
        return error
    return ValidationError({"id": _("“%(id)s” is taken: every row has an id of its own.") % {"id": error.row_id}})
