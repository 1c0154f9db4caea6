"""What stands beside a figure of an article: what it was read as, where it belongs, what was decided on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from projects.reading.articles import ArticleFigure

from .claims import TABLE_OF, Measured
from .decisions import Decision, key_of
from .mend_form import MendForm

PUBLISHED, DRAFTED = "published", "drafted"


@dataclass(frozen=True, slots=True)
class Choice:
    """An indicator that the figure may belong to: why, and what the record holds for it, in words.

    ``enters``: a row would be new to the record. ``revises``: the promise that it would replace.
    """

    number: int
    measured: Measured
    name: str
    programme: str
    reason: str
    relation: str
    label: str
    holding: str
    enters: bool
    revises: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """Where an accepted figure has gone: ``state`` is published or drafted; the page of the row or of the draft."""

    state: str
    address: str = ""
    draft: int = 0


@dataclass(slots=True)
class Card:
    """One figure. ``figure`` is None of a place that a person named, where nothing was read.

    ``converts`` is the number of the figure that it repeats in another currency, ``repeats`` of an earlier one that
    says the same. ``row_words`` is the row that was decided on, in words. ``token`` names the decision that is shown.
    """

    number: int
    start: int
    end: int
    text: str
    paragraph: int
    sentence: tuple[str, str, str]
    figure: ArticleFigure | None = None
    read_as: str = ""
    when: str = ""
    readings: tuple[tuple[str, str], ...] = ()
    converts: int | None = None
    repeats: int | None = None
    choices: tuple[Choice, ...] = ()
    announcement: str = ""
    decision: Decision | None = None
    token: str = ""
    row_words: str = ""
    decided_by: str = ""
    entered: Entered | None = None
    chosen: str = ""
    value: str = ""
    problems: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    mend: MendForm | None = None

    @property
    def key(self) -> str:
        return key_of(self.start, self.end)

    @property
    def quote(self) -> str:
        """The sentence in which it stands."""
        return "".join(self.sentence)

    @property
    def kind(self) -> str:
        """target, outcome, other; empty where a person named the place."""
        return self.figure.kind if self.figure is not None else ""

    @property
    def table(self) -> str:
        """The table of the row that it makes; empty where that has to be said."""
        return TABLE_OF.get(self.kind, "")

    @property
    def state(self) -> str:
        """open, accepted, mended or dropped."""
        return self.decision.state if self.decision is not None else "open"

    @property
    def is_quiet(self) -> bool:
        """Whether it is no claim by itself: a share, a rate, a conversion. It is shown folded until it is decided."""
        return (self.kind == "other" or self.converts is not None) and self.decision is None and self.mend is None

    @property
    def is_locked(self) -> bool:
        """Whether it was entered: what is decided here changes nothing any more."""
        return self.entered is not None

    @property
    def is_to_enter(self) -> bool:
        return self.decision is not None and self.decision.enters and not self.is_locked

    @property
    def best(self) -> Choice | None:
        """The choice that is marked: as it was decided, else the first."""
        return next((choice for choice in self.choices if choice.measured.id == self.chosen), None) or (
            self.choices[0] if self.choices else None
        )

    @property
    def enters(self) -> bool:
        """Whether accepting it as it stands makes a row."""
        return self.repeats is None and (self.best is None or self.best.enters)

    def value_chosen(self, text: str) -> Decimal | None:
        """The reading that a form names; None where it names none of the two."""
        figure = self.figure
        if figure is None or figure.other_value is None:
            return None
        return next((value for value in (figure.value, figure.other_value) if format(value, "f") == text), None)


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a figure (``card``) or of the source (None) before they are entered."""

    card: Card | None
    text: Any
