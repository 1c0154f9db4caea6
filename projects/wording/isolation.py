"""Text of the record that may carry marks of direction: what it turns round stays within it."""

from __future__ import annotations

import re

_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate (Unicode, UAX 9)
_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENERS = "\u2066\u2067\u2068"


def isolated(text: str) -> str:
    """The text; one with marks of direction between marks that end their reach, as ``<bdi>`` does in a page.

    It works where no markup can: in attributes, titles, mails and files.
    """
    if not _MARKS.search(text):
        return text
    depth, kept = 0, []
    for letter in text:
        if letter in _OPENERS:
            depth += 1
        elif letter == _END:
            if depth == 0:  # it would end our own isolate
                continue
            depth -= 1
        kept.append(letter)
    return _ISOLATE + "".join(kept) + _END * (depth + 1)
