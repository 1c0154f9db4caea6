"""One table out of a spreadsheet into the record, all or nothing.

The file is read before the record's lock is taken; rules beside the record are judged under it, and then rows written.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from operator import attrgetter

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, connection, transaction
from django.utils.translation import get_language

from projects import wording
from projects.actions.import_record import refresh_loaded
from projects.actions.recording import lock_record
from projects.models.audit import record_audit
from projects.models.system_user import system_user
from projects.packages.columns import Table
from projects.packages.doubt_rules import Doubt
from projects.packages.load import Loaded, StagedPackage, explained
from projects.packages.problems import Problem, refused
from projects.packages.sheets.answers import Answers
from projects.packages.sheets.difference import Difference, figures_beside
from projects.packages.sheets.grid import Notes
from projects.packages.sheets.progress import JUDGED, READ, WRITTEN, Tell, nobody
from projects.packages.sheets.stage import SheetFile, StagedSheet, staged_sheet


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """What importing a sheet did, or would do, and how its cells were read.

    ``overwritten``: a digest of what the rows hold that it changes, as long as they hold it.
    """

    loaded: Loaded
    notes: Notes
    beside: Difference
    remarks: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    overwritten: str = ""


# What is done beside the writing: of the sheet, and of what it would do, which is asked of the database when called.
Beside = Callable[[StagedSheet, Callable[[], ImportedTable]], AbstractContextManager[None]]


def _nothing(sheet: StagedSheet, outlook: Callable[[], ImportedTable]) -> AbstractContextManager[None]:
    return nullcontext()


def check_table(*, table: Table, file: SheetFile, answers: Answers, tell: Tell = nobody) -> ImportedTable:
    """What importing the sheet would do; writes nothing. Raises PackageRefusedError and UnclearSheetError.

    Messages are in the language of the moment, here and below.
    """
    with _reading(), staged_sheet(table, file, answers, tell) as sheet:
        tell("judging", READ)
        staged = sheet.judge(_said)
        tell("judging", JUDGED)
        return _outlook(sheet, staged, figures_beside(sheet.staging, table))


def import_table(
    *,
    table: Table,
    file: SheetFile,
    answers: Answers,
    by: AbstractBaseUser | None,
    at: datetime,
    as_of: date,
    tell: Tell = nobody,
    beside: Beside = _nothing,
) -> ImportedTable:
    """Writes what a sheet adds to the record or changes in it, and refreshes the verdicts that depend on it.

    ``by`` none is the tracker's own account. ``beside`` is entered before the rows are written and left after it, in
    the same transaction. Raises PackageRefusedError and UnclearSheetError; then nothing is written.
    """
    with _reading(), staged_sheet(table, file, answers, tell) as sheet:
        try:
            with transaction.atomic():
                lock_record()
                tell("judging", READ)
                user = by or system_user()
                staged = sheet.judge(_said)
                tell("writing", JUDGED)
                figures = figures_beside(sheet.staging, table)
                with beside(sheet, partial(_outlook, sheet, staged, figures)):
                    loaded = staged.load(by_id=user.pk, at=at)
                    if loaded.changed:
                        _audit(table, loaded, user, at)
                        tell("verdicts", WRITTEN)
                        refresh_loaded(loaded, as_of, at)
        except IntegrityError as error:  # constraints that wait for the commit
            raise refused(file.name, f"the database refuses it: {explained(error)}") from error
        return _imported(sheet, loaded, figures)


def _reading() -> AbstractContextManager[object]:
    """PostgreSQL's temporary tables end with a transaction; SQLite's would hold its only writer up."""
    return nullcontext() if connection.vendor == "sqlite" else transaction.atomic()


def _outlook(sheet: StagedSheet, staged: StagedPackage, figures: Difference) -> ImportedTable:
    """What writing the sheet would do."""
    return _imported(sheet, staged.difference(), figures, staged.overwritten())


def _imported(sheet: StagedSheet, loaded: Loaded, beside: Difference, overwritten: str = "") -> ImportedTable:
    doubts = sorted(sheet.problems.doubts, key=attrgetter("place"))
    return ImportedTable(loaded, sheet.notes, beside, tuple(sheet.problems.remarks), tuple(doubts), overwritten)


def _said(doubt: Doubt) -> str:
    return wording.doubt(doubt.code, doubt.values, get_language() or "en")


def _audit(table: Table, loaded: Loaded, by: AbstractBaseUser, at: datetime) -> None:
    counts = loaded.tables[table.name]
    details = {"file": loaded.package, "table": table.name, "new": counts.new, "updated": counts.updated}
    record_audit("import_table", None, by=by, at=at, details=details)
