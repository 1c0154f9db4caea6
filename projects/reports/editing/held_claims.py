"""The claims of the record about one indicator, and what they are to a figure of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from projects.comparison.figures import Indicator, Outcome, Target

Relation: TypeAlias = Literal[
    "restates",  # the promise that holds
    "restates_earlier",  # a link that has been revised since
    "revises",  # the promise that holds: ``changes`` says what moves (R10)
    "earlier",  # than the first announcement of the promise for that time
    "withdrawn",  # the promise was given up
    "restates_report",  # a report of the same period
    "updates",  # the same publisher reported another figure for the period before
    "disagrees",  # another source of the day says another figure of the promise; another publisher of the period (R9)
    "far",  # for the time of a claim, but many times away from it: mostly a part, or about something else
    "unclear",  # the time is not known, so that it cannot be told
    "new",
    "other",  # a figure for comparison, which the record does not hold
]
RESTATING = frozenset({"restates", "restates_earlier", "restates_report"})  # there is nothing to enter


@dataclass(frozen=True, slots=True)
class Holding:
    """What the record holds; without a claim nothing. ``kind`` and ``claim_id`` name the claim that it is beside.

    The other members are those of the claim: ``start`` and ``end`` its window or period, ``published`` the day of its
    announcement or publication. ``changes`` is what the figure would change (R10); ``now`` of a revised link the value
    that holds.
    """

    relation: Relation
    kind: Literal["target", "outcome", ""] = ""
    claim_id: str = ""
    basis: str = ""
    qualifier: str = ""
    value: Decimal | None = None
    upper_value: Decimal | None = None
    start: date | None = None
    end: date | None = None
    published: date | None = None
    publisher: str = ""
    changes: tuple[str, ...] = ()
    now: Decimal | None = None


@dataclass(slots=True)
class HeldClaims:
    """The claims about one indicator: chains of links, oldest first, and outcomes. ``publishers``: target → name."""

    indicator: Indicator
    chains: list[Sequence[Target]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    publishers: dict[str, str] = field(default_factory=dict)
