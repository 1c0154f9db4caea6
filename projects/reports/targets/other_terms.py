"""What the same programme reported in other terms, while nothing counts for a promise: each with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from projects.models import Outcome
from projects.models.outcome import OutcomeQuerySet

from .consistency import touches
from .target_entry import TargetEntry

SHOWN, SHORT = 5, 3
NEAR = 2  # words of two names in common
MOST_READ = 200  # of a programme that reports on very much, the latest


@dataclass(frozen=True, slots=True)
class OtherReport:
    """A report on another indicator of the programme. ``reasons`` are codes of why it does not count, one at least."""

    outcome: Outcome
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """The latest report on each other indicator since the promise was made, the likest first; of ``count`` in all."""

    shown: tuple[OtherReport, ...]
    count: int


NOTHING = OtherTerms((), 0)


def other_terms(entry: TargetEntry, announced: date, as_of: date) -> OtherTerms:
    """What was reported in other terms after ``announced``, the day of the first announcement. One query.

    Nothing where something counts, and where a promise was withdrawn.
    """
    if entry.assessment["evidence"] or entry.withdrawn:
        return NOTHING
    latest: dict[str, Outcome] = {}
    for outcome in (
        reports_in_other_terms(as_of)
        .filter(indicator__programme=entry.programme.id, source__public_on__gt=announced)
        .exclude(indicator=entry.indicator.id)[:MOST_READ]
    ):
        latest.setdefault(outcome.indicator_id, outcome)
    reports = [OtherReport(outcome, why_not(entry, outcome, announced)) for outcome in latest.values()]
    likest = sorted(reports, key=lambda report: _distance(entry, report.outcome))
    return OtherTerms(tuple(likest[:SHOWN]), len(reports))


def reports_in_other_terms(as_of: date) -> OutcomeQuerySet:
    """Reports that stand, the latest first, with all that is told of them."""
    reports = Outcome.objects.published_by(as_of).exclude(corrections__source__public_on__lte=as_of)
    return reports.select_related("indicator__territory", "source", "territory").order_by(
        "-period_end", "-source__public_on", "id"
    )


def why_not(entry: TargetEntry, outcome: Outcome, announced: date) -> tuple[str, ...]:
    """Why a report on another indicator does not count: the codes of ``wording.other_terms``."""
    indicator = outcome.indicator
    place = outcome.territory_id or indicator.territory_id
    reasons = ["other_unit" if indicator.unit != entry.unit else "other_indicator"]
    if place is not None and place != entry.territory:
        reasons.append("other_place")
    if outcome.period_end <= announced:
        reasons.append("before_promise")
    elif not touches(outcome, entry):
        reasons.append("other_period")
    return tuple(reasons)


def is_near(entry: TargetEntry, outcome: Outcome) -> bool:
    """Whether a report on another indicator is of nearly the same thing: its unit, and two words of its name."""
    indicator = outcome.indicator
    if indicator.id == entry.indicator.id or indicator.unit != entry.unit or not entry.unit:
        return False
    return len(_words(entry.indicator.name) & _words(indicator.name)) >= NEAR


def _distance(entry: TargetEntry, outcome: Outcome) -> tuple[bool, int, int, str]:
    """The same unit first, then more words in common, then the latest."""
    shared = _words(entry.indicator.name) & _words(outcome.indicator.name)
    return outcome.indicator.unit != entry.unit, -len(shared), -outcome.period_end.toordinal(), outcome.pk


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    """The words of a name, without those of three letters and fewer (of, the, by)."""
    return frozenset(word for word in re.findall(r"\w+", name.casefold()) if len(word) > SHORT)
