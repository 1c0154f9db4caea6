"""How high the frame of an embedded target has to be: for its words, its languages and its chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from projects import charts, wording
from projects.charts.bullet import HEIGHT, WIDTH
from projects.comparison.statuses import OPEN, STATUSES
from projects.comparison.trajectory import Trajectory
from projects.models import Target
from projects.reports.targets.card import Card
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_entry import TargetEntry
from projects.templatetags.names import localname

from .frame_text import (
    BOLD,
    GAP,
    KICKER,
    LONG_DAY,
    META,
    NARROWEST,
    TEXT,
    TITLE,
    block,
    foot,
    frame_of,
    lines_of,
    room_for_words,
)

MARK, KEY = 22, 32  # a status has its shape before it, a line of the legend its key
CHART = 210  # the least height of the chart itself, with what parts it from the words
MOST_DAYS = 9999  # what later days may say


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


def target_frame_height(
    shown: Framed, languages: Iterable[str], trajectory: Trajectory | None = None, *, room: int = NARROWEST
) -> int:
    """The height in pixels at which a frame ``room`` wide shows the whole card in each of the languages.

    ``trajectory``: its chart stands below the card. A card that stays as of today gets room for the longest status
    and for a figure that is reported later.
    """
    return max(_in_language(shown, lang, trajectory, room_for_words(room)) for lang in languages)


def _in_language(shown: Framed, lang: str, trajectory: Trajectory | None, room: int) -> int:
    with translation.override(lang):
        chart = () if trajectory is None else (CHART, _around_chart(shown, trajectory, lang, room))
        return frame_of((*_words(shown, lang, room), *chart))


def _words(shown: Framed, lang: str, room: int) -> Iterator[float]:
    entry, current = shown.entry, shown.current
    title, indicator = title_of(entry, lang)
    yield block(f"{localname(entry.programme)} · {localname(entry.responsible)}", KICKER, room)
    yield block(title, TITLE, room)
    if indicator:
        yield block(indicator, TEXT, room)
    if entry.id != current.id:
        yield block(f"{_('Revised since:')} {title}", META, room)  # what replaced it is called like it
    yield from _verdict(shown, lang, room)
    yield from _sources(shown, lang, room)


def _verdict(shown: Framed, lang: str, room: int) -> Iterator[float]:
    """The status with how long it is overdue, what was reported, the bullet."""
    verdict, current = shown.entry.assessment, shown.current
    status, unit = str(verdict["status"]), shown.entry.unit
    words = [wording.status(code, lang) for code in (STATUSES if shown.is_open else (status,))]
    yield max(lines_of(word, TITLE, room - MARK) for word in words) * TITLE.line + GAP
    if shown.is_open:
        yield max(lines_of(wording.late_by(MOST_DAYS, lang, code), TEXT, room) for code in STATUSES) * TEXT.line
    if current.basis == "done":
        return
    basis = "absolute" if verdict["resolved_value"] is not None else current.basis
    figure = current.value if verdict["actual"] is None and shown.is_open else verdict["actual"]
    actual = wording.measured(figure, verdict.get("actual_qualifier"), basis, unit, lang) if figure is not None else ""
    up_to = _("up to %(day)s") % {"day": wording.kazakh_case(wording.short_day(LONG_DAY, lang), "dative", lang)}
    progress = f"{up_to} · {_('Progress')}: 100,0 %" if figure is not None else ""
    # The figure is bold, what stands behind it is not: the whole is measured as if it were.
    yield block(f"{_('Reported')}: {actual} {progress}", BOLD, room)
    yield room * HEIGHT / WIDTH + GAP


def _sources(shown: Framed, lang: str, room: int) -> Iterator[float]:
    promised = shown.entry.source
    announced = wording.day(promised.published, lang, promised.published_precision)
    sources = f"{_('Promise:')} {promised.publisher}, {announced}"
    if shown.publisher or shown.is_open:
        sources = f"{_('Figure:')} {shown.publisher or promised.publisher}, {wording.day(LONG_DAY, lang)} · {sources}"
    yield lines_of(sources, META, room) * META.line
    yield foot(lang, room)


def _around_chart(shown: Framed, trajectory: Trajectory, lang: str, room: int) -> float:
    """What the chart is of, and its legend; a line more for what it may get later."""
    caption = f"{localname(shown.entry.indicator)}, {charts.unit_of(trajectory, lang)}"
    legend = charts.keys(trajectory, lang, summed=shown.entry.accumulation == "sum")
    lines = sum(lines_of(words, META, room - KEY) for words, _shapes in legend)
    return block(caption, META, room) + (lines + 1) * (META.line + 4)
