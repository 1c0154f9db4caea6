"""How high the frame of an embedded target has to be, measured without a browser.

A frame cannot tell the page around it how high it is unless that page runs a script. So the code that is copied gives
a height that is enough at ``NARROWEST`` pixels, and ``embed.css`` fills a frame of that height at any other width. The
sizes here are those of ``embed.css`` at its narrowest, in the font of the pictures, which the card is set in too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from projects import charts, wording
from projects.charts.bullet import HEIGHT, WIDTH
from projects.charts.letters import width
from projects.comparison.statuses import OPEN, STATUSES
from projects.comparison.trajectory import Trajectory
from projects.models import Target
from projects.reports.targets.card import Card
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_entry import TargetEntry
from projects.templatetags.names import localname

NARROWEST, LEAST = 280, 120  # of a frame; of the words in it
SIDES, FRAME = 30, 28  # what stands left and right of the words; above and below them
KICKER, TITLE, TEXT, META = 13.0, 18.0, 15.0, 13.0
LEADING, TIGHT = 1.4, 1.25
GAP = 7  # below a paragraph
MARK, KEY = 22, 32  # a status has its shape before it, a line of the legend its key
CHART = 210  # the least height of the chart itself, with what parts it from the words
MOST_DAYS, LONG_DAY = 9999, date(2028, 11, 28)  # what later days may say
SPARE = 1.03  # letters are rounded to pixels
STEP = 10


@dataclass(frozen=True, slots=True)
class Framed:
    """What a frame shows: a link of a chain, the link that stands, who published the newest figure ("": nobody)."""

    entry: TargetEntry
    current: TargetEntry | Target
    publisher: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the verdict can become another."""
        return str(self.entry.assessment["status"]) in OPEN


def framed(card: Card) -> Framed:
    return Framed(card.entry, card.current, card.report.source.publisher if card.report else "")


def frame_height(
    shown: Framed, languages: Iterable[str], trajectory: Trajectory | None = None, *, room: int = NARROWEST
) -> int:
    """The height in pixels at which a frame ``room`` wide shows the whole card in each of the languages.

    ``trajectory``: its chart stands below the card. A card that stays as of today gets room for the longest status
    and for a figure that is reported later.
    """
    return max(_in_language(shown, lang, trajectory, max(LEAST, min(room, NARROWEST) - SIDES)) for lang in languages)


def _in_language(shown: Framed, lang: str, trajectory: Trajectory | None, room: int) -> int:
    with translation.override(lang):
        height = FRAME + sum(_words(shown, lang, room))
        if trajectory is not None:
            height += CHART + _around_chart(shown, trajectory, lang, room)
    return math.ceil(height * SPARE / STEP) * STEP


def _words(shown: Framed, lang: str, room: int) -> Iterator[float]:
    entry, current = shown.entry, shown.current
    title, indicator = title_of(entry, lang)
    yield _block(f"{localname(entry.programme)} · {localname(entry.responsible)}", KICKER, room)
    yield _block(title, TITLE, room, weight=600, leading=TIGHT)
    if indicator:
        yield _block(indicator, TEXT, room)
    if entry.id != current.id:
        yield _block(f"{_('Revised since:')} {title}", META, room)  # what replaced it is called like it
    yield from _verdict(shown, lang, room)
    yield from _sources(shown, lang, room)


def _verdict(shown: Framed, lang: str, room: int) -> Iterator[float]:
    """The status with how long it is overdue, what was reported, the bullet."""
    verdict, current = shown.entry.assessment, shown.current
    status, unit = str(verdict["status"]), shown.entry.unit
    words = [wording.status(code, lang) for code in (STATUSES if shown.is_open else (status,))]
    yield max(_lines(word, TITLE, room - MARK, 600) for word in words) * TITLE * TIGHT + GAP
    if shown.is_open:
        yield max(_lines(wording.late_by(MOST_DAYS, lang, code), TEXT, room, 400) for code in STATUSES) * TEXT * LEADING
    if current.basis == "done":
        return
    basis = "absolute" if verdict["resolved_value"] is not None else current.basis
    figure = current.value if verdict["actual"] is None and shown.is_open else verdict["actual"]
    actual = wording.measured(figure, verdict.get("actual_qualifier"), basis, unit, lang) if figure is not None else ""
    up_to = _("up to %(day)s") % {"day": wording.kazakh_case(wording.short_day(LONG_DAY, lang), "dative", lang)}
    progress = f"{up_to} · {_('Progress')}: 100,0 %" if figure is not None else ""
    # The figure is bold, what stands behind it is not: the whole is measured as if it were.
    yield _block(f"{_('Reported')}: {actual} {progress}", TEXT, room, weight=600)
    yield room * HEIGHT / WIDTH + GAP


def _sources(shown: Framed, lang: str, room: int) -> Iterator[float]:
    promised = shown.entry.source
    announced = wording.day(promised.published, lang, promised.published_precision)
    sources = f"{_('Promise:')} {promised.publisher}, {announced}"
    if shown.publisher or shown.is_open:
        sources = f"{_('Figure:')} {shown.publisher or promised.publisher}, {wording.day(LONG_DAY, lang)} · {sources}"
    as_of = _("As of %(day)s") % {"day": wording.kazakh_case(wording.day(LONG_DAY, lang), "attributive", lang)}
    lines = _lines(sources, META, room, 400) + _lines(f"{as_of} · {_('Promise tracker')}", META, room, 400)
    yield lines * META * LEADING


def _around_chart(shown: Framed, trajectory: Trajectory, lang: str, room: int) -> float:
    """What the chart is of, and its legend; a line more for what it may get later."""
    caption = f"{localname(shown.entry.indicator)}, {charts.unit_of(trajectory, lang)}"
    legend = charts.keys(trajectory, lang, summed=shown.entry.accumulation == "sum")
    lines = sum(_lines(words, META, room - KEY, 400) for words, _shapes in legend)
    return _block(caption, META, room) + (lines + 1) * (META * LEADING + 4)


def _block(words: str, size: float, room: float, *, weight: int = 400, leading: float = LEADING) -> float:
    return _lines(words, size, room, weight) * size * leading + GAP


def _lines(words: str, size: float, room: float, weight: int) -> int:
    """How many lines a text takes, broken between words; a word that is too long goes over several."""
    lines, used, space = 1, 0.0, width(" ", size, weight)
    for word in words.split(" "):
        long = width(word, size, weight)
        if used and used + space + long > room:
            lines, used = lines + 1, 0.0
        used += (space if used else 0.0) + long
        while used > room:
            lines, used = lines + 1, used - room
    return lines
