"""Whether a unit says what is counted, or the indicator's name does."""

from __future__ import annotations

import re
from functools import lru_cache

from .amounts import is_money
from .languages import LANGUAGES, grammar
from .units import PLURAL_LABELS, UNITS, Forms

_WORD = re.compile(r"[^\W\d_]+|\d+")
# Units that are a thing and yet do not say what is promised.
_VAGUE = frozenset(
    re.findall(
        r"\S+",
        "jobs people employees enterprises companies facilities units services products days months years times points"
        " percentage_points percent tonnes hectares barrels",
    )
)
# What an indicator's name may say of its unit without saying more of what is promised.
_PLAIN = frozenset(
    _WORD.findall(
        "a and built completed created delivered in into issued launched made number of opened produced put registered"
        " sold the use year"
    )
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
# What follows these words is about the thing, and is not the thing that is counted.
_PREPOSITION = re.compile(
    r"\s(?:at|by|for|from|in|into|of|on|per|to|under|with|в|во|для|до|за|из|к|на|о|об|от|по|при|с|со|у)\s"
)
_PARTS = re.compile(r"[:,]\s")
# Who counts dwellings and says flats has said what is counted.
_NARROWER = {"dwellings": ("flats", "houses"), "vehicles": ("cars", "buses")}
_KAZAKH_ENDING = "(?:[лдт][ае]р)?(?:ы|і|сы|сі)?"


@lru_cache(maxsize=4096)
def says_what(unit: str, english: str) -> bool:
    """Whether a unit says as much as the indicator's English name: vehicles, of “Vehicles made in a year”."""
    forms = _thing(unit)
    if forms is None or unit in _VAGUE:
        return False
    words = set(_WORD.findall(_YEARS.sub("", english.casefold())))
    nouns = {word for noun in forms["en"] for word in noun.split()}
    return bool(words & nouns) and words <= nouns | _PLAIN


@lru_cache(maxsize=4096)
def is_named(unit: str, name: str, code: str) -> bool:
    """Whether a name says what its figure counts: projects, of “Manufacturing projects launched”."""
    if _thing(unit) is None:
        return False
    nouns = [noun for thing in (unit, *_NARROWER.get(unit, ())) for noun in _nouns(thing, code)]
    heads = [_WORD.findall(_PREPOSITION.split(part)[0]) for part in _PARTS.split(name.casefold())]
    return any(_ends_in(head, noun) if code == "kk" else _has(head, noun) for head in heads for noun in nouns)


def _nouns(unit: str, code: str) -> list[list[str]]:
    """The words of each form of a unit's noun."""
    code = grammar(code)
    label = PLURAL_LABELS.get(unit, ("", "", ""))[LANGUAGES.index(code)]
    return [noun.casefold().split() for noun in (*UNITS[unit][code], label) if noun]


def _thing(unit: str) -> Forms | None:
    """The forms of a unit that is a thing to be counted; None for money, a symbol and an unknown unit."""
    forms = UNITS.get(unit)
    return None if forms is None or is_money(unit) or forms["en"][0] == forms["en"][1] else forms


def _has(words: list[str], noun: list[str]) -> bool:
    return any(words[start : start + len(noun)] == noun for start in range(len(words)))


def _ends_in(words: list[str], noun: list[str]) -> bool:
    """Whether Kazakh words end in a noun, be it with the ending of a plural or of a possessive."""
    last = words[-len(noun) :]
    return last[:-1] == noun[:-1] and bool(last) and bool(re.fullmatch(f"{noun[-1]}{_KAZAKH_ENDING}", last[-1]))
