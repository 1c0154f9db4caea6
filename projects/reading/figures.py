"""Reading a figure: numbers, scale words, ranges, qualifiers and units in three languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from .languages import BY_CODE, LONGEST_PHRASE, PHRASES
from .languages.vocabulary import Marker
from .numbers import GROUP, POINT, Number, numbers
from .results import FigureReading, FigureResult, Problem
from .tokens import Token, UnreadableError, cleaned, tokens

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LETTERS = {
    "amount": "A",
    "before": "q",
    "after": "p",
    "from": "f",
    "to": "t",
    "up_to": "u",
    "until": "k",
    "between": "b",
    "and": "&",
    "within": "r",
    "dash": "d",
}
# The shapes of a figure without units and fillers: pattern, whether it is a range, the implied qualifier.
_SHAPES: tuple[tuple[re.Pattern[str], bool, str], ...] = (
    (re.compile("q?A|Ap"), False, ""),
    (re.compile("fA"), False, "at_least"),
    (re.compile("uA|Ak"), False, "at_most"),
    (re.compile("A[dtu]A|fA[tud]A|fAAk|AAk|AdAk|b?A&A|A&Ar|AdAr"), True, ""),
    (re.compile("q(A[dtu]A|fA[tud]A)|A[d]Ap"), True, "qualified"),
)
MOST_READINGS = 2
MOST_PARTS = 5  # trillions, billions, millions, thousands and the rest


@dataclass(slots=True)
class _Amount:
    """Numbers with their scales: ``1 млн 200 тыс.`` has two."""

    negative: bool = False
    parts: list[tuple[str, int | None]] = field(default_factory=list)


class _Symbols(NamedTuple):
    letters: str
    amounts: list[_Amount]
    qualifiers: list[str]
    units: set[str]


def read_figure(
    text: str, language: str = "", units: Collection[str] | None = None, *, decimal: str = ""
) -> FigureResult:
    """Reads one figure; never raises.

    ``language`` puts the likelier reading of an ambiguous text first. ``units`` are the allowed units; None allows all.
    ``decimal`` is the decimal sign, "," or ".", where it is known: it then groups no digits, and no other is one. The
    value is in base units: ``1,5 трлн`` is 1500000000000, with ``rounded_to`` 100000000000.
    """
    try:
        plain_text = cleaned(text)
        readings = list(dict.fromkeys(_readings(plain_text, language, decimal)))
    except UnreadableError as error:
        return FigureResult(text, problem=error.problem, detail=error.detail)
    refused = next((reading.unit for reading in readings if units is not None and reading.unit), "")
    if refused and units is not None and refused not in units:
        return FigureResult(text, problem=Problem.UNIT_NOT_ALLOWED, detail=refused)
    is_plain = len(readings) == 1 and _PLAIN.fullmatch(text.strip(" ")) is not None
    return FigureResult(text, tuple(readings[:MOST_READINGS]), is_plain=is_plain)


def _readings(text: str, language: str, decimal: str) -> Iterator[FigureReading]:
    parts = tokens(text)
    if not any(token.kind == "number" for token in parts):
        raise UnreadableError(Problem.NO_DIGITS)
    symbols = _symbols(_markers(parts))
    is_range, implied = _shape(symbols.letters)
    if len(symbols.units) > 1:
        raise UnreadableError(Problem.UNITS_DIFFER, ", ".join(sorted(symbols.units)))
    unit = next(iter(symbols.units), "")
    problem: UnreadableError | None = None
    has_reading = False
    for amounts in _chosen(symbols.amounts, language, decimal):
        try:
            reading = _range(amounts, unit) if is_range else _single(amounts[0], unit, symbols, implied)
        except UnreadableError as error:
            problem = error
        else:
            has_reading = True
            yield reading
    if problem is not None and not has_reading:
        raise problem


# --- Tokens → symbols ----------------------------------------------------------------------------------------------


def _markers(parts: list[Token]) -> Iterator[Token | Marker]:
    """Numbers and signs as they are, every phrase as its marker; a longer phrase wins."""
    position = 0
    after_number = False
    while position < len(parts):
        token = parts[position]
        if token.kind == "number":
            yield token
            position, after_number = position + 1, True
        elif token.text in "-+":
            yield Marker("dash") if token.text == "-" and after_number else token
            position, after_number = position + 1, False
        else:
            marker, length = _phrase(parts, position)
            yield marker
            position += length
            after_number = after_number and marker.role in ("scale", "unit", "filler")


def _phrase(parts: list[Token], position: int) -> tuple[Marker, int]:
    for length in range(min(LONGEST_PHRASE, len(parts) - position), 0, -1):
        marker = PHRASES.get(tuple(token.text for token in parts[position : position + length]))
        if marker is not None:
            return marker, length
    token = parts[position]
    problem = Problem.UNKNOWN_WORD if token.kind == "word" else Problem.UNKNOWN_SIGN
    raise UnreadableError(problem, token.text)


def _symbols(markers: Iterator[Token | Marker]) -> _Symbols:
    """One letter for each part, one for a whole amount; units are collected from any place."""
    symbols = _Symbols("", [], [], set())
    letters: list[str] = []
    open_amount: _Amount | None = None
    sign: str = ""
    for marker in markers:
        if isinstance(marker, Token) and marker.kind == "number":
            if open_amount is None or sign or open_amount.parts[-1][1] is None:
                open_amount = _Amount(negative=sign == "-")
                symbols.amounts.append(open_amount)
                letters.append(_LETTERS["amount"])
            open_amount.parts.append((marker.text, None))
            sign = ""
            continue
        if sign:
            raise UnreadableError(Problem.SHAPE, sign)
        if isinstance(marker, Token):
            sign, open_amount = marker.text, None
        elif marker.role == "scale":
            _scale(open_amount, int(marker.code))
        elif marker.role == "unit":
            symbols.units.add(marker.code)
        elif marker.role != "filler":
            open_amount = None
            letters.append(_LETTERS[marker.role])
            symbols.qualifiers.extend([marker.code] if marker.code else [])
    if sign:
        raise UnreadableError(Problem.SHAPE, sign)
    return symbols._replace(letters="".join(letters))


def _scale(amount: _Amount | None, exponent: int) -> None:
    if amount is None:
        raise UnreadableError(Problem.SHAPE)
    digits, earlier = amount.parts[-1]
    if earlier is not None:  # a thousand million: used in none of the languages
        raise UnreadableError(Problem.SHAPE)
    amount.parts[-1] = (digits, exponent)


def _shape(letters: str) -> tuple[bool, str]:
    """Whether the figure is a range, and the qualifier that its form implies. Raises UnreadableError."""
    for pattern, is_range, implied in _SHAPES:
        if pattern.fullmatch(letters):
            if implied == "qualified":
                raise UnreadableError(Problem.RANGE_QUALIFIED)
            return is_range, implied
    raise UnreadableError(Problem.SHAPE)


# --- Amounts → values ----------------------------------------------------------------------------------------------

_Chosen = list[tuple[_Amount, tuple[Number, ...]]]


def _chosen(amounts: list[_Amount], language: str, decimal: str) -> list[_Chosen]:
    """Every choice of numbers in which each separator has one role, the likelier choice first."""
    options = [[numbers(digits) for digits, _exponent in amount.parts] for amount in amounts]
    if any(len(amount) > MOST_PARTS for amount in options):
        raise UnreadableError(Problem.SHAPE)
    choices = [list(zip(amounts, choice, strict=True)) for choice in product(*(product(*parts) for parts in options))]
    consistent = [choice for choice in choices if _roles(choice) is not None]
    if not consistent:
        raise UnreadableError(Problem.GROUPING)
    if decimal:
        consistent = [choice for choice in consistent if _has_decimal(choice, decimal)]
        if not consistent:
            raise UnreadableError(Problem.OTHER_DECIMAL, amounts[0].parts[0][0])
    point = BY_CODE[language].decimal if language in BY_CODE else ""
    return sorted(consistent, key=lambda choice: _likelihood(choice, point))


def _roles(choice: _Chosen) -> dict[str, str] | None:
    """Separator → its role; None if one has two roles."""
    roles: dict[str, str] = {}
    for _amount, parts in choice:
        for number in parts:
            for separator, role in number.roles:
                if roles.setdefault(separator, role) != role:
                    return None
    return None if list(roles.values()).count(POINT) > 1 else roles


def _has_decimal(choice: _Chosen, decimal: str) -> bool:
    """Whether that sign is the only one before decimals, and groups no digits."""
    roles = (_roles(choice) or {}).items()
    return all((role == POINT) == (separator == decimal) for separator, role in roles if separator in ".,")


def _likelihood(choice: _Chosen, point: str) -> tuple[bool, bool]:
    roles = _roles(choice) or {}
    unusual = any((role == POINT) != (separator == point) for separator, role in roles.items() if separator in ".,")
    return (unusual if point else False, GROUP not in roles.values())


def _single(chosen: tuple[_Amount, tuple[Number, ...]], unit: str, symbols: _Symbols, implied: str) -> FigureReading:
    value, rounded_to = _value(*chosen)
    return FigureReading(value, rounded_to, qualifier=next(iter(symbols.qualifiers), implied), unit=unit)


def _range(chosen: _Chosen, unit: str) -> FigureReading:
    """Both ends. A scale named once, after the upper end, belongs to both: 140–150 тыс."""
    (low, low_parts), (high, high_parts) = chosen
    if low.parts[-1][1] is None and high.parts[-1][1] is not None and low_parts[0].value() != 0:
        if len(low.parts) > 1 or len(high.parts) > 1:
            raise UnreadableError(Problem.RANGE_SCALE)
        low = _Amount(low.negative, [(low.parts[0][0], high.parts[0][1])])
        if _value(low, low_parts)[0] >= _value(high, high_parts)[0]:
            raise UnreadableError(Problem.RANGE_SCALE)
    (value, low_rounding), (upper, high_rounding) = _value(low, low_parts), _value(high, high_parts)
    if value >= upper:
        raise UnreadableError(Problem.RANGE_ORDER)
    return FigureReading(value, min(low_rounding, high_rounding), upper, "between", unit)


def _value(amount: _Amount, parts: tuple[Number, ...]) -> tuple[Decimal, Decimal]:
    """The value of an amount and the unit of its last digit. Each part is smaller than the scale before it."""
    exponents = [exponent or 0 for _digits, exponent in amount.parts]
    values = [number.value(exponent) for number, exponent in zip(parts, exponents, strict=True)]
    for number, value, above in zip(parts[:-1], values[1:], exponents[:-1], strict=True):
        if number.decimals or value >= Decimal(10) ** above:
            raise UnreadableError(Problem.SHAPE)
    if len(parts) > 1 and parts[-1].decimals:
        raise UnreadableError(Problem.SHAPE)
    total = _sum(values)
    rounded_to = parts[-1].last_digit(exponents[-1])
    return (total.copy_negate() if amount.negative and total else total), rounded_to


def _sum(values: list[Decimal]) -> Decimal:
    """The exact sum; several parts are always whole numbers."""
    return values[0] if len(values) == 1 else Decimal(sum(int(value) for value in values))
