"""The place of words that a person names, where no figure was read."""

from __future__ import annotations

import re

LONGEST = 300  # characters of a passage: a figure and what belongs to it

Place = tuple[int, int]


def find_passage(text: str, words: str, near: str = "") -> Place | None:
    """The half-open place of the words in the text, whatever the spaces; of several the nearest to ``near``.

    None where they do not stand there.
    """
    parts = words.split()
    if not parts or len(words) > LONGEST:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)
    places = [match.span() for match in pattern.finditer(text)]
    wanted = int(near) if near.isascii() and near.isdigit() and len(near) < 8 else 0
    return min(places, key=lambda place: abs(place[0] - wanted), default=None)
