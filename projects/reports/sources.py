"""What a source claimed: the targets, reports and stages that cite it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.models import Outcome, ProjectEvent, Source, Target

SHOWN = 500


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source and its claims. ``public`` is false where the day asked about is before its publication (R1)."""

    source: Source
    public: bool
    targets: tuple[Target, ...]
    outcomes: tuple[Outcome, ...]
    events: tuple[ProjectEvent, ...]


def source_page(source_id: str, as_of: date) -> SourcePage | None:
    """One source with what it claimed; None where there is none of that id. Four queries."""
    source = Source.objects.filter(id=source_id).first()
    if source is None:
        return None
    targets = source.targets.announced_by(as_of).select_related("indicator__programme").order_by("deadline", "id")
    outcomes = source.outcomes.published_by(as_of).select_related("indicator__programme", "territory")
    events = (
        source.project_events.filter(date__lte=as_of, source__public_on__lte=as_of)
        .select_related("project")
        .order_by("date", "id")
    )
    return SourcePage(
        source=source,
        public=source.public_on <= as_of,
        targets=tuple(targets[:SHOWN]),
        outcomes=tuple(outcomes.order_by("indicator", "period_end", "id")[:SHOWN]),
        events=tuple(events[:SHOWN]),
    )
