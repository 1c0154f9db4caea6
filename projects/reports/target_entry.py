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
_COLUMNS = (
    *_OWN,
    *(f"indicator__{name}" for name in (*_NAMES, *_OF_INDICATOR)),
    *(f"indicator__programme__{name}" for name in (*_NAMES, *_OF_PROGRAMME)),
    *(f"indicator__programme__responsible__{name}" for name in _NAMES),
    *(f"source__{name}" for name in _OF_SOURCE),
)


def entries(shown: Sequence[tuple[str, Mapping[str, Any]]], as_of: date) -> tuple[TargetEntry, ...]:
    """The entries for links and their chains' assessment objects, in the order given. Two queries."""
    wanted = {link for link, _payload in shown}
    rows = {row[0]: dict(zip(_COLUMNS, row, strict=True)) for row in _rows(wanted)}
    chain_links = {step["target"] for _link, payload in shown for step in payload["revisions"]}
    announced = {
        link: (announced, value, deadline)
        for link, announced, value, deadline in Target.objects.filter(
            id__in={*chain_links, *(payload["target"] for _link, payload in shown)}
        ).values_list("id", "announced", "value", "deadline")
    }
    return tuple(_entry(rows[link], payload, announced, as_of) for link, payload in shown)


def _rows(wanted: set[str]) -> Any:
    return Target.objects.filter(id__in=wanted).order_by().values_list(*_COLUMNS)


def _entry(
    row: Mapping[str, Any],
    payload: Mapping[str, Any],
    announced: Mapping[str, tuple[date, Decimal | None, date | None]],
    as_of: date,
) -> TargetEntry:
    own = {name.removesuffix("_id"): row[name] for name in _OWN}
    revisions = tuple(
        Revision(step["target"], *announced[step["target"]], tuple(step["change"]), step["revised_after_the_fact"])
        for step in payload["revisions"]
    )
    order = [link.id for link in revisions]
    place = order.index(own["id"]) if own["id"] in order else len(order)
    return TargetEntry(
        **own,
        programme=_named(row, "indicator__programme__"),
        indicator=_named(row, "indicator__"),
        responsible=_named(row, "indicator__programme__responsible__"),
        territory=row["indicator__territory_id"] or row["indicator__programme__territory_id"],
        sector=row["indicator__programme__sector"],
        unit=row["indicator__unit"],
        accumulation=row["indicator__accumulation"],
        direction=row["indicator__direction"],
        superseded_by=order[place + 1] if place + 1 < len(order) else None,
        source=CitedSource(**{name: row[f"source__{name}"] for name in _OF_SOURCE}),
        revisions=revisions,
        assessment=verdicts.on_day(dict(payload), as_of, announced[payload["target"]][2]),
    )


def _named(row: Mapping[str, Any], path: str) -> Named:
    return Named(*(row[path + name] for name in _NAMES))


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)
