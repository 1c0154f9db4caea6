"""Targets → chains of value objects; many of them come in pieces that fit in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, Value

from projects.comparison import figures
from projects.judging.claims import Chain
from projects.models import Target
from projects.models.target import TargetQuerySet

CHUNK = 2000
PIECE = 4000  # chains that are held at a time where there are many

_TARGET_COLUMNS = (
    "id",
    "indicator_id",
    "basis",
    "qualifier",
    "timing",
    "announced",
    "value",
    "upper_value",
    "rounded_to",
    "baseline_value",
    "baseline_start",
    "baseline_end",
    "window_start",
    "deadline",
    "withdrawn",
    "revises_id",
    "interim_for_id",
    "indicator__unit",
    "indicator__accumulation",
    "indicator__direction",
    "indicator__territory_id",
    "indicator__programme__territory_id",
    "indicator__path",
    "indicator__reporting_interval_days",
)


def ids_in_pieces(first_links: TargetQuerySet) -> Iterator[list[str]]:
    """The ids of first links, some thousands at a time; those on one indicator come together. One streamed query."""
    piece: list[str] = []
    rows = first_links.order_by("indicator_id", "id").values_list("indicator_id", "id").iterator(chunk_size=CHUNK)
    for _indicator, on_it in groupby(rows, key=itemgetter(0)):
        piece += [first_id for _indicator_id, first_id in on_it]
        if len(piece) >= PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def chains(first_ids: Collection[str] | None, known_at: datetime | None) -> list[Chain]:
    """Every chain, or those that begin with ``first_ids``, with its interim targets."""
    rows = Target.objects.all() if first_ids is None else Target.objects.chains_from(first_ids)
    indicators: dict[str, figures.Indicator] = {}
    links: dict[str, figures.Target] = {}
    successor: dict[str, str] = {}
    interim_links: dict[str, list[str]] = {}
    later_ids: set[str] = set()
    later: Any = Value(False) if known_at is None else ExpressionWrapper(Q(recorded_at__gt=known_at), BooleanField())
    columns = rows.order_by("id").annotate(entered_later=later).values_list(*_TARGET_COLUMNS, "entered_later")
    for row in columns.iterator(chunk_size=CHUNK):
        link = _target(row, indicators)
        links[link.id] = link
        if link.revises is not None:
            successor[link.revises] = link.id
        if link.interim_for is not None:
            interim_links.setdefault(link.interim_for, []).append(link.id)
        if row[-1]:
            later_ids.add(link.id)
    roots = (link.id for link in links.values() if link.revises is None) if first_ids is None else sorted(first_ids)
    chains_ = []
    for first_id in roots:
        ids = _walk(first_id, successor)
        chain = tuple(links[i] for i in ids if i in links and i not in later_ids)
        if chain:
            steps = _interims(ids, interim_links, successor)
            chains_.append((first_id, chain, tuple(links[i] for i in steps if i not in later_ids)))
    return chains_


def _walk(first_id: str, successor: Mapping[str, str]) -> list[str]:
    """The ids of the chain from one link on. A cycle, which no write path allows, ends it."""
    ids = [first_id]
    while (later := successor.get(ids[-1])) is not None and later not in ids:
        ids.append(later)
    return ids


def _interims(chain: list[str], interim_links: Mapping[str, list[str]], successor: Mapping[str, str]) -> list[str]:
    """The ids of links that are interim for a link of the chain, and of all that revise them."""
    ids: dict[str, None] = {}
    for link in chain:
        for step in interim_links.get(link, ()):
            ids.update(dict.fromkeys(_walk(step, successor)))
    return list(ids)


def _target(row: tuple[Any, ...], indicators: dict[str, figures.Indicator]) -> figures.Target:
    indicator = indicators.get(row[1])
    if indicator is None:
        unit, accumulation, direction, territory, programme_territory, path, interval = row[17:-1]
        indicator = indicators[row[1]] = figures.Indicator(
            id=row[1],
            unit=unit,
            accumulation=accumulation,
            direction=direction,
            territory=territory or programme_territory,
            path=path,
            reporting_interval_days=interval,
        )
    return figures.Target(
        id=row[0],
        indicator=indicator,
        basis=row[2],
        qualifier=row[3] or "exactly",  # a milestone may come without one
        timing=row[4],
        announced=row[5],
        value=row[6],
        upper_value=row[7],
        rounded_to=row[8],
        baseline_value=row[9],
        baseline_start=row[10],
        baseline_end=row[11],
        window_start=row[12],
        deadline=row[13],
        withdrawn=row[14],
        revises=row[15],
        interim_for=row[16],
    )
