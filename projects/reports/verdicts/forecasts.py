"""R16 for the record: what the decided promises say of one that is open, and how well such forecasts did."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from projects.comparison.forecast import (
    FORECAST,
    NOTHING_DECIDED,
    Forecast,
    Likeness,
    Promise,
    Step,
    Tally,
    forecast,
    tally_of,
)
from projects.comparison.forecast_score import Score, score
from projects.models import Assessment, StatusChange
from projects.models.record_version import Version
from projects.reports.hierarchies import Hierarchies
from projects.reports.version_cache import cached_for_version


@dataclass(frozen=True, slots=True)
class PastPromises:
    """What reports had decided by a day, in all and by likeness, and the score of the forecasts until then."""

    everything: Tally
    alike: dict[Likeness, Tally]
    score: Score | None

    @property
    def beats_plain(self) -> bool:
        return self.score is not None and self.score.beats_plain

    def forecast(self, likeness: Likeness, status: str) -> Forecast | None:
        """What can be said of a promise; None where its status allows no forecast or too little is decided."""
        if status not in FORECAST:
            return None
        return forecast(self.alike.get(likeness, NOTHING_DECIDED), self.everything, beats_plain=self.beats_plain)


def past_promises(as_of: date, version: Version | None) -> PastPromises:
    """The promises decided by a day. Three queries; none again while the record does not change."""
    return cached_for_version(version, lambda: _past_promises(as_of, Hierarchies(version)), "past promises", as_of)


def alike(entry: Any) -> Likeness:
    """What promises that are comparable with an entry have in common with it."""
    return likeness_of(entry.responsible.id, entry.accumulation, entry.sector)


def likeness_of(body: str, kind: str, sector: str) -> Likeness:
    return (body, kind, sector)


def _past_promises(as_of: date, hierarchies: Hierarchies) -> PastPromises:
    promises = _promises(as_of, hierarchies)
    alike: defaultdict[Likeness, Tally] = defaultdict(Tally)
    everything = NOTHING_DECIDED
    for promise in promises:
        decided = tally_of([promise.steps[-1].status])
        everything += decided
        for likeness in promise.counts_for:
            alike[likeness] += decided
    return PastPromises(everything, dict(alike), score(promises))


def _promises(as_of: date, hierarchies: Hierarchies) -> list[Promise]:
    """Every promise with its changes of status up to a day, from the stored history."""
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    changes = StatusChange.objects.filter(on__lte=as_of).order_by("first_id", "on")
    for first, on, status in changes.values_list("first_id", "on", "to_status"):
        steps[first].append(Step(on, status))
    programme = "target__indicator__programme__"
    rows = Assessment.objects.order_by("first_id").values_list(
        "first_id", f"{programme}responsible_id", "target__indicator__accumulation", f"{programme}sector"
    )
    return [
        Promise(
            first,
            likeness_of(body, kind, sector),
            frozenset(likeness_of(later, kind, sector) for later in hierarchies.with_successors(body)),
            tuple(steps[first]),
        )
        for first, body, kind, sector in rows
        if first in steps
    ]
