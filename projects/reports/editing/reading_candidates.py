"""The indicators of the record as candidates of the figures of articles, kept for a version of the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from projects.comparison import figures
from projects.models import Indicator, Organisation, Programme, RecordVersion, Territory
from projects.models.record_version import Version
from projects.reading.matching import Candidate, CandidateIndex, CandidateProgramme, Place
from projects.reports.named import Named
from projects.wording import LANGUAGES, countries

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator by its names, and as the comparison knows it."""

    named: Named
    programme: str
    measured: figures.Indicator


@dataclass(frozen=True, slots=True)
class RecordCandidates:
    """The candidates with their index, and the indicators by id."""

    index: CandidateIndex
    indicators: Mapping[str, IndicatorRow]


class _Kept:
    """The one index that this process keeps: that of the last version asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version = ""
        self._rows: tuple[Rows, ...] = ()
        self._candidates = RecordCandidates(CandidateIndex(()), {})

    def of_version(self, version: Version) -> RecordCandidates:
        """The index of a version. Where only figures are new, the words are as they were and nothing is made anew."""
        with self._lock:
            if self._version != str(version):
                rows = _read()
                if rows != self._rows:
                    self._candidates = _candidates(*rows)
                    self._rows = rows
                self._version = str(version)
            return self._candidates


_KEPT = _Kept()


def record_candidates(version: Version | None = None) -> RecordCandidates:
    """The candidates of the record. Four queries for a version that is new to this process, else none.

    Without ``version`` it is asked for, in one query.
    """
    return _KEPT.of_version(RecordVersion.objects.current() if version is None else version)


def _read() -> tuple[Rows, ...]:
    names = ("name", "name_ru", "name_kk")
    definitions = ("definition", "definition_ru", "definition_kk")
    questions: Iterable[Any] = (
        Indicator.objects.order_by("id").values_list(
            "id", "unit", "accumulation", "direction", "programme_id", "territory_id", *names, *definitions
        ),
        Programme.objects.order_by("id").values_list("id", "responsible_id", "territory_id", *names),
        Organisation.objects.order_by("id").values_list("id", "parent_id", "succeeds_id", *names),
        Territory.objects.order_by("id").values_list("id", "parent_id", *names),
    )
    return tuple(tuple(rows) for rows in questions)


def _candidates(indicators: Rows, programmes: Rows, organisations: Rows, territories: Rows) -> RecordCandidates:
    bodies = {id: (parent, before, _texts(names)) for id, parent, before, *names in organisations}
    places = {id: Place(id, _texts(names), parent or "") for id, parent, *names in territories}
    for code, country in countries().items():
        places.setdefault(code, Place(code, country))
    about = {
        id: (CandidateProgramme(id, _texts(names), tuple(_who(responsible, bodies))), territory)
        for id, responsible, territory, *names in programmes
    }
    candidates, rows = [], {}
    for id, unit, accumulation, direction, programme_id, own_territory, *texts in indicators:
        programme, territory = about[programme_id]
        territory = own_territory or territory
        names, definitions = texts[:3], texts[3:]
        candidates.append(Candidate(id, unit, _texts(names), programme, _texts(definitions), territory))
        measured = figures.Indicator(id, unit, accumulation, direction, territory)
        rows[id] = IndicatorRow(Named(id, *names), programme_id, measured)
    return RecordCandidates(CandidateIndex(candidates, places.values()), rows)


def _who(
    responsible: str, bodies: dict[str, tuple[str | None, str | None, dict[str, str]]]
) -> Iterable[dict[str, str]]:
    """The body that answers for a programme and the one that it took over from."""
    if responsible in bodies:
        _parent, before, names = bodies[responsible]
        yield names
        if before in bodies:
            yield bodies[before][2]


def _texts(texts: Iterable[str]) -> dict[str, str]:
    return {language: text for language, text in zip(LANGUAGES, texts, strict=True) if text}
