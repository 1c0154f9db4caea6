"""What figures are matched with, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

Texts: TypeAlias = Mapping[str, str]  # language → text, without those that are empty
ReasonCode: TypeAlias = Literal["words", "unit", "value", "scale", "period", "place", "body"]


@dataclass(frozen=True, slots=True)
class CandidateProgramme:
    """The words of a programme. ``bodies``: the names of who answers for it."""

    id: str
    names: Texts
    bodies: tuple[Texts, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator. ``territory`` is the id of a ``Place``; without one, places say nothing of it."""

    id: str
    unit: str
    names: Texts
    programme: CandidateProgramme
    definitions: Texts = field(default_factory=dict)
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or a part of one: ``parent`` is then the id of what it is a part of."""

    id: str
    names: Texts
    parent: str = ""


@dataclass(slots=True)
class Facts:
    """What the record holds for an indicator, as far as it tells figures apart.

    ``values``: figures of the article that the record holds for it, by basis. ``ranges``: basis → the smallest and the
    largest value. ``ends``: deadlines and ends of periods.
    """

    values: set[tuple[str, Decimal]] = field(default_factory=set)
    ranges: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    ends: set[date] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a match. ``words``: the words of the article that it rests on."""

    code: ReasonCode
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator that a figure may belong to; ``score`` from 0 to 1."""

    indicator_id: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FigureMatches:
    """The matches of the figure with this index, the best first; none where nothing speaks for any."""

    figure: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How strongly a text concerns the indicators, from 0 to 1, and those that it concerns, the best first."""

    score: float
    matches: tuple[Match, ...]
