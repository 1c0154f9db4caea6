"""The inputs of verdicts: every claim they can rest on, as rows that a spreadsheet can recompute them from.

``docs/inputs.md`` says what each column holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from projects.models import Outcome, Target
from projects.reports.verdicts import verdict_lookup

from .input_columns import arrangement, as_text, cell, names_from, read_from
from .target_list import find_target

CHUNK_ROWS = 1000
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
    return _rows(links, as_of, statuses, set(verdict["evidence"]), chain)


def all_inputs(as_of: date) -> Iterator[Row]:
    """The rows for every target announced by ``as_of``, each claim once.

    At most eight queries; targets' ids and the ids of the evidence are held, rows are streamed.
    """
    statuses: dict[str, str] = {}
    evidence: set[str] = set()
    for verdict in verdict_lookup.verdicts_on(as_of, payloads=True):
        statuses[verdict.target] = verdict.status
        evidence.update((verdict.payload or {})["evidence"])
    yield from _rows(Target.objects.announced_by(as_of), as_of, statuses, evidence)


def _rows(
    links: Any,
    as_of: date,
    statuses: Mapping[str, str],
    evidence: Collection[str],
    chain: Collection[str] | None = None,
) -> Iterator[Row]:
    """Targets, then reports. ``chain``: the ids that are links, all others are steps; None: all are links."""
    first, day = _first_links(as_of), cell(as_of)
    arranged, place = arrangement("target"), names_from("target").index("id")
    for values in _values(links.order_by("indicator_id", "announced", "id"), "target"):
        link = values[place]
        role = "link" if chain is None or link in chain else "interim"
        used, status = cell(link in statuses), statuses.get(link, "")
        yield arranged((*values, day, role, first[link], status, used, ""))
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


def _first_links(as_of: date) -> dict[str, str]:
    """The first link of the chain of each link announced by then. One query."""
    before: dict[str, str | None] = dict(Target.objects.announced_by(as_of).values_list("id", "revises"))
    first: dict[str, str] = {}
    for link in before:
        path = [link]
        while (older := before[path[-1]]) is not None and older not in first and older not in path:
            path.append(older)
        start = first.get(older, path[-1]) if older is not None else path[-1]
        first.update(dict.fromkeys(path, start))
    return first
