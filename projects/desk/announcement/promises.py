"""An announcement as it was understood: what of it is recorded already, what is new, and each promise. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from projects.actions.changes import Change


@dataclass(frozen=True, slots=True)
class Thing:
    """A row that the announcement names: the ``id`` of a recorded one, or the ``columns`` of a new one."""

    id: str = ""
    name: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return not self.id


@dataclass(frozen=True, slots=True)
class Amount:
    """A promised figure. ``rounded_to``: the unit of its last printed digit, where that is to be written down."""

    value: Decimal | None = None
    upper_value: Decimal | None = None
    rounded_to: Decimal | None = None
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """The time of a promise, and its words where they are no plain date."""

    start: date | None = None
    deadline: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value before, and the period that it is of."""

    value: Decimal | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator of the programme as far as a promise is held against it. ``names``: in every language."""

    id: str
    names: tuple[str, ...]
    unit: str
    accumulation: str
    direction: str


@dataclass(frozen=True, slots=True)
class KnownTarget:
    """The current link of a chain of the programme."""

    id: str
    indicator: str
    basis: str
    amount: Amount
    window: Window
    timing: str
    baseline: Baseline
    bundle: str
    announced: date


@dataclass(frozen=True, slots=True)
class Promise:
    """One line, settled. ``was``: what the announcement says was promised before, where that is not recorded.

    ``number`` is that of its line. ``indicator``: a recorded one; empty for a new one. ``revises``: a recorded target.
    """

    number: int
    what: str
    indicator: KnownIndicator | None
    unit: str
    accumulation: str
    direction: str
    basis: str
    amount: Amount
    window: Window
    timing: str
    baseline: Baseline
    was: tuple[Amount, Window] | None = None
    revises: KnownTarget | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """``source_change`` makes the source, if it is new. ``earlier``: the day of the announcement before, if known.

    ``elsewhere``: the place is not that of the programme, so new indicators name it.
    """

    organisation: Thing
    territory: Thing
    programme: Thing
    elsewhere: bool
    source: str
    source_change: Change | None
    announced: date
    earlier: date | None
    is_bundle: bool
    texts: Mapping[str, str]
    promises: tuple[Promise, ...]
