"""The indicators that a figure may belong to, each with its reason and with what the record holds, in words."""

from __future__ import annotations

from collections.abc import Mapping

from projects import wording
from projects.reports.editing.readings import MatchedIndicator, ReadFigure

from .cards import Choice
from .claims import Measured

# The record holds it: accepting it enters nothing.
RESTATED = frozenset({"restates", "restates_earlier", "restates_report"})


def choices_of(row: ReadFigure, programmes: Mapping[str, str], lang: str) -> tuple[Choice, ...]:
    """At most five, the best first."""
    return tuple(_choice(number, match, row, programmes, lang) for number, match in enumerate(row.matches, 1))


def _choice(number: int, match: MatchedIndicator, row: ReadFigure, programmes: Mapping[str, str], lang: str) -> Choice:
    holding = match.holding
    return Choice(
        number=number,
        measured=Measured(match.indicator.id, match.measured.unit, match.measured.accumulation),
        name=match.indicator.in_language(lang),
        programme=programmes.get(match.programme, ""),
        reason="; ".join(wording.match_reason(reason.code, reason.words, lang) for reason in match.reasons),
        relation=holding.relation,
        label=wording.relation(holding.relation, lang),
        holding=wording.held(holding, row.figure, match.measured.unit, lang),
        enters=holding.relation not in RESTATED,
        revises=holding.claim_id if holding.relation == "revises" and holding.kind == "target" else "",
    )
