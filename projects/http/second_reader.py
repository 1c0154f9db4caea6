"""Asks the second reader (settings.READER_URL): an OpenAI-compatible endpoint of the operator's choice.

It is nobody's to trust: bounded in time, in what is sent and in what is read; no redirect is followed; the key goes
into one header and nowhere else. The address is the operator's own, so private networks are allowed.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from django.conf import settings

from projects.reading.second_reader import (
    SecondFigure,
    UnreadableAnswerError,
    check_claims,
    messages_for,
    number_lines,
    parse_answer,
    pieces_of,
)

from .bounded_socket import Bounds, ExchangeTooLongError
from .safe_http import Answer, NoAnswerError, NotReachedError, RefusedAddressError, exchange, resolve_public

MAX_ANSWER = 262_144  # bytes, with headers, for one piece of an article
MAX_PIECES = 6  # of one article: 48,000 characters
MAX_TOKENS = 8000  # that the model may write for one piece
LEAST_LEFT = 1.0  # seconds; with less nothing new is begun
_ANYWHERE = ("0.0.0.0/0", "::/0")

logger = logging.getLogger(__name__)


Failure: TypeAlias = Literal[
    "unreachable",  # nobody answers there
    "too_slow",  # the time was over
    "too_long",  # it answered with more than is read
    "broken",  # the connection ended before the answer
    "status",  # it answered with another status than 200
    "unreadable",  # it answered with something else than figures
]


class NoSecondReadingError(Exception):
    """Why there is no answer that can be read."""

    def __init__(self, code: Failure, status: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What the second reader proposes, checked, and how many of its claims were thrown away for which reason.

    ``read_until`` is the place up to which it has read. ``failure`` says why that was not all, ``status`` is that of a
    refusal.
    """

    figures: tuple[SecondFigure, ...] = ()
    discarded: Mapping[str, int] | None = None
    read_until: int = 0
    failure: Failure | None = None
    status: int = 0


def read_again(text: str, language: str, published: date | None, within: float) -> SecondReading:
    """The figures of an article as the second reader has them, checked against the text; never raises.

    ``within``: seconds for all pieces together. What was read before a failure is kept.
    """
    ends_at = time.monotonic() + within
    figures: list[SecondFigure] = []
    discarded: Counter[str] = Counter()
    pieces = pieces_of(number_lines(text))
    read_until = 0
    for piece in pieces[:MAX_PIECES]:
        try:
            left = ends_at - time.monotonic()
            if left < LEAST_LEFT:
                raise NoSecondReadingError("too_slow")
            claims = parse_claims(ask(messages_for(text, piece, language, published), left))
        except NoSecondReadingError as error:
            logger.warning("The second reader failed: %s", error.code)
            return SecondReading(tuple(figures), dict(discarded), read_until, error.code, error.status)
        checked = check_claims(text, piece, claims, language)
        figures += checked.figures
        discarded += checked.discarded
        read_until = piece[-1].end
    return SecondReading(tuple(figures), dict(discarded), read_until if len(pieces) > MAX_PIECES else len(text))


def ask(messages: Sequence[Mapping[str, str]], within: float) -> str:
    """What the model says to these messages. Raises NoSecondReadingError."""
    question: dict[str, Any] = {
        "messages": list(messages), "temperature": 0, "stream": False, "max_tokens": MAX_TOKENS,
    }  # fmt: skip
    if settings.READER_MODEL:
        question["model"] = settings.READER_MODEL
    body = json.dumps(question).encode()
    bounds = Bounds(within, MAX_ANSWER)
    try:
        parts, addresses = resolve_public(settings.READER_URL, within, networks=_ANYWHERE, is_public_matter=True)
        answer = exchange(
            "POST", parts, addresses, bounds, headers=_headers(len(body)), body=body, max_body=MAX_ANSWER + 1
        )
    except (NotReachedError, RefusedAddressError):
        raise NoSecondReadingError("unreachable") from None
    except NoAnswerError as error:
        raise NoSecondReadingError(_why(error, bounds)) from None
    if answer.status != 200:
        raise NoSecondReadingError("status", answer.status)
    return _content(answer)


def parse_claims(content: str) -> list[Any]:
    """The claims in what the model said. Raises NoSecondReadingError."""
    try:
        return parse_answer(content)
    except UnreadableAnswerError:
        raise NoSecondReadingError("unreadable") from None


def _headers(length: int) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(length),
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "promise-tracker",
    }
    if settings.READER_KEY:
        headers["Authorization"] = f"Bearer {settings.READER_KEY}"
    return headers


def _why(error: NoAnswerError, bounds: Bounds) -> Failure:
    if not isinstance(error.__cause__, ExchangeTooLongError | TimeoutError):
        return "broken"
    try:
        bounds.seconds_left()
    except ExchangeTooLongError:
        return "too_slow"
    return "too_slow" if isinstance(error.__cause__, TimeoutError) else "too_long"


# --- The answer ----------------------------------------------------------------------------------------------------


def _content(answer: Answer) -> str:
    """The text of the first choice; of an answer in pieces (server-sent events) all of them. Raises as ``ask``."""
    text = answer.body.decode("utf-8", errors="replace").strip()
    if text.startswith(("data:", "event:", ":")):
        lines = (line.strip() for line in text.splitlines())
        events = [line.removeprefix("data:").strip() for line in lines if line.startswith("data:")]
        return "".join(_said(event, "delta") or "" for event in events if event != "[DONE]")
    content = _said(text, "message")
    if content is None:
        raise NoSecondReadingError("unreadable")
    return content


def _said(text: str, member: str) -> str | None:
    """The content of ``choices[0].message``, or of its ``delta``; None where the answer has another shape."""
    try:
        content = json.loads(text, parse_int=str, parse_float=str)["choices"][0][member]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return content if isinstance(content, str) else None
