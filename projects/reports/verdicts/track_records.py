"""Track records (R15): of a scope, of every body, place, sector and programme within it, and by year of announcement.

All are counted from the same rows of chains, which are read once for a version of the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from projects import wording
from projects.comparison import track_record
from projects.comparison.track_record import ChainRecord, TrackRecord
from projects.models import Organisation, Person, Programme, Territory
from projects.models.record_version import Version
from projects.reports.hierarchies import Hierarchies
from projects.reports.named import NAME_COLUMNS, Named
from projects.reports.parameters import Kind, Parameter
from projects.reports.version_cache import cached_for_version

from . import kept_counts
from .chain_records import EVERYTHING, ChainRow, Scope, chain_rows
from .counted_promises import PERSON

SUBJECTS = ("organisation", "person", "territory", "sector", "programme")
SCOPE_PARAMETERS = (
    Parameter(
        "organisation",
        Kind.REFERENCE,
        "Only promises of programmes that this body, or a body it succeeded, answers for.",
        model=Organisation,
    ),
    PERSON,
    Parameter("territory", Kind.REFERENCE, "Only promises for this place or a part of it.", model=Territory),
    Parameter("sector", Kind.TEXT, "Only promises of programmes of this sector, as written in the programme."),
    Parameter("programme", Kind.REFERENCE, "Only promises of this programme.", model=Programme),
)
MODELS: Mapping[str, Any] = {
    "organisation": Organisation,
    "person": Person,
    "territory": Territory,
    "programme": Programme,
}


@dataclass(frozen=True, slots=True)
class Question:
    """Whose track record, on which day, and by the verdicts on what stands or on what was announced first."""

    as_of: date
    scope: Scope = EVERYTHING
    against_first: bool = False


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """The track record of one body, person, place, sector or programme. ``named`` has its id."""

    kind: str
    named: Named
    record: TrackRecord


def record_of(question: Question, version: Version | None = None) -> TrackRecord:
    """The track record of a scope. A constant number of queries; none where it is kept for the version."""
    return cached_for_version(version, lambda: _counted(_rows(question, version), question), "track record", question)


def records_by_year(question: Question, version: Version | None = None) -> tuple[tuple[int, TrackRecord], ...]:
    """The same for the promises first announced in each year, the earliest first."""

    def make() -> tuple[tuple[int, TrackRecord], ...]:
        chains = [row.record for row in _rows(question, version)]
        return track_record.cohorts(chains, question.as_of, against_first=question.against_first)

    return cached_for_version(version, make, "track records by year", question)


def records_by(kind: str, question: Question, version: Version | None = None) -> tuple[SubjectRecord, ...]:
    """The same for each subject of a kind that has promises in the scope; most that fell due first.

    A body has the promises of those it took over from too, and a place those of its parts: their sum is no total.
    """
    return cached_for_version(
        version,
        lambda: _of_subjects(kind, question, _rows(question, version), Hierarchies(version)),
        "track records by",
        kind,
        question,
    )


# What a table can be ordered by: the number that a record has of it.
_KEYS: Mapping[str, Callable[[TrackRecord], Decimal | int | None]] = {
    "due": lambda record: record.due,
    "promises": lambda record: record.promises,
    "kept": lambda record: _ended(record, "achieved"),
    "late": lambda record: _ended(record, "achieved_late"),
    "missed": lambda record: _ended(record, "missed"),
    "unreported": lambda record: _ended(record, "unreported"),
    "moved": lambda record: len(record.movement.targets),
    "share": lambda record: None if record.kept_share is None else record.kept_share.share,
}
ORDERINGS = tuple(sign + name for name in ("name", *_KEYS) for sign in ("", "-"))


def in_order(records: Sequence[SubjectRecord], ordering: str, lang: str) -> list[SubjectRecord]:
    """Track records by one of ``ORDERINGS``; a minus turns it round. Those without that number come last."""
    name, turned = ordering.removeprefix("-"), ordering.startswith("-")
    by_name = [
        subject
        for _place, subject in sorted(
            ((wording.place_in_order(subject.named.in_language(lang), lang), subject) for subject in records),
            key=lambda pair: pair[0],
        )
    ]
    if name == "name":
        return by_name[::-1] if turned else by_name
    keyed = [(_KEYS[name](subject.record), subject) for subject in by_name]
    present = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0] or 0, reverse=turned)
    return [subject for _key, subject in present] + [subject for key, subject in keyed if key is None]


def _ended(record: TrackRecord, name: str) -> int:
    return next(len(ending.targets) for ending in record.endings if ending.name == name)


def _rows(question: Question, version: Version | None) -> tuple[ChainRow, ...]:
    return chain_rows(question.as_of, question.scope, against_first=question.against_first, version=version)


def _counted(rows: Sequence[ChainRow], question: Question) -> TrackRecord:
    chains: list[ChainRecord] = [row.record for row in rows]
    return track_record.track_record(chains, question.as_of, against_first=question.against_first)


def _of_subjects(
    kind: str, question: Question, rows: Sequence[ChainRow], hierarchies: Hierarchies
) -> tuple[SubjectRecord, ...]:
    own: defaultdict[str, list[ChainRow]] = defaultdict(list)
    for row in rows:
        for subject in sorted(row.people) if kind == "person" else filter(None, (getattr(row, kind),)):
            own[subject].append(row)
    parts_of = _wider(kind, own, getattr(question.scope, kind), hierarchies)
    chains = {subject: tuple(row for part in parts for row in own.get(part, ())) for subject, parts in parts_of}
    names = _names(kind, chains)
    counted = kept_counts.of_rows((kind, question), chains, partial(_counted, question=question))
    records = [SubjectRecord(kind, names[subject], counted[subject]) for subject in sorted(chains) if subject in names]
    return tuple(sorted(records, key=lambda subject: (-subject.record.due, -subject.record.promises)))


def _wider(
    kind: str, own: Collection[str], within: str | None, hierarchies: Hierarchies
) -> list[tuple[str, Collection[str]]]:
    """Each subject with all whose promises are its own, of those that have any. At most two queries.

    ``within``: the body or place that is asked about; what took over from it, or lies around it, is left out.
    """
    outwards: Mapping[str, Callable[[str], Collection[str]]] = {
        "organisation": hierarchies.with_successors,
        "territory": hierarchies.with_wholes,
    }
    inwards = {"organisation": hierarchies.with_predecessors, "territory": hierarchies.with_parts}
    if kind not in outwards:
        return [(subject, (subject,)) for subject in own if within in (None, subject)]
    subjects = {wider for subject in own for wider in outwards[kind](subject)}
    if within is not None:
        subjects &= inwards[kind](within)
    return [(subject, sorted(inwards[kind](subject))) for subject in subjects]


def _names(kind: str, ids: Collection[str]) -> dict[str, Named]:
    """The names of some subjects. One query; none for sectors."""
    if kind == "sector":
        return {id: Named(id, *(wording.sector(id, lang) for lang in wording.LANGUAGES)) for id in ids}
    rows = MODELS[kind]._default_manager.order_by().values_list(*NAME_COLUMNS)
    return {row[0]: Named(*row) for row in rows if row[0] in ids}
