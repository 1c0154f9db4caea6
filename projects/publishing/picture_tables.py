"""What pictures show, as rows of figures: plain decimals, ISO dates, true and false; empty where there is nothing."""

from __future__ import annotations

from decimal import Decimal

from projects import charts, wording
from projects.comparison.quantities import plain
from projects.reports.targets.chain_links import ChainLink
from projects.reports.targets.target_entry import TargetEntry

REVISION_COLUMNS = (
    "announced", "target", "basis", "qualifier", "value", "upper_value", "unit", "deadline", "withdrawn", "change",
    "revised_after_the_fact", "days_moved", "part_moved", "source",
)  # fmt: skip
BUNDLE_COLUMNS = (
    "target", "indicator", "unit", "value", "deadline", "status", "actual", "done", "expected", "of_way",
)  # fmt: skip


def revision_row(link: ChainLink) -> tuple[str, ...]:
    """An announcement and what it moved, by REVISION_COLUMNS."""
    target = link.target
    return (
        target.announced.isoformat(), target.id, target.basis, target.qualifier, _plain(target.value),
        _plain(target.upper_value), target.indicator.unit, target.deadline.isoformat() if target.deadline else "",
        str(target.withdrawn).lower(), " ".join(link.moved.change), str(link.moved.revised_after_the_fact).lower(),
        "" if link.days is None else str(link.days), _ratio(link.percent), target.source_id,
    )  # fmt: skip


def bundle_row(part: TargetEntry) -> tuple[str, ...]:
    """What the bullet of a component shows, by BUNDLE_COLUMNS; done and expected are ratios, 1 being the target."""
    bullet = None if part.basis == "done" else charts.progress(part.assessment, part.value)
    deadline = part.deadline.isoformat() if part.deadline else ""
    shares = (
        ("", "", "") if bullet is None else (_ratio(bullet.done), _ratio(bullet.expected), str(bullet.of_way).lower())
    )
    status, actual = str(part.assessment["status"]), part.assessment["actual"] or ""
    return (part.id, part.indicator.id, part.unit, _plain(part.value), deadline, status, actual, *shares)


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else plain(figure)


def _ratio(share: Decimal | None) -> str:
    """A ratio of ratios that are themselves rounded: to the digits that are right."""
    return "" if share is None else plain(wording.rounded(share, 9))
