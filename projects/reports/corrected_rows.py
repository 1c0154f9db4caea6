"""Which rows tell of a mistake by a day: lines of what was taken out, and figures that correct another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from projects.models import Correction, Outcome
from projects.reports.hierarchies import for_places


def taken_out_by(as_of: date) -> QuerySet[Correction]:
    """Lines of what was taken out or put right by a day, each with that day as ``on``."""
    return Correction.objects.annotate(on=_local_day("corrected_at")).filter(on__lte=as_of)


def replaced_by(as_of: date) -> QuerySet[Outcome]:
    """Outcomes that correct another and count (R9). ``on``: when we mended our slip, or the source published."""
    day = Case(
        When(our_slip=True, then=_local_day("recorded_at")), default=F("source__public_on"), output_field=DateField()
    )
    of_one_publisher = Q(source__publisher_key=F("corrects__source__publisher_key"))
    counting = Outcome.objects.filter(Q(our_slip=True) | ~Q(note="") | of_one_publisher, corrects__isnull=False)
    return counting.annotate(on=day).filter(on__lte=as_of)


def about(indicator: str) -> Q:
    """Lines that concern an indicator: of what was wrong there, and of what belongs there."""
    return Q(indicator=indicator) | Q(moved_to=indicator)


def lines_for(places: Collection[str]) -> Q:
    """Lines that concern one of some places: by their indicator, their project or, without these, their programme."""
    of_programme = Q(indicator=None, project=None, programme__territory__in=places)
    of_indicators = for_places(places, "indicator__") & Q(indicator__isnull=False)
    moved_there = for_places(places, "moved_to__") & Q(moved_to__isnull=False)
    return of_indicators | moved_there | Q(project__territory__in=places) | of_programme


def corrections_of(indicator: str, as_of: date) -> int:
    """How many corrections concern an indicator by a day. Two queries."""
    mistakes = taken_out_by(as_of).filter(about(indicator))
    return mistakes.count() + replaced_by(as_of).filter(indicator=indicator).count()


def _local_day(moment: str) -> TruncDate:
    return TruncDate(moment, tzinfo=timezone.get_default_timezone())
