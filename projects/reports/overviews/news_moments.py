"""When a claim became known to the tracker, and how the database narrows claims to a window of such moments."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from projects.models import Outcome
from projects.models.outcome import OutcomeQuerySet


def window(public: str, since: datetime, until: datetime) -> Q:
    """A condition that the database can answer by an index: a superset of what became known in the window."""
    days = (timezone.localdate(since), timezone.localdate(until))
    return Q(recorded_at__lte=until) & (Q(recorded_at__gt=since) | Q(**{f"{public}__range": days}))


def reports_in_window(wanted: Q, since: datetime, until: datetime) -> OutcomeQuerySet:
    """The wanted reports by the same condition, which two indexes answer.

    In one condition it is about two tables. Then PostgreSQL begins with what is wanted, and where that is much it reads
    every report there is. ``wanted`` stands beside each index, so that few ids are left to be looked up.
    """
    days = (timezone.localdate(since), timezone.localdate(until))
    until_then = Outcome.objects.filter(wanted, recorded_at__lte=until).order_by()
    recorded, public = until_then.filter(recorded_at__gt=since), until_then.filter(source__public_on__range=days)
    return Outcome.objects.filter(pk__in=recorded.values("pk").union(public.values("pk")))


def moment_known(recorded_at: datetime, public_on: date) -> datetime:
    """The later of the moment it was recorded and the start of the day from which it counts (rule R1)."""
    return max(recorded_at, timezone.make_aware(datetime.combine(public_on, time.min)))
