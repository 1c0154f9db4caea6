"""The rows that give the status of every chain on a day, in SQL: nothing is judged and nothing is walked through.

For today they are the stored verdicts, for an earlier day the periods of the statuses. Both have ``first``, ``target``
and ``status``, so the same conditions and orders select a page of either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from typing import Any, Literal

from django.db.models import Q, QuerySet

from projects.comparison.figures import METHOD_VERSION
from projects.models import Assessment, StatusPeriod
from projects.models.record_version import Version
from projects.reports.version_cache import cached_for_version

from .kept_chains import ReadChain, kept_chains
from .status_on_day import unassessed

Kind = Literal["verdicts", "periods"]
SOME = ""  # chains that were not looked up one by one


def stored_kind(as_of: date, version: Version | None = None) -> Kind | None:
    """Which rows hold every chain announced by a day; None where some chain would have to be judged.

    At most eight queries; none where the answer is kept for this ``version`` of the record.
    """
    return cached_for_version(version, partial(_stored_kind, as_of, version), "stored kind", as_of)


def rows_of(kind: Kind, as_of: date) -> Any:
    """The rows of a kind on the day: a QuerySet of Assessment or of StatusPeriod."""
    return Assessment.objects.all() if kind == "verdicts" else StatusPeriod.objects.on(as_of)


def true_on(as_of: date) -> Q:
    """Stored verdicts that judging on ``as_of`` would confirm."""
    return Q(as_of__lte=as_of, method_version=METHOD_VERSION) & (
        Q(next_change_on__isnull=True) | Q(next_change_on__gt=as_of)
    )


def _stored_kind(as_of: date, version: Version | None) -> Kind | None:
    if _is_any(unassessed(as_of), "pk", version, "unassessed", as_of):
        return None
    if not _is_any(Assessment.objects.exclude(true_on(as_of)), "first", version, "untrue", as_of):
        return "verdicts"
    unreached = ~Q(method_version=METHOD_VERSION) | Q(has_periods=False) | Q(as_of__lt=as_of, next_change_on__lte=as_of)
    if not Assessment.objects.filter(as_of__gt=as_of).exists():
        return None
    return None if _is_any(Assessment.objects.filter(unreached), "first", version, "unreached", as_of) else "periods"


def _is_any(rows: QuerySet[Any], key: str, version: Version | None, kind: str, day: date) -> bool:
    """Whether there are such rows; ``key`` leads to the first link of a chain. That there are none is kept.

    Then a later version of the record has only the chains looked at that were written meanwhile.
    """

    def read(first_ids: Collection[str] | None) -> Iterator[ReadChain[None]]:
        if first_ids is None or SOME in first_ids:
            if rows.exists():
                yield ReadChain(SOME, None, judged=True)  # looked for anew each time
            return
        for first in rows.filter(**{f"{key}__in": list(first_ids)}).order_by().values_list(key, flat=True):
            yield ReadChain(first, None, judged=False)

    return rows.exists() if version is None else bool(kept_chains.current(kind, day, read, version))
