"""Mistakes in words: what happened, whose it was, since when it stood, and who noticed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from .claims import stated
from .codes import STAGES
from .dates import by, clock, day, during, moment
from .languages import Phrase, in_words
from .texts import read_plainly

# What became of what was wrong. All but the last two are our own mistakes.
CORRECTIONS: dict[str, Phrase] = {
    "erased": Phrase(
        "Entered by mistake, taken out", "Записано по ошибке, убрано", "Қателесіп жазылған, алып тасталды"
    ),
    "moved": Phrase(
        "Filed under the wrong indicator, moved",
        "Записано не к тому показателю, перенесено",
        "Басқа көрсеткішке жазылып кеткен, көшірілді",
    ),
    "mended": Phrase(
        "Promise copied wrongly, put right",
        "Обещание записано с ошибкой, исправлено",
        "Уәде қате көшірілген, түзетілді",
    ),
    "slip": Phrase(
        "Figure copied wrongly, corrected", "Число записано с ошибкой, исправлено", "Сан қате көшірілген, түзетілді"
    ),
    "source": Phrase("The source corrected itself", "Источник сам исправил число", "Дереккөз санды өзі түзетті"),
    "other_source": Phrase("Another source corrected it", "Исправил другой источник", "Басқа дереккөз түзетті"),
}
WHOSE: dict[str, Phrase] = {
    "ours": Phrase("our mistake", "наша ошибка", "біздің қате"),
    "source": Phrase("the source’s correction", "исправление источника", "дереккөздің түзетуі"),
}
THINGS: dict[str, Phrase] = {
    "target": Phrase("promise", "обещание", "уәде"),
    "outcome": Phrase("report", "отчёт", "есеп"),
    "projectevent": Phrase("stage of a project", "этап проекта", "жоба кезеңі"),
    "source": Phrase("source", "источник", "дереккөз"),
}
_DESK = Phrase("the editors", "редакция", "редакция")
_FROM_TO = Phrase("from {} to {}", "с {} по {}", "{} – {}")
_FIGURE_FOR = Phrase("{figure} {period}", "{figure} {period}", "{period}: {figure}")
_AND = Phrase("{}, {}", "{}, {}", "{}, {}")
_SAME_DAY = Phrase("{}, {}–{}", "{}, {}–{}", "{}, {}–{}")


def correction(code: str, lang: str) -> str:
    """What became of what was wrong: ``Entered by mistake, taken out``."""
    return in_words(CORRECTIONS, code, lang)


def whose(code: str, lang: str) -> str:
    """Whose correction it is: ``our mistake``, ``the source’s correction``."""
    return in_words(WHOSE, code, lang)


def thing(table: str, lang: str) -> str:
    """What kind of row it was: ``promise``, ``report``."""
    return in_words(THINGS, table, lang)


def noticed_by(text: str, lang: str) -> str:
    """Who noticed it; where nobody is named, the desk."""
    return text or _DESK.text(lang)


def stood(start: datetime, end: datetime, lang: str) -> str:
    """From when until when something stood, in the time zone that the moments carry; to the minute within a day."""
    if clock(start) == clock(end) and start.date() == end.date():
        return moment(start, lang)
    if start.date() == end.date():
        return _SAME_DAY.text(lang, day(start.date(), lang), clock(start), clock(end))
    return _FROM_TO.text(lang, day(start.date(), lang), day(end.date(), lang))


class Stated(Protocol):
    """The columns of a row that the sentences need."""

    basis: Any
    qualifier: Any
    value: Decimal | None
    upper_value: Decimal | None


def report_in_period(row: Any, unit: str, lang: str) -> str:
    """A figure with its period, as a source reported it: ``500 projects in 2024``."""
    compared = (row.compared_with_start, row.compared_with_end)
    figure = _stated(row, unit, lang, compared_with=compared)
    if row.period_end is None:
        return figure
    pattern = _FIGURE_FOR.text(lang)
    return pattern.format(figure=figure, period=during(row.period_start, row.period_end, lang))


def promise_by_deadline(row: Any, unit: str, lang: str) -> str:
    """A figure with its deadline, as it was promised: ``180 projects, by 31 December 2024``."""
    figure = _stated(row, unit, lang, promised=True)
    if row.deadline is not None:
        return _AND.text(lang, figure, by(row.deadline, lang))
    deadline = read_plainly(row, "deadline_text", lang)
    return _AND.text(lang, figure, deadline) if deadline else figure


def stage_on_day(stage: str, on: date | None, lang: str) -> str:
    """A stage of a project with its day: ``commissioned, 9 March 2026``."""
    words = in_words(STAGES, stage, lang)
    return words if on is None else _AND.text(lang, words, day(on, lang))


def _stated(row: Stated, unit: str, lang: str, **how: Any) -> str:
    return stated(
        basis=row.basis, qualifier=row.qualifier, value=row.value, upper=row.upper_value, unit=unit, lang=lang, **how
    )
