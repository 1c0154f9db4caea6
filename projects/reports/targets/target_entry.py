"""A target as every rendering shows it: its link of the chain, what it belongs to, and the verdict.

Named tuples, because a page makes hundreds of them and a frozen dataclass sets each of its fields by a call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from projects.comparison.goals import is_ceiling_shape
from projects.comparison.quantities import plain
from projects.models import Target
from projects.reports.compiled_queries import RowsById
from projects.reports.named import NAME_COLUMNS, Named
from projects.reports.verdicts import verdict_lookup


class CitedSource(NamedTuple):
    """The source of an announcement. ``published`` is the first day its printed date can mean."""

    id: str
    title: str
    title_ru: str
    title_kk: str
    title_en: str
    title_language: str
    language: str
    publisher: str
    published: date
    published_precision: str
    url: str

    def contract(self) -> dict[str, Any]:
        """The source object of the API."""
        return {
            "id": self.id,
            "title": self.title,
            "title_ru": self.title_ru or None,
            "title_kk": self.title_kk or None,
            "title_en": self.title_en or None,
            "title_language": self.title_language or None,
            "language": self.language or None,
            "publisher": self.publisher,
            "published": self.published,
            "url": self.url or None,
        }


class Revision(NamedTuple):
    """A link of the chain: what it announced, and what that moved against the link before it (R10)."""

    id: str
    announced: date
    value: Decimal | None
    deadline: date | None
    basis: str
    qualifier: str
    upper_value: Decimal | None
    deadline_text: str
    deadline_text_ru: str
    deadline_text_kk: str
    unit: str
    change: tuple[str, ...]
    revised_after_the_fact: bool

    def contract(self) -> dict[str, Any]:
        """The object of a link in the API's ``revisions``."""
        return {
            "id": self.id,
            "announced": self.announced,
            "value": _text(self.value),
            "deadline": self.deadline,
            "basis": self.basis,
            "qualifier": self.qualifier or None,
            "upper_value": _text(self.upper_value),
            "unit": self.unit or None,
            "change": list(self.change),
            "revised_after_the_fact": self.revised_after_the_fact,
        }


class TargetEntry(NamedTuple):
    """One link of a chain with the chain's verdict. Figures in base units; absent is None or "".

    The fields of the link itself come first, in the order of the columns that they are read from. ``place`` is the
    indicator's own territory where that is another than the programme's.
    """

    id: str
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
    deadline_text_ru: str
    deadline_text_kk: str
    timing: str
    bundle: str
    interim_for: str | None
    revises: str | None
    withdrawn: bool
    announced: date
    locator: str
    locator_ru: str
    locator_kk: str
    speaker: str
    speaker_ru: str
    speaker_kk: str
    spoken_by: str | None
    note: str
    note_ru: str
    note_kk: str
    claimed: str
    claimed_ru: str
    claimed_kk: str
    not_entered: str
    not_entered_ru: str
    not_entered_kk: str
    recorded_at: datetime
    programme: Named
    indicator: Named
    responsible: Named
    territory: str
    sector: str
    unit: str
    accumulation: str
    direction: str
    place: Named | None
    superseded_by: str | None
    source: CitedSource
    revisions: tuple[Revision, ...]
    assessment: Mapping[str, Any]

    @property
    def times_moved(self) -> int:
        """How often a new announcement moved the promise, or withdrew it (R10)."""
        return sum(1 for link in self.revisions if link.change)

    @property
    def is_ceiling(self) -> bool:
        """Whether it is a sum that must not be exceeded (R11.3)."""
        return is_ceiling_shape(self.accumulation, self.direction, self.qualifier)

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
            "baseline": baseline if any(part is not None for part in baseline.values()) else None,
            "window_start": self.window_start,
            "deadline": self.deadline,
            "deadline_text": self.deadline_text or None,
            "deadline_text_ru": self.deadline_text_ru or None,
            "deadline_text_kk": self.deadline_text_kk or None,
            "timing": self.timing,
            "bundle": self.bundle or None,
            "interim_for": self.interim_for,
            "revises": self.revises,
            "withdrawn": self.withdrawn,
            "announced": self.announced,
            "superseded_by": self.superseded_by,
            "source": self.source.contract(),
            "locator": self.locator or None,
            "locator_ru": self.locator_ru or None,
            "locator_kk": self.locator_kk or None,
            "note": self.note or None,
            "note_ru": self.note_ru or None,
            "note_kk": self.note_kk or None,
            "speaker": self.speaker or None,
            "speaker_ru": self.speaker_ru or None,
            "speaker_kk": self.speaker_kk or None,
            "spoken_by": self.spoken_by,
            "claimed": self.claimed or None,
            "claimed_ru": self.claimed_ru or None,
            "claimed_kk": self.claimed_kk or None,
            "not_entered": self.not_entered or None,
            "not_entered_ru": self.not_entered_ru or None,
            "not_entered_kk": self.not_entered_kk or None,
            "revisions": [link.contract() for link in self.revisions],
            "recorded_at": self.recorded_at,
            "assessment": self.assessment,
        }


_OWN = TargetEntry._fields[: TargetEntry._fields.index("programme")]
_OF_INDICATOR = ("unit", "accumulation", "direction")
_OF_PROGRAMME = ("territory_id", "sector")
_OF_SOURCE = CitedSource._fields
COLUMNS = (
    *_OWN,
    *(f"indicator__{name}" for name in (*NAME_COLUMNS, *_OF_INDICATOR)),
    *(f"indicator__territory__{name}" for name in NAME_COLUMNS),
    *(f"indicator__programme__{name}" for name in (*NAME_COLUMNS, *_OF_PROGRAMME)),
    *(f"indicator__programme__responsible__{name}" for name in NAME_COLUMNS),
    *(f"source__{name}" for name in _OF_SOURCE),
)
ANNOUNCED = (
    *("announced", "value", "deadline", "basis", "qualifier", "upper_value"),
    *("deadline_text", "deadline_text_ru", "deadline_text_kk", "indicator__unit"),
)
_announcement = itemgetter(*map(COLUMNS.index, ANNOUNCED))
# Where in a row each thing begins.
_INDICATOR = len(_OWN)
_PLACE = _INDICATOR + len(NAME_COLUMNS) + len(_OF_INDICATOR)
_PROGRAMME = _PLACE + len(NAME_COLUMNS)
_RESPONSIBLE = _PROGRAMME + len(NAME_COLUMNS) + len(_OF_PROGRAMME)
_SOURCE = _RESPONSIBLE + len(NAME_COLUMNS)

_rows = RowsById(Target, *COLUMNS)
_figures = RowsById(Target, "id", *ANNOUNCED)


def target_entries(shown: Sequence[tuple[str, Mapping[str, Any]]], as_of: date) -> tuple[TargetEntry, ...]:
    """The entries for links and their chains' assessment objects, in the order given. One query."""
    rows = {row[0]: row for row in _rows({link for link, _payload in shown} | _named_in(shown))}
    announced = {link: _announcement(row) for link, row in rows.items()}
    return tuple([_entry(rows[link], payload, announced, as_of) for link, payload in shown])


def entries_from_rows(rows: Sequence[tuple[Sequence[Any], Mapping[str, Any]]], as_of: date) -> tuple[TargetEntry, ...]:
    """The same for links whose COLUMNS have been read. One query, none where the links are whole chains."""
    announced = {row[0]: _announcement(row) for row, _payload in rows}
    announced.update((link, figures) for link, *figures in _figures(_named_in(rows) - announced.keys()))
    return tuple([_entry(row, payload, announced, as_of) for row, payload in rows])


def _named_in(shown: Sequence[tuple[Any, Mapping[str, Any]]]) -> set[str]:
    """The links that assessment objects name: every link of their chains that had been announced."""
    steps = {step["target"] for _shown, payload in shown for step in payload["revisions"]}
    return steps | {payload["target"] for _shown, payload in shown}


def _entry(row: Sequence[Any], payload: Mapping[str, Any], announced: Mapping[str, Any], as_of: date) -> TargetEntry:
    unit, accumulation, direction = row[_INDICATOR + 4 : _PLACE]
    own_territory = row[_PLACE]
    territory, sector = row[_PROGRAMME + 4 : _RESPONSIBLE]
    revisions = tuple([_revision(step, announced[step["target"]]) for step in payload["revisions"]])
    return TargetEntry(  # type: ignore[misc]  # the columns of its own are as many as come before `programme`
        *row[:_INDICATOR],
        programme=Named(*row[_PROGRAMME : _PROGRAMME + 4]),
        indicator=Named(*row[_INDICATOR : _INDICATOR + 4]),
        responsible=Named(*row[_RESPONSIBLE:_SOURCE]),
        territory=own_territory or territory,
        sector=sector,
        unit=unit,
        accumulation=accumulation,
        direction=direction,
        place=Named(*row[_PLACE:_PROGRAMME]) if own_territory and own_territory != territory else None,
        superseded_by=_superseded_by(row[0], [link.id for link in revisions]),
        source=CitedSource(*row[_SOURCE:]),
        revisions=revisions,
        assessment=verdict_lookup.payload_on_day(payload, as_of, announced[payload["target"]][2]),
    )


def _superseded_by(link: str, order: Sequence[str]) -> str | None:
    place = order.index(link) if link in order else len(order)
    return order[place + 1] if place + 1 < len(order) else None


def _revision(step: Mapping[str, Any], announced: Sequence[Any]) -> Revision:
    return Revision._make((step["target"], *announced, tuple(step["change"]), step["revised_after_the_fact"]))


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)
