"""A word of the record that resembles one which is nowhere in it."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4  # letters; shorter words resemble too much
LONG = 8  # letters from which two slips may be made
MOST_COMPARED = 4000


def nearest_word(word: str, vocabulary: Iterable[str]) -> str:
    """The word that is one slip away (of a long word two), the first of equally near ones; "" where there is none."""
    if len(word) < SHORTEST or word.isdigit():
        return ""
    most = 2 if len(word) >= LONG else 1
    letters, best, nearest = set(word), most + 1, ""
    compared = 0
    for other in vocabulary:
        if abs(len(other) - len(word)) > most or len(letters.symmetric_difference(other)) > 2 * most:
            continue
        compared += 1
        if compared > MOST_COMPARED:
            break
        slips = _slips(word, other, best)
        if 0 < slips < best:
            best, nearest = slips, other
            if best == 1:
                break
    return nearest


def _slips(word: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with the next (optimal string alignment); ``most`` where it is no fewer."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(word, 1):
        older, before, row = before, row, [place]
        for column, counterpart in enumerate(other, 1):
            least = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != counterpart))
            if place > 1 and column > 1 and letter == other[column - 2] and counterpart == word[place - 2]:
                least = min(least, older[column - 2] + 1)
            row.append(least)
        if min(row) >= most:
            return most
    return row[-1]
