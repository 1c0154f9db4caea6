"""The verdicts and histories of a bundle of chains: the same work, done here or in another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from projects.comparison import engine, figures
from projects.comparison.history import HistoryStep
from projects.comparison.standing import Ledger
from projects.judging.claims import Group, Row, claims_of

Bundle = list[tuple[Group, list[Row]]]

ROWS = 5_000  # of outcomes and chains in a bundle: some tenths of a second of work, a megabyte on its way


@dataclass(frozen=True, slots=True)
class Found:
    """What one chain's claims come to; no assessment where nothing is announced yet."""

    first_id: str
    assessment: figures.Assessment | None
    history: tuple[HistoryStep, ...]


def bundles(groups: Iterable[tuple[Group, list[Row]]]) -> Iterator[Bundle]:
    """Groups with their rows, put together until they are worth a journey."""
    bundle: Bundle = []
    size = 0
    for group, rows in groups:
        bundle.append((group, rows))
        size += len(rows) + len(group.chains)
        if size >= ROWS:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


def judge(bundle: Bundle, as_of: date) -> list[Found]:
    """The verdict on every chain of a bundle on a day."""
    found = []
    for group, rows in bundle:
        ledgers: dict[int, Ledger] = {}  # chains with the same outcomes share a ledger and its readings
        for each in claims_of(group, rows):
            ledger = ledgers.get(id(each.outcomes))
            if ledger is None:
                ledger = ledgers[id(each.outcomes)] = Ledger(each.outcomes)
            verdict, history = engine.assess_with_history(each.chain, ledger, as_of, each.interims)
            found.append(Found(each.first_id, verdict, history))
    return found
