"""The figures reported for the indicator of a target: the evidence of its verdict, and the others with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projects.models import Outcome

from .explanation import WordedExplanation
from .target_entry import TargetEntry

# Short codes for the cell of a table, by the codes of the comparison.
IN_SHORT = {
    "corrected": "corrected",
    "our_slip": "our_slip",
    "other_territory": "other_territory",
    **dict.fromkeys(("other_terms", "other_comparison", "no_comparison", "no_baseline_period"), "other_terms"),
    "no_period_start": "no_period",
    **dict.fromkeys(
        ("before_window", "after_window", "before_baseline", "before_opening", "before_promise"), "outside_window"
    ),
    **dict.fromkeys(
        (
            *("retired_by_final", "weaker_kind", "not_final", "published_earlier", "same_rank"),
            *("fewer_days", "weaker_pieces", "more_pieces", "earlier_pieces", "equal_pieces", "other_percent_period"),
            *("not_latest", "fell_short", "after_covering", "after_met", "taken_back", "already_done"),
        ),
        "another_stands",
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported figure. ``why_not`` is the code of the reason why it is no evidence; "" if it is."""

    outcome: Outcome
    chosen: bool
    conflicting: bool
    why_not: str


def reported_figures(
    rows: Sequence[Outcome], entry: TargetEntry, explanation: WordedExplanation
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The figures behind the verdict, and the others reported for the indicator, each with what became of it."""
    chosen = set(entry.assessment["evidence"])
    conflicting = {id for group in entry.assessment["conflicts"] for id in group}
    why = explanation.report_codes()
    figures = [
        Figure(
            row,
            row.id in chosen,
            row.id in conflicting,
            "" if row.id in chosen else IN_SHORT.get(why.get(row.id, ""), "told_below"),
        )
        for row in rows
    ]
    return (
        tuple(figure for figure in figures if figure.chosen),
        tuple(figure for figure in figures if not figure.chosen),
    )
