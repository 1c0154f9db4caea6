"""Finding words in names and notes of three languages, whatever the letters' case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import Q

MAX_WORDS = 8


def containing(text: str, paths: Sequence[str]) -> Q:
    """Rows in which each of the first eight words occurs in any of the columns.

    SQLite folds the case of ASCII letters only, and so does PostgreSQL under the locale C. Other words are
    therefore looked for by a regular expression that spells out both cases of each letter.
    """
    words = text.split()[:MAX_WORDS]
    if not words:
        return Q()
    return reduce(and_, (_one_word(word, paths) for word in words))


def _one_word(word: str, paths: Sequence[str]) -> Q:
    lookup, wanted = ("icontains", word) if word.isascii() else ("regex", "".join(map(_either_case, word)))
    return reduce(or_, (Q(**{f"{path}__{lookup}": wanted}) for path in paths))


def _either_case(letter: str) -> str:
    lower, upper = letter.lower(), letter.upper()
    if lower == upper or len(lower) > 1 or len(upper) > 1:
        return re.escape(letter)
    return f"[{lower}{upper}]"
