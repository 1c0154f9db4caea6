"""The text of an answer → the claims in it. A model was asked for JSON; what came may be anything."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

MAX_DIGITS = 70  # of a number; more are no figure
_FIGURES = re.compile(r'\{\s*"figures"')
_MOST_TRIES = 20


class UnreadableAnswerError(ValueError):
    """The answer holds no list of figures."""


def parse_answer(content: str) -> list[Any]:
    """The claims of an answer: of a JSON object with ``figures``, or of a list, with or without words around it.

    Numbers are Decimal; NaN, infinities and endless numbers are None. Raises UnreadableAnswerError.
    """
    for start in _starts(content):
        try:
            answer, _end = _DECODER.raw_decode(content, start)
        except (ValueError, RecursionError):
            continue
        claims = answer.get("figures") if isinstance(answer, dict) else answer
        if isinstance(claims, list):
            return claims
    raise UnreadableAnswerError("The answer holds no list of figures.")


def _starts(content: str) -> list[int]:
    """Where the list may begin: last the words of a model that thinks aloud, so the last object goes first."""
    named = [match.start() for match in _FIGURES.finditer(content)][: -_MOST_TRIES - 1 : -1]
    return [*named, *(match.start() for match in [re.search(r"[\[{]", content)] if match)]


def _decimal(digits: str) -> Decimal | None:
    try:
        return Decimal(digits) if len(digits) <= MAX_DIGITS else None
    except InvalidOperation:
        return None


_DECODER = json.JSONDecoder(parse_float=_decimal, parse_int=_decimal, parse_constant=lambda _name: None)
