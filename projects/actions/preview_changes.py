"""What changes would do to the verdicts, before anybody saves them: they are made, looked at and undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.changes import Batch, Change, ChangeDoubt, ChangeProblem, Row
from projects.actions.recording import day_of, lock_record
from projects.actions.refresh import rewrite_affected
from projects.adapters import claims_affected_by
from projects.models import Assessment, Outcome, Target
from projects.reports.named import NAME_COLUMNS, Named


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """What a stored verdict says, as far as a preview shows it. ``percent``: a ratio as text, or None."""

    target: str
    indicator: Named
    status: str
    percent: str | None
    disputed: bool


@dataclass(frozen=True, slots=True)
class VerdictMove:
    """The verdict on a chain before and after; None where there is none yet, or no more."""

    first_id: str
    before: VerdictLine | None
    after: VerdictLine | None

    @property
    def moves(self) -> bool:
        """Whether the verdict is another one; another name of what it is about is none."""
        return _verdict_of(self.before) != _verdict_of(self.after)


def _verdict_of(line: VerdictLine | None) -> tuple[str, str, str | None, bool] | None:
    return (line.target, line.status, line.percent, line.disputed) if line is not None else None


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
        before = _verdicts(claims_affected_by(**_existing(changes)))
        touched = batch.make(changes)
        reached = claims_affected_by(**touched)
        before |= _verdicts(reached - before.keys())
        rewrite_affected(as_of=day_of(at), at=at, **touched)
        after = _verdicts({*before, *reached})
        transaction.set_rollback(True)
    moves = [VerdictMove(first, before.get(first), after.get(first)) for first in sorted({*before, *after})]
    repeated = tuple(row for row in batch.applied.rows if row not in batch.applied.new and _is_added(row, changes))
    return ChangesPreview(
        tuple(sorted(moves, key=lambda move: not move.moves)), tuple(batch.problems), tuple(batch.doubts), repeated
    )


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


def _verdicts(first_ids: Collection[str]) -> dict[str, VerdictLine]:
    """One query."""
    names = [f"target__indicator__{column}" for column in NAME_COLUMNS]
    columns = ("first_id", "target_id", "status", "payload", "disputed", *names)
    rows = Assessment.objects.filter(first__in=list(first_ids)).values_list(*columns) if first_ids else ()
    return {
        first: VerdictLine(target, Named(*indicator), status, payload["percent_achieved"], disputed)
        for first, target, status, payload, disputed, *indicator in rows
    }
