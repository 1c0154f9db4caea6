"""Finding words in names and notes of three languages, whatever the letters' case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

from django.db import connection
from django.db.models import Q

MAX_WORDS = 8


def containing(text: str, paths: Sequence[str]) -> Q:
    """Rows in which each of the first eight words occurs in any of the columns.

    SQLite folds the case of ASCII letters only, so Cyrillic words are matched there by Python's own
    regular expressions.
    """
    words = text.split()[:MAX_WORDS]
    if not words:
        return Q()
    return reduce(and_, (_one_word(word, paths) for word in words))


def _one_word(word: str, paths: Sequence[str]) -> Q:
    if connection.vendor == "sqlite" and not word.isascii():
        return reduce(or_, (Q(**{f"{path}__iregex": re.escape(word)}) for path in paths))
    return reduce(or_, (Q(**{f"{path}__icontains": word}) for path in paths))
