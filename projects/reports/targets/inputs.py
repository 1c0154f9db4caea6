"""The inputs of verdicts: every claim they can rest on, as rows that a spreadsheet can recompute them from.

``docs/inputs.md`` says what each column holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import groupby
from tempfile import TemporaryFile
from typing import Any

import orjson

from projects.models import Outcome, Target
from projects.reports.verdicts.used_reports import Used, used_by_chains

from .input_columns import arrangement, as_text, cell, names_from, read_from
from .target_list import find_target

CHUNK_ROWS = 1000
PIECE = 2000  # links whose verdicts are held at a time
Row = tuple[str, ...]


def target_inputs(target_id: str, as_of: date) -> Iterator[Row] | None:
    """The rows for one target: its links, the steps towards it, the reports; None before its announcement."""
    entry = find_target(target_id, as_of)
    if entry is None:
        return None
    chain = [step.id for step in entry.revisions]
    verdict = entry.assessment
    statuses = {str(verdict["target"]): str(verdict["status"])}
    links = Target.objects.chains_from(chain[:1]).announced_by(as_of)
    return _rows_of_one(links, as_of, statuses, set(verdict["evidence"]), chain)


def _rows_of_one(
    links: Any, as_of: date, statuses: Mapping[str, str], evidence: Collection[str], chain: Collection[str]
) -> Iterator[Row]:
    yield from _target_rows(links, as_of, statuses, chain)
    yield from _outcome_rows(links, as_of, evidence)


def all_inputs(as_of: date) -> Iterator[Row]:
    """The rows for every target announced by ``as_of``, each claim once.

    Memory does not grow with the record: verdicts are looked up for some thousand links at a time, those of an
    indicator together. A chain is judged once, where it must be: the evidence waits in a file until the reports come.
    One query, and at most eight for each such piece.
    """
    announced = Target.objects.announced_by(as_of)
    pieces = [*_pieces(announced)]
    with TemporaryFile() as evidence:
        for piece in pieces:
            links = _on(piece, announced)
            used = _used(links, as_of)
            evidence.write(orjson.dumps([*used.evidence]) + b"\n")
            yield from _target_rows(links, as_of, used.statuses)
        evidence.seek(0)
        for piece, reports in zip(pieces, evidence, strict=True):
            links = _on(piece, announced)
            yield from _outcome_rows(links, as_of, frozenset(orjson.loads(reports)))


def _pieces(links: Any) -> Iterator[tuple[str, str]]:
    """The first and the last indicator of some thousand links, in the order of indicators. One query."""
    indicators = links.order_by("indicator_id").values_list("indicator_id", flat=True)
    start, count = "", 0
    for indicator, on_it in groupby(indicators.iterator(chunk_size=CHUNK_ROWS)):
        start, count = start or indicator, count + sum(1 for _link in on_it)
        if count >= PIECE:
            yield start, indicator
            start, count = "", 0
    if start:
        yield start, indicator


def _on(piece: tuple[str, str], links: Any) -> Any:
    return links.filter(indicator__gte=piece[0], indicator__lte=piece[1])


def _used(links: Any, as_of: date) -> Used:
    """What the verdicts rest on that can rest on the indicators of these links."""
    indicators = links.order_by().values_list("indicator_id", flat=True).distinct()
    reached = Target.objects.first_links_reached_from(indicators=indicators).order_by()
    return used_by_chains(reached.values_list("pk", flat=True), as_of)


def _target_rows(
    links: Any, as_of: date, statuses: Mapping[str, str], chain: Collection[str] | None = None
) -> Iterator[Row]:
    """``chain``: the ids that are links, all others are steps; None: all are links. At most four queries."""
    first, day = _first_links(links), cell(as_of)
    arranged, place = arrangement("target"), names_from("target").index("id")
    for values in _values(links.order_by("indicator_id", "announced", "id"), "target"):
        link = values[place]
        role = "link" if chain is None or link in chain else "interim"
        used, status = cell(link in statuses), statuses.get(link, "")
        yield arranged((*values, day, role, first[link], status, used, ""))


def _outcome_rows(links: Any, as_of: date, evidence: Collection[str]) -> Iterator[Row]:
    day = cell(as_of)
    arranged, place = arrangement("outcome"), names_from("outcome").index("id")
    for values in _values(_reports(links, as_of), "outcome"):
        yield arranged((*values, day, "outcome", "", "", cell(values[place] in evidence), ""))


def _reports(links: Any, as_of: date) -> Any:
    reports = Outcome.objects.known_by(as_of).filter(indicator__in=links.order_by().values("indicator"))
    return reports.order_by("indicator_id", "period_end", "id")


def _values(rows: Any, claim: str) -> Iterator[list[str]]:
    """The cells of each row, in the order of ``names_from(claim)``."""
    lookups = [as_text(rows, lookup) for lookup in read_from(claim)]
    for values in rows.values_list(*lookups).iterator(chunk_size=CHUNK_ROWS):
        yield [value if type(value) is str else cell(value) for value in values]


def _first_links(links: Any) -> dict[str, str]:
    """The first link of the chain of each of these links. One query; three where a chain began elsewhere."""
    before: dict[str, str | None] = dict(links.order_by().values_list("id", "revises"))
    if elsewhere := {older for older in before.values() if older is not None and older not in before}:
        starts = Target.objects.first_links_of(elsewhere).order_by().values_list("pk", flat=True)
        before |= dict(Target.objects.links_of(starts).order_by().values_list("id", "revises"))
    first: dict[str, str] = {}
    for link in before:
        path = [link]
        while (older := before[path[-1]]) is not None and older not in first and older not in path:
            path.append(older)
        start = first.get(older, path[-1]) if older is not None else path[-1]
        first.update(dict.fromkeys(path, start))
    return first
