"""Doubts about a row before it is recorded: what it is held against is read here, the rules are the packages' own.

Forms ask about each doubt, and record what was confirmed; the API and imports take the row and remark on it. What
contradicts the method is refused everywhere but in imports, which bring whole records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models

from projects import wording
from projects.actions.reference_doubts import source_doubts, unit_doubts
from projects.models import Indicator, Office, Outcome, ProjectEvent, Source, Target
from projects.models.names import active_language
from projects.models.source import first_day
from projects.packages import doubt_rules as rules
from projects.packages.doubt_rules import Claimed, Doubt, Other


class UnconfirmedDoubtsError(ValidationError):
    """Each doubt in words at its column; ``doubts`` for whoever asks about them."""

    def __init__(self, doubts: list[Doubt]) -> None:
        super().__init__(_by_column(doubts))
        self.doubts = doubts


def doubts_about(row: models.Model, *, on: date) -> tuple[Doubt, ...]:
    """Every doubt about a row that keeps the rules, recorded or not; ``on`` is today. At most nine queries."""
    return tuple(_doubts(row, on))


def settle_doubts(row: models.Model, *, on: date, confirmed: Collection[str] | None) -> list[str]:
    """The codes of the doubts that somebody has confirmed; ``confirmed`` are their tokens.

    Raises UnconfirmedDoubtsError for what contradicts the method, and for every doubt that is not confirmed. None
    confirms nothing and is asked nothing: whoever sends rows without a form hears of doubts as remarks.
    """
    doubts = list(_days(row, on) if confirmed is None else _doubts(row, on))
    confirmable = {doubt.token for doubt in doubts if not doubt.refused}
    settled = confirmable if confirmed is None else confirmable.intersection(confirmed)
    if unsettled := [doubt for doubt in doubts if doubt.token not in settled]:
        raise UnconfirmedDoubtsError(unsettled)
    return sorted({doubt.code for doubt in doubts}) if confirmed else []


def settle_speaker(row: Target | Outcome, confirmed: Collection[str] | None) -> None:
    """The same for a recorded claim of which somebody says now who said it."""
    unsettled = [doubt for doubt in speaker_doubts(row) if confirmed is not None and doubt.token not in confirmed]
    if unsettled:
        raise UnconfirmedDoubtsError(unsettled)


def in_words(doubt: Doubt) -> str:
    """The sentence for a doubt, in the language of whoever asks."""
    return wording.doubt(doubt.code, doubt.values, active_language())


def _by_column(doubts: list[Doubt]) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    for doubt in doubts:
        problems.setdefault(doubt.column, []).append(in_words(doubt))
    return problems


def _doubts(row: models.Model, on: date) -> Iterator[Doubt]:
    yield from _days(row, on)
    match row:
        case Target():
            yield from _about_target(row)
            yield from speaker_doubts(row)
        case Outcome():
            yield from _about_outcome(row)
            yield from speaker_doubts(row)
        case ProjectEvent():
            yield from _about_event(row)
        case Source():
            yield from source_doubts(row)
        case Indicator():
            yield from unit_doubts(row)


def _days(row: models.Model, on: date) -> Iterator[Doubt]:
    """Doubts about days, which ask nothing of the database but the rows that this one names."""
    match row:
        case Target():
            deadline = row.revises.deadline if row.withdrawn and not row.deadline and row.revises else row.deadline
            yield from rules.announcement_doubts(row.announced, deadline, withdrawn=row.withdrawn)
            days = {"announced": row.announced, "baseline_end": row.baseline_end}
            yield from rules.source_day_doubts(row.source.public_on, days)
        case Outcome():
            yield from rules.report_day_doubts("period_end", row.period_end, row.source.public_on, on)
            yield from rules.source_day_doubts(row.source.public_on, {"compared_with_end": row.compared_with_end})
        case ProjectEvent():
            yield from rules.report_day_doubts("date", row.date, row.source.public_on, on)


# --- Claims --------------------------------------------------------------------------------------------------------


def _about_target(target: Target) -> Iterator[Doubt]:
    claim = Claimed(
        target.basis,
        target.value,
        target.upper_value,
        target.baseline_value,
        target.indicator.unit,
        _days_of_sum(target, target.window_start, target.deadline),
        target.withdrawn,
        target.rounded_to,
    )
    yield from rules.figure_doubts(claim)
    yield from _about_rounding(target, claim)
    if target.withdrawn:
        return
    beside = Target.objects.filter(indicator=target.indicator_id, basis=target.basis).exclude(pk=target.pk)
    before = target.revises or beside.filter(announced__lte=target.announced).order_by("-announced", "-id").first()
    last = _last_outcome(target.indicator_id, target.basis, None, target.announced).first()
    yield from rules.distance_doubts(claim, target=_promised(target, before), last=_reported(target, last))
    same = beside.filter(
        source=target.source_id,
        window_start=target.window_start,
        deadline=target.deadline,
        qualifier=target.qualifier,
        withdrawn=False,
    ).order_by("id")
    twin = next(
        (other for other in same if (other.value, other.upper_value) == (target.value, target.upper_value)), None
    )
    if twin is not None:
        yield Doubt("same_promise", "value" if target.basis != "done" else "basis", {"id": twin.pk})


def _about_outcome(outcome: Outcome) -> Iterator[Doubt]:
    claim = Claimed(
        outcome.basis,
        outcome.value,
        outcome.upper_value,
        None,
        outcome.indicator.unit,
        _days_of_sum(outcome, outcome.period_start, outcome.period_end),
        rounded_to=outcome.rounded_to,
    )
    if outcome.corrects_id:
        others = Outcome.objects.filter(corrects=outcome.corrects_id).exclude(pk=outcome.pk).order_by("id")
        yield from rules.correction_doubts(others.values_list("pk", flat=True).first())
    yield from rules.figure_doubts(claim)
    yield from _about_rounding(outcome, claim)
    target = _promise_for(outcome)
    last = _last_outcome(outcome.indicator_id, outcome.basis, outcome.territory_id, outcome.period_end)
    last = last.exclude(pk__in=[outcome.pk or "", outcome.corrects_id or ""])
    yield from rules.distance_doubts(claim, target=_promised(outcome, target), last=_reported(outcome, last.first()))
    same = (
        Outcome.objects.filter(
            indicator=outcome.indicator_id,
            basis=outcome.basis,
            territory=outcome.territory_id,
            period_start=outcome.period_start,
            period_end=outcome.period_end,
        )
        .exclude(pk=outcome.pk)
        .select_related("source")
        .order_by("id")
    )
    twin = next((other for other in same if _repeats(outcome, other)), None)
    if twin is not None:
        yield Doubt("same_figure", "value", {"id": twin.pk})


def speaker_doubts(row: Target | Outcome) -> Iterator[Doubt]:
    """Who said it held no office then, as far as is known. One query, none where nobody is named."""
    if row.spoken_by_id is not None:
        first, last = said_between(row)
        held = Office.objects.filter(person=row.spoken_by_id).held_between(first, last).exists()
        yield from rules.office_doubts(row.spoken_by_id, last, held=held)


def said_between(row: Target | Outcome) -> tuple[date, date]:
    """The days between which it was said: one, but for a source that prints a month or a year."""
    if isinstance(row, Target) and row.announced != row.source.public_on:
        return row.announced, row.announced
    return first_day(row.source.published, row.source.published_precision), row.source.public_on


def _about_rounding(row: Target | Outcome, claim: Claimed) -> Iterator[Doubt]:
    """Two queries, none for an exact figure: how all other figures of the indicator are rounded."""
    if row.rounded_to is None:
        return
    others: set[Decimal] = set()
    for model in (Target, Outcome):
        rows = model._default_manager.filter(indicator=row.indicator_id, basis=row.basis, rounded_to__isnull=False)
        rows = rows.exclude(pk=row.pk) if isinstance(row, model) else rows
        others.update(
            rounding for rounding in rows.order_by().values_list("rounded_to", flat=True).distinct() if rounding
        )
    yield from rules.rounding_doubts(claim, others)


def _repeats(outcome: Outcome, other: Outcome) -> bool:
    """The same source, or the same publisher with a figure that is as final, says the same of the same period."""
    if (outcome.value, outcome.upper_value) != (other.value, other.upper_value):
        return False
    if outcome.source_id == other.source_id:
        return True
    same = outcome.source.publisher_key == other.source.publisher_key
    return same and outcome.final == other.final


def _promise_for(outcome: Outcome) -> Target | None:
    """The target that the report is about: the next to fall due, else the one that fell due last."""
    targets = Target.objects.filter(
        indicator=outcome.indicator_id, basis=outcome.basis, withdrawn=False, revised_by__isnull=True
    )
    is_due = models.Q(deadline__gte=outcome.period_end)
    return targets.order_by(
        models.Case(models.When(is_due, then=models.Value(0)), default=models.Value(1)),
        models.Case(models.When(is_due, then=models.F("deadline"))),
        models.F("deadline").desc(nulls_last=True),
        "id",
    ).first()


def _last_outcome(indicator: str, basis: str, territory: str | None, until: date) -> models.QuerySet[Outcome]:
    """Figures up to a day, the latest first."""
    return Outcome.objects.filter(
        indicator=indicator, basis=basis, territory=territory, period_end__lte=until, corrections__isnull=True
    ).order_by("-period_end", "id")


def _days_of_sum(row: Target | Outcome, start: date | None, end: date | None) -> int | None:
    return rules.days_of(start, end) if row.indicator.accumulation == "sum" else None


def _promised(row: Target | Outcome, target: Target | None) -> Other | None:
    return (
        None
        if target is None
        else Other(target.pk, target.value, _days_of_sum(row, target.window_start, target.deadline))
    )


def _reported(row: Target | Outcome, outcome: Outcome | None) -> Other | None:
    return (
        None
        if outcome is None
        else Other(outcome.pk, outcome.value, _days_of_sum(row, outcome.period_start, outcome.period_end))
    )


def _about_event(event: ProjectEvent) -> Iterator[Doubt]:
    same = ProjectEvent.objects.filter(project=event.project_id, stage=event.stage, date=event.date)
    twin = same.exclude(pk=event.pk).order_by("id").values_list("pk", flat=True).first()
    if twin is not None:
        yield Doubt("same_stage", "stage", {"id": twin})
