"""The words in and beside the charts."""

from __future__ import annotations

from datetime import date

from .dates import by, short_day
from .languages import Phrase, in_words
from .plurals import counted

PHRASES: dict[str, Phrase] = {
    # series, as a legend, a table and a point name them
    "reported": Phrase("reported", "по отчётам", "есеп бойынша"),
    "reported_in_all": Phrase("reported so far, in all", "по отчётам, нарастающим итогом", "есеп бойынша, барлығы"),
    "reported_other": Phrase(
        "reported, but another figure counts",
        "по отчёту, но засчитано другое число",
        "есепте бар, бірақ басқа сан есепке алынды",
    ),
    "range": Phrase(
        "what rounding and wording leave open",
        "что оставляют открытым округление и формулировка",
        "дөңгелектеу мен тұжырым ашық қалдыратын аралық",
    ),
    "steps": Phrase(
        "the target, stepping with each announcement",
        "цель, ступень – новое объявление",
        "мақсат, әр саты – жаңа хабарлама",
    ),
    "moved_late": Phrase("moved after the fact", "изменено задним числом", "іс өткен соң өзгертілген"),
    "target": Phrase(
        "the target, from its announcement", "цель, со дня объявления", "мақсат, жарияланған күннен бастап"
    ),
    "band": Phrase("the target, both its ends", "цель, обе её границы", "мақсат, екі шегі де"),
    "path": Phrase("the promised path (rule R7)", "обещанный путь (правило R7)", "уәде етілген жол (R7 ережесі)"),
    "expected": Phrase("expected by then", "ожидалось к этому дню", "сол күнге күтілгені"),
    "projection": Phrase(
        "where this pace leads (rule R8)",
        "к чему ведёт такой темп (правило R8)",
        "осы қарқын қайда апарады (R8 ережесі)",
    ),
    "projection_range": Phrase("its 95% interval", "его 95-процентный интервал", "оның 95 пайыздық аралығы"),
    "announced": Phrase("announced", "объявлено", "жарияланды"),
    "announced_anew": Phrase("revised", "объявлено заново", "қайта жарияланды"),
    "after_the_fact": Phrase("after the fact", "задним числом", "іс өткен соң"),
    "promised_path": Phrase("promised path", "обещанный путь", "уәде етілген жол"),
    "target_due": Phrase("the target", "цель", "мақсат"),
    "old_target": Phrase("an earlier target", "прежняя цель", "бұрынғы мақсат"),
    "projected": Phrase("at this pace", "при таком темпе", "осы қарқынмен"),
    "no_limit": Phrase("no limit", "без предела", "шексіз"),
    # labels in the picture
    "deadline_label": Phrase("deadline {}", "срок {}", "мерзімі {}"),
    "as_of_label": Phrase("as of {}", "на {}", "{} жағдай"),
    "target_label": Phrase("target {}", "цель {}", "мақсат {}"),
    "projected_label": Phrase("at this pace {}", "при таком темпе {}", "осы қарқынмен {}"),
    "revisions": Phrase("how the promise moved", "как менялось обещание", "уәде қалай өзгерді"),
    "value_column": Phrase("value", "значение", "мәні"),
    "deadline_column": Phrase("deadline", "срок", "мерзімі"),
    "endings": Phrase(
        "what became of promises that fell due",
        "чем закончились обещания, срок которых наступил",
        "мерзімі келген уәделер немен аяқталды",
    ),
    "strip": Phrase("promised together", "обещано вместе", "бірге уәде етілген"),
    "timeline": Phrase(
        "deadlines and how they stand", "сроки и как с ними обстоит дело", "мерзімдер және олардың жайы"
    ),
    "standing": Phrase(
        "all promises by what became of them", "все обещания и что с ними стало", "барлық уәде және олардың тағдыры"
    ),
    "regions": Phrase("promises by region: {}", "обещания по регионам: {}", "уәделер өңірлер бойынша: {}"),
    # the picture as a whole
    "trajectory": Phrase(
        "promised and reported over time", "обещанное и отчётное по времени", "уәде мен есеп уақыт бойынша"
    ),
    "about_target": Phrase("Target: {} by {}.", "Цель: {}, срок {}.", "Мақсат: {}, мерзімі {}."),
    "about_last": Phrase("Last reported: {} on {}.", "Последний отчёт: {} на {}.", "Соңғы есеп: {}, {}."),
    "about_nothing": Phrase("Nothing has been reported.", "Отчётов нет.", "Есеп жоқ."),
    "about_projected": Phrase(
        "At this pace {} by then.", "При таком темпе к сроку – {}.", "Осы қарқынмен мерзімге {}."
    ),
    "about_table": Phrase(
        "Every figure is in the table below.", "Все числа – в таблице ниже.", "Барлық сан төмендегі кестеде."
    ),
}


def chart(code: str, lang: str, *parts: str) -> str:
    """A phrase of the charts with its gaps filled."""
    phrase = in_words(PHRASES, code, lang)
    return phrase.format(*parts) if parts else phrase


def at_day(on: date, what: str, figure: str, lang: str) -> str:
    """The label of a point: ``30 Jun 2024, reported: 90 projects``."""
    return f"{short_day(on, lang)}, {what}: {figure}"


def announcement(code: str, deadline: date | None, lang: str) -> str:
    """An announcement in a chart's table: ``announced anew, by 31 December 2024``."""
    return chart(code, lang) + (f", {by(deadline, lang)}" if deadline else "")


_DUE = {
    "en": ("target with a deadline", "targets with a deadline"),
    "ru": ("цель со сроком", "цели со сроком", "целей со сроком", "цели со сроком"),
    "kk": ("мерзімі бар мақсат",),
}


def due_counted(number: int, lang: str) -> str:
    """How many deadlines a timeline shows: ``78 targets with a deadline``."""
    return counted(number, _DUE, lang)
