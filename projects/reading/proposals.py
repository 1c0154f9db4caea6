"""What the words of a promise say of how it is counted: proposals that an editor sees with their reasons.

Nothing here reads a figure: that is ``figures.py``. The words of each language are its ``cues``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from .figures import read_figure
from .languages import LANGUAGES
from .results import FigureReading
from .windows import WindowKind, names_within

Cue: TypeAlias = Literal["sum", "level", "reach", "less", "more", "bad"]
PERCENT = ("percent", "percentage_points")
AT_MOST = ("at_most", "less_than")
# What is typed comes first; a pasted sentence that is longer says nothing more about one promise.
MOST_WORDS = 2000


class Proposal(NamedTuple):
    """A code of the method, the rule that leads to it, and the word of the announcement that the rule found."""

    value: str
    rule: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Proposals:
    """How a promise is likely meant. ``is_cut``: its percents are to be taken off, so they are written below zero."""

    accumulation: Proposal
    direction: Proposal
    timing: Proposal
    basis: Proposal
    qualifier: Proposal
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """What an editor has typed of one promise, as text, and what was read of it."""

    what: str
    how_many: str = ""
    figure: FigureReading | None = None
    unit: str = ""
    window: WindowKind | None = None
    year: int | None = None
    sentence: str = ""


def propose(promised: Promised, chosen: Mapping[str, str] | None = None) -> Proposals:
    """Proposals for one promise; pure and never raises.

    ``chosen``: what the editor has decided already, by the same names. The others follow from it: a level is
    commonly owed by its deadline.
    """
    decided = chosen or {}
    words = _Words(promised)
    relative = _relative(promised, words)
    accumulation = _chosen(decided, "accumulation") or _accumulation(promised, words, relative)
    qualifier = _qualifier(promised, accumulation.value)
    direction = _direction(words, decided.get("qualifier") or qualifier.value)
    basis = Proposal("done", "no_figure") if accumulation.value == "milestone" else relative
    is_relative = (decided.get("basis") or basis.value) == "percent_change"
    return Proposals(
        accumulation=accumulation,
        direction=direction,
        timing=_timing(promised, words, accumulation.value),
        basis=basis,
        qualifier=qualifier,
        is_cut=is_relative and words.says_cut,
    )


class _Words:
    """The cues in what was typed; in the sentence only where nothing typed says anything of the kind."""

    def __init__(self, promised: Promised) -> None:
        self.typed = cues(promised.what[:MOST_WORDS])
        self.quoted = cues(promised.sentence[:MOST_WORDS])

    def first(self, *kinds: Cue) -> str:
        return next((self.typed[kind] for kind in kinds if kind in self.typed), "")

    def quoted_only(self, kind: Cue, *others: Cue) -> str:
        """The word of the sentence, where the sentence says nothing else: it may speak of other promises too."""
        return "" if any(other in self.quoted for other in others) else self.quoted.get(kind, "")

    @property
    def says_cut(self) -> bool:
        return bool(self.first("less")) or bool(not self.first("more") and self.quoted_only("less", "more"))


def cues(text: str) -> dict[Cue, str]:
    """The kinds of cues in a text, each with the first word that is one."""
    cue: dict[Cue, str] = {}
    for match in _CUE.finditer(text.casefold()):
        assert match.lastindex is not None  # each stem is a group
        for kind in _KINDS[match.lastindex - 1]:
            cue.setdefault(kind, match.group())
    return cue


def _chosen(decided: Mapping[str, str], name: str) -> Proposal | None:
    return Proposal(decided[name], "chosen") if decided.get(name) else None


def _accumulation(promised: Promised, words: _Words, basis: Proposal) -> Proposal:
    if not promised.how_many.strip() and not promised.unit:
        return Proposal("milestone", "no_figure")
    if word := words.first("reach"):
        return Proposal("level", "reach", word)
    if word := words.first("level"):
        return Proposal("level", "level", word)
    if basis.value == "absolute" and (unit := _ratio(promised, PERCENT)):
        return Proposal("level", "ratio", unit)
    if word := words.first("sum"):
        return Proposal("sum", "sum", word)
    if word := words.quoted_only("sum", "level", "reach"):
        return Proposal("sum", "sum", word)
    if word := words.quoted_only("reach", "sum") or words.quoted_only("level", "sum"):
        return Proposal("level", "reach", word)
    return Proposal("sum", "counted")


def _ratio(promised: Promised, units: Collection[str]) -> str:
    unit = promised.figure.unit if promised.figure is not None and promised.figure.unit else promised.unit
    return unit if unit in units else ""


def _qualifier(promised: Promised, accumulation: str) -> Proposal:
    if accumulation == "milestone":
        return Proposal("", "no_figure")
    if promised.figure is not None and promised.figure.upper_value is not None:
        return Proposal("between", "written")
    if promised.figure is not None and promised.figure.qualifier:
        return Proposal(promised.figure.qualifier, "written")
    return Proposal("exactly", "as_stated")


def _direction(words: _Words, qualifier: str) -> Proposal:
    if qualifier in AT_MOST:
        return Proposal("decrease", "at_most")
    if word := words.first("less"):
        return Proposal("decrease", "less", word)
    if not words.first("more", "sum") and (word := words.first("bad")):
        return Proposal("decrease", "bad", word)
    if word := words.first("more"):
        return Proposal("increase", "more", word)
    if not words.first("sum") and (word := words.quoted_only("less", "more", "sum")):
        return Proposal("decrease", "less", word)
    return Proposal("increase", "usual")


def _timing(promised: Promised, words: _Words, accumulation: str) -> Proposal:
    reach = words.first("reach") or words.quoted_only("reach", "sum")
    if accumulation == "level" and reach:
        return Proposal("by_deadline", "reach", reach)
    if promised.window in ("within", "range"):
        return Proposal("within_period", "within")
    if promised.window == "bare" and promised.year and names_within(promised.sentence[:MOST_WORDS], promised.year):
        return Proposal("within_period", "sentence_within", str(promised.year))
    if promised.window == "by":
        return Proposal("by_deadline", "by")
    return Proposal("by_deadline", "usual")


def _relative(promised: Promised, words: _Words) -> Proposal:
    """Whether the figure is a multiple or a change of an earlier one, or stands for itself."""
    if _ratio(promised, ("times",)):
        return Proposal("multiple", "times")
    if _ratio(promised, ("percent",)):
        if word := _change(promised):
            return Proposal("percent_change", "by_percent", word)
        if (word := words.first("less", "more")) and not words.first("level", "reach"):
            return Proposal("percent_change", "changes", word)
    return Proposal("absolute", "stands_alone")


def _change(promised: Promised) -> str:
    """The words that make a percentage a change: “by 10 %”, “на 10 %”, “10 %-ға”; of the sentence, of this figure."""
    typed = _changes("[0-9][0-9 .,]*").search(f"{promised.what} {promised.how_many}".casefold())
    if typed:
        return typed.group()
    if promised.figure is None or not promised.sentence:
        return ""
    for match in _changes("[0-9][0-9 .,]*").finditer(promised.sentence[:MOST_WORDS].casefold()):
        figures = re.findall("[0-9][0-9.,]*", match.group())
        if any(reading.value == promised.figure.value for text in figures for reading in read_figure(text).readings):
            return match.group()
    return ""


@lru_cache(maxsize=4)
def _changes(number: str) -> re.Pattern[str]:
    patterns = (vocabulary.change.replace("#", f"{number}") for vocabulary in LANGUAGES if vocabulary.change)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _stems() -> dict[str, tuple[Cue, ...]]:
    """Beginning of a word → its cues in all languages, the longest first."""
    stems: dict[str, list[Cue]] = {}
    for vocabulary in LANGUAGES:
        for stem, kinds in vocabulary.cues.items():
            stems.setdefault(stem, []).extend(kinds.split())  # type: ignore[arg-type]  # a file of a language spells them
    return {stem: tuple(stems[stem]) for stem in sorted(stems, key=len, reverse=True)}


def _stem_pattern(stem: str) -> str:
    """Each word of the stem begins a word; one with ``$`` is a whole word."""
    return r"\s+".join(
        re.escape(word.removesuffix("$")) + (r"(?!\w)" if word.endswith("$") else r"\w*") for word in stem.split()
    )


_STEMS = _stems()
_KINDS = tuple(_STEMS.values())
_CUE = re.compile(r"(?<![\w-])(?:{})".format("|".join(f"({_stem_pattern(stem)})" for stem in _STEMS)))
