"""What is recorded of the indicators of an article: promises that a figure may revise, and reports it may correct."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from projects import wording
from projects.models import Outcome, Target
from projects.models.names import active_language

from .claims import OUTCOMES, TARGETS

MOST = 60  # of each table; older ones are replaced on the page of the figure

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class KnownClaims:
    """The rows that can be chosen, by table and id, and the words of each."""

    rows: Mapping[str, Mapping[str, Target | Outcome]] = field(default_factory=dict)
    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    def row(self, table: str, row_id: str) -> Target | Outcome | None:
        """The row of that id; None where it is none of these."""
        return self.rows.get(table, {}).get(row_id)


def known_claims(indicators: Collection[str]) -> KnownClaims:
    """The current links of the chains and the reports that stand. Two queries."""
    lang = active_language()
    targets = Target.objects.filter(indicator__in=indicators, revised_by=None, withdrawn=False)
    outcomes = Outcome.objects.filter(indicator__in=indicators, corrections=None)
    promised = list(targets.select_related("indicator").order_by("-announced", "id")[:MOST])
    reported = list(outcomes.select_related("indicator", "source").order_by("-period_end", "id")[:MOST])
    return KnownClaims(
        {TARGETS: {row.pk: row for row in promised}, OUTCOMES: {row.pk: row for row in reported}},
        {
            TARGETS: tuple((row.pk, _in_words(row, lang, promised=True)) for row in promised),
            OUTCOMES: tuple((row.pk, _in_words(row, lang, promised=False)) for row in reported),
        },
    )


def with_kept_time(cells: Mapping[str, str]) -> dict[str, str]:
    """The columns of a promise that revises another for the same day: unless the text names a start, its window stays.

    “112 million by 2029” in place of 111 million in 2023–2029 still counts from 2023. One query for a revision.
    """
    if not cells.get("revises") or cells.get("window_start"):
        return dict(cells)
    before = Target.objects.filter(pk=cells["revises"]).first()
    if before is None or before.deadline is None or before.deadline.isoformat() != cells.get("deadline"):
        return dict(cells)
    start = before.window_start.isoformat() if before.window_start is not None else ""
    return {**cells, "window_start": start, "timing": before.timing}


def _in_words(row: Any, lang: str, *, promised: bool) -> str:
    stated = wording.stated(
        basis=row.basis,
        qualifier=row.qualifier,
        value=row.value,
        upper=row.upper_value,
        unit=row.indicator.unit,
        lang=lang,
        promised=promised,
        compared_with=None if promised else (row.compared_with_start, row.compared_with_end),
    )
    if promised:
        when = wording.by(row.deadline, lang) if row.deadline is not None else row.deadline_text
        return f"{row.indicator}: {stated}{', ' if when else ''}{when}"
    when = wording.period(row.period_start, row.period_end, lang)
    return f"{row.indicator}: {stated}, {when} ({row.source.publisher})"
