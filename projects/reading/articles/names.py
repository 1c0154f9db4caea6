"""Digits that are no figure: names, clock times, ordinals, telephone numbers, and what nobody can read for sure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from .text import Token
from .words import Words

_MOST_CHAIN = 2  # numbers with hyphens between them; more are a telephone number
_JOINTS = frozenset("-/:%.,;")  # what may stand between two numbers without a space
_MOST_LETTERS = 2  # 4x4, 1e6


def skipped_length(words: Words, parts: Sequence[Token], index: int, taken: set[int]) -> int:
    """How many tokens from a number on are no figure; 0 if it is one. ``taken`` are the tokens of dates."""
    if index and _is_name(words, parts, index, parts[index - 1]):
        return 1
    if length := _doubtful(parts, index, taken):
        return length
    after = parts[index + 1] if index + 1 < len(parts) else None
    if after is not None and after.start == parts[index].end:
        if after.text in ":/" and index + 2 < len(parts) and parts[index + 2].kind == "number":
            return 3  # a clock time, a fraction
        if after.kind == "word" and (words.ordinal.fullmatch(after.text) or after.text in ("g", "d")):  # 3rd, 4G
            return 2
        following = parts[index + 2] if index + 2 < len(parts) and parts[index + 2].start == after.end else None
        if after.text == "-" and following is not None and words.ordinal.fullmatch(f"-{following.text}"):
            return 3
    chain = _chain(parts, index)
    return 2 * chain - 1 if chain > _MOST_CHAIN else 0


def _doubtful(parts: Sequence[Token], index: int, taken: set[int]) -> int:
    """Digits that can be read in several ways, or in none: 007, 12 345 67, 1·000, 1e6, 2½, ±5."""
    text = parts[index].text
    if text[0] == "0" and len(text) > 1 and text[1] not in ".,":
        return 1
    if index and (parts[index - 1].text == "±" or _is_double_point(parts, index)):
        return 1
    run = _run(parts, index, taken)
    if run > 1:
        return run
    glued = _glued(parts, index)
    if not glued:
        return 0
    if _is_fraction(glued[0]):
        return 2
    if len(glued) > 1 and glued[1].kind == "number":
        is_sign = glued[0].kind == "sign" and glued[0].text not in _JOINTS
        return 3 if is_sign or (glued[0].kind == "word" and len(glued[0].text) <= _MOST_LETTERS) else 0
    is_power = len(glued) > _MOST_CHAIN and glued[0].text in ("e", "е") and glued[2].kind == "number"
    return 4 if is_power else 0


def _is_double_point(parts: Sequence[Token], index: int) -> bool:
    """“1,,5”."""
    before = parts[index - 1]
    return (
        before.text == "," and before.end == parts[index].start and index > 1 and parts[index - 2].end == before.start
    )


def _run(parts: Sequence[Token], index: int, taken: set[int]) -> int:
    """How many numbers follow each other with one space between them: thousands that are set apart wrongly."""
    last = index
    while (
        last + 1 < len(parts)
        and parts[last + 1].kind == "number"
        and parts[last + 1].start == parts[last].end + 1
        and last + 1 not in taken
    ):
        last += 1
    return last - index + 1


def _is_fraction(token: Token) -> bool:
    """½, ², ⅔: a number without digits."""
    return token.kind != "number" and unicodedata.numeric(token.text[0], None) is not None


def _glued(parts: Sequence[Token], index: int) -> list[Token]:
    """The next tokens, at most three, as long as no space stands between them; a fraction may stand apart."""
    result: list[Token] = []
    for token in parts[index + 1 : index + 4]:
        last = result[-1] if result else parts[index]
        if token.start != last.end and not (_is_fraction(token) and not result):
            break
        result.append(token)
    return result


def _is_name(words: Words, parts: Sequence[Token], index: int, before: Token) -> bool:
    """Whether a word, a sign or a letter before makes the number a name: No. 5, COVID-19, A4, article 7."""
    token = parts[index]
    is_close = before.end == token.start
    if before.kind == "word":
        if is_close:
            return words.units.at(parts, index - 1) is None
        return before.text in words.words.labels
    if before.text in "#№" or (is_close and before.text in "/:._"):
        return not (before.text == ":" and index > 1 and parts[index - 2].kind == "word")
    if before.text == "." and index > 1 and parts[index - 2].text in words.words.labels:
        return parts[index - 2].text in ("no", "ст", "п", "стр", "ул")
    if before.text == "-" and is_close and index > 1 and parts[index - 2].end == before.start:
        return parts[index - 2].kind == "word" and words.scales.at(parts, index - 2) is None
    return False


def _chain(parts: Sequence[Token], index: int) -> int:
    """How many numbers follow each other with hyphens between them and no space."""
    length = 1
    while (
        index + 2 < len(parts)
        and parts[index + 1].text == "-"
        and parts[index + 2].kind == "number"
        and parts[index].end == parts[index + 1].start
        and parts[index + 1].end == parts[index + 2].start
    ):
        length, index = length + 1, index + 2
    return length
