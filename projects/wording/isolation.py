"""Text of the record may hold marks of direction: they must not reorder what follows the text."""

from __future__ import annotations

import re

_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate (Unicode, UAX 9)
_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENERS = "\u2066\u2067\u2068"


def isolated(text: str) -> str:
    """The text; one with marks of direction is put between isolating marks, as ``<bdi>`` does in a page.

    This works without markup: in attributes, titles, mails and files.
    """
    if not _MARKS.search(text):
        return text
    depth, letters = 0, []
    for letter in text:
        if letter in _OPENERS:
            depth += 1
        elif letter == _END:
            if depth == 0:  # it would end the isolate around the text
                continue
            depth -= 1
        letters.append(letter)
    return _ISOLATE + "".join(letters) + _END * (depth + 1)
