"""Search for words in names and notes of three languages, in any case and Unicode form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import Q

MAX_WORDS = 8
SAME = {"е": "её", "ё": "её"}  # Russian texts often print ё as е


def containing(text: str, paths: Sequence[str]) -> Q:
    """Rows in which each of the first eight words occurs in any of the columns.

    SQLite folds the case of ASCII letters only, and so does PostgreSQL under the locale C. Other words are
    therefore looked for by a regular expression that spells out each letter: both cases, composed and decomposed.
    """
    words = unicodedata.normalize("NFC", text).split()[:MAX_WORDS]
    if not words:
        return Q()
    return reduce(and_, (_one_word(word, paths) for word in words))


def _one_word(word: str, paths: Sequence[str]) -> Q:
    lookup, wanted = ("icontains", word) if word.isascii() else ("regex", "".join(map(_any_form, word)))
    return reduce(or_, (Q(**{f"{path}__{lookup}": wanted}) for path in paths))


def _any_form(letter: str) -> str:
    """The letter as a regular expression that both databases read: either case, in one character or with its marks."""
    letters = SAME.get(letter.lower(), letter)
    forms = {
        form
        for alternative in letters
        for form in (alternative, alternative.lower(), alternative.upper())
        if len(form) == 1
    }
    forms |= {unicodedata.normalize("NFD", form) for form in forms}
    single = sorted(form for form in forms if len(form) == 1)
    several = sorted(form for form in forms if len(form) > 1)
    single_form = f"[{''.join(single)}]" if len(single) > 1 else re.escape(single[0])
    # The letter with its mark comes before the bare letter: that would match too, and the mark would be left over.
    return f"(?:{'|'.join((*several, single_form))})" if several else single_form
