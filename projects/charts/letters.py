"""How wide words are in the letters that the pictures are set in, read from the font files themselves."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

FAMILY = "Ledger Sans"
FOLDER = Path(__file__).parent / "fonts"
FILES = {400: FOLDER / "LedgerSans-Regular.ttf", 600: FOLDER / "LedgerSans-SemiBold.ttf"}
READ = 500  # no line of a picture holds more letters
_UNKNOWN = 1.0  # of the size: what a letter that the font lacks may need at most


def width(words: str, size: float, weight: int = 400) -> float:
    """The width of a line of text; letters are not taken to overlap."""
    advances = _advances(weight)
    return sum(advances.get(letter, _UNKNOWN) for letter in words) * size


def covers(letter: str) -> bool:
    """Whether the font has the letter."""
    return letter in _advances(400)


def cut(words: str, size: float, room: float, weight: int = 400) -> str:
    """The text, shortened with an ellipsis where it does not fit."""
    room += 0.01  # sums of floats
    kept, used, fits = "", 0.0, room - width("…", size, weight)
    for place, letter in enumerate(words):
        used += width(letter, size, weight)
        if used > room:
            return f"{kept.rstrip()}…"
        if used <= fits:
            kept = words[: place + 1]
    return words


def wrapped(words: str, size: float, room: float, weight: int = 400, *, lines: int = 2) -> list[str]:
    """The text on at most so many lines, broken between words, the last one shortened where it does not fit."""
    found: list[str] = []
    for word in words.replace("\n", " ").split(" "):
        longer = f"{found[-1]} {word}" if found else word
        fits = width(longer[:READ], size, weight) <= room
        if found and (fits or len(found) == lines):
            found[-1] = longer
            if not fits:
                break
        else:
            found.append(word)
    return [cut(each, size, room, weight) for each in found]


@cache
def _advances(weight: int) -> dict[str, float]:
    """Each letter's advance as a part of the size: tables ``head``, ``hhea``, ``hmtx`` and ``cmap`` of TrueType."""
    data = FILES[weight].read_bytes()
    tables = {
        data[at : at + 4].decode(): struct.unpack_from(">8xI", data, at)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    return {
        chr(code): struct.unpack_from(">H", data, tables["hmtx"] + 4 * min(glyph, count - 1))[0] / em
        for code, glyph in _glyphs(data, tables["cmap"]).items()
    }


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Letters and their glyphs: a ``cmap`` of format 4, the one our files have."""
    at = cmap + struct.unpack_from(">I", data, cmap + 8)[0]
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    shape = f">{segments}H"
    ends = struct.unpack_from(shape, data, at + 14)
    starts, deltas, ranges = (struct.unpack_from(shape, data, at + 16 + segments * 2 * place) for place in (1, 2, 3))
    found: dict[int, int] = {}
    for place, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                where = at + 16 + segments * 6 + place * 2 + offset + 2 * (code - start)
                glyph = struct.unpack_from(">H", data, where)[0]
            if glyph or not offset:
                found[code] = (glyph + delta) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}
