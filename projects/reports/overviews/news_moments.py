"""When a claim became known to the tracker, and how the database narrows claims to a window of such moments."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone


def window(public: str, since: datetime, until: datetime) -> Q:
    """A condition that the database can answer by an index: a superset of what became known in the window."""
    days = (timezone.localdate(since), timezone.localdate(until))
    return Q(recorded_at__lte=until) & (Q(recorded_at__gt=since) | Q(**{f"{public}__range": days}))


def moment_known(recorded_at: datetime, public_on: date) -> datetime:
    """The later of the moment it was recorded and the start of the day from which it counts (rule R1)."""
    return max(recorded_at, timezone.make_aware(datetime.combine(public_on, time.min)))
