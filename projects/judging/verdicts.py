"""The verdicts and histories of a bundle of chains: the same work, done here or in another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from projects.comparison import engine
from projects.comparison.readings import Ledger
from projects.judging.claims import Group, Source, claims_of
from projects.judging.judged_chain import Found, found_of

Bundle = list[Group]

WORTH = 450_000  # characters of outcomes in a bundle: some tenths of a second of work
OF_A_CHAIN = 150  # what a chain counts for among them


def bundles(groups: Iterable[Group]) -> Iterator[Bundle]:
    """Groups put together until they are worth a journey."""
    bundle: Bundle = []
    size = 0
    for group in groups:
        bundle.append(group)
        size += sum(map(len, group.outcomes.values())) + OF_A_CHAIN * len(group.chains)
        if size >= WORTH:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


def judge(bundle: Bundle, sources: Mapping[str, Source], as_of: date) -> list[Found]:
    """The verdict on every chain of a bundle on a day."""
    found = []
    for group in bundle:
        ledgers: dict[int, Ledger] = {}  # chains with the same outcomes share a ledger and its readings
        for each in claims_of(group, sources):
            ledger = ledgers.get(id(each.outcomes))
            if ledger is None:
                ledger = ledgers[id(each.outcomes)] = Ledger(each.outcomes)
            verdict, history = engine.assess_with_history(each.chain, ledger, as_of, each.interims)
            found.append(found_of(each.first_id, verdict, history))
    return found
