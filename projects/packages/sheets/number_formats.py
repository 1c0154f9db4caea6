"""What a number format of a workbook makes of a number: a day, a percentage, or a number."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from projects.comparison.quantities import plain

DIGITS = 15  # significant digits that a spreadsheet is exact to, and shows at most

_BUILT_IN_DAYS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_BUILT_IN_PERCENT = frozenset((9, 10))
# Of a format's code, what is shown as it is or says only how: "text", \c, _c, *c, [Red], [$-419].
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DAY = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCHS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
_FIRST_SURE = 61  # before 1 March 1900 the numbers of days are one off: a spreadsheet has a 29 February 1900
_LAST = date(9999, 12, 31)


def kind_of_format(number: int, code: str) -> str:
    """``day``, ``percent`` or ``number``. ``code`` is empty for a built-in format."""
    if not code:
        if number in _BUILT_IN_DAYS:
            return "day"
        return "percent" if number in _BUILT_IN_PERCENT else "number"
    section = _NOT_CODE.sub("", code).split(";")[0]
    if "%" in section:
        return "percent"
    if section.strip().lower() in {"general", "@"}:
        return "number"
    return "day" if _DAY.search(section) else "number"


@lru_cache(4096)
def plain_number(text: str) -> tuple[str, bool]:
    """A stored number in plain digits, and whether digits beyond a spreadsheet's own were left out.

    What stands behind the fifteenth digit is the noise of binary sums (0.1 + 0.2 is stored as 0.30000000000000004);
    no spreadsheet shows it. Raises ValueError.
    """
    try:
        value = Decimal(text.strip())
    except ArithmeticError:
        raise ValueError(text) from None
    if not value.is_finite() or abs(value.adjusted()) > 400:
        raise ValueError(text)
    digits = len(value.as_tuple().digits)
    if digits <= DIGITS:
        return plain(value), False
    exponent = value.adjusted() - DIGITS + 1
    short = value.quantize(Decimal(1).scaleb(exponent)) if digits < 28 else Decimal(f"{value:.{DIGITS - 1}E}")
    return plain(short), short != value


@lru_cache(4096)
def day_of_serial(number: str, epoch: str) -> str:
    """The ISO day of a number of days, its time of day left out; empty where the calendar has no sure day for it."""
    whole = int(Decimal(number))
    if whole < (_FIRST_SURE if epoch == "1900" else 1) or whole > 3_000_000:
        return ""
    start = _EPOCHS[epoch]
    return (start + timedelta(whole)).isoformat() if whole <= (_LAST - start).days else ""
