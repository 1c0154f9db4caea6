"""Numbers in a sentence: digits, number words, scales, ranges, multiples; years, ordinals and names are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from projects.reading.numbers import Number, numbers
from projects.reading.tokens import UnreadableError

from .names import skipped_length
from .spelt_numbers import add_half, add_millions, add_rest, half_before, is_minus, says_and_a_half
from .text import Token
from .words import CURRENCIES, Words

THEIRS = re.compile(r"с?[іы](?:н(?:де|да|е|а|ен|ан|ің|ың)?)?")  # 14-і: fourteen of them; 14-інде: in them
_TRILLION = 12
_FRACTIONS = ("third", "quarter", "fifth", "tenth", "трет", "четверт", "пятых", "десятых")  # “two-thirds”


@dataclass(slots=True)
class Candidate:
    """A number with its scale; ``first`` and ``last`` are the indexes of its tokens, ``last`` is not included."""

    first: int
    last: int
    value: Decimal
    other_value: Decimal | None = None
    power: int = 0
    sign: str = ""
    unit: str = ""
    noun_last: int = 0  # the index behind the noun
    qualifier: str = ""
    upper: Decimal | None = None
    since: int = 0  # behind the number before
    is_word: bool = False
    notes: set[str] = field(default_factory=set)

    @property
    def end(self) -> int:
        return max(self.last, self.noun_last)


def candidates(words: Words, parts: Sequence[Token], taken: set[int]) -> list[Candidate]:
    """The numbers of a sentence. ``taken`` are the tokens of dates."""
    result: list[Candidate] = []
    index = 0
    while index < len(parts):
        candidate = None
        if index not in taken:
            candidate = _multiple(words, parts, index) or _number(words, parts, index, taken)
        if candidate is None:
            index += 1
            continue
        if candidate.value >= 0 and "skip" not in candidate.notes:
            result.append(candidate)
        index = candidate.last
    return result


def _multiple(words: Words, parts: Sequence[Token], index: int) -> Candidate | None:
    """“doubled”, “вдвое”, “екі еселенді”."""
    if parts[index].kind != "word":
        return None
    meaning = words.multiples.at(parts, index)
    if meaning is None or meaning[1] == "times":
        return None
    after = parts[index + meaning[0]] if index + meaning[0] < len(parts) else None
    last = index + meaning[0]
    candidate = Candidate(index, last, Decimal(meaning[1]), unit="times", is_word=True, noun_last=last)
    if after is not None and (after.text in ("a", "digit", "as") or after.text == "-") and after.text != "as":
        candidate.notes.add("skip")
    return candidate


def _number(words: Words, parts: Sequence[Token], index: int, taken: set[int]) -> Candidate | None:
    token = parts[index]
    if token.kind == "number":
        candidate = _digits(words, parts, index, taken)
    elif token.kind == "word" and (token.text in words.numerals or words.scales.at(parts, index)):
        candidate = _in_words(words, parts, index)
    else:
        return None
    if candidate is None or "skip" in candidate.notes:
        return candidate
    add_half(parts, candidate)
    _scale(words, parts, candidate)
    _more_scales(words, parts, candidate)
    add_rest(words, parts, candidate, taken)
    add_millions(words, parts, candidate)
    return candidate


def _digits(words: Words, parts: Sequence[Token], index: int, taken: set[int]) -> Candidate | None:
    token = parts[index]
    before = parts[index - 1] if index else None
    if length := skipped_length(words, parts, index, taken):
        return Candidate(index, index + length, Decimal(0), notes={"skip"})
    try:
        readings = numbers(token.text.replace("'", " "))
        value, other = _likelier(words, readings)
    except UnreadableError:
        return Candidate(index, index + 1, Decimal(0), notes={"skip"})
    candidate = Candidate(index, index + 1, value, other)
    if is_minus(parts, index):
        candidate.sign, candidate.first = "-", index - 1
    is_sign = before is not None and before.end == token.start and before.text in "+-"
    if (
        before is not None
        and is_sign
        and (before.text == "+" or index < 2 or parts[index - 2].end < before.start or parts[index - 2].text == "(")
    ):
        candidate.sign, candidate.first = before.text, index - 1
    _ending(words, parts, candidate)
    return candidate


def _likelier(words: Words, readings: tuple[Number, ...]) -> tuple[Decimal, Decimal | None]:
    """The likelier value in the language, and the other one."""
    values = []
    for number in readings:
        points = [separator for separator, role in number.roles if role == "point"]
        values.append((bool(points) and points[0] != words.decimal, number.value()))
    if len(values) == 1:
        return values[0][1], None
    values.sort(key=lambda pair: pair[0])
    grouped = max(value for _wrong, value in values)
    plain = min(value for _wrong, value in values)
    separators = {separator for number in readings for separator, _role in number.roles}
    if words.decimal not in separators or plain * 10 == int(plain * 10):
        return grouped, plain  # 1,000 and 1.500 are thousands wherever a decimal would not end with zeros
    return plain, grouped


def _ending(words: Words, parts: Sequence[Token], candidate: Candidate) -> None:
    """An ending behind a hyphen belongs to the number (150-ден), a noun there is glued to it (150-тонная)."""
    index = candidate.last
    if index + 1 >= len(parts) or parts[index].text != "-" or parts[index].start != parts[index - 1].end:
        return
    word = parts[index + 1]
    if word.kind != "word" or word.start != parts[index].end:
        return
    if (
        word.text in words.endings
        or THEIRS.fullmatch(word.text)
        or (words.code != "en" and len(word.text) <= (3 if words.code == "kk" else 2) and word.text not in ("м", "т"))
    ):
        candidate.last = index + 2
        candidate.notes.add("ending")
        return
    multiple = words.multiples.at(parts, index + 1)
    if multiple is not None and multiple[1] == "times":
        candidate.unit, candidate.last = "times", index + 2
        candidate.noun_last = candidate.last
        return
    if words.scales.at(parts, index + 1) or words.units.at(parts, index + 1):
        candidate.last = index + 1
        return
    noun = words.nouns.at(parts, index + 1)
    candidate.last = index + 1
    if noun is None:
        candidate.last = index + 2
        candidate.notes.add("skip")


def _in_words(words: Words, parts: Sequence[Token], index: int) -> Candidate | None:
    """“twenty five”, “үш жүз”, “сто двадцать”; a lone scale word counts as one of it only behind a qualifier."""
    total, position, first_word = Decimal(0), index, parts[index].text
    while position < len(parts) and (value := words.numerals.get(parts[position].text)) is not None:
        if value == 100 and 0 < total < 100:
            total *= 100
        elif total and (value >= total or total % 10 != 0):
            break
        else:
            total += value
        position += 1
        if position + 1 < len(parts) and parts[position].text == "-" and parts[position + 1].text in words.numerals:
            position += 1
    if position == index:
        if half := half_before(parts, index):
            return Candidate(index - half, index, Decimal("0.5"), is_word=True)
        if not _is_lone_scale(words, parts, index):
            return Candidate(index, index + 1, Decimal(0), notes={"skip"})
        return Candidate(index, index, Decimal(1), is_word=True)
    if total == 1 and words.scales.at(parts, position) is None and not says_and_a_half(parts, position):
        return Candidate(index, position, Decimal(0), notes={"skip"})  # “one of”, “бір жыл”
    after = [token.text for token in parts[position : position + 2] if token.text != "-"]
    if after and after[0].startswith(_FRACTIONS):
        return Candidate(index, position, Decimal(0), notes={"skip"})
    if first_word == "half":
        return Candidate(index, index + 1, Decimal(0), notes={"skip"})
    return Candidate(index, position, total, is_word=True)


def _is_lone_scale(words: Words, parts: Sequence[Token], index: int) -> bool:
    if not index:
        return False
    if parts[index - 1].text in ("a", "нақты"):
        return index < 2 or parts[index - 2].text not in ("of", "half")  # a quarter of a million
    return any(
        (meaning := words.before.at(parts, start)) is not None and start + meaning[0] == index
        for start in range(max(0, index - 3), index)
    )


def _scale(words: Words, parts: Sequence[Token], candidate: Candidate) -> None:
    """The scale word behind the number."""
    index = candidate.last
    if index < len(parts) and parts[index].text == "-" and parts[index].start == parts[index - 1].end:
        index += 1
    if index >= len(parts):
        return
    meaning = words.scales.at(parts, index)
    if meaning is None:
        return
    power = int(meaning[1])
    candidate.power = power
    candidate.value *= Decimal(10) ** power
    if candidate.other_value is not None:
        text = parts[candidate.last - 1].text
        candidate.value, candidate.other_value = _with_scale(words, text, candidate, power)
    candidate.last = index + meaning[0]
    if candidate.last < len(parts) and parts[candidate.last].text == "." and _is_abbreviation(parts, candidate.last):
        candidate.last += 1


def _with_scale(words: Words, text: str, candidate: Candidate, power: int) -> tuple[Decimal, Decimal | None]:
    """The readings of 1,234 before a million: the decimal alone where that is the language's own sign."""
    other = (candidate.other_value or Decimal(0)) * Decimal(10) ** power
    low, high = sorted((candidate.value, other))
    if words.decimal in text:
        return low, None
    return (high, low) if words.code == "en" and power < _TRILLION else (low, high)  # 1,300 billion, but 1.3 trillion


def _is_abbreviation(parts: Sequence[Token], index: int) -> bool:
    return parts[index - 1].text in ("тыс", "млн", "млрд", "трлн", "bn", "mn", "tn")


def _more_scales(words: Words, parts: Sequence[Token], candidate: Candidate) -> None:
    """“1 млн 200 тыс.”: the rest of a number with a smaller scale."""
    if candidate.power < 6 or candidate.last >= len(parts) or parts[candidate.last].kind != "number":
        return
    meaning = words.scales.at(parts, candidate.last + 1) if candidate.last + 1 < len(parts) else None
    if meaning is None or int(meaning[1]) >= candidate.power:
        return
    try:
        value = numbers(parts[candidate.last].text)[0].value(int(meaning[1]))
    except UnreadableError:
        return
    candidate.value += value
    candidate.power = int(meaning[1])
    candidate.last += 1 + meaning[0]
    if candidate.last < len(parts) and parts[candidate.last].text == ".":
        candidate.last += 1


def currency_before(words: Words, parts: Sequence[Token], candidate: Candidate) -> tuple[str, int]:
    """The currency that stands before the number, and the index of its token: $3, KZT 5."""
    for length in (1, 2):
        start = candidate.first - length
        if start < candidate.since:
            break
        meaning = words.units.at(parts, start)
        if meaning is not None and start + meaning[0] == candidate.first and meaning[1] in CURRENCIES:
            return meaning[1], start
    return "", 0
