"""What an editor reads at a promise while it is entered: why something is proposed, and what that means."""

from __future__ import annotations

from datetime import date

from .dates import day, period
from .languages import Phrase, in_words

_REASONS: dict[str, Phrase] = {
    "chosen": Phrase("as you chose", "как вы выбрали", "өзіңіз таңдағандай"),
    "as_recorded": Phrase("as recorded already", "как уже записано", "бұрын жазылғандай"),
    "usual": Phrase("what is usual", "как обычно бывает", "әдетте солай"),
    "no_figure": Phrase("no figure is promised", "число не обещано", "сан уәде етілмеген"),
    "reach": Phrase("“{}”: a state to be reached", "«{}»: состояние, которого надо достичь", "«{}»: жетуге тиіс күй"),
    "level": Phrase("“{}”: read on a day", "«{}»: значение на день", "«{}»: белгілі бір күнгі мән"),
    "ratio": Phrase("a share is read on a day", "доля – это значение на день", "үлес – белгілі бір күнгі мән"),
    "sum": Phrase("“{}”: its figures add up", "«{}»: такие числа складываются", "«{}»: мұндай сандар қосылады"),
    "counted": Phrase(
        "what is counted usually adds up",
        "посчитанное обычно складывается",
        "саналатын нәрсе әдетте қосылады",
    ),
    "written": Phrase("as the figure is written", "как написано при числе", "санның жазылуынша"),
    "as_stated": Phrase(
        "the figure has no other word",
        "при числе нет других слов",
        "сан жанында басқа сөз жоқ",
    ),
    "stands_alone": Phrase("the figure stands for itself", "число само по себе", "сан өз бетінше айтылған"),
    "at_most": Phrase("it is an upper bound", "это верхняя граница", "бұл – жоғарғы шек"),
    "less": Phrase("“{}”: it is to become less", "«{}»: должно стать меньше", "«{}»: азаюға тиіс"),
    "more": Phrase("“{}”: it is to become more", "«{}»: должно стать больше", "«{}»: көбеюге тиіс"),
    "bad": Phrase("“{}”: less of it is better", "«{}»: чем меньше, тем лучше", "«{}»: аз болған сайын жақсы"),
    "within": Phrase(
        "its time has a beginning and an end", "у срока есть начало и конец", "мерзімнің басы мен соңы бар"
    ),
    "sentence_within": Phrase(
        "the sentence says “in {}”",
        "во фразе назван весь {} год",
        "сөйлемде тұтас {} жыл аталған",
    ),
    "by": Phrase("only its end is named", "назван только конец срока", "мерзімнің тек соңы аталған"),
    "times": Phrase("so many times an earlier value", "во сколько раз больше прежнего", "бұрынғыдан неше есе көп"),
    "by_percent": Phrase("“{}” is a change", "«{}» – это изменение", "«{}» – өзгеріс"),
    "changes": Phrase(
        "“{}” with a percentage is a change",
        "«{}» с процентами – это изменение",
        "«{}» пайызбен бірге – өзгеріс",
    ),
}

_CEILING = Phrase(
    "Missed as soon as the reports of its time ({}) add up to more; kept once they reach to its end.",
    "Нарушено, как только сумма отчётов за срок ({}) станет больше; выполнено, когда отчёты дойдут до его конца.",
    "Мерзім ({}) есептерінің қосындысы асып кетсе – бұзылды; есептер мерзімнің соңына жетсе – орындалды.",
)
_WITHIN = Phrase(
    "Only what is reported for its time ({}) counts; what is missing then is missed for good.",
    "Считается только то, что сообщено за срок ({}); чего тогда не хватит, то не выполнено окончательно.",
    "Тек осы мерзімде ({}) болғаны есептеледі; сонда жетпегені біржола орындалмаған болып қалады.",
)
_OWED = Phrase(
    "Reports add up{}; what is missing at its end ({}) is still owed afterwards.",
    "Отчёты складываются{}; чего не хватит к концу срока ({}), остаётся в долгу и потом.",
    "Есептер қосылады{}; мерзім соңына ({}) жетпегені кейін де міндет болып қалады.",
)
_SUM_WITHOUT_END = Phrase(
    "Reports add up{}; without a deadline the promise can be kept, and not missed.",
    "Отчёты складываются{}; без срока обещание можно выполнить, но не нарушить.",
    "Есептер қосылады{}; мерзімсіз уәдені орындауға болады, бұзуға болмайды.",
)
_READ_WITHIN = Phrase(
    "The first report for {} or soon after decides: not reached then is missed.",
    "Решает первый отчёт на {} или вскоре после: не достигнуто – не выполнено.",
    "Мерзім соңындағы ({}) немесе содан кейінгі алғашқы есеп шешеді: жетпесе – орындалмады.",
)
_READ_OWED = Phrase(
    "The first report for {} or soon after decides; not reached then, it is still owed.",
    "Решает первый отчёт на {} или вскоре после; не достигнуто – остаётся в долгу.",
    "Мерзім соңындағы ({}) немесе содан кейінгі алғашқы есеп шешеді; жетпесе, міндет қала береді.",
)
_READ_WITHOUT_END = Phrase(
    "The latest report counts; without a deadline the promise can be kept, and not missed.",
    "Считается последний отчёт; без срока обещание можно выполнить, но не нарушить.",
    "Соңғы есеп саналады; мерзімсіз уәдені орындауға болады, бұзуға болмайды.",
)
_DONE = Phrase(
    "Done or not done at its end ({}); later is late, and still owed until then.",
    "Выполнено или нет к концу срока ({}); позже – с опозданием, а до того остаётся в долгу.",
    "Мерзім соңына ({}) орындалды не орындалмады; кейін болса – кешігу, оған дейін міндет қала береді.",
)
_DONE_WITHIN = Phrase(
    "Done or not done at its end ({}); later does not count.",
    "Выполнено или нет к концу срока ({}); позже не считается.",
    "Мерзім соңына ({}) орындалды не орындалмады; кейінгісі есептелмейді.",
)
_DONE_WITHOUT_END = Phrase(
    "Done or not done; without a deadline it cannot be missed.",
    "Выполнено или нет; без срока нарушить нельзя.",
    "Орындалды не орындалмады; мерзімсіз бұзылмайды.",
)
_NO_BASELINE = Phrase(
    "It is compared with an earlier value, which is not written: no verdict until that is known.",
    "Сравнивается с прежним значением, а оно не указано: пока его нет, нет и вывода.",
    "Бұрынғы мәнмен салыстырылады, ал ол жазылмаған: белгілі болғанша қорытынды жоқ.",
)
_NO_UNIT = Phrase(
    "No unit is written: no verdict without one.",
    "Единица не указана: без неё вывода нет.",
    "Бірлік жазылмаған: онсыз қорытынды жоқ.",
)


def proposal_reason(rule: str, word: str, lang: str) -> str:
    """Why something is proposed, by the rule of ``reading.proposals`` and the word that it found."""
    phrase = _REASONS.get(rule)
    return in_words(_REASONS, rule, lang) if phrase is None or "{}" not in phrase.en else phrase.text(lang, word)


def counting(
    accumulation: str,
    timing: str,
    lang: str,
    *,
    start: date | None = None,
    deadline: date | None = None,
    is_ceiling: bool = False,
) -> str:
    """What a promise means for its verdict: ``Only what is reported for 2027 counts; …`` (R2, R3, R6, R11)."""
    time = _time(start, deadline, lang)
    since = f" ({day(start, lang)} – …)" if start is not None else ""
    end = day(deadline, lang) if deadline is not None else ""
    within = timing == "within_period"
    match accumulation:
        case "milestone":
            phrase, parts = (_DONE_WITHIN if within else _DONE, [end]) if end else (_DONE_WITHOUT_END, [])
        case "level":
            phrase, parts = (_READ_WITHIN if within else _READ_OWED, [end]) if end else (_READ_WITHOUT_END, [])
        case _ if not end:
            phrase, parts = _SUM_WITHOUT_END, [since]
        case _ if is_ceiling or within:
            phrase, parts = _CEILING if is_ceiling else _WITHIN, [time]
        case _:
            phrase, parts = _OWED, [since, end]
    return phrase.text(lang, *parts)


def not_assessable(*, has_unit: bool, lacks_baseline: bool, lang: str) -> str:
    """Why there will be no verdict yet, if there will be none (R4, R11); else empty."""
    if lacks_baseline:
        return _NO_BASELINE.text(lang)
    return "" if has_unit else _NO_UNIT.text(lang)


def _time(start: date | None, deadline: date | None, lang: str) -> str:
    named = period(start, deadline, lang)
    return named if start is not None else f"… – {named}"
