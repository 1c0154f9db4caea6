"""A memory for phrases: a list repeats its figures and dates, and Babel is slow."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec

P = ParamSpec("P")
MOST = 20_000  # texts of one function; then all of them are dropped, which costs one slower page


def remembered(write: Callable[P, str]) -> Callable[P, str]:
    """Decorates a function of nothing but its arguments: it keeps the texts that it has written."""
    texts: dict[Any, str] = {}

    @wraps(write)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> str:
        # 100 and 100.0 are equal but take different plurals, so the key has a figure's digits.
        key = (
            *[str(value) if type(value) is Decimal else value for value in args],
            *[(name, str(value) if type(value) is Decimal else value) for name, value in kwargs.items()],
        )
        try:
            return texts[key]
        except KeyError:
            text = write(*args, **kwargs)
        if len(texts) >= MOST:
            texts.clear()
        texts[key] = text
        return text

    return wrapper
