"""Blocks of mails that a process remembers from one batch to the next, packed, in a bounded number of bytes.

A block is remembered under a digest of what it is written from. The rows themselves would keep every report of its
chain in memory: with 77 reports a chain that was 100 kB beside a block of 20, and a worker grew by megabytes a minute.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import OrderedDict
from threading import Lock

from .pictures import Picture

MOST_BYTES = 16_000_000  # in one process
BESIDE = 300  # bytes that the key and the places in the dictionary take, for each block

Halves = tuple[tuple[str, str], tuple[str, str]]  # of the HTML and of the text


class RememberedBlocks:
    """The blocks asked for last, together at most ``most`` bytes.

    Pictures are not counted: blocks share them, and there are a few thousand (pictures.py).
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._packed: OrderedDict[bytes, tuple[bytes, Picture | None]] = OrderedDict()
        self._most, self.size, self._lock = most, 0, Lock()

    def __len__(self) -> int:
        return len(self._packed)

    def get(self, key: bytes) -> tuple[Halves, Picture | None] | None:
        with self._lock:
            if key not in self._packed:
                return None
            self._packed.move_to_end(key)
            packed, picture = self._packed[key]
        html, text = json.loads(zlib.decompress(packed))
        return (tuple(html), tuple(text)), picture

    def keep(self, key: bytes, halves: Halves, picture: Picture | None) -> None:
        packed = zlib.compress(json.dumps(halves, ensure_ascii=False).encode(), level=1)
        with self._lock:
            if key in self._packed:
                return
            self._packed[key] = packed, picture
            self.size += len(packed) + BESIDE
            while self.size > self._most:
                _key, (oldest, _picture) = self._packed.popitem(last=False)
                self.size -= len(oldest) + BESIDE

    def clear(self) -> None:
        with self._lock:
            self._packed.clear()
            self.size = 0


def key_of(contents: tuple[object, ...]) -> bytes:
    """A digest of what a block is written from. All of it must say in its ``repr`` what it is."""
    return hashlib.blake2b(repr(contents).encode(), digest_size=32).digest()


remembered_blocks = RememberedBlocks()
