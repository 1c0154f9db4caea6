"""The rows that give the status of every chain on a day, in SQL: nothing is judged and nothing is walked through.

For today they are the stored verdicts, for an earlier day the periods of the statuses. Both have ``first``, ``target``
and ``status``, so the same conditions and orders select a page of either.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, Literal

from django.db.models import Q

from projects.comparison.figures import METHOD_VERSION
from projects.models import Assessment, StatusPeriod
from projects.models.record_version import Version
from projects.reports.version_cache import cached_for_version

from .status_on_day import unassessed

Kind = Literal["verdicts", "periods"]


def stored_kind(as_of: date, version: Version | None = None) -> Kind | None:
    """Which rows hold every chain announced by a day; None where some chain would have to be judged.

    At most four queries; none where the answer is kept for this ``version`` of the record.
    """
    return cached_for_version(version, partial(_stored_kind, as_of), "stored kind", as_of)


def rows_of(kind: Kind, as_of: date) -> Any:
    """The rows of a kind on the day: a QuerySet of Assessment or of StatusPeriod."""
    return Assessment.objects.all() if kind == "verdicts" else StatusPeriod.objects.on(as_of)


def true_on(as_of: date) -> Q:
    """Stored verdicts that judging on ``as_of`` would confirm."""
    return Q(as_of__lte=as_of, method_version=METHOD_VERSION) & (
        Q(next_change_on__isnull=True) | Q(next_change_on__gt=as_of)
    )


def _stored_kind(as_of: date) -> Kind | None:
    if unassessed(as_of).exists():
        return None
    if not Assessment.objects.exclude(true_on(as_of)).exists():
        return "verdicts"
    unreached = ~Q(method_version=METHOD_VERSION) | Q(has_periods=False) | Q(as_of__lt=as_of, next_change_on__lte=as_of)
    is_past = Assessment.objects.filter(as_of__gt=as_of)
    return "periods" if is_past.exists() and not Assessment.objects.filter(unreached).exists() else None
