"""What workers do with imports: one has an import at a time, and whoever lost it writes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from projects.actions.import_table import ImportedTable, check_table, import_table
from projects.actions.recording import day_of
from projects.actions.table_imports import results
from projects.actions.table_imports.requests import State, answers_of
from projects.actions.table_imports.undo import undo_rows
from projects.models import ImportedFile, ImportedRow, TableImport
from projects.models.audit import record_audit
from projects.models.table_import import BEATS_EVERY, LEASE, MOST_FAILURES
from projects.packages.problems import PackageRefusedError
from projects.packages.sheets.stage import SheetFile, StagedSheet, UnclearSheetError
from projects.packages.staging import record, stage
from projects.packages.tables import BY_NAME

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


class LostError(Exception):
    """Another worker has the import by now."""


def run_waiting(clock: Clock) -> int:
    """Does all that waits, one import after the other; returns how many. Safe to run twice, and in many workers."""
    count = 0
    while (table_import := lease_import(clock())) is not None:
        count += 1
        with translation.override(table_import.language), _beating(table_import, clock):
            _run(table_import, clock)
    return count


def drop_outdated(at: datetime) -> int:
    """Drops files that nobody has published for a long time; returns how many. What became of them stays."""
    outdated = TableImport.objects.outdated(at)
    pending = [State.UNCLEAR, State.REFUSED, State.CHECKED, State.FAILED]
    with transaction.atomic():
        ids = list(outdated.values_list("pk", flat=True))
        TableImport.objects.filter(pk__in=ids, state__in=pending).update(state=State.DISCARDED)
        return ImportedFile.objects.filter(pk__in=ids).delete()[0]


def lease_import(at: datetime) -> TableImport | None:
    """The import that has waited longest, which is then this worker's for a while."""
    with transaction.atomic():
        leased = TableImport.objects.waiting(at).select_for_update(skip_locked=True, of=("self",)).first()
        if leased is None:
            return None
        is_orphan = leased.state in TableImport.RUNNING
        leased.failures += is_orphan
        leased.state = TableImport.STEPS.get(leased.state, leased.state)
        leased.attempts += 1
        leased.lease_ends_at = at + LEASE
        leased.save(update_fields=["state", "failures", "attempts", "lease_ends_at"])
    return leased


def _run(table_import: TableImport, clock: Clock) -> None:
    try:
        if table_import.failures >= MOST_FAILURES:
            _finish(
                table_import, _state_after_failure(table_import), error=_("The worker ended at this, again and again.")
            )
        elif table_import.state == State.CHECKING:
            _check(table_import)
        elif table_import.state == State.PUBLISHING:
            _publish(table_import, clock)
        else:
            _undo(table_import, clock)
    except LostError:
        logger.warning("Import %s was taken up by another worker", table_import.pk)
    except PackageRefusedError as error:
        _finish(table_import, State.REFUSED, result=results.of_problems(error.problems, error.more))
    except UnclearSheetError as error:
        questions = results.of_questions(error.questions)
        _finish(table_import, State.UNCLEAR, result={**results.of_problems(error.problems, error.more), **questions})
    except ValidationError as error:
        _finish(table_import, _state_after_failure(table_import), error=" ".join(error.messages))
    except Exception:
        logger.exception("Import %s came to nothing", table_import.pk)
        what = _("Something went wrong here, and nothing was written. Whoever runs this tracker finds more in its log.")
        _finish(table_import, _state_after_failure(table_import), error=what)
    finally:
        cache.delete(progress_key(table_import))


def _state_after_failure(table_import: TableImport) -> str:
    """What was published stays so when it cannot be taken out."""
    return State.PUBLISHED if table_import.state == State.UNDOING else State.FAILED


def _check(table_import: TableImport) -> None:
    imported = check_table(
        table=BY_NAME[table_import.table],
        file=_file(table_import),
        answers=answers_of(table_import.answers),
        tell=_tell(table_import),
    )
    _finish(table_import, State.CHECKED, result=results.of_import(imported, table_import.table))


def _publish(table_import: TableImport, clock: Clock) -> None:
    at = clock()

    @contextmanager
    def beside(sheet: StagedSheet, outlook: Callable[[], ImportedTable]) -> Iterator[None]:
        result = results.of_import(outlook(), table_import.table)
        if results.does_more(result, table_import.result):
            raise ValidationError(
                _(
                    "The record has changed since this file was checked, and the file would do more now than was seen "
                    "then. Nothing was written: check it again."
                )
            )
        _note_rows(table_import, sheet)
        yield
        columns = {"result": result, "published_at": at, "published_by_id": table_import.asked_by_id}
        _finish(table_import, State.PUBLISHED, **columns)
        ImportedFile.objects.filter(pk=table_import.pk).delete()
        details = {"file": table_import.file_name, "uploaded_by": str(table_import.uploaded_by_id)}
        record_audit("publish_import", table_import, by=table_import.asked_by, at=at, details=details)

    import_table(
        table=BY_NAME[table_import.table],
        file=_file(table_import),
        answers=answers_of(table_import.answers),
        by=table_import.uploaded_by,
        at=at,
        as_of=day_of(at),
        tell=_tell(table_import),
        beside=beside,
    )


def _note_rows(table_import: TableImport, sheet: StagedSheet) -> None:
    """What the import is about to add, in one statement."""
    rows = ImportedRow._meta.db_table
    sheet.staging.run(
        f"""INSERT INTO {rows} (table_import_id, row_id) SELECT %s, s.id FROM {stage(sheet.table)} s
            WHERE NOT EXISTS (SELECT 1 FROM {record(sheet.table)} r WHERE r.id = s.id)""",  # noqa: S608 - names are ours
        [table_import.pk],
    )


def _undo(table_import: TableImport, clock: Clock) -> None:
    at = clock()
    with transaction.atomic():
        left = undo_rows(table_import=table_import, by=table_import.asked_by, at=at, tell=_tell(table_import))
        result = {**table_import.result, "left": left}
        _finish(table_import, State.UNDONE, result=result, undone_at=at, undone_by_id=table_import.asked_by_id)


def _file(table_import: TableImport) -> SheetFile:
    stored = ImportedFile.objects.filter(pk=table_import.pk).first()
    if stored is None:
        raise ValidationError(_("The file is kept no more: upload it again."))
    return SheetFile(table_import.file_name, bytes(stored.content))


def _finish(table_import: TableImport, state: str, **columns: object) -> None:
    """Writes how the step ended. Raises LostError where another worker has the import by now."""
    own = TableImport.objects.filter(pk=table_import.pk, attempts=table_import.attempts, state=table_import.state)
    if not own.update(state=state, lease_ends_at=None, failures=0, **columns):
        raise LostError


# --- Signs of life -------------------------------------------------------------------------------------------------


def progress_key(table_import: TableImport) -> str:
    return f"table-import:{table_import.pk}"


def _tell(table_import: TableImport) -> Callable[[str, int], None]:
    """Leaves how far it is in the shared cache: the row itself is in a transaction that nobody sees into."""
    key, seconds = progress_key(table_import), int(LEASE.total_seconds())

    def tell(step: str, thousandths: int) -> None:
        cache.set(key, (step, thousandths), seconds)

    return tell


@contextmanager
def _beating(table_import: TableImport, clock: Clock) -> Iterator[None]:
    """Renews the lease while the block runs, on a connection of its own."""
    is_over = Event()

    def beat() -> None:
        own = TableImport.objects.filter(pk=table_import.pk, attempts=table_import.attempts)
        try:
            while not is_over.wait(BEATS_EVERY.total_seconds()):
                try:
                    own.filter(lease_ends_at__isnull=False).update(lease_ends_at=clock() + LEASE)
                except DatabaseError:  # SQLite has one writer, and it is at work
                    logger.debug("The lease of import %s could not be renewed", table_import.pk)
        finally:
            connection.close()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
