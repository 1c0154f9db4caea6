"""Verdicts as rows: how they are stored, and what of a chain's history is written anew.

A history that another version of the method gave is told otherwise without anything having happened: what replaces it
keeps the moments at which it was written, so that nobody is told of it as of news (ADR 4, ADR 17).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson
from django.db import connections, models
from django.db.models import TextField
from django.db.models.functions import Cast

from projects.comparison.figures import METHOD_VERSION
from projects.judging.judged_chain import Change, JudgedChain, Period, Verdict, as_json
from projects.models import Assessment, RowChange, StatusChange, StatusPeriod

DAILY = ("as_of", "days_overdue")  # members that change with the day and are derived on reading
BATCH = 500  # changes whose reasons are written at a time


def store(chains: Sequence[JudgedChain], at: datetime) -> None:
    """Writes verdicts over the old ones, and changes only where they differ, so that the rest keep their date.

    A change that has only other reasons than it had keeps its date too: it is no news.
    """
    ids = [chain.first_id for chain in chains]
    recorded_at = _written(at)  # once
    shown = _stored_verdicts(ids)
    moments = _moments_of_another_method(shown)
    Assessment.objects.filter(first__in=ids).delete()
    rows = [
        (chain.first_id, *chain.verdict, _changed_at(chain.verdict, shown.get(chain.first_id)) or recorded_at)
        for chain in chains
        if chain.verdict is not None
    ]
    _insert(Assessment, ("first_id", *Verdict._fields, "changed_at"), rows)
    stored = stored_changes(ids)
    obsolete: list[int] = []
    new: list[tuple[Any, ...]] = []
    explained: list[StatusChange] = []
    retold: list[str] = []
    for chain in chains:
        unmatched = stored.get(chain.first_id, {})
        unknown = [change for change in chain.changes if unmatched.pop(change, None) is None]
        without_reasons = {change[:-1]: pk for change, pk in unmatched.items()} if unknown else {}
        earlier = moments.get(chain.first_id)
        for change in unknown:
            if (pk := without_reasons.pop(change[:-1], None)) is None:
                moment = earlier and earlier.at(change[0])
                new.append((chain.first_id, *change, moment or recorded_at))
                if moment:
                    retold.append(f"{chain.first_id}@{change.on}")
            else:
                explained.append(StatusChange(pk=pk, reasons=orjson.loads(change[-1])))
        obsolete += without_reasons.values() if unknown else unmatched.values()
    if obsolete:
        StatusChange.objects.filter(pk__in=obsolete).delete()
    StatusChange.objects.bulk_update(explained, ["reasons"], batch_size=BATCH)
    _insert(StatusChange, ("first_id", *Change._fields, "recorded_at"), new)
    _store_periods(chains, ids)
    _note_changes(retold, at)


def _store_periods(chains: Sequence[JudgedChain], ids: Sequence[str]) -> None:
    """At most three queries; one where all periods still hold."""
    stored = stored_periods(ids)
    changed = [chain for chain in chains if stored.get(chain.first_id, []) != list(chain.periods)]
    obsolete = [chain.first_id for chain in changed if chain.first_id in stored]
    if obsolete:
        StatusPeriod.objects.filter(first__in=obsolete).delete()
    rows = [(chain.first_id, *period) for chain in changed for period in chain.periods]
    _insert(StatusPeriod, ("first_id", *Period._fields), rows)


class _Shown(NamedTuple):
    """What the API showed of a chain, since when, and by which method."""

    target_id: str
    payload: dict[str, Any]
    changed_at: datetime
    next_change_on: date | None
    method_version: str


def _stored_verdicts(first_ids: Sequence[str]) -> dict[str, _Shown]:
    """One query."""
    columns = ("target_id", Cast("payload", TextField()), "changed_at", "next_change_on", "method_version")
    rows = Assessment.objects.filter(first__in=first_ids).values_list("first_id", *columns)
    return {first: _Shown(target, orjson.loads(payload), *rest) for first, target, payload, *rest in rows}


def _changed_at(verdict: Verdict, shown: _Shown | None) -> str | None:
    """The moment since which the API shows this very verdict; None where it is another one."""
    if shown is None or shown.target_id != verdict.target_id:
        return None
    new: dict[str, Any] = orjson.loads(verdict.payload)
    same = (
        all(shown.payload.get(name) == new[name] for name in new if name not in DAILY)
        and new.keys() == shown.payload.keys()
    )
    return _written(shown.changed_at) if same else None


def _note_changes(changes: Sequence[str], at: datetime) -> None:
    """Rows that say of themselves that they were recorded earlier: who keeps a copy has not seen them."""
    rows = [RowChange(table=StatusChange._meta.db_table, row_id=id, changed_at=at) for id in changes]
    RowChange.objects.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["table", "row_id"], update_fields=["changed_at", "gone"]
    )


class _Moments:
    """When the changes of one chain were written down, by the days that they are about.

    ``until`` is the first day that the old verdict says nothing of: what changes then is news.
    """

    def __init__(self, until: date | None) -> None:
        self.until = until
        self.days: list[date] = []
        self.moments: list[str] = []

    def add(self, on: date, moment: str) -> None:
        """The next day; they come in order."""
        self.days.append(on)
        self.moments.append(moment)

    def at(self, text: str) -> str | None:
        """The moment of the last change up to a day, else of the first; None for a day that nothing is said of."""
        on = date.fromisoformat(text)
        if not self.days or (self.until is not None and on >= self.until):
            return None
        return self.moments[max(bisect_right(self.days, on) - 1, 0)]


def _moments_of_another_method(shown: Mapping[str, _Shown]) -> dict[str, _Moments]:
    """The moments of the histories that another version of the method gave. One query, none where there are none."""
    moments = {
        first: _Moments(verdict.next_change_on)
        for first, verdict in shown.items()
        if verdict.method_version != METHOD_VERSION
    }
    if moments:
        rows = StatusChange.objects.filter(first__in=moments).order_by("first_id", "on")
        for first, on, recorded_at in rows.values_list("first_id", "on", "recorded_at"):
            moments[first].add(on, _written(recorded_at))
    return moments


def _written(moment: datetime) -> str:
    """A moment as the database takes it in a plain row."""
    return str(connections[StatusChange.objects.db].ops.adapt_datetimefield_value(moment))


def stored_changes(first_ids: Sequence[str]) -> dict[str, dict[Change, int]]:
    """What is stored of each chain's history, oldest first, with the keys of the rows."""
    changes: dict[str, dict[Change, int]] = {}
    rows = StatusChange.objects.filter(first__in=first_ids).order_by("first_id", "on")
    for first_id, pk, on, target, before, after, reasons in rows.values_list("first_id", "pk", *Change._fields):
        change = Change(on.isoformat(), target, before, after, as_json(reasons))
        changes.setdefault(first_id, {})[change] = pk
    return changes


def stored_periods(first_ids: Sequence[str]) -> dict[str, list[Period]]:
    """What is stored of each chain's periods, oldest first. One query."""
    periods: dict[str, list[Period]] = {}
    rows = StatusPeriod.objects.filter(first__in=first_ids).order_by("first_id", "since")
    for first_id, since, until, target, status in rows.values_list("first_id", *Period._fields):
        period = Period(since.isoformat(), until.isoformat(), target, status)
        periods.setdefault(first_id, []).append(period)
    return periods


def _insert(model: type[models.Model], names: Iterable[str], rows: list[tuple[Any, ...]]) -> None:
    """Plain rows into a table of ours: PostgreSQL's COPY, elsewhere one statement for all."""
    if not rows:
        return
    connection = connections[Assessment.objects.db]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(map(connection.ops.quote_name, names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608  # names are ours
