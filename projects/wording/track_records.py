"""A track record in sentences (R15). Each has gaps for numbers, which pages fill with links.

Russian and Kazakh name a number after what it counts, since nouns and verbs change with it.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Decimal

from .amounts import percent
from .codes import CHANGES, ENDINGS
from .dates import days
from .languages import Phrase, grammar, in_words
from .plurals import NBSP, counted, number

SENTENCES: dict[str, Phrase] = {
    "none_due": Phrase(
        "Of {} none has fallen due yet.",
        "Обещаний – {}; срок ни одного ещё не наступил.",
        "Уәде саны – {}; ешқайсысының мерзімі әлі келген жоқ.",
    ),
    "due": Phrase(
        "Of {} that fell due, reports decide {}: {}.",
        "Обещаний, срок которых наступил, – {}; по отчётам решено {}: {}.",
        "Мерзімі келген уәде – {}; есептер бойынша шешілгені – {}: {}.",
    ),
    "due_undecided": Phrase(
        "Of {} that fell due, reports decide none.",
        "Обещаний, срок которых наступил, – {}; ни одно по отчётам не решено.",
        "Мерзімі келген уәде – {}; есептер бойынша бірде-бірі шешілген жоқ.",
    ),
    "others": Phrase("The other {}: {}.", "Остальные {}: {}.", "Қалған {}: {}."),
    "kept": Phrase(
        "Kept in time: {} of those decided; so few leave open anything from {} to {}.",
        "Выполнено в срок: {} решённых; при таком их числе возможно от {} до {}.",
        "Мерзімінде орындалғаны: шешілгендердің {}; саны аз болғандықтан, үлес {} – {} аралығында болуы мүмкін.",
    ),
    "few": Phrase(
        "Fewer than five are decided, so no share is given.",
        "Решено меньше пяти, поэтому доля не даётся.",
        "Шешілгені бестен аз, сондықтан үлес берілмейді.",
    ),
    "undated": Phrase(
        "Without a day, so never falling due: {}.",
        "Дата не названа, поэтому срок не наступит: {}.",
        "Күні аталмаған, сондықтан мерзімі ешқашан келмейді: {}.",
    ),
    "moved": Phrase(
        "Moved at least once: {} of {}.",
        "Хотя бы раз сдвинуто: {} из {}.",
        "Кемінде бір рет жылжытылғаны: {}, барлығы – {}.",
    ),
    "none_moved": Phrase("None was ever moved.", "Ни одно не сдвигали.", "Ешқайсысы жылжытылған жоқ."),
    "after_the_fact": Phrase(
        "Moved after the fact, once the deadline had passed or the result was public: {}.",
        "Сдвинуто задним числом, когда срок прошёл или результат уже был известен: {}.",
        "Іс өткен соң, мерзім өткенде немесе нәтиже белгілі болғанда жылжытылғаны: {}.",
    ),
    "answered": Phrase(
        "On {} the first report came after the deadline: {} later in the middle case.",
        "О {} впервые сообщили после срока: по медиане через {}.",
        "{} туралы алғашқы есеп мерзімнен кейін келді: медиана бойынша {} өткен соң.",
    ),
    "silent": Phrase(
        "On {} nobody has reported since the deadline.",
        "О {} после срока не сообщил никто.",
        "{} туралы мерзімнен бері ешкім есеп берген жоқ.",
    ),
}
_PROMISES = ("promise", "promises")
_ABOUT = ("обещании", "обещаниях", "обещаниях", "обещаниях")
_NOUNS = {"en": _PROMISES, "ru": _ABOUT, "kk": ("уәде",)}
_ABOUT_PROMISES = ("answered", "silent")  # where Russian and Kazakh name the noun too

PERCENT = Decimal("0.01")


def track_sentence(code: str, lang: str) -> str:
    """A sentence with its gaps open, as ``{}``."""
    return in_words(SENTENCES, code, lang)


def promises_in(count: int, code: str, lang: str) -> str:
    """A number of promises as a sentence names it: ``71 promises``; in Russian mostly the number alone."""
    if grammar(lang) == "en" or code in _ABOUT_PROMISES:
        return counted(count, _NOUNS, lang)
    return number(count, lang)


def ending_counted(code: str, count: int, lang: str) -> str:
    """How many ended one way: ``13 kept in time``, ``выполнено в срок – 13``."""
    words = in_words(ENDINGS, code, lang).lower()
    if grammar(lang) == "en":
        return f"{number(count, lang)}{NBSP}{words}"
    return f"{words}{NBSP}– {number(count, lang)}"


def whole_percent(ratio: Decimal, lang: str, rounding: str = ROUND_HALF_EVEN) -> str:
    """A share in whole percent: ``42%``.

    One that is none or all only by rounding gets decimals: 399 of 400 are ``99.8%``.
    """
    whole = ratio.quantize(PERCENT, rounding=rounding)
    if rounding == ROUND_HALF_EVEN and whole != ratio and whole in (0, 1):
        return percent(ratio, lang)
    text = number(int(whole * 100), lang)
    return f"{text}%" if grammar(lang) == "en" else f"{text}{NBSP}%"


def ends_of_share(low: Decimal, high: Decimal, lang: str) -> tuple[str, str]:
    """The ends of an interval in whole percent, rounded outwards."""
    return whole_percent(low, lang, ROUND_DOWN), whole_percent(high, lang, ROUND_UP)


def share(ratio: Decimal, low: Decimal, high: Decimal, lang: str) -> str:
    """A share with its interval: ``42% (26–60%)``."""
    lowest = number(int(low.quantize(PERCENT, rounding=ROUND_DOWN) * 100), lang)
    return f"{whole_percent(ratio, lang)} ({lowest}–{whole_percent(high, lang, ROUND_UP)})"


def median_move(way: str, median: Decimal | None, lang: str) -> str:
    """How far promises moved one way, by the median: ``366 days``, ``−9.1%``; "" where nothing can be said."""
    if median is None:
        return ""
    if way in ("postponed", "advanced"):
        return days(abs(median), lang)
    figure = (median * 100).quantize(Decimal("0.1"))
    sign = "+" if figure > 0 else "−" if figure < 0 else ""
    text = number(abs(figure.normalize()), lang)
    return f"{sign}{text}%" if grammar(lang) == "en" else f"{sign}{text}{NBSP}%"


def way_moved(way: str, lang: str) -> str:
    """A way to move a promise, as a label: ``Raised``."""
    words = in_words(CHANGES, way, lang)
    return words[:1].upper() + words[1:]
