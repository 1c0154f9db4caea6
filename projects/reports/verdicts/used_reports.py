"""Which links and reports the verdicts on some chains rest on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from .verdict_lookup import judge_chains, stored_verdicts_among


class Used(NamedTuple):
    """The status of each link that was current, and the ids of all reports that are evidence."""

    statuses: dict[str, str]
    evidence: set[str]


def used_by_chains(first_ids: Collection[str], as_of: date) -> Used:
    """Of the chains that had been announced by then. At most four queries; only what is not stored is judged."""
    used, unsettled = Used({}, set()), set(first_ids)
    stored = stored_verdicts_among(unsettled, as_of)
    for first, target, status, evidence in stored.values_list("first_id", "target_id", "status", "payload__evidence"):
        if first in unsettled:
            unsettled.remove(first)
            used.statuses[target] = status
            used.evidence.update(evidence)
    for verdict in judge_chains(as_of, unsettled) if unsettled else ():
        used.statuses[verdict.target] = verdict.status
        used.evidence.update((verdict.payload or {})["evidence"])
    return used
