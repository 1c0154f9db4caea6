"""How we ourselves read a figure at its place, and whether it is only a part of a longer one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeAlias

from projects.reading.articles import LANGUAGES, read_article
from projects.reading.articles.reader import plain_decimal
from projects.reading.figures import read_figure
from projects.reading.languages import PHRASES
from projects.reading.tokens import APOSTROPHES, MINUSES

OwnReading: TypeAlias = tuple[Decimal, Decimal | None]  # value, upper value of a range

_WORD = re.compile(r"\S+")
_WORDS_BEFORE, _WORDS_AFTER = 3, 4  # that a figure may have around it: more than 160,000 new electric vehicles
_NEXT_WORDS = 3  # behind a figure that may still belong to it: 12–15 thousand, 12 to 15 thousand
_CLOSING = '.,;:!?)»”"'
_YEAR = re.compile(r"[^0-9]*(?<![.,])(?:19|20|21)[0-9]{2}[\W_]*(?:(?:г|год[а-я]*|ж|жыл\w*|years?)\b\W*)?")
_IN_A_YEAR = re.compile(r"\b(?:in|by|since|until|during|before|after) (?:19|20|21)[0-9]{2}\b[^0-9]*$")
_SIGN = re.compile(rf"(?:^|[\s(«“\"])[{re.escape(MINUSES)}]$")
_GROUP_BEFORE = re.compile(rf"[0-9][.,{APOSTROPHES}]$|(?:^|[^0-9.,])[0-9]{{1,3}} $")
_GROUP_AFTER = re.compile(rf"[.,{APOSTROPHES}][0-9]| [0-9]{{3}}(?![0-9])")


def own_readings(snippet: str, language: str) -> list[OwnReading]:
    """What a text says as a figure: nothing, one reading, or two where its separators leave it open."""
    readings = _typed(snippet, language)
    is_unclear = _has_scale(snippet) and any(character.isdigit() for character in snippet)  # 150 square thousand
    if readings or is_unclear or language not in LANGUAGES:
        return readings
    figures = read_article(snippet, language)  # number words: two hundred thousand
    if len(figures) != 1:
        return []
    return [(abs(figures[0].value), figures[0].upper_value)]


def is_cut(text: str, start: int, end: int, readings: list[OwnReading], language: str) -> bool:
    """Whether the figure goes on before its start or behind its end: 5 trillion of 1.5 trillion, 12 of 12 million."""
    line_start = max(text.rfind("\n", 0, start) + 1, start - 60)
    before, snippet = text[line_start:start], text[start:end]
    after = text[end : end + 60].split("\n", maxsplit=1)[0]
    if _continues(before, snippet, after):
        return True
    values = {value for value, _upper in readings} | {upper for _value, upper in readings if upper is not None}
    if not values or not any(character.isdigit() for character in snippet):
        return False
    longer = [f"{words} {snippet}" for words in _last_words(before)]
    longer += [snippet + words for words in _first_words(after)]
    return any(
        value not in values and upper not in values for wider in longer for value, upper in _plain(wider, language)
    )


def is_year(text: str, start: int, end: int) -> bool:
    """Whether the only number at a place is a year: 2024 in “in 2024 the city” and «2024 году», not in “2024 homes”."""
    snippet, before = text[start:end].casefold(), text[max(0, start - 20) : start].casefold()
    return _YEAR.fullmatch(snippet) is not None or _IN_A_YEAR.search(f"{before}{snippet}") is not None


def _continues(before: str, snippet: str, after: str) -> bool:
    """Whether a letter, a digit, a group of digits or a sign goes on outside."""
    first, last = snippet[0], snippet[-1]
    if (before[-1:].isalnum() and first.isalnum()) or (after[:1].isalnum() and last.isalnum()):
        return True
    if first.isdigit() and (_SIGN.search(before) or (before[-1:] in MINUSES and before[-2:-1].isspace())):
        return bool(before)
    groups_on = re.match(r"[0-9]{3}(?![0-9])", snippet) is not None
    match = _GROUP_BEFORE.search(before)
    if first.isdigit() and match is not None and (groups_on or not match[0].endswith(" ")):
        return True
    return last.isdigit() and _GROUP_AFTER.match(after) is not None


def _first_words(after: str) -> list[str]:
    """The beginnings of what follows, of one to three words; nothing behind a closing sign."""
    beginnings: list[str] = []
    if after[:1] and after[0] in _CLOSING:
        return beginnings
    for match in list(_WORD.finditer(after))[:_NEXT_WORDS]:
        beginnings.append(after[: match.end()].rstrip(_CLOSING))
        if match[0][-1] in _CLOSING:
            break
    return beginnings


def _last_words(before: str) -> list[str]:
    """The last one and two words of what goes before."""
    words = before.split()
    return [" ".join(words[-count:]) for count in (1, 2) if len(words) >= count and words[-1][-1] not in _CLOSING]


def _typed(snippet: str, language: str) -> list[OwnReading]:
    """As typed figures are read, without the words around that are neither scale nor unit."""
    if readings := _plain(snippet, language):
        return readings
    words = [match.span() for match in _WORD.finditer(snippet)]
    with_digits = [
        index for index, (start, end) in enumerate(words) if any(sign.isdigit() for sign in snippet[start:end])
    ]
    if not with_digits:
        return []
    first, last = with_digits[0], with_digits[-1]
    for begin in range(max(0, first - _WORDS_BEFORE), first + 1):
        for finish in range(min(len(words) - 1, last + _WORDS_AFTER), last - 1, -1):
            rest = snippet[: words[begin][0]] + " " + snippet[words[finish][1] :]
            if _has_scale(rest):
                continue
            core = snippet[words[begin][0] : words[finish][1]].strip(_CLOSING)
            if readings := _plain(core, language):
                return readings
    return []


def _has_scale(rest: str) -> bool:
    words = re.findall(r"[^\W\d_]+", rest.casefold())
    markers = (PHRASES.get((word,)) for word in words)
    return any(marker is not None and marker.role == "scale" for marker in markers)


def _plain(text: str, language: str) -> list[OwnReading]:
    readings = read_figure(text, language).readings
    return [
        (plain_decimal(reading.value), None if reading.upper_value is None else plain_decimal(reading.upper_value))
        for reading in readings
    ]
