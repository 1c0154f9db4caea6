"""What is recorded of a programme, as plain data: what a line may add to, or revise."""

from __future__ import annotations

from projects import models
from projects.desk.made_ids import id_of_words

from .promises import Amount, Baseline, KnownIndicator, KnownTarget, Thing, Window
from .typed import Programme

MOST = 500  # indicators, and targets, of a programme that a line is held against


def recorded_of(programme: models.Programme | None, territory: str = "") -> Programme:
    """The indicators of the programme and the current links of its chains. Two queries.

    ``territory``: of that place alone, where the announcement is about another than the programme is.
    """
    if programme is None:
        return Programme()
    rows = models.Indicator.objects.filter(programme=programme).order_by("pk")
    targets = models.Target.objects.filter(indicator__programme=programme, revised_by__isnull=True, withdrawn=False)
    indicators = [
        row for row in rows[:MOST] if not territory or (row.territory_id or programme.territory_id) == territory
    ]
    ids = {row.pk for row in indicators}
    current = targets.order_by("pk")[:MOST]
    return Programme(
        tuple(map(_indicator, indicators)), tuple(_target(row) for row in current if row.indicator_id in ids)
    )


def taken_bundles(programme: Thing) -> list[str]:
    """The bundles whose names begin as a new one of the programme would. One query."""
    beginning = programme.id or id_of_words(programme.name, longest=40)
    rows = models.Target.objects.order_by().filter(bundle__startswith=beginning)
    return list(rows.values_list("bundle", flat=True).distinct())


def _indicator(row: models.Indicator) -> KnownIndicator:
    names = tuple(name for name in (row.name, row.name_ru, row.name_kk) if name)
    return KnownIndicator(row.pk, names, row.unit, row.accumulation, row.direction)


def _target(row: models.Target) -> KnownTarget:
    return KnownTarget(
        id=row.pk,
        indicator=row.indicator_id,
        basis=row.basis,
        amount=Amount(row.value, row.upper_value, row.rounded_to, row.qualifier),
        window=Window(row.window_start, row.deadline, row.deadline_text),
        timing=row.timing,
        baseline=Baseline(row.baseline_value, row.baseline_start, row.baseline_end),
        bundle=row.bundle,
        announced=row.announced,
    )
