"""Digits with separators → the numbers that they can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .limits import MAX_DECIMALS, MAX_WHOLE_DIGITS
from .results import Problem
from .tokens import UnreadableError

GROUP, POINT = "group", "point"


class Number(NamedTuple):
    """A number as its digits and number of decimals. ``roles``: the role of each separator."""

    digits: str
    decimals: int
    roles: tuple[tuple[str, str], ...] = ()

    def value(self, exponent: int = 0) -> Decimal:
        """The exact value times 10 to the ``exponent``, in plain notation. Raises UnreadableError."""
        return exact(self.digits, exponent - self.decimals)

    def last_digit(self, exponent: int = 0) -> Decimal:
        """The unit of the last printed digit. Raises UnreadableError."""
        return exact("1", exponent - self.decimals)


def exact(digits: str, exponent: int) -> Decimal:
    """Digits times 10 to the exponent, without an exponent or needless zeros. Raises UnreadableError."""
    digits = digits.lstrip("0") or "0"
    while exponent < 0 and digits.endswith("0") and digits != "0":
        digits, exponent = digits[:-1], exponent + 1
    if digits == "0":
        return Decimal(0)
    if len(digits) + exponent > MAX_WHOLE_DIGITS or -exponent > MAX_DECIMALS:
        raise UnreadableError(Problem.TOO_MANY_DIGITS)
    return Decimal(digits + "0" * exponent) if exponent >= 0 else Decimal((0, tuple(map(int, digits)), exponent))


def numbers(token: str) -> tuple[Number, ...]:
    """Every number that the digits can mean: two for ``1,000`` and ``1.500``. Raises UnreadableError."""
    groups, separators = re.split("[ .,']", token), re.findall("[ .,']", token)
    readings = tuple(_readings(groups, separators))
    if not readings:
        raise UnreadableError(Problem.GROUPING, token)
    return readings


def _readings(groups: list[str], separators: list[str]) -> Iterator[Number]:
    if not separators:
        yield Number(groups[0], 0)
        return
    if _is_grouped(groups, separators):
        yield Number("".join(groups), 0, ((separators[0], GROUP),))
    *grouping, last = separators
    *whole, part = groups
    if last in ".," and last not in grouping and _is_grouped(whole, grouping):
        roles = ((last, POINT), *((separator, GROUP) for separator in grouping[:1]))
        yield Number("".join(groups), len(part), roles)


def _is_grouped(groups: list[str], separators: list[str]) -> bool:
    """Whether the whole digits are in groups of three with one separator, or have none."""
    if not separators:
        return len(groups) == 1
    first, *others = groups
    return (
        len(set(separators)) == 1
        and 1 <= len(first) <= 3
        and not first.startswith("0")
        and all(len(group) == 3 for group in others)
    )
