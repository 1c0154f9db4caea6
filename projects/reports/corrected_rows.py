"""Which rows tell of a mistake by a day: lines of what was taken out, and figures that correct another."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from projects.models import Correction, Outcome


def taken_out_by(as_of: date) -> QuerySet[Correction]:
    """Lines of what was taken out or put right by a day, each with that day as ``on``."""
    return Correction.objects.annotate(on=_local_day("corrected_at")).filter(on__lte=as_of)


def replaced_by(as_of: date) -> QuerySet[Outcome]:
    """Outcomes that correct another and count (R9). ``on``: when we mended our slip, or the source published.

    One query, for the few corrections of which only their publishers say whether they count.
    """
    day = Case(
        When(our_slip=True, then=_local_day("recorded_at")), default=F("source__public_on"), output_field=DateField()
    )
    corrections = Outcome.objects.filter(corrects__isnull=False)
    unexplained = corrections.filter(our_slip=False, note="").exclude(
        source__publisher=F("corrects__source__publisher")
    )
    rows = unexplained.select_related("source", "corrects__source").order_by()
    not_counting = [row.pk for row in rows if not row.counts_as_correction]
    return corrections.exclude(pk__in=not_counting).annotate(on=day).filter(on__lte=as_of)


def about(indicator: str) -> Q:
    """Lines that concern an indicator: of what was wrong there, and of what belongs there."""
    return Q(indicator=indicator) | Q(moved_to=indicator)


def corrections_of(indicator: str, as_of: date) -> int:
    """How many corrections concern an indicator by a day. Three queries."""
    mistakes = taken_out_by(as_of).filter(about(indicator))
    return mistakes.count() + replaced_by(as_of).filter(indicator=indicator).count()


def _local_day(moment: str) -> TruncDate:
    return TruncDate(moment, tzinfo=timezone.get_default_timezone())
