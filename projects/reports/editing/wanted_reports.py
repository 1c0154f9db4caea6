"""What somebody waits for: targets past their deadline that people follow and no report covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from projects.models import Assessment


@dataclass(frozen=True, slots=True)
class WantedReports:
    """``targets``: the indicators of those targets, each with the target whose deadline passed first.

    ``programmes`` and ``organisations`` are those that the targets belong to and that answer for them.
    """

    targets: Mapping[str, str] = field(default_factory=dict)
    programmes: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


def wanted_reports(at: datetime) -> WantedReports:
    """What is wanted at a moment. One query for the targets, and those of settings.FOLLOWED."""
    columns = ("first_id", "target_id", "target__indicator_id", "target__indicator__programme_id")
    body = "target__indicator__programme__responsible_id"
    overdue = Assessment.objects.filter(status="unreported", target__deadline__lt=timezone.localdate(at))
    rows = list(overdue.order_by("target__deadline", "target_id").values_list(*columns, body))
    followed = import_string(settings.FOLLOWED)([first for first, *_rest in rows], at)
    targets: dict[str, str] = {}
    programmes: set[str] = set()
    organisations: set[str] = set()
    for first, target, indicator, programme, responsible in rows:
        if first in followed:
            targets.setdefault(indicator, target)
            programmes.add(programme)
            organisations.add(responsible)
    return WantedReports(targets, frozenset(programmes), frozenset(organisations))
