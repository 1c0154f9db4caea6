"""What changes would do to the verdicts, before anybody saves them: they are made, looked at and undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.apply_changes import Batch
from projects.actions.changes import Change, ChangeDoubt, ChangeProblem, Row
from projects.actions.recording import day_of, lock_record
from projects.actions.refresh import rewrite_affected
from projects.actions.verdict_moves import VerdictMove, verdict_lines, verdict_moves
from projects.adapters import claims_affected_by
from projects.models import Outcome, Target


@dataclass(frozen=True, slots=True)
class ChangesPreview:
    """Every chain that the changes can reach, those whose verdict moves first, and what is wrong or doubtful.

    ``repeated``: rows that are recorded already, just as they stand here.
    """

    verdicts: tuple[VerdictMove, ...]
    problems: tuple[ChangeProblem, ...]
    doubts: tuple[ChangeDoubt, ...]
    repeated: tuple[Row, ...]

    @property
    def reached(self) -> tuple[str, ...]:
        return tuple(move.first_id for move in self.verdicts)


def preview_changes(
    changes: Sequence[Change], *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] = ()
) -> ChangesPreview:
    """Makes the changes in a transaction that is undone. Problems and doubts are part of the answer.

    The number of queries depends on the number of changes, never on the size of the record.
    """
    batch = Batch(by=by, at=at, confirmed=frozenset(confirmed), through="preview")
    with transaction.atomic():
        lock_record()
        before = verdict_lines(claims_affected_by(**_existing(changes)))
        touched = batch.make(changes)
        reached = claims_affected_by(**touched)
        before |= verdict_lines(reached - before.keys())
        rewrite_affected(as_of=day_of(at), at=at, **touched)
        after = verdict_lines({*before, *reached})
        transaction.set_rollback(True)
    repeated = tuple(row for row in batch.applied.rows if row not in batch.applied.new and _is_added(row, changes))
    moves = sorted(verdict_moves(before, after), key=lambda move: not move.moves)
    return ChangesPreview(tuple(moves), tuple(batch.problems), tuple(batch.doubts), repeated)


def _existing(changes: Iterable[Change]) -> dict[str, set[str]]:
    """The indicators of the claims that the changes take out or replace: their verdicts may go with them."""
    targets = {change.row_id for change in changes if change.table == "targets" and change.row_id}
    outcomes = {change.row_id for change in changes if change.table == "outcomes" and change.row_id}
    indicators: set[str] = set()
    for model, ids in ((Target, targets), (Outcome, outcomes)):
        rows: Any = model
        if ids:
            indicators.update(rows.objects.filter(pk__in=ids).values_list("indicator_id", flat=True))
    return {"indicators": indicators} if indicators else {}


def _is_added(row: Row, changes: Iterable[Change]) -> bool:
    return any(change.action == "add" and change.table == row[0] for change in changes)
