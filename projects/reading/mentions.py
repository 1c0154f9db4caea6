"""Figures that a text mentions, to be offered: which of them is meant, and whether any is, a person decides."""

from __future__ import annotations

import re

from .figures import read_figure
from .limits import MAX_TEXT

MOST = 8  # figures that are offered
WORDS = 2  # after the digits: 1,5 трлн, 12 тысяч тенге
_DIGITS = re.compile(r"(?<![\w.,])\d(?:[\d.,\u00a0\u202f ]*\d)?")
_WORD = re.compile(r"\s*[\w%$€₸.]+")
_DAYS = re.compile(r"(19|20)\d\d|\d{1,2}\.\d{1,2}(\.\d{2,4})?")


def figures_mentioned(text: str) -> list[str]:
    """Each figure as it is written, with the words that belong to it, at most ``MOST``; years and dates are none.

    A figure that can be read in two ways is offered too: the box asks which is meant.
    """
    mentioned: dict[str, None] = {}
    for match in _DIGITS.finditer(text):
        if figure := _longest(text, match):
            mentioned[figure] = None
        if len(mentioned) == MOST:
            break
    return list(mentioned)


def _longest(text: str, match: re.Match[str]) -> str:
    """The digits with as many of the words behind them as make a figure; empty for a year or a date."""
    ends = [match.end()]
    while len(ends) <= WORDS and (word := _WORD.match(text, ends[-1])):
        ends.append(word.end())
    for end in reversed(ends):
        figure = " ".join(text[match.start() : end].split()).rstrip(".,")
        if len(figure) <= MAX_TEXT and not _DAYS.fullmatch(figure) and read_figure(figure).readings:
            return figure
    return ""
