"""The one reader of JSON bodies that programs send, with limits on length, depth and characters.

The API's writing addresses and the addresses that services report to read with it. Its values are safe to
compare, store and send back: no text holds NUL or half of a character, and nothing is nested deeper than MAX_DEPTH.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

from projects.reports.parameters import Problem

from .problems import BadBodyError

MAX_BODY = 1_000_000  # bytes; a row with every text at its longest has less
MAX_BATCH_BODY = 5_000_000  # bytes of many rows at once
MAX_DEPTH = 20  # of objects and lists in one another
MAX_REPORTED = 20  # of a body of nothing but faults not all are told


class TooLarge(APIException):
    status_code = 413
    parameter = "body"

    def __init__(self, max_body: int = MAX_BODY) -> None:
        super().__init__(_("The body is longer than %d bytes: send less at a time.") % max_body)


class LengthRequired(APIException):
    status_code = 411
    parameter = "Content-Length"

    @property
    def default_detail(self) -> str:  # type: ignore[override]  # as above
        return _("The body was sent in chunks without a Content-Length header: send it with Content-Length.")


class JSONBodyParser(BaseParser):
    """REST framework's interface to the reader; ``parse_int`` and ``parse_float`` as ``json.loads`` takes them."""

    media_type = "application/json"
    max_body = MAX_BODY
    parse_int: Callable[[str], Any] | None = None
    parse_float: Callable[[str], Any] | None = None

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> Any:
        """The value of the body. Raises ParseError, TooLarge, BadBodyError."""
        body = stream.read(self.max_body + 1)
        return read_json(body, parse_int=self.parse_int, parse_float=self.parse_float, max_body=self.max_body)


def read_json(
    body: bytes,
    parse_int: Callable[[str], Any] | None = None,
    parse_float: Callable[[str], Any] | None = None,
    max_body: int = MAX_BODY,
) -> Any:
    """The value of a body. Raises ParseError, TooLarge, BadBodyError naming each member whose text cannot be stored."""
    if len(body) > max_body:
        raise TooLarge(max_body)
    try:
        value = json.loads(
            body.decode(),
            parse_int=parse_int,
            parse_float=parse_float,
            parse_constant=_no_number,
            object_pairs_hook=_each_once,
        )
    except RecursionError:
        raise _too_deep() from None
    except _TwiceError as error:
        what = _("Stands twice in one object: send it once.")
        raise BadBodyError(
            [Problem(error.name, what)], detail=_("The body is not clear: the member %s stands twice.") % error.name
        ) from None
    except ValueError as error:
        raise ParseError(_("The body is not JSON in UTF-8: %s") % error) from None
    problems = list(_unstorable(value))
    if problems:
        raise BadBodyError(problems[:MAX_REPORTED])
    return value


def printable(name: str) -> str:
    """A name from a body, shortened and encodable in UTF-8."""
    short = name if len(name) <= 60 else f"{name[:60]}…"
    return short.encode(errors="replace").decode().replace("\0", "�")


def _unstorable(value: Any) -> Iterator[Problem]:
    """The members with texts that no database takes. Raises ParseError for what is nested too deeply."""
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting:
        where, item, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise _too_deep()
        if isinstance(item, str):
            if _is_broken(item):
                yield Problem(where or "body", _("Contains the character NUL or half of a character; leave it out."))
        elif isinstance(item, dict):
            for name in item:
                if _is_broken(name):
                    within = _("The name of a member contains NUL or half of a character; leave it out.")
                    yield Problem(_below(where, printable(name)), within)
            waiting += [(_below(where, printable(name)), inner, depth + 1) for name, inner in reversed(item.items())]
        elif isinstance(item, list):
            waiting += [(_below(where, str(number)), item[number], depth + 1) for number in reversed(range(len(item)))]


def _below(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _is_broken(text: str) -> bool:
    return "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)


def _too_deep() -> ParseError:
    return ParseError(_("The body is nested too deeply: send one object of plain values."))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value of JSON")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = Counter(name for name, _value in pairs).most_common(1)[0][0]
        raise _TwiceError(twice)
    return members


class _TwiceError(ValueError):
    """An object with two members of one name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = printable(name)
