"""The inputs of a verdict: every claim it can rest on, as rows that a spreadsheet can recompute it from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from projects.models import Outcome, Target
from projects.models.fields import plain

from .target_list import find_target

_CLAIM = (
    "basis", "qualifier", "value", "upper_value", "rounded_to", "baseline_value", "baseline_start", "baseline_end",
    "window_start", "deadline", "timing", "revises", "interim_for", "withdrawn", "announced", "period_start",
    "period_end", "compared_with_start", "compared_with_end", "final", "corrects", "locator", "speaker",
)  # fmt: skip
_INDICATOR = ("indicator", "unit", "accumulation", "direction", "path", "reporting_interval_days", "territory")
_SOURCE = ("source", "publisher", "source_kind", "published", "published_precision", "counts_from", "url")
COLUMNS = ("as_of", "role", "used", "id", *_INDICATOR, *_CLAIM, *_SOURCE)


def inputs(target_id: str, as_of: date) -> list[dict[str, str]] | None:
    """One row for each link, interim target and report known by ``as_of``; None before the announcement.

    ``role`` is link, interim or outcome; ``used`` is true for a figure that the verdict adds up or reads, and for
    the link it is given against. ``counts_from`` is the day from which a report counts (R1). Absent is empty.
    """
    entry = find_target(target_id, as_of)
    if entry is None:
        return None
    chain = [step.id for step in entry.revisions]
    links = _targets().filter(id__in=chain).order_by("announced", "id")
    interims = _targets().filter(interim_for__in=chain, announced__lte=as_of).order_by("deadline", "id")
    steps = [*links, *interims]
    outcomes = (
        Outcome.objects.published_by(as_of)
        .filter(indicator__in={step.indicator_id for step in steps})
        .select_related("source", "indicator__programme")
        .order_by("indicator", "period_end", "id")
    )
    used = {entry.assessment["target"], *entry.assessment["evidence"]}
    rows = [_row(step, "link" if step.id in chain else "interim", used, as_of) for step in steps]
    return rows + [_row(outcome, "outcome", used, as_of) for outcome in outcomes]


def _targets() -> Any:
    return Target.objects.select_related("source", "indicator__programme")


def _row(claim: Target | Outcome, role: str, used: set[str], as_of: date) -> dict[str, str]:
    indicator, source = claim.indicator, claim.source
    own_place = claim.territory_id if isinstance(claim, Outcome) else None
    values: Mapping[str, Any] = {
        "as_of": as_of,
        "role": role,
        "used": claim.id in used,
        "id": claim.id,
        "indicator": indicator.id,
        "unit": indicator.unit,
        "accumulation": indicator.accumulation,
        "direction": indicator.direction,
        "path": indicator.path,
        "reporting_interval_days": indicator.reporting_interval_days,
        "territory": own_place or indicator.territory_id or indicator.programme.territory_id,
        **{name: getattr(claim, f"{name}_id", getattr(claim, name, None)) for name in _CLAIM},
        "source": source.id,
        "publisher": source.publisher,
        "source_kind": source.kind,
        "published": source.published,
        "published_precision": source.published_precision,
        "counts_from": source.public_on,
        "url": source.url,
    }
    return {column: _cell(values[column]) for column in COLUMNS}


def _cell(value: Any) -> str:
    """A cell: plain decimals, ISO dates, true and false; a text that a spreadsheet would run is disarmed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    text = value.isoformat() if isinstance(value, date) else str(value)
    return (
        f"'{text}" if text[:1] in {"=", "+", "@", "\t", "\r"} or (text[:1] == "-" and not text[1:2].isdigit()) else text
    )
