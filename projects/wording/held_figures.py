"""What the record holds for a figure of an article, and why the figure belongs to an indicator, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from .amounts import unit_name
from .claims import in_terms, measured, stated
from .codes import CHANGES
from .dates import by, day, period, within
from .isolation import isolated
from .languages import Phrase, in_words, language, say

# In short, as a label.
RELATIONS: dict[str, Phrase] = {
    "restates": Phrase("restates", "повторяет", "қайталайды"),
    "restates_earlier": Phrase("restates an earlier figure", "повторяет прежнее число", "бұрынғы санды қайталайды"),
    "revises": Phrase("revises", "меняет", "өзгертеді"),
    "earlier": Phrase("earlier announcement", "более раннее объявление", "ертерек жарияланған"),
    "withdrawn": Phrase("withdrawn since", "обещание отозвано", "уәде кері қайтарылған"),
    "restates_report": Phrase("reported already", "уже сообщалось", "бұрын хабарланған"),
    "updates": Phrase(
        "new figure of the same publisher", "новое число того же издателя", "сол жариялаушының жаңа саны"
    ),
    "disagrees": Phrase("disagrees", "расходится", "алшақ"),
    "far": Phrase("far from what is recorded", "далеко от записанного", "жазылғаннан алыс"),
    "unclear": Phrase("period unclear", "период неясен", "кезеңі белгісіз"),
    "new": Phrase("new", "новое", "жаңа"),
    "other": Phrase("for comparison", "для сравнения", "салыстыру үшін"),
}
# In a sentence; the gap is the claim of the record.
_SENTENCES: dict[str, Phrase] = {
    "restates": Phrase(
        "Restates what is promised: {}. There is nothing to enter.",
        "Повторяет то, что обещано: {}. Записывать нечего.",
        "Уәде етілгенді қайталайды: {}. Жазатын ештеңе жоқ.",
    ),
    "earlier": Phrase(
        "Announced before the first announcement of the record: {}.",
        "Объявлено раньше первого объявления, которое есть в записях: {}.",
        "Жазбадағы алғашқы хабарландырудан бұрын жарияланған: {}.",
    ),
    "withdrawn": Phrase(
        "The promise has been withdrawn: {}.",
        "Это обещание отозвано: {}.",
        "Бұл уәде кері қайтарылған: {}.",
    ),
    "restates_report": Phrase(
        "Reported already: {}. There is nothing to enter.",
        "Уже сообщалось: {}. Записывать нечего.",
        "Бұрын хабарланған: {}. Жазатын ештеңе жоқ.",
    ),
    "updates": Phrase(
        "The same publisher gave another figure for this period: {}. Is it a correction?",
        "Тот же издатель сообщал за этот период другое число: {}. Это исправление?",
        "Сол жариялаушы осы кезең үшін басқа сан берген: {}. Бұл түзету ме?",
    ),
    "disagrees": Phrase(
        "Disagrees with what is recorded: {}.",
        "Расходится с тем, что записано: {}.",
        "Жазылғанмен сәйкес келмейді: {}.",
    ),
    "far": Phrase(
        "At least five times away from what is recorded: {}. Is it a part of that, or something else?",
        "Отличается от записанного не менее чем в пять раз: {}. Это часть того же или что-то другое?",
        "Жазылғаннан кемінде бес есе алшақ: {}. Бұл – соның бөлігі ме, әлде басқа нәрсе ме?",
    ),
    "unclear": Phrase(
        "The text does not say for when, so this is not compared: {}.",
        "Из текста неясно, за какой период, поэтому сравнения нет: {}.",
        "Мәтіннен қай кезең екені белгісіз, сондықтан салыстырылмады: {}.",
    ),
}
_EARLIER = Phrase(
    "Restates an earlier announcement: {}. Now it is {}. There is nothing to enter.",
    "Повторяет прежнее объявление: {}. Теперь это {}. Записывать нечего.",
    "Бұрынғы жарияланғанды қайталайды: {}. Қазір бұл – {}. Жазатын ештеңе жоқ.",
)
_EARLIER_ALONE = Phrase(
    "Restates an earlier announcement: {}. There is nothing to enter.",
    "Повторяет прежнее объявление: {}. Записывать нечего.",
    "Бұрынғы жарияланғанды қайталайды: {}. Жазатын ештеңе жоқ.",
)
_REVISES = Phrase("Revises {} → {}: {}.", "Меняет {} → {}: {}.", "Өзгереді: {} → {}. {}.")
_WITHOUT_CLAIM: dict[str, Phrase] = {
    "new": Phrase(
        "New: the record holds nothing for this time.",
        "Новое: за это время в записях ничего нет.",
        "Жаңа: осы уақыт үшін жазбада ештеңе жоқ.",
    ),
    "unclear": Phrase(
        "The text does not say for when.",
        "Из текста неясно, за какой период.",
        "Мәтіннен қай кезең екені белгісіз.",
    ),
    "other": Phrase(
        "A figure for comparison, which the record does not hold.",
        "Число для сравнения; в записях его нет.",
        "Салыстыру үшін келтірілген сан; жазбада жоқ.",
    ),
}
_FROM = Phrase("{} ({}, {})", "{} ({}, {})", "{} ({}, {})")
_ON = Phrase("{} ({})", "{} ({})", "{} ({})")
_AND = Phrase("{}, {}", "{}, {}", "{}, {}")
_REASONS: dict[str, Phrase] = {
    "words": Phrase("words: {}", "слова: {}", "сөздер: {}"),
    "unit": Phrase("unit: {}", "единица: {}", "өлшем бірлігі: {}"),
    "value": Phrase("the record has this very figure", "такое число уже есть в записях", "дәл осы сан жазбада бар"),
    "scale": Phrase("of the size of its figures", "того же порядка, что и его числа", "оның сандарымен шамалас"),
    "period": Phrase(
        "a time for which it has figures", "за это время у него есть числа", "осы уақыт үшін оның сандары бар"
    ),
    "place": Phrase("place: {}", "место: {}", "жер: {}"),
    "body": Phrase("body: {}", "орган: {}", "орган: {}"),
}


class HeldClaim(Protocol):
    """A claim of the record beside a figure: ``start`` and ``end`` are its window or its period."""

    @property
    def relation(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def qualifier(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def upper_value(self) -> Decimal | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def published(self) -> date | None: ...
    @property
    def publisher(self) -> str: ...
    @property
    def changes(self) -> tuple[str, ...]: ...
    @property
    def now(self) -> Decimal | None: ...


class ReadFigure(Protocol):
    """A figure as it was read of an article."""

    @property
    def value(self) -> Decimal: ...
    @property
    def upper_value(self) -> Decimal | None: ...
    @property
    def qualifier(self) -> str: ...
    @property
    def period_end(self) -> date | None: ...


def relation(code: str, lang: str) -> str:
    """The label: ``restates``, ``new``."""
    return in_words(RELATIONS, code, lang)


def held(claim: HeldClaim, figure: ReadFigure, unit: str, lang: str) -> str:
    """The sentence: ``Revises 1.3 trillion tenge → 1.5 trillion tenge: raised.``"""
    if claim.kind == "":
        return in_words(_WITHOUT_CLAIM, claim.relation, lang)
    if claim.relation == "revises":
        return _revises(claim, figure, unit, lang)
    if claim.relation == "restates_earlier":
        now = in_terms(claim.now, claim.basis, unit, lang)
        return say(_EARLIER if now else _EARLIER_ALONE, lang, _claim(claim, unit, lang), now)
    return say(_SENTENCES[claim.relation], lang, _claim(claim, unit, lang))


def match_reason(code: str, words: Sequence[str], lang: str) -> str:
    """Why a figure belongs to an indicator: ``words: social, housing``."""
    named = [unit_name(word, lang) if code == "unit" else isolated(word) for word in words]
    return _REASONS[code].text(lang, ", ".join(named))


def _revises(claim: HeldClaim, figure: ReadFigure, unit: str, lang: str) -> str:
    """What moves, before and after: the figure, else the deadline."""
    moves = ", ".join(in_words(CHANGES, code, lang) for code in claim.changes)
    if not {"raised", "lowered", "requalified"}.intersection(claim.changes):
        ends = [day(end, lang) if end is not None else "–" for end in (claim.end, figure.period_end)]
        return say(_REVISES, lang, *ends, _as_sentence(moves, lang))
    old = _stated(claim, claim.qualifier, claim.value, claim.upper_value, unit, lang)
    new = _stated(claim, figure.qualifier, figure.value, figure.upper_value, unit, lang)
    return say(_REVISES, lang, old, new, _as_sentence(moves, lang))


def _as_sentence(moves: str, lang: str) -> str:
    """In Kazakh what moved is a sentence of its own."""
    return moves[:1].upper() + moves[1:] if language(lang) == "kk" else moves


def _claim(claim: HeldClaim, unit: str, lang: str) -> str:
    """``180 projects, in 2024 (Trend, 8 April 2024)``."""
    text = _stated(claim, claim.qualifier, claim.value, claim.upper_value, unit, lang)
    if claim.end is not None:
        text = _AND.text(lang, text, _time(claim, claim.end, lang))
    if claim.published is None:
        return text
    published = day(claim.published, lang)
    if claim.publisher:
        return _FROM.text(lang, text, isolated(claim.publisher), published)
    return _ON.text(lang, text, published)


def _time(claim: HeldClaim, end: date, lang: str) -> str:
    if claim.kind == "outcome":
        return period(claim.start, end, lang)
    return within(claim.start, end, lang) if claim.start is not None else by(end, lang)


def _stated(
    claim: HeldClaim, qualifier: str, value: Decimal | None, upper: Decimal | None, unit: str, lang: str
) -> str:
    if claim.kind == "outcome" and claim.basis in ("multiple", "percent_change"):
        return measured(value, qualifier, claim.basis, unit, lang)
    return stated(basis=claim.basis, qualifier=qualifier, value=value, upper=upper, unit=unit, lang=lang, promised=True)
