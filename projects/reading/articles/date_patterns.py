"""The patterns of times in articles, compiled once for each language from its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from projects.reading.languages import BY_CODE
from projects.reading.languages.article_words import ArticleWords
from projects.reading.languages.vocabulary import Vocabulary

YEAR = r"(?:19|20|21)\d\d"
_LEAST_LETTERS = 4  # of the name of a month that needs no year beside it
_LARGE = r"\s?(?:million|billion|trillion)"


@dataclass(frozen=True, slots=True)
class NamedPattern:
    """A pattern and how its groups are read."""

    name: str
    pattern: re.Pattern[str]


class DatePatterns:
    """The patterns of one language: ``patterns`` in the order in which they are tried, and what stands around them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.articles
        self.code = vocabulary.code
        self.months = {
            name: number
            for name, number in vocabulary.months.items()
            if len(name) >= _LEAST_LETTERS or name in ("may", "май", "мая", "мае")
        }
        self.parts = {spaced(phrase): part for phrase, part in {**vocabulary.parts, **words.parts}.items()}
        self.years = {spaced(phrase): offset for phrase, offset in words.years.items()}
        self.numerals = words.numerals
        self.patterns = [
            NamedPattern(name, re.compile(pattern))
            for name, pattern in (*_days(self, vocabulary), *_spans(self, vocabulary), *_years(self, vocabulary))
        ]
        self._around(words, *_deadlines(vocabulary))

    def _around(self, words: ArticleWords, befores: str, afters: str) -> None:
        """What stands right before or behind a time and says how it is meant."""
        self.deadline_before = re.compile(rf"(?<!\w)(?:{words.deadline_before}|{befores})$".replace("|)", ")"))
        self.deadline_after = re.compile(rf"(?:{words.deadline_after}|{afters})(?!\w)".replace("|)", ")"))
        self.strictly_before = re.compile(r"(?<!\w)(?:before |ahead of |до начала |к началу )(?:the )?$")
        self.strictly_after = re.compile(r"\s?(?:басына|бұрын)(?!\w)")
        self.from_before = re.compile(
            r"(?<!\w)(?:starting (?:from|in) |from |since (?:(?:the |its |their )?\w+ (?:of \w+ )?in )?|начиная с |с "
            r"|с (?:момента|начала|даты) \w+ в )$"
        )
        self.from_after = re.compile(r"\s?(?:бастап|бері)(?!\w)")
        self.compared_before = re.compile(rf"(?<![^\W\d])(?:{words.compared_before})$")
        self.index_before = re.compile(words.index_before + "$")
        self.compared_after = re.compile(words.compared_after)


def _pieces(patterns: DatePatterns, vocabulary: Vocabulary) -> tuple[str, str, str, str, str]:
    """The patterns of a year, of a year before and behind a month, of the name of a month, of a year's word."""
    year_word = rf"(?:\s?-?(?:й|го|м|му|х|ші|шы)?\s?(?:{_any(vocabulary.year_words - {'the', 'of'})})\b\.?)"
    year = rf"(?<![\d.,$€₸-])(?P<year>{YEAR})(?![\d%]|[.,]\d|-\d){year_word}?"
    relative = rf"(?P<relative>{_any(patterns.years)})(?!\w)"
    is_kazakh = vocabulary.code == "kk"
    before = rf"(?:(?:{year}|{relative})\s)?" if is_kazakh else ""
    after = "" if is_kazakh else rf"(?:,?\s?(?:of\s)?(?:{year}|{relative}))?"
    ending = r"(?:н?[дт][ае]?[ғг][ыі])?" if is_kazakh else ""
    return year, before, after, rf"\b(?P<month>{_any(patterns.months)}){ending}(?!\w)", year_word


def _days(patterns: DatePatterns, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    _year, before, after, name, _year_word = _pieces(patterns, vocabulary)
    listed = [
        ("day", rf"\b(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>{YEAR})\b"),
        ("iso", rf"\b(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b"),
        ("since", rf"(?:{vocabulary.articles.since})(?!\w)"),
    ]
    month = _any(patterns.months)
    first_year = ""
    if vocabulary.code == "en":
        first_year = after.replace("?P<year>", "?P<year2>").replace("?P<relative>", "?P<rel2>")
    ending = r"(?:н?[дт][ае]?[ғг][ыі])?" if vocabulary.code == "kk" else ""
    joint = rf"\s?(?:{vocabulary.articles.month_joint})\s?(?P<to>{month}){ending}(?!\w)"
    listed.append(("months", rf"{before}(?:\bс\s|\bfrom\s|\bbetween\s)?{name}{first_year}{joint}{after}"))
    if vocabulary.code == "en":
        day = rf"(?P<d>[0-3]?\d)(?![\d%]|[.,]\d|{_LARGE})(?:st|nd|rd|th)?(?!\w)"
        listed.append(("monthday", rf"(?<!\bin )\b(?P<month>{month})\s{day}(?:,?\s(?P<year>{YEAR})\b)?"))
    ordinal = r"(?:-?(?:го|ші|шы)|st|nd|rd|th)?"
    listed.append(
        ("daymonth", rf"{before}\b(?P<d>[0-3]?\d){ordinal}\s(?:of\s)?(?P<month>{month}){ending}(?!\w){after}")
    )
    return listed


def _spans(patterns: DatePatterns, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Parts of a year, “9 months”, “the last five years”."""
    _year, before, after, _name, _year_word = _pieces(patterns, vocabulary)
    words = vocabulary.articles
    first = r"(?:the\sfirst\s|first\s|первые\s|первых\s|алғашқы\s)?"
    count = rf"(?<![\d.,-])\b(?P<n>1[0-2]|[1-9]|{_any(words.numerals)})[\s-](?:{words.months_word})(?!\w)"
    number = rf"(?:\d{{1,2}}|{_any(words.numerals)})"
    return [
        ("part", rf"{before}(?:the\s)?\b(?P<part>{_any(patterns.parts)})(?!\w){after}"),
        ("lately", words.lately.replace("#", number)),
        ("ahead", words.ahead.replace("#", number)),
        ("during", words.during.replace("#", number)),
        ("count", rf"{before}{first}{count}{after}"),
    ]


def _years(patterns: DatePatterns, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    year, before, after, name, year_word = _pieces(patterns, vocabulary)
    pair = rf"(?P<a>{YEAR})\s(?:to|through|until|and)\s(?P<b>{YEAR})\b"
    return [
        ("years", vocabulary.articles.year_range),
        ("years", rf"(?:\bfrom\s|\bbetween\s){pair}"),
        ("years", rf"(?<![\d.,-])(?P<a>{YEAR})\s?[-/]\s?(?P<b>{YEAR})(?![\d]){year_word}?"),
        ("month", rf"{before}{name}{after}"),
        ("year", year),
        ("relative", rf"(?<!\w)(?P<relative>{_any(patterns.years)})(?!\w)"),
    ]


def _any(phrases: Iterable[str]) -> str:
    listed = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]") for phrase in listed) or r"(?!)"


def spaced(text: str) -> str:
    """A phrase with a space for each space or hyphen."""
    return re.sub(r"[\s-]", " ", text)


def _deadlines(vocabulary: Vocabulary) -> tuple[str, str]:
    """What stands before and behind the date of a deadline, from the windows that people type."""
    befores, afters = [], []
    for phrase, kind in vocabulary.windows.items():
        if kind in ("by", "either"):
            before, _, after = phrase.partition("#")
            if before and not after:
                befores.append(before)
            elif after and not before:
                afters.append(after.strip())
    return _any([text for text in befores if text.strip() not in ("on",)]), r"\s?(?:" + _any(afters) + ")"


@lru_cache(maxsize=8)
def patterns_of(language: str) -> DatePatterns:
    """The patterns of a language by its code."""
    return DatePatterns(BY_CODE[language])
