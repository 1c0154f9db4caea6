"""The verdicts and histories of a batch of chains: the same work in this process or in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from projects.comparison import engine
from projects.comparison.readings import OutcomeIndex
from projects.judging.claims import Group, Source, claims_of
from projects.judging.judged_chain import JudgedChain, judged_chain

Batch = list[Group]

BATCH_SIZE = 450_000  # characters of outcomes in a batch: some tenths of a second of work
CHAIN_SIZE = 150  # characters that a chain counts for


def batches(groups: Iterable[Group]) -> Iterator[Batch]:
    """Groups put together into batches of about ``BATCH_SIZE``."""
    batch: Batch = []
    size = 0
    for group in groups:
        batch.append(group)
        size += sum(map(len, group.outcomes.values())) + CHAIN_SIZE * len(group.chains)
        if size >= BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def judge(batch: Batch, sources: Mapping[str, Source], as_of: date) -> list[JudgedChain]:
    """The verdict on every chain of a batch on a day."""
    judged = []
    for group in batch:
        indexes: dict[int, OutcomeIndex] = {}  # chains with the same outcomes share an index and its readings
        for claims in claims_of(group, sources):
            index = indexes.get(id(claims.outcomes))
            if index is None:
                index = indexes[id(claims.outcomes)] = OutcomeIndex(claims.outcomes)
            assessment, history = engine.assess_with_history(claims.chain, index, as_of, claims.interims)
            judged.append(judged_chain(claims.first_id, assessment, history))
    return judged
