"""A target as every rendering shows it: its link of the chain, what it belongs to, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from projects.comparison.quantities import plain
from projects.models import Target

from . import verdicts
from .prepared import RowsById


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the record with its names; ``name_ru`` and ``name_kk`` may be empty."""

    id: str
    name: str
    name_ru: str
    name_kk: str


@dataclass(frozen=True, slots=True)
class CitedSource:
    """The source of an announcement. ``published`` is the first day its printed date can mean."""

    id: str
    title: str
    publisher: str
    published: date
    published_precision: str
    url: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A link of the chain: what it announced, and what that moved against the link before it (R10)."""

    id: str
    announced: date
    value: Decimal | None
    deadline: date | None
    change: tuple[str, ...]
    revised_after_the_fact: bool


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One link of a chain with the chain's verdict. Figures in base units; absent is None or ""."""

    id: str
    programme: Named
    indicator: Named
    responsible: Named
    territory: str
    sector: str
    unit: str
    accumulation: str
    direction: str
    basis: str
    qualifier: str
    value: Decimal | None
    upper_value: Decimal | None
    rounded_to: Decimal | None
    baseline_value: Decimal | None
    baseline_start: date | None
    baseline_end: date | None
    window_start: date | None
    deadline: date | None
    deadline_text: str
    timing: str
    bundle: str
    interim_for: str | None
    revises: str | None
    withdrawn: bool
    announced: date
    superseded_by: str | None
    source: CitedSource
    locator: str
    speaker: str
    note: str
    revisions: tuple[Revision, ...]
    assessment: Mapping[str, Any]

    @property
    def times_moved(self) -> int:
        """How often the promise was announced anew."""
        return len(self.revisions) - 1

    def contract(self) -> dict[str, Any]:
        """The target object of the API: figures as plain decimal text, dates as dates, absent as None."""
        baseline = {"value": _text(self.baseline_value), "start": self.baseline_start, "end": self.baseline_end}
        return {
            "id": self.id,
            "programme": self.programme.id,
            "indicator": self.indicator.id,
            "responsible": self.responsible.id,
            "territory": self.territory,
            "unit": self.unit or None,
            "accumulation": self.accumulation,
            "direction": self.direction,
            "basis": self.basis,
            "qualifier": self.qualifier or None,
            "value": _text(self.value),
            "upper_value": _text(self.upper_value),
            "rounded_to": _text(self.rounded_to),
            "baseline": baseline if any(each is not None for each in baseline.values()) else None,
            "window_start": self.window_start,
            "deadline": self.deadline,
            "deadline_text": self.deadline_text or None,
            "timing": self.timing,
            "bundle": self.bundle or None,
            "interim_for": self.interim_for,
            "revises": self.revises,
            "withdrawn": self.withdrawn,
            "announced": self.announced,
            "superseded_by": self.superseded_by,
            "source": {
                "id": self.source.id,
                "title": self.source.title,
                "publisher": self.source.publisher,
                "published": self.source.published,
                "url": self.source.url or None,
            },
            "locator": self.locator or None,
            "speaker": self.speaker or None,
            "revisions": [
                {
                    "id": link.id,
                    "announced": link.announced,
                    "value": _text(link.value),
                    "deadline": link.deadline,
                    "change": list(link.change),
                    "revised_after_the_fact": link.revised_after_the_fact,
                }
                for link in self.revisions
            ],
            "assessment": self.assessment,
        }


_NAMES = ("id", "name", "name_ru", "name_kk")
_OWN = (
    "id", "basis", "qualifier", "value", "upper_value", "rounded_to", "baseline_value", "baseline_start",
    "baseline_end", "window_start", "deadline", "deadline_text", "timing", "bundle", "interim_for_id", "revises_id",
    "withdrawn", "announced", "locator", "speaker", "note",
)  # fmt: skip
_OF_INDICATOR = ("unit", "accumulation", "direction", "territory_id")
_OF_PROGRAMME = ("territory_id", "sector")
_OF_SOURCE = ("id", "title", "publisher", "published", "published_precision", "url")
COLUMNS = (
    *_OWN,
    *(f"indicator__{name}" for name in (*_NAMES, *_OF_INDICATOR)),
    *(f"indicator__programme__{name}" for name in (*_NAMES, *_OF_PROGRAMME)),
    *(f"indicator__programme__responsible__{name}" for name in _NAMES),
    *(f"source__{name}" for name in _OF_SOURCE),
)
_FIELDS = tuple(name.removesuffix("_id") for name in _OWN)
_DATED = (_OWN.index("announced"), _OWN.index("value"), _OWN.index("deadline"))

_rows = RowsById(Target, *COLUMNS)
_figures = RowsById(Target, "id", "announced", "value", "deadline")


def entries(shown: Sequence[tuple[str, Mapping[str, Any]]], as_of: date) -> tuple[TargetEntry, ...]:
    """The entries for links and their chains' assessment objects, in the order given. At most two queries."""
    rows = {row[0]: row for row in _rows({link for link, _payload in shown})}
    return entries_of([(rows[link], payload) for link, payload in shown], as_of)


def entries_of(rows: Sequence[tuple[Sequence[Any], Mapping[str, Any]]], as_of: date) -> tuple[TargetEntry, ...]:
    """The same for links whose COLUMNS have been read. One query, none where the links are whole chains."""
    announced = {row[0]: tuple(row[place] for place in _DATED) for row, _payload in rows}
    others = {step["target"] for _row, payload in rows for step in payload["revisions"]}
    others.update(payload["target"] for _row, payload in rows)
    announced.update((link, tuple(figures)) for link, *figures in _figures(others - announced.keys()))
    return tuple(_entry(row, payload, announced, as_of) for row, payload in rows)


def _entry(row: Sequence[Any], payload: Mapping[str, Any], announced: Mapping[str, Any], as_of: date) -> TargetEntry:
    indicator, programme = len(_OWN), len(_OWN) + len(_NAMES) + len(_OF_INDICATOR)
    responsible = programme + len(_NAMES) + len(_OF_PROGRAMME)
    unit, accumulation, direction, own_territory = row[indicator + 4 : programme]
    territory, sector = row[programme + 4 : responsible]
    revisions = tuple(_revision(step, *announced[step["target"]]) for step in payload["revisions"])
    order = [link.id for link in revisions]
    place = order.index(row[0]) if row[0] in order else len(order)
    return TargetEntry(
        **dict(zip(_FIELDS, row, strict=False)),  # the columns of its own come first
        programme=Named(*row[programme : programme + 4]),
        indicator=Named(*row[indicator : indicator + 4]),
        responsible=Named(*row[responsible : responsible + 4]),
        territory=own_territory or territory,
        sector=sector,
        unit=unit,
        accumulation=accumulation,
        direction=direction,
        superseded_by=order[place + 1] if place + 1 < len(order) else None,
        source=CitedSource(*row[responsible + 4 :]),
        revisions=revisions,
        assessment=verdicts.on_day(payload, as_of, announced[payload["target"]][2]),
    )


def _revision(step: Mapping[str, Any], announced: date, value: Decimal | None, deadline: date | None) -> Revision:
    return Revision(step["target"], announced, value, deadline, tuple(step["change"]), step["revised_after_the_fact"])


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)
