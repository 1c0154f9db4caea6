"""Reading the figures of an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from decimal import Decimal

from projects.reading.languages import BY_CODE
from projects.reading.limits import MAX_ARTICLE

from .bases import PERCENT, basis_of, is_decline
from .candidates import Candidate, candidates
from .dates import Calendar, find_times
from .elided import has_unit, is_year
from .figure import ArticleFigure
from .kinds import kind_of_time
from .meaning import Meaning, meaning_of
from .memory import NOT_SHARED, Memory, remember_unit
from .qualifiers import qualify
from .ranges import join_ranges
from .sentence import Sentence, attach, divide
from .text import PlainText, plain_text, sentences, tokens
from .units import find_unit
from .words import CURRENCIES, MEASURES, Words, words_of

_YEARS = range(1900, 2200)
_NEAR = 8  # tokens
LANGUAGES = tuple(code for code, vocabulary in BY_CODE.items() if vocabulary.articles.nouns)


class ArticleTooLongError(ValueError):
    """A text with more than ``MAX_ARTICLE`` characters is no article."""


def read_article(text: str, language: str, published: date | None = None, currency: str = "") -> list[ArticleFigure]:
    """The figures of an article in their order.

    ``language`` is ``en``, ``ru`` or ``kk``; ``published`` is what relative times count from; a day before 1900 or
    after 2199 is taken for unknown. ``currency`` is the ISO 4217 code of money that the text does not name, such as
    “1.5 billion for the programme”; without it such a figure has no currency. Raises ArticleTooLongError, and KeyError
    for a language that has no words.
    """
    if len(text) > MAX_ARTICLE:
        raise ArticleTooLongError(f"{len(text)} characters; an article has at most {MAX_ARTICLE}")
    if published is not None and published.year not in _YEARS:
        published = None
    words, plain = words_of(BY_CODE[language].code), plain_text(text)
    years, memory = Calendar(published), Memory(home_currency=currency)
    breaks, ended = re.compile(rf"\W*(?:{words.words.breaks})"), 0
    for start, end in sentences(plain):
        sentence = _sentence(words, plain, start, end, years)
        sentence.starts_paragraph = "\n" in plain.text[max(0, ended - 1) : start + 1]
        sentence.starts_paragraph |= breaks.match(plain.lower, start) is not None
        ended = end
        for figure in sentence.figures:
            _read(words, plain, sentence, figure, memory, published)
        _remember(words, sentence, memory, published)
    return memory.figures


def _sentence(words: Words, plain: PlainText, start: int, end: int, years: Calendar) -> Sentence:
    sentence = Sentence(tokens(plain.lower, start, end))
    sentence.times = find_times(words.code, plain.lower, plain.text, start, end, years)
    divide(sentence, words)
    taken = _taken(sentence)
    sentence.figures = candidates(words, sentence.parts, taken)
    for index, figure in enumerate(sentence.figures):
        if index:
            figure.since = sentence.figures[index - 1].end
        find_unit(
            words,
            sentence.parts,
            figure,
            sentence.figures[index + 1].first if index + 1 < len(sentence.figures) else len(sentence.parts),
        )
        qualify(words, sentence.parts, figure, sentence.figures[index - 1].last if index else 0)
        if figure.qualifier == "at_most" and _is_level(sentence, figure):
            figure.qualifier = ""
    sentence.figures = join_ranges(words, sentence)
    sentence.is_verb_last = words.words.is_verb_last
    attach(sentence, words)
    return sentence


def _is_level(sentence: Sentence, figure: Candidate) -> bool:
    """“вырастет до 450”, “450-ге дейін өседі”: the level that a change leads to is no upper bound."""
    if figure.first > 1 and sentence.parts[figure.first - 2].text == "up":
        return False
    return any(
        0 <= figure.first - signal.last <= _NEAR or 0 <= signal.first - figure.end <= 2
        for kind in ("growth", "decline")
        for signal in sentence.of_kind(kind)
    )


def _taken(sentence: Sentence) -> set[int]:
    """The indexes of the tokens that dates are made of; “9 months” is a figure too."""
    starts = [token.start for token in sentence.parts]
    taken: set[int] = set()
    for time in sentence.times:
        inside = range(bisect_left(starts, time.start), bisect_left(starts, time.end))
        taken.update(index for index in inside if not time.is_count or is_year(sentence.parts[index]))
    return taken


def _read(
    words: Words,
    plain: PlainText,
    sentence: Sentence,
    figure: Candidate,
    memory: Memory,
    published: date | None,
) -> None:
    """Adds a figure to those of the memory, unless it is a bare number that counts nothing."""
    if not has_unit(words, sentence, figure, memory):
        return
    basis = basis_of(sentence, figure)
    if basis == "absolute" and _continues_changes(sentence, figure, memory):
        basis = "percent_change"
    start, end = plain.span(sentence.parts[figure.first].start, sentence.parts[_last(sentence, figure)].end)
    if plain.is_reversed(start, end):
        return
    base = _converted(sentence, figure, memory)
    if base is not None:
        meaning = Meaning("other", memory.figures[base].period_start, memory.figures[base].period_end)
    else:
        meaning = meaning_of(sentence, figure, basis, memory, published)
    value = figure.value
    has_sign = figure.unit in PERCENT or figure.unit in CURRENCIES  # elsewhere a hyphen is that of a list
    if (basis == "percent_change" and value > 0 and is_decline(sentence, figure)) or (figure.sign == "-" and has_sign):
        value = -value
    memory.figures.append(
        ArticleFigure(
            plain.original[start:end], start, end, plain_decimal(value), figure.unit,
            "between" if figure.upper is not None else figure.qualifier or "exactly",
            None if figure.upper is None else plain_decimal(figure.upper), meaning.kind, meaning.first, meaning.last,
            basis, base, None if figure.other_value is None else plain_decimal(figure.other_value), meaning.is_undated,
        )
    )  # fmt: skip
    if base is None:
        remember_unit(sentence, figure, memory)


def _last(sentence: Sentence, figure: Candidate) -> int:
    """The index of the last token: no ending behind a hyphen, no point that ends the sentence."""
    last = figure.end - 1
    if "ending" in figure.notes and figure.end == figure.last and sentence.parts[last - 1].text == "-":
        return last - 2
    return last - 1 if sentence.parts[last].text == "." and figure.end == len(sentence.parts) else last


def _converted(sentence: Sentence, figure: Candidate, memory: Memory) -> int | None:
    """The index of the figure before it that it repeats in another currency, in brackets or behind “or”."""
    if figure.unit not in CURRENCIES or not memory.figures:
        return None
    base = memory.figures[-1]
    if base.unit not in CURRENCIES or base.unit == figure.unit or base.converted_from is not None:
        return None
    between = [token.text for token in sentence.parts[: figure.first] if token.start >= base.end]
    if len(between) > 4:
        return None
    is_bracketed = "(" in between
    is_said = any(text in ("or", "или", "немесе", "яғни", "equivalent", "$") for text in between)
    return len(memory.figures) - 1 if is_bracketed or is_said else None


def _continues_changes(sentence: Sentence, figure: Candidate, memory: Memory) -> bool:
    """“Transport gained 20.4%, construction 14.9%”: the list of changes goes on."""
    last = memory.figures[-1] if memory.figures else None
    if figure.unit != "percent" or last is None or last.basis != "percent_change" or figure.notes:
        return False
    between = [token for token in sentence.parts[: figure.first] if token.start >= last.end]
    is_list = bool(between) and between[0].text in (",", "and", "и", "және") and len(between) <= _NEAR
    return is_list and last.start >= sentence.parts[0].start and not any(token.text in "()" for token in between)


def _last_noun(words: Words, sentence: Sentence) -> str:
    """The unit of the last thing that a sentence without figures names."""
    for index in range(len(sentence.parts) - 1, -1, -1):
        noun = words.nouns.at(sentence.parts, index) if sentence.parts[index].kind == "word" else None
        if noun is not None and ":" not in noun[1] and noun[1] not in NOT_SHARED and noun[1] not in MEASURES:
            return noun[1]
    return ""


def _remember(words: Words, sentence: Sentence, memory: Memory, published: date | None) -> None:
    """What a sentence without figures says of those that follow."""
    if sentence.figures:
        return
    memory.named = _last_noun(words, sentence) or memory.named
    for kind in ("target", "outcome"):
        if any(signal.kind == kind and not signal.is_weak for signal in sentence.signals):
            memory.kind = "target" if kind == "target" else "outcome"
            break
    usable = [time for time in sentence.times if not time.is_compared and not time.is_day]
    if not usable:
        return
    by_time = kind_of_time(usable[-1], published)
    if by_time is not None:
        memory.kind = by_time
    if memory.kind is not None:
        memory.times[memory.kind] = usable[-1]
    else:
        memory.times = {"outcome": usable[-1], "target": usable[-1]}


def plain_decimal(value: Decimal) -> Decimal:
    """The value without an exponent and without needless zeros."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
