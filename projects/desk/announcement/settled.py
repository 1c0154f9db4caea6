"""A line as it was typed → a promise: what is proposed where nothing was chosen, and what of it cannot be.

Pure: the rows of the programme come as plain data, the problems go to the boxes of the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from projects.reading.proposals import Promised, Proposal, Proposals, propose

from .promises import Amount, KnownIndicator, KnownTarget, Promise, Window
from .typed import NO_BASELINE, Programme, Typed, amount_of, earlier_window, says, single

CHOICES = ("accumulation", "direction", "timing", "basis", "qualifier")
NEW = "new"  # of the boxes “indicator” and “revises”: none of those that are recorded
RELATIVE = ("multiple", "percent_change")
_WORD = re.compile(r"[^\W_]+")
_STEM = 5  # letters of a word that its forms share, and one less of a short word


@dataclass(frozen=True, slots=True)
class Settled:
    """The promise of a line, how it came about, and its problems by box.

    ``like_above``: its time is that of the line above. ``offered``: the indicator that means the same.
    """

    typed: Typed
    promise: Promise
    proposals: Mapping[str, Proposal]
    problems: Mapping[str, str]
    like_above: bool
    offered: KnownIndicator | None
    revised: KnownTarget | None


def settle(typed: Typed, programme: Programme, above: Settled | None, sentence: str = "") -> Settled:
    """One line beside the line above it, the programme as it is recorded, and the sentence that was quoted."""
    return _Line(typed, programme, above, sentence).settled()


def same_indicator(what: str, unit: str, indicators: tuple[KnownIndicator, ...]) -> KnownIndicator | None:
    """The indicator with the same words in one of its names, and the same unit where one was written."""
    words = _stems(what)
    if not words:
        return None
    alike = (row for row in indicators if any(_stems(name) == words for name in row.names))
    return next((row for row in alike if not unit or not row.unit or row.unit == unit), None)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[: _STEM if len(word) > _STEM else _STEM - 1] for word in _WORD.findall(text.casefold()))


class _Line:
    def __init__(self, typed: Typed, programme: Programme, above: Settled | None, sentence: str) -> None:
        self.programme = programme
        self.sentence = sentence
        self.problems: dict[str, str] = {}
        own = typed.by is not None or typed.since is not None or typed.has_no_deadline
        self.like_above = not own and above is not None and above.typed.by is not None
        if self.like_above and above is not None:
            was_by = typed.was_by or above.typed.was_by
            typed = replace(typed, since=above.typed.since, by=above.typed.by, was_by=was_by)
        self.typed = typed
        self.unit = typed.unit or self._unit_of_figure()

    def settled(self) -> Settled:
        typed = self.typed
        offered = same_indicator(typed.what, self.unit, self.programme.indicators)
        revised = self._revised(offered)
        indicator = self._indicator(offered, revised)
        decided = self._decided(indicator, revised)
        proposals = propose(self._promised(revised), {name: value.value for name, value in decided.items()})
        codes = {name: decided.get(name) or getattr(proposals, name) for name in CHOICES}
        codes["qualifier"] = self._qualifier(codes)
        promise = self._promise(indicator, revised, codes, proposals)
        promise = replace(promise, was=self._was(promise, revised, proposals))
        self._look(promise)
        return Settled(typed, promise, codes, self.problems, self.like_above, offered, revised)

    # --- What is recorded already --------------------------------------------------------------------------------

    def _revised(self, offered: KnownIndicator | None) -> KnownTarget | None:
        chosen = self.typed.chosen.get("revises", "")
        if chosen == NEW:
            return None
        if chosen:
            row = next((target for target in self.programme.targets if target.id == chosen), None)
            if row is None:
                self.problems["revises"] = _("This target is none of the programme, or was revised meanwhile.")
            return row
        was, was_by = self.typed.was, self.typed.was_by
        if (was is None and was_by is None) or self.typed.chosen.get("indicator") == NEW:
            return None
        indicator = self.typed.chosen.get("indicator") or (offered.id if offered else "")
        alike = (target for target in self.programme.targets if target.indicator == indicator)
        return next((target for target in alike if says(target, was, was_by)), None)

    def _indicator(self, offered: KnownIndicator | None, revised: KnownTarget | None) -> KnownIndicator | None:
        chosen = self.typed.chosen.get("indicator", "")
        wanted = revised.indicator if revised is not None else chosen
        if revised is not None and chosen not in ("", NEW, revised.indicator):
            self.problems["indicator"] = _("The revised target is of another indicator.")
        if wanted == NEW:
            return None
        if not wanted:
            return offered
        row = next((indicator for indicator in self.programme.indicators if indicator.id == wanted), None)
        if row is None:
            self.problems["indicator"] = _("This indicator is none of the programme.")
        return row

    def _decided(self, indicator: KnownIndicator | None, revised: KnownTarget | None) -> dict[str, Proposal]:
        """What is not proposed: chosen by the editor, or recorded with the indicator or the revised target."""
        decided = {name: Proposal(value, "chosen") for name in CHOICES if (value := self.typed.chosen.get(name, ""))}
        if indicator is not None:
            for name in ("accumulation", "direction"):
                recorded = getattr(indicator, name)
                if name in decided and decided[name].value != recorded:
                    self.problems[name] = _("It is recorded otherwise with the indicator: choose a new one, or this.")
                decided[name] = Proposal(recorded, "as_recorded")
        if revised is not None:
            decided.setdefault("timing", Proposal(revised.timing, "as_recorded"))
            decided.setdefault("basis", Proposal(revised.basis, "as_recorded"))
        return decided

    # --- The figure and its time ---------------------------------------------------------------------------------

    def _promised(self, revised: KnownTarget | None) -> Promised:
        typed, by = self.typed, self.typed.by
        figure = typed.figure.reading if typed.figure is not None else None
        kind = by.reading.kind if by is not None else None
        if by is not None and typed.since is not None:
            kind = "range"
        how_many = typed.how_many or ("=" if revised is not None and revised.amount.value is not None else "")
        year = by.reading.last.year if by is not None else None
        return Promised(typed.what, how_many, figure, self.unit, kind, year, self.sentence)

    def _unit_of_figure(self) -> str:
        """The unit in the text of the figure, where it is that of the thing: not of a multiple or of a change."""
        unit = self.typed.figure.reading.unit if self.typed.figure is not None else ""
        return "" if unit == "times" else unit

    def _qualifier(self, codes: Mapping[str, Proposal]) -> Proposal:
        """A range is “between”, whatever was chosen; a milestone has none."""
        chosen, figure = codes["qualifier"], self.typed.figure
        written = figure.reading.qualifier if figure is not None else ""
        if codes["basis"].value == "done":
            return Proposal("", "no_figure")
        if chosen.rule == "chosen" and written and written != chosen.value:
            self.problems["qualifier"] = _("Another word is written with the figure: choose it here, or take it out.")
        return chosen if chosen.value else Proposal("exactly", "as_stated")

    def _promise(
        self,
        indicator: KnownIndicator | None,
        revised: KnownTarget | None,
        codes: Mapping[str, Proposal],
        proposals: Proposals,
    ) -> Promise:
        typed = self.typed
        amount = amount_of(typed.figure, codes["qualifier"].value, is_cut=proposals.is_cut)
        if typed.figure is None and revised is not None:
            amount = revised.amount
        window = self._window(codes)
        if typed.by is None and not typed.has_no_deadline and revised is not None:
            window = revised.window
        baseline = typed.baseline
        if baseline == NO_BASELINE and revised is not None and revised.basis == codes["basis"].value:
            baseline = revised.baseline
        return Promise(
            number=typed.number,
            what=typed.what,
            indicator=indicator,
            unit=indicator.unit if indicator is not None else self._unit(codes),
            accumulation=codes["accumulation"].value,
            direction=codes["direction"].value,
            basis=codes["basis"].value,
            amount=amount,
            window=window,
            timing=codes["timing"].value,
            baseline=baseline,
            revises=revised,
            note=typed.note,
        )

    def _unit(self, codes: Mapping[str, Proposal]) -> str:
        """The unit of what is measured: “10 %” of a change is not in percent."""
        if codes["accumulation"].value == "milestone":
            return ""
        return self.typed.unit if codes["basis"].value in RELATIVE else self.unit

    def _window(self, codes: Mapping[str, Proposal]) -> Window:
        typed = self.typed
        if typed.by is None:
            return Window(typed.since)
        reading = typed.by.reading
        if typed.since is not None and reading.first not in (None, typed.since):
            self.problems["since"] = _("“%(by)s” begins on another day: leave this empty, or write the same.") % {
                "by": typed.by.text
            }
        start = typed.since or reading.first
        is_read_once = codes["accumulation"].value != "sum" and codes["timing"].value == "by_deadline"
        if is_read_once and typed.since is None and reading.kind == "within":
            start = None  # “reach 40 % in 2027”: a reading of the year before tells how far it is
        return Window(start, reading.last, typed.by.text if reading.kind != "bare" else "")

    # --- What was promised before --------------------------------------------------------------------------------

    def _was(self, promise: Promise, revised: KnownTarget | None, proposals: Proposals) -> tuple[Amount, Window] | None:
        typed = self.typed
        if revised is not None or (typed.was is None and typed.was_by is None):
            return None
        amount = promise.amount
        if typed.was is not None:
            qualifier = typed.was.reading.qualifier or single(promise.amount.qualifier)
            amount = amount_of(typed.was, qualifier, is_cut=proposals.is_cut)
        window = promise.window
        if typed.was_by is not None:
            window = earlier_window(typed.was_by, promise.window)
        if (amount.value, amount.upper_value, window.deadline) == (
            promise.amount.value,
            promise.amount.upper_value,
            promise.window.deadline,
        ):
            self.problems["was" if typed.was is not None else "was_by"] = _("This is what is promised now.")
        return amount, window

    def _look(self, promise: Promise) -> None:
        """What the boxes say against one another."""
        typed, revised = self.typed, promise.revises
        read = typed.figure.reading if typed.figure is not None else None
        named = read.unit if read is not None and promise.basis == "absolute" else ""
        if named and named != promise.unit:
            self.problems["unit"] = _("The figure is written in another unit than the one here or of the indicator.")
        if revised is not None and not says(revised, typed.was, typed.was_by):
            self.problems["was"] = _("The target “%(id)s” says something else.") % {"id": revised.id}
        if promise.basis == "done" and typed.figure is not None:
            self.problems["basis"] = _("“Done or not done” takes no figure.")
