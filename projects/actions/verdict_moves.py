"""Verdicts before and after a change, which is made, looked at and undone: what every preview shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from projects.adapters import claims_affected_by
from projects.models import Assessment
from projects.reports.named import NAME_COLUMNS, Named


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """What a stored verdict says, as far as a preview shows it.

    ``percent``: a ratio as text, ``actual``: base units as text; None where there is none.
    """

    target: str
    indicator: Named
    status: str
    percent: str | None
    actual: str | None
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


def _verdict_of(line: VerdictLine | None) -> tuple[str | bool | None, ...] | None:
    return (line.target, line.status, line.percent, line.actual, line.disputed) if line is not None else None


def verdict_lines(first_ids: Collection[str]) -> dict[str, VerdictLine]:
    """The stored verdicts on chains, by first link. One query."""
    names = [f"target__indicator__{column}" for column in NAME_COLUMNS]
    columns = ("first_id", "target_id", "status", "payload", "disputed", *names)
    rows = Assessment.objects.filter(first__in=list(first_ids)).values_list(*columns) if first_ids else ()
    return {
        first: VerdictLine(target, Named(*indicator), status, payload["percent_achieved"], payload["actual"], disputed)
        for first, target, status, payload, disputed, *indicator in rows
    }


def verdict_moves(before: dict[str, VerdictLine], after: dict[str, VerdictLine]) -> list[VerdictMove]:
    """Every chain that has a verdict before or after, by first link."""
    return [VerdictMove(first, before.get(first), after.get(first)) for first in sorted({*before, *after})]


@contextmanager
def undone_moves(indicators: Collection[str]) -> Iterator[list[VerdictMove]]:
    """Undoes the block, and says which verdicts on the indicators it would have moved: the list is filled at its end.

    What the block raises is raised.
    """
    moves: list[VerdictMove] = []
    with transaction.atomic():
        first_ids = claims_affected_by(indicators=indicators) if indicators else set()
        before = verdict_lines(first_ids)
        yield moves
        after = verdict_lines(first_ids)
        transaction.set_rollback(True)
    moves += [move for move in verdict_moves(before, after) if move.moves]
