"""Targets of the list in the order in which what is shown of them last became another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from projects.models import Assessment, RowChange, Target
from projects.models.record_version import Version
from projects.reports.sweeps.sweep import Position, Sweep
from projects.reports.verdicts import verdict_lookup
from projects.reports.verdicts.stored_on_day import true_on

from .target_entry import target_entries
from .target_objects import object_format
from .target_query import TargetQuery

VERDICTS, GONE = range(2)  # the streams: stored verdicts, and links that went


@dataclass(frozen=True, slots=True)
class ChangedTargets:
    """``gone``: ids that the list does not have, or no longer: links that were revised, what the filters leave out."""

    entries: tuple[dict[str, Any], ...]
    gone: tuple[str, ...]
    last: Position | None
    has_more: bool
    count: int


def changed_targets(
    query: TargetQuery, sweep: Sweep, today: date, names: tuple[str, ...] | None, version: Version | None
) -> ChangedTargets:
    """A page of a sweep. A constant number of queries.

    What is recorded of a chain before ``sweep.since`` may have been in the list then: where it is not in it now, its id
    is among those that are gone.
    """
    query = query.settled(today, version)
    listed = query.verdict_conditions() & query.link_conditions("target__")
    verdicts = Assessment.objects.annotate(sweep_moment=F("changed_at"), sweep_key=F("target_id"))
    in_it_or_left = (
        listed | Q(target__recorded_at__lt=sweep.since) if listed else Q()
    )  # nothing or … would be the latter
    gone = RowChange.objects.filter(table=Target._meta.db_table, gone=True)
    streams = (
        verdicts.filter(in_it_or_left),
        gone.annotate(sweep_moment=F("changed_at"), sweep_key=F("row_id")),
    )
    positions, has_more = sweep.page(streams)
    links = [position.key for position in positions if position.stream == VERDICTS]
    shown = set(Assessment.objects.filter(listed, target__in=links).values_list("target_id", flat=True))
    went = [position.key for position in positions if position.key not in shown]
    entries = _objects([link for link in links if link in shown], today, names)
    return ChangedTargets(
        entries, (*went, *_earlier_links(links)), positions[-1] if positions else None, has_more, sweep.count(streams)
    )


def _objects(links: list[str], today: date, names: tuple[str, ...] | None) -> tuple[dict[str, Any], ...]:
    """The objects of links in their order. What is due to be judged anew is judged."""
    shape = object_format(names)
    firsts = dict(Assessment.objects.filter(true_on(today), target__in=links).values_list("target_id", "first_id"))
    if len(firsts) < len(links):
        payloads = verdict_lookup.payloads_of_links(links, today)
        return shape.of_entries(target_entries(list(payloads.items()), today))
    rows = {row[0]: row[1:] for row in shape.by_id(list(firsts.values()))}
    return shape.of_rows([rows[firsts[link]] for link in links], today)


def _earlier_links(links: list[str]) -> list[str]:
    """The links that these revise, as far as they go back. One query."""
    firsts = Target.objects.first_links_of(links).values_list("pk", flat=True)
    chain = Target.objects.links_of(list(firsts)).exclude(pk__in=links).filter(revised_by__isnull=False)
    return list(chain.order_by("pk").values_list("pk", flat=True))
