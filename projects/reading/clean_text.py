"""A text of others → characters that can be kept, shown and read: no controls, no marks that turn the writing."""

from __future__ import annotations

import re
import unicodedata

from projects.reading.limits import MAX_ARTICLE

# What no person types: controls but tab and line feed, lone surrogates, and code points that are no characters.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Marks of direction show “1.3” as “3.1”; invisible characters part a figure that looks whole.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_LINES = re.compile("\r\n?|[\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+(?=\n|$)")
_GAPS = re.compile(r"\n{3,}")


def clean_text(text: str) -> tuple[str, bool]:
    """The text as it is kept, at most ``MAX_ARTICLE`` characters, and whether there was more. Never raises.

    Letters are composed (NFC), lines end in a line feed; spaces and dashes stay as they were printed.
    """
    longest = 4 * MAX_ARTICLE  # what is thrown away below may be as long again
    is_cut = len(text) > longest
    lines = _LINES.sub("\n", text[:longest])
    tidy = unicodedata.normalize("NFC", _UNSEEN.sub("", CONTROLS.sub("", lines)))
    tidy = _GAPS.sub("\n\n", _BLANKS.sub("", tidy)).strip()
    if len(tidy) <= MAX_ARTICLE:
        return tidy, is_cut
    return _cut(tidy), True


def _cut(text: str) -> str:
    """The first ``MAX_ARTICLE`` characters, without a word or figure that was cut in two."""
    short = text[:MAX_ARTICLE]
    if text[MAX_ARTICLE].isspace():
        return short.rstrip()
    start = max(short.rfind(" ", -1000), short.rfind("\n", -1000))
    return (short[:start] if start > 0 else short).rstrip()
