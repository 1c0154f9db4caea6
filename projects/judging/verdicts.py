"""The verdicts and histories of a batch of chains: the same work in this process or in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from projects.comparison import engine
from projects.comparison.readings import OutcomeIndex
from projects.judging.claims import Group, Source, claims_of
from projects.judging.judged_chain import JudgedChain, judged_chain

BATCH_SIZE = 450_000  # characters of outcomes in a batch: some tenths of a second of work
CHAIN_SIZE = 150  # characters that a chain counts for


@dataclass(frozen=True, slots=True)
class Batch:
    """Groups that are judged together, and the lines of the sources that they name. Batches share these lines."""

    sources: str
    groups: list[Group]


def batches(sources: str, groups: Iterable[Group]) -> Iterator[Batch]:
    """Groups put together into batches of about ``BATCH_SIZE``."""
    batch: list[Group] = []
    size = 0
    for group in groups:
        batch.append(group)
        size += sum(map(len, group.outcomes.values())) + CHAIN_SIZE * len(group.chains)
        if size >= BATCH_SIZE:
            yield Batch(sources, batch)
            batch, size = [], 0
    if batch:
        yield Batch(sources, batch)


def judge(groups: Iterable[Group], sources: Mapping[str, Source], as_of: date) -> list[JudgedChain]:
    """The verdict on every chain of the groups of a batch on a day."""
    judged = []
    for group in groups:
        indexes: dict[int, OutcomeIndex] = {}  # chains with the same outcomes share an index and its readings
        for claims in claims_of(group, sources):
            index = indexes.get(id(claims.outcomes))
            if index is None:
                index = indexes[id(claims.outcomes)] = OutcomeIndex(claims.outcomes)
            assessment, history = engine.assess_with_history(claims.chain, index, as_of, claims.interims)
            links = engine.announced(claims.chain, as_of)
            judged.append(judged_chain(claims.first_id, links, assessment, history))
    return judged
