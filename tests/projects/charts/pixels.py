"""A PNG read back, so that a test can say what is on it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Pixels:
    """``rows`` of bytes, ``depth`` of them for each pixel."""

    width: int
    height: int
    depth: int
    rows: list[bytes]

    def at(self, x: int, y: int) -> tuple[int, ...]:
        return tuple(self.rows[y][x * self.depth : (x + 1) * self.depth][:3])

    def alpha(self, x: int, y: int) -> int:
        """0 where the ground shows through, 255 where it does not."""
        return self.rows[y][x * self.depth + 3] if self.depth == 4 else 255

    @property
    def colours(self) -> set[tuple[int, ...]]:
        return {self.at(x, y) for y in range(0, self.height, 2) for x in range(0, self.width, 2)}


def pixels(data: bytes) -> Pixels:
    """Reads PNG of 8 bits a channel as resvg writes it; fails where a checksum is wrong."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, body, head = 8, b"", b""
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at + 8 : at + 8 + size]
        assert zlib.crc32(kind + chunk) == struct.unpack_from(">I", data, at + 8 + size)[0]
        head, body = (chunk if kind == b"IHDR" else head), body + (chunk if kind == b"IDAT" else b"")
        at += 12 + size
    width, height, bits, colour = struct.unpack_from(">IIBB", head)
    assert bits == 8
    depth = {2: 3, 6: 4}[colour]
    return Pixels(width, height, depth, _unfiltered(zlib.decompress(body), width * depth, height, depth))


def _unfiltered(raw: bytes, stride: int, height: int, depth: int) -> list[bytes]:
    rows: list[bytes] = []
    before = bytes(stride)
    for y in range(height):
        kind, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        if kind == 2:
            row = bytearray((value + above) & 255 for value, above in zip(row, before, strict=True))
        elif kind:
            for i in range(stride):
                left, corner = (row[i - depth], before[i - depth]) if i >= depth else (0, 0)
                above = before[i]
                guess = left if kind == 1 else (left + above) // 2 if kind == 3 else _paeth(left, above, corner)
                row[i] = (row[i] + guess) & 255
        rows.append(before := bytes(row))
    return rows


def _paeth(left: int, above: int, corner: int) -> int:
    to_left, to_above, to_corner = abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)
    if to_left <= to_above and to_left <= to_corner:
        return left
    return above if to_above <= to_corner else corner
