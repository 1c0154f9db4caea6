"""Passwords that were stolen elsewhere, as a Bloom filter: it holds no password and is shipped with the code.

A password of the list is always recognised. Another one is taken for one of them with a probability of
``FilterFile.mistakes``; its owner is then asked for another. The list: accounts/data/README.md.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FILE = Path(__file__).resolve().parent.parent / "data" / "breached-passwords.bloom"
MARK = b"BLOOM1"
HEAD = struct.Struct("<6sHQ")  # mark, probes per password, passwords


@dataclass(frozen=True, slots=True)
class BloomFilter:
    """``bits`` with ``probes`` of them set for each of ``count`` passwords."""

    bits: bytes | bytearray
    probes: int
    count: int

    @property
    def mistakes(self) -> float:
        """The share of other passwords that are taken for one of the list, by the number of bits that are set."""
        ones = int.from_bytes(self.bits, "little").bit_count()
        return float((ones / (len(self.bits) * 8)) ** self.probes)

    def __contains__(self, password: str) -> bool:
        return all(self.bits[bit >> 3] & (1 << (bit & 7)) for bit in _places(password, self.probes, len(self.bits) * 8))

    def to_bytes(self) -> bytes:
        return HEAD.pack(MARK, self.probes, self.count) + bytes(self.bits)


def build(passwords: Iterable[str], size: int, probes: int) -> BloomFilter:
    """A filter of ``size`` bytes."""
    bits, count = bytearray(size), 0
    for count, password in enumerate(passwords, 1):  # noqa: B007  # the last number is how many there are
        for bit in _places(password, probes, size * 8):
            bits[bit >> 3] |= 1 << (bit & 7)
    return BloomFilter(bits, probes, count)


def read(content: bytes) -> BloomFilter:
    """The filter of a file. Raises ValueError if it is none."""
    if len(content) <= HEAD.size or not content.startswith(MARK):
        raise ValueError("This is no filter of passwords: make one with manage.py filter_breached_passwords.")
    _mark, probes, count = HEAD.unpack_from(content)
    return BloomFilter(content[HEAD.size :], probes, count)


def fold(password: str) -> str:
    """The password as it is compared: Unicode forms and case do not matter."""
    return normalize("NFKC", password).casefold()


def _places(password: str, probes: int, bits: int) -> Iterator[int]:
    """The bits of a password, by double hashing (Kirsch and Mitzenmacher 2006)."""
    first, second = struct.unpack("<QQ", blake2b(fold(password).encode(errors="replace"), digest_size=16).digest())
    return ((first + number * second) % bits for number in range(probes))


@lru_cache(maxsize=1)
def shipped() -> BloomFilter:
    """The filter of the shipped list, read once in a process: 2 MB."""
    return read(FILE.read_bytes())


class BreachedPasswordValidator:
    """Refuses passwords of the shipped list."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError, which says why."""
        if password in shipped():
            raise ValidationError(
                _(
                    "This password was stolen from another site and is on public lists, which attackers try first. "
                    "Choose another one."
                ),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Your password must not be on public lists of stolen passwords.")
