"""R13: an inconsistency as a sentence with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from projects.comparison.checks import SUSPICIOUS_RATE

from .amounts import amount
from .claims import in_terms, qualified, stated
from .dates import day, days, period
from .languages import Phrase, language

INCONSISTENCIES: dict[str, Phrase] = {
    "falls": Phrase(
        "Counted from the same day: {first} by {first_day}, {last} by {last_day}. A running total cannot fall.",
        "При счёте с одного и того же дня: на {first_day} – {first}, на {last_day} – {last}. "
        "Нарастающий итог не может уменьшаться.",
        "Бір күннен бастап санағанда: {first_day} – {first}, {last_day} – {last}. Өспелі жиынтық кемімейді.",
    ),
    "growth_differs": Phrase(
        "From {first} ({first_period}) to {second} ({second_period}) is a change of {implied}; the change stated is "
        "{found}.",
        "От {first} ({first_period}) до {second} ({second_period}) – это изменение {implied}; заявлено {found}.",
        "{first} ({first_period}) мен {second} ({second_period}) арасындағы өзгеріс: {implied}; хабарланғаны: {found}.",
    ),
    "last_stretch": Phrase(
        "{first} by {first_day} and {last} by {last_day}: the last {stretch} would have needed at least {needed} a "
        "day, after at most {rate} a day until then – {times} as much.",
        "На {first_day} – {first}, на {last_day} – {last}: за последний отрезок ({stretch}) потребовалось бы не менее "
        "{needed} в день после не более чем {rate} в день до этого – больше в {times}.",
        "{first_day} – {first}, {last_day} – {last}: соңғы аралықта ({stretch}) күніне кемінде {needed} қажет болар "
        "еді, ал оған дейін күніне ең көбі {rate} болған – {times} артық.",
    ),
    "share_differs": Phrase(
        "{first} of {second} is {implied}; the share stated is {found}.",
        "{first} от {second} – это {implied}; заявленная доля – {found}.",
        "{second} ішіндегі {first} үлесі: {implied}; мәлімделгені: {found}.",
    ),
    "parts_differ": Phrase(
        "The parts ({parts}) add up to {implied}; the total reported is {last}.",
        "Сумма частей ({parts}) – {implied}; сообщённый итог – {last}.",
        "Бөліктердің ({parts}) қосындысы: {implied}; хабарланған жиынтық: {last}.",
    ),
    "exchange_rate_differs": Phrase(
        "{first} and {last} are told of one sum: {found} for {one}. Other reports of the same weeks imply {implied}.",
        "{first} и {last} – об одной и той же сумме: {found} за {one}. Другие сообщения тех же недель дают {implied}.",
        "{first} және {last} – бір сома туралы: {one} үшін {found}. Сол апталардағы басқа хабарлар бойынша: {implied}.",
    ),
}
_SPAN = Phrase("{} to {}", "от {} до {}", "{}–{}")

Ends = tuple[Decimal | None, Decimal | None]


class Reported(Protocol):
    """The columns of a report that the sentences need."""

    basis: str
    qualifier: str
    value: Decimal | None
    upper_value: Decimal | None
    period_start: date | None
    period_end: date
    compared_with_start: date | None
    compared_with_end: date | None

    @property
    def unit(self) -> str: ...


def inconsistency(code: str, reports: Sequence[Reported], stated: Ends, implied: Ends, lang: str) -> str:
    """The sentence for an inconsistency; reports and intervals are in the order of the check."""
    tongue = language(lang)
    first, second, last = reports[0], reports[min(1, len(reports) - 1)], reports[-1]
    write = _WAYS.get(code, _in_unit)(reports, tongue)
    values = {
        "first": _claim(first, tongue),
        "second": _claim(second, tongue),
        "last": _claim(last, tongue),
        "first_day": day(first.period_end, tongue),
        "last_day": day(last.period_end, tongue),
        "first_period": period(first.period_start, first.period_end, tongue),
        "second_period": period(second.period_start, second.period_end, tongue),
        "found": _span(stated, write, tongue),
        "implied": _span(implied, write, tongue),
        "parts": "; ".join(_claim(report, tongue) for report in reports[:-1]),
        "one": amount(1, last.unit, tongue),
        **(_stretch(first, last, stated, implied, tongue) if code == "last_stretch" else {}),
    }
    return INCONSISTENCIES[code].text(tongue).format_map(values)


def _claim(report: Reported, lang: str) -> str:
    if report.basis == "absolute":
        return qualified(report.qualifier, report.value, report.upper_value, report.unit, lang)
    return stated(
        basis=report.basis,
        qualifier=report.qualifier,
        value=report.value,
        upper=report.upper_value,
        unit=report.unit,
        lang=lang,
        compared_with=(report.compared_with_start, report.compared_with_end),
    )


def _stretch(first: Reported, last: Reported, stated: Ends, implied: Ends, lang: str) -> dict[str, str]:
    """The rate a day of the last stretch and the rate before it, of which ``implied`` is the allowed multiple."""
    from_rule, needed = implied[1], stated[0]
    assert from_rule is not None
    assert needed is not None
    rate = from_rule / SUSPICIOUS_RATE
    return {
        "stretch": days((last.period_end - first.period_end).days, lang),
        "needed": amount(needed, last.unit, lang, digits=3, genitive=True),
        "rate": amount(rate, last.unit, lang, digits=3, genitive=True),
        "times": amount(_shortest(needed / rate), "times", lang),
    }


def _shortest(times: Decimal) -> Decimal:
    """To one decimal, or to none if that is zero: 10, 13.8."""
    shown = round(times, 1)
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown


def _in_unit(reports: Sequence[Reported], lang: str) -> Callable[[Decimal], str]:
    return lambda end: amount(end, reports[0].unit, lang, digits=6)


def _in_terms(reports: Sequence[Reported], lang: str) -> Callable[[Decimal], str]:
    return lambda end: in_terms(end, reports[-1].basis, reports[-1].unit, lang, digits=4)


def _in_percent(reports: Sequence[Reported], lang: str) -> Callable[[Decimal], str]:
    return lambda end: amount(end, "percent", lang, digits=4)


_WAYS: dict[str, Callable[[Sequence[Reported], str], Callable[[Decimal], str]]] = {
    "growth_differs": _in_terms,
    "share_differs": _in_percent,
}


def _span(ends: Ends, write: Callable[[Decimal], str], lang: str) -> str:
    """An interval; an open end is the sign ≥ or ≤."""
    low, high = (None if end is None else write(end) for end in ends)
    if low is None or high is None:
        return f"≥ {low}" if low is not None else f"≤ {high}" if high is not None else "–"
    return low if low == high else _SPAN.text(lang, low, high)
