"""What was said lately is not worked out again: a list repeats its figures and dates, and Babel takes its time."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec

Given = ParamSpec("Given")
MOST = 20_000  # sentences of one kind; then all are forgotten, which costs one slower page


def remembered(say: Callable[Given, str]) -> Callable[Given, str]:
    """Makes a function that depends on nothing but what it is given keep what it has said."""
    said: dict[Any, str] = {}

    @wraps(say)
    def repeat(*given: Given.args, **named: Given.kwargs) -> str:
        # 100 and 100.0 are equal and still take different plurals: a figure is known by its digits.
        key = (
            *[str(each) if type(each) is Decimal else each for each in given],
            *[(name, str(each) if type(each) is Decimal else each) for name, each in named.items()],
        )
        try:
            return said[key]
        except KeyError:
            text = say(*given, **named)
        if len(said) >= MOST:
            said.clear()
        said[key] = text
        return text

    return repeat
