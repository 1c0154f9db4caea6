"""Whether the figures behind a target agree with each other (R13): beside the verdict, never part of it.

Shares against part and whole, and exchange rates, need reports on several indicators; the record does not say which of
them belong together, so those two checks are left to callers that know (``comparison.checks``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from projects import adapters, wording
from projects.comparison.checks import Inconsistency, consistency, parts_by_territory
from projects.comparison.figures import Indicator
from projects.comparison.quantities import Interval
from projects.models import Outcome
from projects.models.outcome import OutcomeQuerySet

from .target_entry import TargetEntry


@dataclass(frozen=True, slots=True)
class Finding:
    """A failed check. ``figures`` are the reports named in the sentence, ``outcomes`` all with these figures."""

    code: str
    figures: tuple[Outcome, ...]
    outcomes: tuple[Outcome, ...]
    stated: Interval
    implied: Interval

    def text(self, lang: str) -> str:
        """The finding as a sentence in ``en``, ``ru`` or ``kk``."""
        return wording.inconsistency(
            self.code, [_Said(figure) for figure in self.figures], self.stated, self.implied, lang
        )


class _Said:
    """A report with its unit beside its figure."""

    def __init__(self, outcome: Outcome) -> None:
        self.basis, self.qualifier = outcome.basis, outcome.qualifier
        self.value, self.upper_value = outcome.value, outcome.upper_value
        self.period_start, self.period_end = outcome.period_start, outcome.period_end
        self.compared_with_start, self.compared_with_end = outcome.compared_with_start, outcome.compared_with_end
        self.unit = outcome.indicator.unit


def consistency_findings(entry: TargetEntry, as_of: date, known_at: datetime | None = None) -> tuple[Finding, ...]:
    """What the checks find among the reports on the target's window known by then. One query."""
    reports = reports_on(entry.indicator.id, as_of)
    if known_at is not None:
        reports = reports.known_at(known_at)
    return findings_among(reports, entry, as_of)


def reports_on(indicator: str, as_of: date) -> OutcomeQuerySet:
    """The reports on an indicator known by a day, newest first, with all that is told of them."""
    reports = Outcome.objects.published_by(as_of).filter(indicator=indicator)
    return reports.select_related("indicator", "source", "territory", "spoken_by").order_by(
        "-period_end", "-source__public_on", "id"
    )


def findings_among(reports: Iterable[Outcome], entry: TargetEntry, as_of: date) -> tuple[Finding, ...]:
    """The same among reports of ``reports_on``. No query.

    Two sources that say the same give one finding with the reports of both.
    """
    rows = {row.id: row for row in reports}
    places = {row.territory for row in rows.values() if row.territory is not None}
    parts = [place.id for place in places if place.parent_id == entry.territory]
    outcomes = [adapters.as_outcome(row, entry.territory) for row in rows.values()]
    indicator = Indicator(entry.indicator.id, entry.unit, entry.accumulation, entry.direction, entry.territory)
    inconsistencies = (*consistency(indicator, outcomes, as_of), *parts_by_territory(indicator, parts, outcomes, as_of))
    return _merged(
        [
            inconsistency
            for inconsistency in inconsistencies
            if any(touches(rows[id], entry) for id in inconsistency.outcomes)
        ],
        rows,
    )


def touches(outcome: Outcome, entry: TargetEntry) -> bool:
    """Whether the period of a report and the window of the target have a day in common; open ends reach on.

    What is owed by a deadline is owed after it too.
    """
    starts, ends = outcome.period_start or outcome.period_end, outcome.period_end
    after = entry.window_start is not None and ends < entry.window_start
    owed_later = entry.timing == "by_deadline"
    before = entry.deadline is not None and not owed_later and starts > entry.deadline
    return not (after or before)


def _merged(inconsistencies: list[Inconsistency], rows: dict[str, Outcome]) -> tuple[Finding, ...]:
    groups: dict[tuple[object, ...], list[Inconsistency]] = {}
    for inconsistency in inconsistencies:
        same = tuple(_figure(rows[id]) for id in inconsistency.outcomes)
        groups.setdefault((inconsistency.code, inconsistency.stated, inconsistency.implied, same), []).append(
            inconsistency
        )
    return tuple(
        Finding(
            code=group[0].code,
            figures=tuple(rows[id] for id in group[0].outcomes),
            outcomes=tuple(
                rows[id] for id in dict.fromkeys(id for inconsistency in group for id in inconsistency.outcomes)
            ),
            stated=group[0].stated,
            implied=group[0].implied,
        )
        for group in groups.values()
    )


def _figure(outcome: Outcome) -> tuple[object, ...]:
    return (
        outcome.basis, outcome.qualifier, outcome.value, outcome.upper_value, outcome.period_start, outcome.period_end,
        outcome.territory_id,
    )  # fmt: skip
