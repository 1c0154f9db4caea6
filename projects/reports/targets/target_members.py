"""The members of a target as the API names them, in its order: the columns of stored verdicts that each is read from.

``TargetEntry.contract`` gives the same members of a verdict that was judged for its day; the tests compare both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import F, Func, TextField
from django.db.models.functions import Cast, Coalesce

from projects.wording.languages import LANGUAGES

from . import member_readings as readings
from .member_readings import Reading
from .target_entry import ANNOUNCED
from .target_row import OfPayload, title_columns


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its columns, expressions by a name under which each is read once, and what they become."""

    columns: Mapping[str, Any]
    reading: Reading


@dataclass(frozen=True, slots=True)
class ObjectMember:
    """A member that is an object; ``whole`` reads all of it at once, where that is quicker than by its members."""

    members: Mapping[str, Member]
    whole: Member | None = None


class _PartOfPayload(Func):
    """A member of a stored assessment object as JSON text."""

    output_field = TextField()

    def __init__(self, name: str) -> None:
        super().__init__(F("payload"), template=f"(%(expressions)s -> '{name}')::text")
        self.name = name

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"(%(expressions)s -> '$.{self.name}')", **context)


def _of(reading: Reading, *paths: str) -> Member:
    return Member({path: path for path in paths}, reading)


def _text(path: str) -> Member:
    return _of(readings.absent_if_empty, path)


def _plain(path: str) -> Member:
    return _of(readings.as_it_is, path)


def _figure(path: str) -> Member:
    return _of(readings.figures, path)


def _title(lang: str) -> Member:
    return Member(title_columns(lang), partial(readings.titles, lang=lang))


def _in_all_languages(prefix: str, name: str) -> dict[str, Member]:
    return {f"{name}{suffix}": _text(f"{prefix}{name}{suffix}") for suffix in ("", "_ru", "_kk")}


def _of_payload(*names: str, reading: Reading = readings.as_it_is) -> dict[str, Member]:
    return {name: Member({f"payload {name}": OfPayload(name)}, reading) for name in names}


def _parts_of_payload(*names: str) -> dict[str, Member]:
    return {name: Member({f"payload {name}": _PartOfPayload(name)}, readings.parsed) for name in names}


_LINK, _INDICATOR, _PROGRAMME = "target__", "target__indicator__", "target__indicator__programme__"
_VERDICT = ("status", "target__deadline")

_SOURCE = ObjectMember(
    {
        "id": _plain("target__source_id"),
        "title": _plain("target__source__title"),
        **{name: _text(f"target__source__{name}") for name in ("title_ru", "title_kk", "title_en")},
        **{name: _text(f"target__source__{name}") for name in ("title_language", "language")},
        **{name: _plain(f"target__source__{name}") for name in ("publisher", "published")},
        "url": _text("target__source__url"),
    }
)

_ASSESSMENT = ObjectMember(
    {
        "target": _plain("target_id"),
        "as_of": _of(readings.same_day, "target_id"),
        "status": _plain("status"),
        **_parts_of_payload("reasons"),
        **_of_payload("actual", "actual_qualifier", "percent_achieved", "expected", "pace", "required_per_day"),
        **_of_payload("projection", "projection_low", "projection_high", "projected_completion"),
        **_of_payload("days_behind", reading=readings.numbers),
        "days_overdue": _of(readings.days_past, *_VERDICT),
        **_of_payload("shortfall", "covered_until"),
        "stale": _plain("stale"),
        **_of_payload("resolved_value"),
        **_parts_of_payload("first", "revisions", "chain", "status_range", "conflicts", "evidence", "compound"),
        **_of_payload("compound_reason"),
        **_parts_of_payload("measurability"),
        **_of_payload("method_version"),
    },
    # As text: orjson reads it in a tenth of the time that the column's own decoder takes.
    Member({"payload": Cast("payload", TextField()), **{path: path for path in _VERDICT}}, readings.assessments),
)

_PLACE = Coalesce(f"{_INDICATOR}territory_id", f"{_PROGRAMME}territory_id")
_CHAIN = {f"{_LINK}{name}": f"{_LINK}{name}" for name in ANNOUNCED}

MEMBERS: Mapping[str, Member | ObjectMember] = {
    "id": _plain("target_id"),
    **{f"title{'' if lang == 'en' else f'_{lang}'}": _title(lang) for lang in LANGUAGES},
    "programme": _plain(f"{_INDICATOR}programme_id"),
    "indicator": _plain(f"{_LINK}indicator_id"),
    "responsible": _plain(f"{_PROGRAMME}responsible_id"),
    "territory": Member({"place": _PLACE}, readings.as_it_is),
    "unit": _text(f"{_INDICATOR}unit"),
    **{name: _plain(f"{_INDICATOR}{name}") for name in ("accumulation", "direction")},
    "basis": _plain(f"{_LINK}basis"),
    "qualifier": _text(f"{_LINK}qualifier"),
    **{name: _figure(f"{_LINK}{name}") for name in ("value", "upper_value", "rounded_to")},
    "baseline": _of(readings.baselines, *(f"{_LINK}baseline_{name}" for name in ("value", "start", "end"))),
    **{name: _plain(f"{_LINK}{name}") for name in ("window_start", "deadline")},
    **_in_all_languages(_LINK, "deadline_text"),
    "timing": _plain(f"{_LINK}timing"),
    "bundle": _text(f"{_LINK}bundle"),
    **{name: _plain(f"{_LINK}{name}_id") for name in ("interim_for", "revises")},
    **{name: _plain(f"{_LINK}{name}") for name in ("withdrawn", "announced")},
    "superseded_by": _of(readings.nothing, "target_id"),  # a stored verdict is filed under the link that is current
    "source": _SOURCE,
    **{
        name: member
        for text in ("locator", "note", "speaker")
        for name, member in _in_all_languages(_LINK, text).items()
    },
    "spoken_by": _plain(f"{_LINK}spoken_by_id"),
    **_in_all_languages(_LINK, "claimed"),
    **_in_all_languages(_LINK, "not_entered"),
    "revisions": Member(
        {"payload revisions": _PartOfPayload("revisions"), "target_id": "target_id", **_CHAIN}, readings.revisions
    ),
    "recorded_at": _plain(f"{_LINK}recorded_at"),
    "assessment": _ASSESSMENT,
}
