"""Text → numbers, words and signs."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .languages import ENDINGS
from .limits import MAX_TEXT
from .results import Problem

# Spaces and apostrophes that group digits; each kind becomes one character.
SPACES = "\u0020\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
APOSTROPHES = "'’‘ʼʹ`´′"
MINUSES = "-−–—‒‐‑﹣－"  # a hyphen and its look-alikes: a minus before a number, else a dash

_TABLE = str.maketrans(dict.fromkeys(SPACES, " ") | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(MINUSES, "-"))
# Invisible characters of pasted text: zero-width characters, soft hyphens, marks of direction.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_EXPONENT = re.compile(r"[0-9][ ]*[eе][ ]*[+-]?[ ]*[0-9]|[0-9][ ]*(?:\^|\*\*)|[0-9][ ]*[×x*·] ?10[ ]*[+-]?[0-9]*\^")
_TOKEN = re.compile(
    r"(?P<number>[0-9](?:[ .,']?[0-9])*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<ending>(?<=[^\W_]|%)-[^\W\d_]+)"
    r"|(?P<space>[\s]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)


class Token(NamedTuple):
    """``kind`` is number, word or sign."""

    kind: str
    text: str


class UnreadableError(Exception):
    """A text that cannot be read, and why."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem = problem
        self.detail = detail


def cleaned(text: str) -> str:
    """The text in lower case with one kind of space, apostrophe and hyphen. Raises UnreadableError."""
    if len(text) > MAX_TEXT:
        raise UnreadableError(Problem.TOO_LONG)
    plain = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_TABLE)
    plain = re.sub(r"\s+", " ", plain).strip().casefold()
    if not plain:
        raise UnreadableError(Problem.EMPTY)
    for character in plain:
        if character.isnumeric() and character not in "0123456789":
            raise UnreadableError(Problem.OTHER_DIGITS, character)
    return plain


def tokens(text: str) -> list[Token]:
    """The tokens of a ``cleaned`` text. Raises UnreadableError for exponents."""
    if match := _EXPONENT.search(text):
        raise UnreadableError(Problem.EXPONENT, match.group())
    result: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, part = str(match.lastgroup), match.group()
        if kind == "ending":
            result += _ending(part)
        elif kind == "sign" and part == "." and result and result[-1].kind == "word":
            continue  # the point of an abbreviation: млн.
        elif kind != "space":
            result.append(Token(kind, part))
    return result


def _ending(part: str) -> list[Token]:
    """An ending after a hyphen is dropped (150-ден); any other word is a word after a dash."""
    word = part[1:]
    return [] if word in ENDINGS else [Token("sign", "-"), Token("word", word)]
