"""The bytes of a page → its letters, also where the page names another encoding than it has."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

# Of Python's codecs those that are letters of the web; others unpack archives or read no text.
LETTERS = frozenset(
    {
        "utf-8",
        "ascii",
        "iso8859-1",
        "iso8859-5",
        "iso8859-15",
        "cp1251",
        "cp1252",
        "cp1254",
        "koi8-r",
        "koi8-u",
        "utf-16",
        "cp866",
    }
)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
GUESSES = ("cp1251", "koi8-r", "cp1252")  # of pages that name what they have not
LOOKED_AT = 400_000  # characters in which broken words are counted
MOST_BROKEN = 0.02  # of the words with characters beyond ASCII
_CHARSET = re.compile(rb"(?:charset|<\?xml[^<>]{0,60}?\sencoding)\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_BROKEN = re.compile(
    "[\ufffd\x80-\x9f\u2500-\u259f√]"  # signs in the place of letters
    "|[À-ÖØ-öø-ÿ¢-¿]{3}"  # Cyrillic letters, or those of UTF-8, read as Western ones
    "|[РС][°-¿‚-›Ђ-Џѓ-џ]"  # UTF-8 read as Cyrillic letters
    "|[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]|Ј[0-9]"  # Western letters read as Cyrillic ones; Ј stands for £
    r"|\b[а-яё][А-ЯЁ]"  # small and capital letters changed places: one Russian encoding for another
)


class UnknownLettersError(ValueError):
    """No encoding that is known makes words of the bytes."""


def declared_letters(body: bytes, parameters: str) -> list[str]:
    """The codecs that the header (``parameters`` of its content type) and the page name, as far as they are known."""
    matches = (_CHARSET.search(parameters.encode(errors="replace")), _CHARSET.search(body[:4096]))
    labels = (match[1].decode("ascii", errors="replace") for match in matches if match)
    return list(dict.fromkeys(name for label in labels if (name := _codec(label))))


def decode_page(body: bytes, parameters: str) -> str:
    """The text of a page. Raises UnknownLettersError where no encoding makes words of it.

    Bytes that are right as UTF-8 are UTF-8, whatever is said of them; else the first encoding of those that are named
    and those that are guessed in which hardly a word is broken.
    """
    for mark, codec in MARKS:
        if body.startswith(mark):
            return _decoded(body, codec, "replace")
    declared = declared_letters(body, parameters)
    if "utf-16" in declared and b"\0" in body[:200]:
        return _decoded(body, "utf-16", "replace")
    try:
        return _decoded(body, "utf-8", "strict")
    except UnicodeDecodeError:
        texts = (_decoded(body, codec, "replace") for codec in [*_named(declared), "utf-8", *GUESSES])
    for text in texts:
        if _broken(text) <= MOST_BROKEN:
            return text
    raise UnknownLettersError(", ".join(declared) or "no encoding is named")


def _named(declared: list[str]) -> Iterator[str]:
    """What a browser takes for the name: of Western letters always the wider set."""
    for codec in declared:
        if codec != "utf-16":
            yield "cp1252" if codec in ("ascii", "iso8859-1") else codec


def _decoded(body: bytes, codec: str, errors: str) -> str:
    """The letters; those that the end of what was read cuts in two are left out."""
    return codecs.getincrementaldecoder(codec)(errors).decode(body)


def _broken(text: str) -> float:
    """The share of broken words among those that have characters beyond ASCII."""
    words = [word for word in text[:LOOKED_AT].split() if not word.isascii()]
    return sum(1 for word in words if _BROKEN.search(word)) / len(words) if words else 0.0


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return name if name in LETTERS else ""
