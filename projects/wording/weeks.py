"""A week in words: its days, and what became new in it as one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .dates import day, month_day, period
from .languages import Phrase, grammar, in_words, language, say
from .plurals import NBSP, form, number

_PROMISES = {"en": ("promise was", "promises were")}  # the other languages count without a noun
_NUMBERS = {  # after the number in English, before it in the others
    "missed": Phrase("missed", "не выполнено", "орындалмағаны"),
    "achieved": Phrase("kept in time", "выполнено в срок", "мерзімінде орындалғаны"),
    "achieved_late": Phrase("kept late", "выполнено с опозданием", "кеш орындалғаны"),
    "overdue": Phrase("reported as still owed", "просрочено", "мерзімі өтіп, орындалмай тұрғаны"),
    "silent": Phrase("left without a final report", "осталось без итогового отчёта", "қорытынды есепсіз қалғаны"),
    "moved": Phrase("moved", "изменено", "өзгертілгені"),
    "withdrawn": Phrase("withdrawn", "отозвано", "кері қайтарылғаны"),
    "new": Phrase("newly made", "дано впервые", "жаңадан берілгені"),
}
_SENTENCE = Phrase("In this week {}.", "За эту неделю: {}.", "Осы аптада: {}.")
_SO_FAR = Phrase("In this week so far {}.", "За эту неделю на сегодня: {}.", "Осы аптада әзірге: {}.")
_LATE = Phrase(
    "Recorded in this week about earlier days: {}.",
    "Записано за эту неделю о более ранних днях: {}.",
    "Осы аптада бұрынғы күндер туралы жазылғаны: {}.",
)
_NOTHING = Phrase(
    "In this week nothing was promised, moved, kept or missed.",
    "За эту неделю ничего не обещано, не изменено, не выполнено и не сорвано.",
    "Осы аптада жаңа уәде де, өзгеріс те, орындалған не орындалмаған уәде де жоқ.",
)
_NOTHING_SO_FAR = Phrase(
    "In this week nothing has been promised, moved, kept or missed so far.",
    "За эту неделю пока ничего не обещано, не изменено, не выполнено и не сорвано.",
    "Осы аптада әзірге жаңа уәде де, өзгеріс те, орындалған не орындалмаған уәде де жоқ.",
)
_SECTIONS = {
    "missed": Phrase("Missed", "Не выполнено", "Орындалмады"),
    "kept": Phrase("Kept", "Выполнено", "Орындалды"),
    "overdue": Phrase("Past the deadline and still owed", "Срок прошёл, не выполнено", "Мерзімі өтті, орындалған жоқ"),
    "silent": Phrase(
        "Gone silent: due, and no final report", "Молчание: срок прошёл, отчёта нет", "Үнсіз: мерзімі өтті, есеп жоқ"
    ),
    "moved": Phrase("Moved", "Изменено", "Өзгертілді"),
    "withdrawn": Phrase("Withdrawn", "Отозвано", "Кері қайтарылды"),
    "new": Phrase("New promises", "Новые обещания", "Жаңа уәделер"),
}

_ENTRIES = {
    "moved": Phrase("moved", "изменено", "өзгертілді"),
    "withdrawn": Phrase("withdrawn", "отозвано", "кері қайтарылды"),
    "new": Phrase("new promise", "новое обещание", "жаңа уәде"),
}


def week_days(monday: date, sunday: date, lang: str) -> str:
    """The days of a week: ``23–29 November 2026``, ``30 November – 6 December 2026``."""
    if (monday.year, monday.month) != (sunday.year, sunday.month):
        return period(monday, sunday, lang)
    if language(lang) == "kk":
        return f"{day(sunday, lang, 'year')} {monday.day}–{month_day(sunday, lang)}"
    return f"{monday.day}–{day(sunday, lang)}"


def week_section(name: str, lang: str) -> str:
    """The heading of a section: ``Gone silent: due, and no final report``."""
    return in_words(_SECTIONS, name, lang)


def week_entry(section: str, lang: str) -> str:
    """What became of one promise that has no new verdict: ``moved``, ``new promise``."""
    return in_words(_ENTRIES, section, lang)


def week_sentence(numbers: Mapping[str, int], lang: str, *, under_way: bool = False) -> str:
    """How many promises became what: ``In this week 2 promises were missed, 1 kept in time.``"""
    if not numbers:
        return (_NOTHING_SO_FAR if under_way else _NOTHING).text(lang)
    return say(_SO_FAR if under_way else _SENTENCE, lang, _counted(numbers, lang, in_a_sentence=True))


def late_sentence(numbers: Mapping[str, int], lang: str) -> str:
    """The same of what was recorded in the week about earlier days; "" where there is none."""
    return say(_LATE, lang, _counted(numbers, lang)) if numbers else ""


def week_counts(numbers: Mapping[str, int], lang: str) -> str:
    """The numbers alone, for a subject or a title: ``2 missed, 1 kept in time``."""
    return _counted(numbers, lang)


def _counted(numbers: Mapping[str, int], lang: str, *, in_a_sentence: bool = False) -> str:
    parts = []
    for place, (kind, count) in enumerate(numbers.items()):
        figure, word = number(count, lang), in_words(_NUMBERS, kind, lang)
        if grammar(lang) == "en":
            noun = f"{NBSP}{form(count, _PROMISES, lang)} " if in_a_sentence and not place else NBSP
            parts.append(f"{figure}{noun}{word}")
        else:
            parts.append(f"{word} –{NBSP}{figure}")
    return ", ".join(parts)
