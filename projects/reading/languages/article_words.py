"""The words of one language for figures in articles; a field of its ``Vocabulary``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ArticleWords:
    """Stems in lower case: a stem matches the beginning of a word, one with ``$`` a whole word, several words a phrase.

    ``nouns``: stem → unit, with ``:9`` where a word means 10⁹ of it. ``head``: which noun of a phrase is counted, the
    ``first`` or the ``last`` one. ``is_verb_last``: a verb tells of everything before it. ``bare``: a pattern of a
    noun that only describes the next one. ``modifier``: a pattern of words that may stand between number and noun.
    ``adjective``: a pattern of an adjective that has the stem of a noun. ``stops``: words that end the phrase.
    ``numerals``: word → value. ``multiples``: stem → how many times. ``signals``: stem → what it says of a figure
    beside it (``articles/signals.py``). ``target_verb``, ``outcome_verb``: patterns of a word in a future or past
    tense. ``lately``, ``ahead``, ``during``: years without a date, # stands for their number. ``describing``: a
    pattern of a word that makes an adjective of the number before it. ``participle``: a pattern of one that describes
    the figure right behind it. ``instructed``: two words that order something, where the second one alone reports.
    ``ongoing_verb``: a pattern of a verb that tells of work under way. ``parts``: a part of a year that needs no
    number, ``1/2``; ``0/2`` is the present half. ``years``: phrase → years from the year of publication, ``results``
    or ``plan``. ``ordinal``: a pattern of the end of a number that makes it an ordinal. ``labels``: words before a
    number that make it a name. ``compared_before``, ``compared_after``: what makes a date one that something is only
    compared with; ``index_before`` does where the date is over. ``since``: a time that ends on the day of
    publication. ``breaks``: words that begin another report.
    """

    nouns: Mapping[str, str] = field(default_factory=dict)
    head: str = "last"
    is_verb_last: bool = False
    bare: str = r"(?!)"
    modifier: str = r"[^\W\d_]+"
    adjective: str = r"(?!)"
    stops: frozenset[str] = frozenset()
    numerals: Mapping[str, str] = field(default_factory=dict)
    multiples: Mapping[str, str] = field(default_factory=dict)
    signals: Mapping[str, str] = field(default_factory=dict)
    target_verb: str = r"(?!)"
    ongoing_verb: str = r"(?!)"
    describing: str = r"(?!)"
    participle: str = r"(?!)"
    instructed: str = r"(?!)"
    outcome_verb: str = r"(?!)"
    not_verbs: frozenset[str] = frozenset()
    ordinal: str = r"(?!)"
    labels: frozenset[str] = frozenset()
    years: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    months_word: str = r"(?!)"
    month_joint: str = r"-"
    year_range: str = r"(?!)"
    since: str = r"(?!)"
    deadline_before: str = r"(?!)"
    deadline_after: str = r"(?!)"
    compared_before: str = r"(?!)"
    compared_after: str = r"(?!)"
    index_before: str = r"(?!)"
    lately: str = r"(?!)"
    ahead: str = r"(?!)"
    during: str = r"(?!)"
    breaks: str = r"(?!)"


def grouped(text: str) -> dict[str, str]:
    """Lines “meaning: word, word”, which may go on in lines that are indented more → word → meanings."""
    meanings: dict[str, list[str]] = {}
    for line in re.sub(r"\n {12,}", " ", text).strip().splitlines():
        meaning, _, words = line.strip().partition(": ")
        for word in words.split(","):
            meanings.setdefault(word.strip(), []).append(meaning)
    return {word: " ".join(listed) for word, listed in meanings.items()}


def words_of(text: str) -> frozenset[str]:
    """Words separated by spaces."""
    return frozenset(text.split())
