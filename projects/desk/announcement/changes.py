"""An announcement → the list of changes that records it, each with the box of the page that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from projects import wording
from projects.actions.changes import Change
from projects.desk.cells import cells_of
from projects.desk.made_ids import MadeIds, id_of_words, target_id

from .promises import Amount, Announcement, Baseline, Promise, Thing, Window

OF_TARGETS = {
    **dict.fromkeys(("value", "upper_value", "rounded_to"), "how_many"),
    **dict.fromkeys(("window_start",), "since"),
    **dict.fromkeys(("deadline", "deadline_text"), "by"),
    **dict.fromkeys(("baseline_start", "baseline_end"), "baseline_when"),
    **{name: name for name in ("basis", "qualifier", "timing", "revises", "note", "indicator")},
    "baseline_value": "baseline",
}
OF_FORMER_TARGETS = {
    **OF_TARGETS,
    **dict.fromkeys(("value", "upper_value", "rounded_to"), "was"),
    **dict.fromkeys(("window_start", "deadline", "deadline_text"), "was_by"),
}
OF_INDICATORS = {"name": "what", "unit": "unit", "accumulation": "accumulation", "direction": "direction"}
LONGEST_PROGRAMME, LONGEST = 40, 90


@dataclass(frozen=True, slots=True)
class Planned:
    """A change, the line that it comes from (None: the announcement), and column → box."""

    change: Change
    line: int | None = None
    boxes: Mapping[str, str] = field(default_factory=dict)

    def box(self, column: str) -> str:
        """The box of a column; empty where there is none."""
        return self.boxes.get(column, "")


def changes_of(
    announcement: Announcement, ids: MadeIds, lang: str, taken_bundles: Iterable[str] = ()
) -> tuple[Planned, ...]:
    """Body, place, source, programme, indicators and targets, in the order in which one names the other.

    ``lang``: the language of the page, in which a text may be written whose letters do not tell.
    """
    return tuple(_Plan(announcement, ids, lang, frozenset(taken_bundles)).steps())


def names_in(text: str, lang: str) -> dict[str, str]:
    """The columns of a name: what was typed stands in for the English one until somebody translates it."""
    written = wording.written_in(text)
    if written == "ru" and lang == "kk":
        written = "kk"  # many Kazakh words have no letter that Russian lacks
    return {"name": text} if written == "en" else {"name": text, f"name_{written}": text}


class _Plan:
    def __init__(self, announcement: Announcement, ids: MadeIds, lang: str, taken_bundles: frozenset[str]) -> None:
        self.all = announcement
        self.ids = ids
        self.lang = lang
        self.taken_bundles = taken_bundles
        self.place = ""  # of new indicators, where it is not the programme's
        self.indicators: dict[tuple[str, str], str] = {}  # of earlier lines: words and unit → id

    def steps(self) -> Iterator[Planned]:
        everything = self.all
        organisation, made = self._thing("organisations", everything.organisation)
        yield from made
        territory, made = self._thing("territories", everything.territory)
        yield from made
        if everything.source_change is not None:
            yield Planned(everything.source_change, boxes={"": "source"})
        about = {"responsible": organisation, "territory": territory}
        programme, made = self._thing("programmes", everything.programme, about, LONGEST_PROGRAMME)
        yield from made
        self.place = territory if everything.elsewhere else ""
        bundle = self._bundle(programme)
        for promise in everything.promises:
            yield from self._promise(promise, programme, bundle)

    def _thing(
        self, table: str, thing: Thing, more: Mapping[str, Any] | None = None, longest: int = 60
    ) -> tuple[str, list[Planned]]:
        """The id of a row, and the change that makes it if it is new."""
        if not thing.is_new:
            return thing.id, []
        row_id = self.ids.take(table, _with_parent(thing, id_of_words(thing.name, longest=longest)) or table)
        cells = cells_of({"id": row_id, **names_in(thing.name, self.lang), **thing.columns, **(more or {})})
        return row_id, [Planned(Change("add", table, row_id, cells, makes_id=True), boxes={"": table})]

    def _bundle(self, programme: str) -> str:
        """The name that lines of one promise share; no other promise has it."""
        if not self.all.is_bundle:
            return ""
        deadlines = [promise.window.deadline for promise in self.all.promises if promise.window.deadline]
        year = str(max(deadlines or [self.all.announced]).year)
        wish, number = id_of_words(programme, year, longest=LONGEST), 1
        bundle = wish
        while bundle in self.taken_bundles:
            number += 1
            bundle = f"{wish}-{number}"
        return bundle

    def _promise(self, promise: Promise, programme: str, bundle: str) -> Iterator[Planned]:
        indicator, made = self._indicator(promise, programme)
        yield from made
        earlier = ""
        if promise.was is not None:
            amount, window = promise.was
            cells = self._target(promise, indicator, amount, window)
            announced = self.all.earlier or self.all.announced
            earlier = self._target_id(promise, indicator, window)
            cells |= {"id": earlier, "announced": announced.isoformat(), "bundle": bundle}
            yield Planned(Change("add", "targets", earlier, cells, makes_id=True), promise.number, OF_FORMER_TARGETS)
        elif promise.revises is not None:
            earlier = promise.revises.id
            bundle = promise.revises.bundle or bundle
        row_id = self._target_id(promise, indicator, promise.window)
        cells = self._target(promise, indicator, promise.amount, promise.window)
        cells |= {"id": row_id, "announced": self.all.announced.isoformat(), "bundle": bundle, "revises": earlier}
        yield Planned(Change("add", "targets", row_id, cells, makes_id=True), promise.number, OF_TARGETS)

    def _indicator(self, promise: Promise, programme: str) -> tuple[str, list[Planned]]:
        if promise.indicator is not None:
            return promise.indicator.id, []
        key = (promise.what.casefold(), promise.unit)
        if key in self.indicators:  # two promises of one thing, as for 2027 and for 2029
            return self.indicators[key], []
        row_id = self.ids.take("indicators", id_of_words(programme, promise.what, longest=LONGEST) or "indicator")
        self.indicators[key] = row_id
        columns = {
            "id": row_id,
            "programme": programme,
            **names_in(promise.what, self.lang),
            "unit": promise.unit,
            "accumulation": promise.accumulation,
            "direction": promise.direction,
            "territory": self.place,
        }
        return row_id, [
            Planned(
                Change("add", "indicators", row_id, cells_of(columns), makes_id=True), promise.number, OF_INDICATORS
            )
        ]

    def _target(self, promise: Promise, indicator: str, amount: Amount, window: Window) -> dict[str, str]:
        return cells_of(
            {
                "indicator": indicator,
                "basis": promise.basis,
                "qualifier": amount.qualifier,
                "value": amount.value,
                "upper_value": amount.upper_value,
                "rounded_to": amount.rounded_to,
                **_baseline_columns(promise.baseline),
                "window_start": window.start,
                "deadline": window.deadline,
                "deadline_text": window.text,
                "timing": promise.timing,
                "source": self.all.source,
                **self.all.texts,
                **({"note": promise.note} if promise.note else {}),
            }
        )

    def _target_id(self, promise: Promise, indicator: str, window: Window) -> str:
        revised = promise.revises
        before = (revised.id, revised.window.deadline) if revised is not None else None
        return target_id(self.ids, indicator, window.deadline, self.all.announced, before)


def _with_parent(thing: Thing, wish: str) -> str:
    """A place is named after what it is part of: ``kz-saran``."""
    parent = thing.columns.get("parent")
    return f"{parent}-{wish}" if parent and wish else wish


def _baseline_columns(baseline: Baseline) -> dict[str, Any]:
    return {"baseline_value": baseline.value, "baseline_start": baseline.start, "baseline_end": baseline.end}
