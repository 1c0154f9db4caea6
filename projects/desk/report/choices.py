"""What the boxes of a report offer, read once for all its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.desk.people_box import people_of_record, people_offered
from projects.models import Indicator, Outcome, Person, Target, Territory
from projects.models.names import active_language

MOST_EARLIER = 60  # figures that can be corrected here; older ones on the page of the figure


@dataclass(frozen=True, slots=True)
class Choices:
    """The target, the indicators of its programme by id, their latest figures, places and people."""

    target: Target
    indicators: dict[str, Indicator]
    earlier: dict[str, Outcome]
    territories: dict[str, Territory]
    people: dict[str, Person]
    usual_basis: str

    @property
    def indicator(self) -> Indicator:
        return self.target.indicator

    def of_indicators(self) -> list[tuple[str, str]]:
        return [(row.pk, str(row)) for row in self.indicators.values()]

    def of_earlier(self) -> list[tuple[str, str]]:
        return [("", _("nothing: it is a new figure")), *((row.pk, _figure(row)) for row in self.earlier.values())]

    def of_territories(self) -> list[tuple[str, str]]:
        return [("", _("that of the indicator")), *((row.pk, str(row)) for row in self.territories.values())]

    def of_people(self) -> list[tuple[str, str]]:
        return people_offered(self.people.values())

    def first_figure(self) -> dict[str, Any]:
        """What a figure of the target starts with: what it counts, and the window that a sum is for."""
        is_sum = self.indicator.accumulation == Indicator.Accumulation.SUM
        return {
            "indicator": self.indicator.pk,
            "basis": self.usual_basis,
            "period_start": self.target.window_start if is_sum else None,
            "final": "true",
        }


def choices_for(target: Target) -> Choices:
    """Four queries; ``target`` comes with its indicator."""
    programme = target.indicator.programme_id
    indicators = {row.pk: row for row in Indicator.objects.filter(programme=programme)}
    indicators = {target.indicator_id: indicators[target.indicator_id], **indicators}
    figures = Outcome.objects.filter(indicator__programme=programme, corrections__isnull=True)
    earlier = list(figures.select_related("indicator", "source").order_by("-period_end", "id")[:MOST_EARLIER])
    ours = [row for row in earlier if row.indicator_id == target.indicator_id]
    others = [row for row in earlier if row.indicator_id != target.indicator_id]
    return Choices(
        target,
        indicators,
        {row.pk: row for row in (*ours, *others)},
        {row.pk: row for row in Territory.objects.all()},
        people_of_record(active_language()),
        ours[0].basis if ours else target.basis,
    )


def _figure(row: Outcome) -> str:
    """A figure as it is chosen: what it counts, how much, for when, who says so."""
    lang = active_language()
    stated = wording.stated(
        basis=row.basis,
        qualifier=row.qualifier,
        value=row.value,
        upper=row.upper_value,
        unit=row.indicator.unit,
        lang=lang,
        compared_with=(row.compared_with_start, row.compared_with_end),
    )
    return (
        f"{row.indicator}: {stated}, {wording.period(row.period_start, row.period_end, lang)} ({row.source.publisher})"
    )
