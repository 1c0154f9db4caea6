"""The qualifier of a number: about, more than, at least, at most."""

from __future__ import annotations

from collections.abc import Sequence

from .candidates import Candidate
from .text import Token
from .words import Words

_UP_TO = ("up to", "до")
_MORE = ("астам", "асады", "асып", "асқан", "асатын")  # not астық, grain
MOST = 3  # words of a qualifier


def qualify(words: Words, parts: Sequence[Token], figure: Candidate, since: int) -> None:
    """Gives the figure the qualifier that stands before it, or behind it where the language does so."""
    if figure.qualifier:
        return
    for start in range(max(since, figure.first - MOST), figure.first):
        meaning = words.before.at(parts, start)
        if meaning is not None and start + meaning[0] == figure.first:
            figure.qualifier = meaning[1]
            return
        if (
            meaning is not None
            and start + meaning[0] == figure.first - 1
            and parts[figure.first - 1].text in ("the", "в", "на", "с")
        ):
            figure.qualifier = meaning[1]
            return
    if figure.first > since:
        word = parts[figure.first - 1].text
        two = f"{parts[figure.first - 2].text} {word}" if figure.first > 1 else ""
        if word.startswith(("exceed", "превы")):
            figure.qualifier = "more_than"
            return
        if "up_to" in (words.joints.get(word), words.joints.get(two)):
            figure.qualifier = "at_most"
            return
    if figure.end < len(parts) and (parts[figure.end].text == "асты" or parts[figure.end].text.startswith(_MORE)):
        figure.qualifier = "more_than"
        return
    for index in (figure.end, figure.last):
        if index < len(parts) and parts[index].kind == "word":
            meaning = words.after.at(parts, index)
            if meaning is not None and not _is_difference(parts, index, figure):
                figure.qualifier = meaning[1]
                return
            if words.joints.get(parts[index].text) == "until":
                figure.qualifier = "at_most"
                return


def _is_difference(parts: Sequence[Token], index: int, figure: Candidate) -> bool:
    """“6,2 %-ға көп”: more by that much, as opposed to “100-ден көп”."""
    last = parts[index - 1].text
    return last.endswith(("ға", "ге", "қа", "ке")) or last == "%" or figure.unit == "times"
