"""How much room words take in a frame on another page, measured without a browser.

A frame cannot tell the page around it how high it is unless that page runs a script. So the code that is copied gives
a height that is enough at ``NARROWEST`` pixels, and ``embed.css`` fills a frame of that height at any other width. The
sizes here are those of ``embed.css`` at its narrowest, in the font of the pictures, which frames are set in too.
All lengths are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from projects import wording
from projects.charts.letters import width

NARROWEST, LEAST = 280, 120  # of a frame; of the words in it
SIDES, FRAME = 30, 28  # what stands left and right of the words; above and below them
GAP = 7  # below a paragraph
LONG_DAY = date(2028, 11, 28)  # what later days may say
SPARE = 1.03  # letters are rounded to pixels
STEP = 10


class Style(NamedTuple):
    """How a paragraph is set; ``leading`` is the height of a line in sizes."""

    size: float
    weight: int = 400
    leading: float = 1.4

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.size * self.leading


KICKER, TITLE, TEXT, BOLD, META = Style(13), Style(18, 600, 1.25), Style(15), Style(15, 600), Style(13)


def room_for_words(frame: int) -> int:
    """The width that words have in a frame; a wider frame has larger letters and needs no more height."""
    return max(LEAST, min(frame, NARROWEST) - SIDES)


def frame_of(parts: Iterable[float]) -> int:
    """The height of a frame around parts of these heights, rounded up."""
    return math.ceil((FRAME + sum(parts)) * SPARE / STEP) * STEP


def block(words: str, style: Style, room: float) -> float:
    """The height of a paragraph with the gap below it."""
    return lines_of(words, style, room) * style.line + GAP


def lines_of(words: str, style: Style, room: float) -> int:
    """How many lines a text takes, broken between words; a word that is too long goes over several."""
    lines, used, space = 1, 0.0, width(" ", style.size, style.weight)
    for word in words.split(" "):
        long = width(word, style.size, style.weight)
        if used and used + space + long > room:
            lines, used = lines + 1, 0.0
        used += (space if used else 0.0) + long
        while used > room:
            lines, used = lines + 1, used - room
    return lines


def foot(lang: str, room: float) -> float:
    """The height of the last line, which names the day and the tracker."""
    as_of = _("As of %(day)s") % {"day": wording.kazakh_case(wording.day(LONG_DAY, lang), "attributive", lang)}
    return lines_of(f"{as_of} · {_('Promise tracker')}", META, room) * META.line
