"""How long it is between two days, and what moved between announcements, in numbers that stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .dates import days
from .languages import Phrase
from .plurals import counted
from .units import UNITS

_LATER = Phrase("{} later", "на {} позже", "{} кейін")
_EARLIER = Phrase("{} earlier", "на {} раньше", "{} ерте")
_AGO = Phrase("{} ago", "{} назад", "{} бұрын")
_MONTHS_OF_YEAR = 12
MOST_STEPS = 6


def span(start: date, end: date, lang: str) -> str:
    """The time between two days: ``3 years 2 months``, ``5 months``, ``12 days``; the earlier day comes first."""
    months = (end.year - start.year) * _MONTHS_OF_YEAR + end.month - start.month - (end.day < start.day)
    if months < 1:
        return days((end - start).days, lang)
    years, rest = divmod(months, _MONTHS_OF_YEAR)
    pairs = ((years, "years"), (rest, "months"))
    return " ".join(counted(number, UNITS[unit], lang) for number, unit in pairs if number)


def span_ago(start: date, end: date, lang: str) -> str:
    """``3 years 2 months ago``."""
    return _AGO.text(lang, span(start, end, lang))


def shift(before: date, after: date, lang: str) -> str:
    """How far a day moved: ``9 years later``, ``2 months earlier``; "" where it did not."""
    if before == after:
        return ""
    phrase = _LATER if after > before else _EARLIER
    return phrase.text(lang, span(min(before, after), max(before, after), lang))


def steps(texts: Sequence[str]) -> str:
    """Figures one after the other, a unit that all have once: ``1.2 → 1.5 → 1.3 trillion tenge``.

    What stays is not repeated; of more than six the first and the last are shown.
    """
    if not texts:
        return ""
    moved = [text for place, text in enumerate(texts) if place == 0 or text != texts[place - 1]]
    if len(moved) > MOST_STEPS:
        moved = [moved[0], "…", moved[-1]]
    words = [text.split() for text in moved if text != "…"]
    shared = 0
    while all(len(parts) > shared + 1 and parts[-1 - shared] == words[0][-1 - shared] for parts in words):
        shared += 1
    ends = [_without_end(text, shared) for text in moved[:-1]]
    return " → ".join((*ends, moved[-1]))


def _without_end(text: str, words: int) -> str:
    for _word in range(words if text != "…" else 0):
        text = text[: len(text) - len(text.rsplit(maxsplit=1)[-1])].rstrip()
    return text
