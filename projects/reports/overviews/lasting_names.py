"""By what promises are known for good, to feed readers and calendars: a new id or a mended day changes no name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from projects.models import Correction, RenamedId, Target


@dataclass(frozen=True, slots=True)
class LastingNames:
    """The first ids of targets that were given another one, and the first days of those announced on another day."""

    ids: Mapping[str, str]
    days: Mapping[str, date]

    def id_of(self, target_id: str) -> str:
        return self.ids.get(target_id, target_id)

    def day_of(self, target: Target) -> date:
        """The day of an announcement as it was first recorded."""
        return self.days.get(target.pk, target.announced)


def lasting_names(targets: Collection[str]) -> LastingNames:
    """The names of some targets. Two queries; none for no targets."""
    if not targets:
        return LastingNames({}, {})
    return LastingNames(first_given_ids(targets), _first_given_days(targets))


def first_given_ids(targets: Collection[str]) -> dict[str, str]:
    """Those of some targets that were given another id → the id under which they were recorded. One query."""
    renamed = RenamedId.objects.filter(kind="target", new_id__in=targets).order_by("-renamed_at", "-pk")
    return dict(renamed.values_list("new_id", "old_id"))  # the first one that was given is read last


def _first_given_days(targets: Collection[str]) -> dict[str, date]:
    mended = Correction.objects.filter(action=Correction.Action.MENDED, target__in=targets)
    days = mended.order_by("-corrected_at", "-pk").values_list("target_id", "cells__announced", "right__announced")
    return {target: date.fromisoformat(wrong) for target, wrong, right in days if wrong != right}
