"""The width of text in the font of the pictures, read from the font files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FAMILY = "Ledger Sans"
FOLDER = Path(__file__).parent / "fonts"
FILES = {400: FOLDER / "LedgerSans-Regular.ttf", 600: FOLDER / "LedgerSans-SemiBold.ttf"}
READ = 500  # no line of a picture holds more letters
_UNKNOWN = 1.0  # of the size: what a letter that the font lacks may need at most


def width(words: str, size: float, weight: int = 400) -> float:
    """The width of a line of text in the unit of ``size``; kerning is left out."""
    advances = _advances(weight)
    return sum(advances.get(letter, _UNKNOWN) for letter in words) * size


def cut(words: str, size: float, room: float, weight: int = 400) -> str:
    """The text, shortened with an ellipsis where it does not fit."""
    room += 0.01  # sums of floats
    shortened, used, fits = "", 0.0, room - width("…", size, weight)
    for place, letter in enumerate(words):
        used += width(letter, size, weight)
        if used > room:
            return f"{shortened.rstrip()}…"
        if used <= fits:
            shortened = words[: place + 1]
    return words


def wrapped(words: str, size: float, room: float, weight: int = 400, *, lines: int = 2) -> list[str]:
    """The text on at most ``lines`` lines, broken between words; the last one is shortened where it does not fit."""
    rows: list[str] = []
    for word in words.replace("\n", " ").split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        fits = width(longer[:READ], size, weight) <= room
        if rows and (fits or len(rows) == lines):
            rows[-1] = longer
            if not fits:
                break
        else:
            rows.append(word)
    return [cut(row, size, room, weight) for row in rows]


@cache
def _advances(weight: int) -> dict[str, float]:
    """Each letter's advance as a part of the size, kept for the life of the process."""
    # Imported here: a process that draws no picture does not pay the 10 ms and 2.5 MB.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(FILES[weight], lazy=True) as font:
        units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}
