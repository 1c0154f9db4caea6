"""What a framework of results cannot say in figures, in words: comments of IATI files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .codes import CHANGES
from .dates import by, day
from .languages import Phrase, in_words, say
from .texts import read_plainly

TERMS: dict[str, Phrase] = {
    "percent_change": Phrase("{}: change in percent", "{}: изменение в процентах", "{}: пайыздық өзгеріс"),
    "multiple": Phrase(
        "{}: how many times the earlier level",
        "{}: во сколько раз по сравнению с прежним уровнем",
        "{}: бұрынғы деңгеймен салыстырғанда неше есе",
    ),
    "words": Phrase("{}: in words", "{}: словами", "{}: сөзбен"),
}
_PROMISED = Phrase("Promised: {}.", "Обещано: {}.", "Уәде: {}.")
_REPORTED = Phrase("Reported: {}.", "Сообщено: {}.", "Хабарланғаны: {}.")
_COUNTED = Phrase("Counted by the method: {}.", "Засчитано по методике: {}.", "Әдістеме бойынша есептелгені: {}.")
_UNTIL = Phrase("Reported until {}.", "Отчёты доходят до {}.", "Есептердің соңғы күні: {}.")
_VERDICT = Phrase("Verdict on {}: {}.", "Вывод на {}: {}.", "{} күнгі қорытынды: {}.")
_MOVES = Phrase("Announcements: {}.", "Как объявляли: {}.", "Қалай жарияланды: {}.")
_RESOLVED = Phrase(
    "Announced as {}; the value is worked out from the starting level.",
    "Объявлено так: {}; значение вычислено от исходного уровня.",
    "Былай жарияланған: {}; мәні бастапқы деңгейден есептелді.",
)
_WITHDRAWN = Phrase("Withdrawn on {}.", "Отозвано {}.", "Кері қайтарылған күні: {}.")
_FROM_ANNOUNCEMENT = Phrase(
    "No beginning was named: the period begins with the first announcement.",
    "Начало не названо: период начинается с первого объявления.",
    "Басталуы аталмаған: кезең алғашқы жарияланған күннен басталады.",
)
_STARTING_LEVEL = Phrase("Starting level: {}.", "Исходный уровень: {}.", "Бастапқы деңгей: {}.")
_UNDATED = Phrase(
    "Reported without a beginning of the period: {} ({}).",
    "Сообщено без начала периода: {} ({}).",
    "Кезеңнің басы көрсетілмей хабарланды: {} ({}).",
)
_SOURCE = Phrase("Source: {}.", "Источник: {}.", "Дереккөз: {}.")
_CORRECTION = Phrase("Corrects an earlier report.", "Исправляет прежний отчёт.", "Бұрынғы есепті түзетеді.")
_UNOFFICIAL = Phrase(
    "{} (unofficial: no identifier of a publisher is set)",
    "{} (неофициально: идентификатор издателя не задан)",
    "{} (ресми емес: жариялаушының идентификаторы берілмеген)",
)
UNCLASSIFIED = Phrase("not classified", "не указана", "көрсетілмеген")
NO_DATE = Phrase("no date named", "срок не назван", "мерзімі аталмаған")

_SENTENCES = {
    "promised": _PROMISED,
    "reported": _REPORTED,
    "counted": _COUNTED,
    "resolved": _RESOLVED,
    "from_announcement": _FROM_ANNOUNCEMENT,
    "starting_level": _STARTING_LEVEL,
    "undated": _UNDATED,
    "source": _SOURCE,
    "correction": _CORRECTION,
    "unofficial": _UNOFFICIAL,
}


def result_sentence(code: str, lang: str, *parts: str) -> str:
    """A sentence of a comment by its code: ``promised``, ``reported``, ``counted``, ``resolved`` …"""
    return say(_SENTENCES[code], lang, *parts)


def measured_in_terms(terms: str, name: str, lang: str) -> str:
    """The title of an indicator whose figures are relative or only told: ``Output: change in percent``."""
    return TERMS[terms].text(lang, name) if terms in TERMS else name


def verdict_on(on: date, status: str, lang: str) -> str:
    """The verdict as a sentence: ``Verdict on 10 January 2025: Overdue.``"""
    return say(_VERDICT, lang, day(on, lang), status)


def reported_until(on: date, lang: str) -> str:
    """Until when reports reach."""
    return say(_UNTIL, lang, day(on, lang))


def withdrawn_on(on: date, lang: str) -> str:
    """When a promise was taken back, as a sentence."""
    return say(_WITHDRAWN, lang, day(on, lang))


def announcement_step(
    announced: date, promised: str, deadline: date | None, texts: object, changes: Sequence[str], lang: str
) -> str:
    """One announcement of a chain: ``5 January 2025 (raised): 1.5 trillion tenge, by 31 December 2024``.

    ``texts`` holds ``deadline_text`` in its languages, which is said where there is no day.
    """
    moved = ", ".join(in_words(CHANGES, code, lang) for code in changes)
    due = by(deadline, lang) if deadline is not None else read_plainly(texts, "deadline_text", lang)
    when = f"{day(announced, lang)} ({moved})" if moved else day(announced, lang)
    return f"{when}: {promised}, {due or NO_DATE.text(lang)}"


def announcements(steps: Sequence[str], lang: str) -> str:
    """How a promise was announced, step by step."""
    return say(_MOVES, lang, "; ".join(steps))
