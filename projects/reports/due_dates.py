"""The calendar: which promise falls due in which month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Max

from projects.models import StatusChange

from .standing import Standing, standing
from .target_entry import TargetEntry
from .verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Month:
    """A month with the targets whose deadline lies in it, earliest first."""

    first_day: date
    entries: tuple[TargetEntry, ...]


@dataclass(frozen=True, slots=True)
class DueDates:
    """The months of one year, the years there are, and how many targets have no date at all."""

    year: int
    years: tuple[int, ...]
    months: tuple[Month, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of a chain, known by its ``first`` link. ``changed_on``: the last day that said something new."""

    first: str
    on: date
    changed_on: date
    entry: TargetEntry


def due_dates(as_of: date, year: int | None = None) -> DueDates:
    """The deadlines of a year: the one asked for, else the year of the next deadline ahead."""
    now = standing(as_of)
    dated = sorted(
        ((deadline, verdict) for verdict in now.verdicts if (deadline := now.deadline(verdict)) is not None),
        key=lambda pair: (pair[0], pair[1].target),
    )
    years = tuple(sorted({deadline.year for deadline, _verdict in dated}))
    ahead = [deadline.year for deadline, _verdict in dated if deadline >= as_of]
    shown = year or (ahead[0] if ahead else years[-1] if years else as_of.year)
    chosen = [(deadline, verdict) for deadline, verdict in dated if deadline.year == shown]
    return DueDates(shown, years, _months(now, chosen), len(now.verdicts) - len(dated))


def deadlines(as_of: date) -> tuple[Deadline, ...]:
    """Every deadline there is, earliest first. A constant number of queries."""
    now = standing(as_of)
    dated = [(on, verdict) for verdict in now.verdicts if (on := now.deadline(verdict)) is not None]
    entries = now.entries(verdict for _on, verdict in dated)
    changes = StatusChange.objects.filter(on__lte=as_of).order_by().values_list("first_id").annotate(Max("on"))
    turned = dict(changes)
    found = [
        Deadline(verdict.first, on, max(entry.announced, turned.get(verdict.first, entry.announced)), entry)
        for on, verdict in dated
        if (entry := entries[verdict.first])
    ]
    return tuple(sorted(found, key=lambda deadline: (deadline.on, deadline.first)))


def _months(now: Standing, chosen: list[tuple[date, Verdict]]) -> tuple[Month, ...]:
    entries = now.entries(verdict for _deadline, verdict in chosen)
    return tuple(
        Month(first_day, tuple(entries[verdict.first] for _deadline, verdict in group))
        for first_day, group in groupby(chosen, key=lambda pair: pair[0].replace(day=1))
    )
