"""What a figure was read as, in the reader's language."""

from __future__ import annotations

from projects import wording
from projects.reading.articles import ArticleFigure

from .claims import ANY_UNIT, POINTS, agreed


def read_words(figure: ArticleFigure, lang: str) -> str:
    """The figure with its qualifier and unit: ``more than 12,000 jobs``."""
    return wording.stated(
        basis="absolute" if figure.unit == POINTS else figure.basis,
        qualifier=figure.qualifier,
        value=figure.value,
        upper=figure.upper_value,
        unit="" if figure.unit in ANY_UNIT else figure.unit,
        lang=lang,
        promised=figure.kind == "target",
        compared_with=None if figure.kind == "target" else (None, None),
    )


def time_words(figure: ArticleFigure, lang: str) -> str:
    """Until when it was promised, or for which time it was reported; empty where nothing was read."""
    if figure.period_end is None or figure.is_undated:
        return ""
    if figure.kind != "target":
        return wording.period(figure.period_start, figure.period_end, lang)
    if figure.period_start is not None:
        return wording.within(figure.period_start, figure.period_end, lang)
    return wording.by(figure.period_end, lang)


def two_readings(figure: ArticleFigure, lang: str) -> tuple[tuple[str, str], ...]:
    """Both readings of digits such as 1,500, as a form sends them back and in words; none where there is one."""
    if figure.other_value is None:
        return ()
    figures = (figure, agreed(figure, figure.other_value))
    return tuple((format(reading.value, "f"), read_words(reading, lang)) for reading in figures)
