"""Which days and countries the record is about."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Min

from projects.models import Outcome, Target, Territory

from .published import Coverage


def coverage(as_of: date) -> Coverage:
    """From the first day of an announcement, window or period to the last of a period or deadline; three queries."""
    targets = Target.objects.announced_by(as_of).aggregate(
        announced=Min("announced"), window=Min("window_start"), deadline=Max("deadline")
    )
    outcomes = Outcome.objects.aggregate(start=Min("period_start"), first_end=Min("period_end"), end=Max("period_end"))
    first = [day for day in (targets["announced"], targets["window"], outcomes["start"], outcomes["first_end"]) if day]
    last = [day for day in (targets["deadline"], outcomes["end"]) if day]
    countries = tuple(Territory.objects.filter(parent=None).order_by("id").values_list("id", "name"))
    return Coverage(min(first).isoformat() if first else None, max(last).isoformat() if last else None, countries)
