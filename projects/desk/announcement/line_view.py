"""A line as the page shows it: its boxes, what is proposed and why, what it means for the verdict, what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects import wording
from projects.models import Target
from projects.reading.proposals import Proposal

from .line_form import LineForm
from .promises import Amount, KnownTarget
from .settled import CHOICES, NEW, RELATIVE, Settled

CODES: Mapping[str, tuple[str, ...]] = {
    "accumulation": ("sum", "level", "milestone"),
    "direction": ("increase", "decrease"),
    "timing": ("within_period", "by_deadline"),
    "basis": ("absolute", "multiple", "percent_change", "done"),
    "qualifier": ("exactly", "at_least", "more_than", "about", "at_most", "less_than", "between"),
}
WORDS: Mapping[str, Any] = {
    "accumulation": wording.accumulation,
    "direction": wording.direction,
    "timing": lambda code, lang: str(Target.Timing(code).label) if code in Target.Timing.values else code,
    "basis": wording.basis,
    "qualifier": wording.qualifier,
}
MOST_OFFERED = 100  # recorded things in one list


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose from: the first option is what is proposed, ``reason`` says why."""

    box: Any
    options: tuple[Option, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What is wrong or doubtful at a box."""

    box: Any
    text: SafeString | str


@dataclass(slots=True)
class LineView:
    """``settled`` is None where nothing was typed. ``notes`` are filled by the page."""

    form: LineForm
    settled: Settled | None
    lang: str
    targets: tuple[KnownTarget, ...] = ()
    notes: list[Note] = field(default_factory=list)

    @property
    def number(self) -> int:
        """From 1; 0 of the empty line for the script."""
        place = str(self.form.prefix).rpartition("-")[2]
        return int(place) + 1 if place.isdigit() else 0

    @property
    def choices(self) -> list[Choice]:
        return list(self._choices()) if self.settled is not None else []

    @property
    def understood(self) -> str:
        """The promise in words: the figure and its time."""
        if self.settled is None:
            return ""
        promise = self.settled.promise
        days = wording.period(promise.window.start, promise.window.deadline, self.lang)
        return " · ".join(part for part in (self._figure(promise.amount), days) if part)

    @property
    def before(self) -> str:
        """What was promised before, in words."""
        promise = self.settled.promise if self.settled is not None else None
        if promise is None or (promise.was is None and promise.revises is None):
            return ""
        if promise.was is not None:
            amount, window = promise.was
        else:
            assert promise.revises is not None
            amount, window = promise.revises.amount, promise.revises.window
        days = wording.period(window.start, window.deadline, self.lang)
        return " · ".join(part for part in (self._figure(amount), days) if part)

    @property
    def meaning(self) -> str:
        """What it means for the verdict."""
        if self.settled is None:
            return ""
        promise = self.settled.promise
        is_ceiling = promise.direction == "decrease" or promise.amount.qualifier in ("at_most", "less_than")
        return wording.counting(
            promise.accumulation,
            promise.timing,
            self.lang,
            start=promise.window.start,
            deadline=promise.window.deadline,
            is_ceiling=promise.accumulation == "sum" and is_ceiling,
        )

    @property
    def warning(self) -> str:
        """Why there will be no verdict yet."""
        if self.settled is None:
            return ""
        promise = self.settled.promise
        lacks = promise.basis in RELATIVE and promise.baseline.value is None
        has_unit = bool(promise.unit) or promise.basis == "done"
        return wording.not_assessable(has_unit=has_unit, lacks_baseline=lacks, lang=self.lang)

    def _figure(self, amount: Amount) -> str:
        settled = self.settled
        if settled is None or (amount.value is None and settled.promise.basis != "done"):
            return ""
        return wording.stated(
            basis=settled.promise.basis,
            qualifier=amount.qualifier,
            value=amount.value,
            upper=amount.upper_value,
            unit=settled.promise.unit,
            lang=self.lang,
            promised=True,
        )

    def _choices(self) -> Iterator[Choice]:
        assert self.settled is not None
        yield self._recorded_indicator(self.settled)
        if self.targets:
            yield self._recorded_target(self.settled)
        for name in CHOICES:
            yield self._choice(name, self.settled.proposals[name], self.settled.typed.chosen.get(name, ""))

    def _choice(self, name: str, proposal: Proposal, chosen: str) -> Choice:
        words = WORDS[name]
        reason = wording.proposal_reason(proposal.rule, proposal.word, self.lang)
        codes = [code for code in CODES[name] if code]
        proposed = words(proposal.value, self.lang) if proposal.value else _("none")
        first = _("as proposed") if chosen else _("%(proposed)s (proposed)") % {"proposed": proposed}
        options = [Option("", first), *(Option(code, words(code, self.lang), code == chosen) for code in codes)]
        return Choice(self.form[name], tuple(options), reason)

    def _recorded_indicator(self, settled: Settled) -> Choice:
        chosen, offered = settled.typed.chosen.get("indicator", ""), settled.offered
        proposed = _("a new one")
        reason = _("nothing of the programme has these words and this unit")
        if offered is not None:
            proposed = _("add to “%(name)s”") % {"name": offered.names[0]}
            reason = _("it has the same words; a second one would split its reports")
        options = [Option("", _("%(proposed)s (proposed)") % {"proposed": proposed})]
        if offered is not None or chosen:
            options.append(Option(NEW, _("a new one"), chosen == NEW))
        if chosen and chosen != NEW:
            options.append(Option(chosen, chosen, True))
        return Choice(self.form["indicator"], tuple(options), reason)

    def _recorded_target(self, settled: Settled) -> Choice:
        chosen, revised = settled.typed.chosen.get("revises", ""), settled.revised
        is_proposed = revised is not None and not chosen
        proposed = revised.id if is_proposed and revised is not None else _("nothing that is recorded")
        reason = (
            _("it says what was promised before") if is_proposed else _("choose it if this moves its figure or time")
        )
        options = [Option("", _("%(proposed)s (proposed)") % {"proposed": proposed})]
        options.append(Option(NEW, _("nothing that is recorded"), chosen == NEW))
        options += [
            Option(target.id, self._target(target), target.id == chosen) for target in self.targets[:MOST_OFFERED]
        ]
        return Choice(self.form["revises"], tuple(options), reason)

    def _target(self, target: KnownTarget) -> str:
        days = wording.period(target.window.start, target.window.deadline, self.lang)
        figure = wording.number(target.amount.value, self.lang) if target.amount.value is not None else ""
        return " · ".join(part for part in (target.id, figure, days) if part)
