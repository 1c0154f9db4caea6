"""Rules that one row can break by itself: the column, what is wrong and the way out, in the reader's language.

A rule gets canonical cells as text, empty for absent or unreadable. ISO dates of four-digit years compare as
text; figures are compared as decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _


class Finding(NamedTuple):
    """What a row breaks in a column: one sentence, which a package shows as half of a line (``problems.half``)."""

    column: str
    sentence: str


Findings = Sequence[Finding]
NONE: Findings = ()


@dataclass(frozen=True, slots=True)
class RowRules:
    """The columns that the rules of a table look at, in the order of the function's arguments."""

    columns: tuple[str, ...]
    judge: Callable[..., Findings]


def _range(basis: str, qualifier: str, value: str, upper_value: str, rounded_to: str) -> Findings:
    """Qualifier, range and rounding of a figure, which targets and outcomes share."""
    findings: list[Finding] = []
    if not qualifier and basis and basis != "done":
        findings.append(Finding("qualifier", _("Must not be empty unless the basis is done; “exactly” is as stated.")))
    if qualifier == "between":
        if not value:
            findings.append(Finding("value", _("Must not be empty: “between” needs both ends.")))
        if not upper_value:
            findings.append(Finding("upper_value", _("Must not be empty: “between” needs both ends.")))
        if value and upper_value and Decimal(upper_value) < Decimal(value):
            findings.append(Finding("upper_value", _("Is below the lower end, %(value)s.") % {"value": value}))
    elif upper_value and (qualifier or basis == "done"):
        findings.append(Finding("upper_value", _("Must be empty: only “between” has an upper value.")))
    if rounded_to and (rounded_to[0] == "-" or rounded_to == "0"):
        findings.append(Finding("rounded_to", _("Must be above zero: it is the unit of the last printed digit.")))
    return findings


def _target(
    row_id: str,
    basis: str,
    qualifier: str,
    value: str,
    upper_value: str,
    rounded_to: str,
    baseline_start: str,
    baseline_end: str,
    window_start: str,
    deadline: str,
    withdrawn: str,
    revises: str,
    interim_for: str,
) -> Findings:
    findings = list(_range(basis, qualifier, value, upper_value, rounded_to))
    if baseline_start and baseline_end and baseline_start > baseline_end:
        findings.append(
            Finding("baseline_end", _("Precedes the start of the baseline, %(day)s.") % {"day": baseline_start})
        )
    if window_start and deadline and window_start > deadline:
        findings.append(Finding("deadline", _("Precedes the start of the window, %(day)s.") % {"day": window_start}))
    if withdrawn == "true" and not revises:
        findings.append(Finding("revises", _("Must not be empty: a withdrawal names the target it withdraws.")))
    if revises and revises == row_id:
        findings.append(Finding("revises", _("Names the row itself: a target cannot revise itself.")))
    if interim_for and interim_for == row_id:
        findings.append(Finding("interim_for", _("Names the row itself: a target is no step towards itself.")))
    return findings


def _outcome(
    row_id: str,
    basis: str,
    qualifier: str,
    value: str,
    upper_value: str,
    rounded_to: str,
    compared_with_start: str,
    compared_with_end: str,
    period_start: str,
    period_end: str,
    corrects: str,
    our_slip: str,
) -> Findings:
    # Ordinary rows leave here: exactly this is what half a million rows a package are made of.
    findings: list[Finding] = []
    if upper_value or rounded_to or not qualifier or qualifier == "between":
        findings.extend(_range(basis, qualifier, value, upper_value, rounded_to))
    if basis == "done" and value not in {"0", "1"}:
        findings.append(Finding("value", _("Must be 1 (done) or 0 (reported not done) where the basis is done.")))
    if compared_with_start and compared_with_end and compared_with_start > compared_with_end:
        findings.append(
            Finding(
                "compared_with_end",
                _("Precedes the start of the period compared with, %(day)s.") % {"day": compared_with_start},
            )
        )
    if period_start and period_end and period_start > period_end:
        findings.append(Finding("period_end", _("Precedes the start of the period, %(day)s.") % {"day": period_start}))
    if corrects and corrects == row_id:
        findings.append(Finding("corrects", _("Names the row itself: a correction is a row of its own.")))
    if our_slip == "true" and not corrects:
        findings.append(Finding("our_slip", _("Needs the outcome that it mends: name it in “corrects”.")))
    return findings


def _organisation(row_id: str, parent: str, succeeds: str, succeeded_on: str) -> Findings:
    findings: list[Finding] = []
    if parent and parent == row_id:
        findings.append(Finding("parent", _("Names the row itself: an organisation is no part of itself.")))
    if succeeds and succeeds == row_id:
        findings.append(Finding("succeeds", _("Names the row itself: an organisation cannot succeed itself.")))
    if succeeded_on and not succeeds:
        findings.append(
            Finding("succeeds", _("Must not be empty: a day of succession needs the organisation it took over from."))
        )
    return findings


def _territory(row_id: str, parent: str) -> Findings:
    if parent and parent == row_id:
        return [Finding("parent", _("Names the row itself: a territory is no part of itself."))]
    return NONE


def _publisher(row_id: str, same_as: str) -> Findings:
    if same_as and same_as == row_id:
        return [Finding("same_as", _("Names the row itself: a publisher is no other spelling of itself."))]
    return NONE


def _office(since: str, until: str) -> Findings:
    if since and until and since > until:
        return [Finding("until", _("Precedes the first day in the office, %(day)s.") % {"day": since})]
    return NONE


def _indicator(accumulation: str, unit: str) -> Findings:
    if accumulation == "milestone" and unit:
        return [Finding("unit", _("Must be empty: a milestone is done or not done and has no unit."))]
    return NONE


def _project(capacity: str, capacity_unit: str, investment: str, currency: str) -> Findings:
    findings: list[Finding] = []
    if capacity and not capacity_unit:
        findings.append(Finding("capacity_unit", _("Must not be empty: a capacity needs its unit.")))
    if investment and not currency:
        findings.append(Finding("currency", _("Must not be empty: an investment needs its currency.")))
    return findings


_FIGURE = ("basis", "qualifier", "value", "upper_value", "rounded_to")

ROW_RULES: dict[str, RowRules] = {
    "organisations": RowRules(("id", "parent", "succeeds", "succeeded_on"), _organisation),
    "territories": RowRules(("id", "parent"), _territory),
    "publishers": RowRules(("id", "same_as"), _publisher),
    "offices": RowRules(("since", "until"), _office),
    "indicators": RowRules(("accumulation", "unit"), _indicator),
    "targets": RowRules(
        (
            "id",
            *_FIGURE,
            "baseline_start",
            "baseline_end",
            "window_start",
            "deadline",
            "withdrawn",
            "revises",
            "interim_for",
        ),
        _target,
    ),
    "outcomes": RowRules(
        (
            "id",
            *_FIGURE,
            "compared_with_start",
            "compared_with_end",
            "period_start",
            "period_end",
            "corrects",
            "our_slip",
        ),
        _outcome,
    ),
    "projects": RowRules(("capacity", "capacity_unit", "investment", "currency"), _project),
}
