"""Claims in words: a promised or reported figure with its qualifier, basis and unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .amounts import Figure, amount, forms_of, rounded, scaled
from .dates import compared_period
from .kazakh import in_case
from .languages import Phrase, grammar, language
from .plurals import NBSP, number

_QUALIFIED: dict[str, Phrase] = {
    "exactly": Phrase("{}", "{}", "{}"),
    "at_least": Phrase("at least {}", "не менее {}", "кемінде {}"),
    "more_than": Phrase("more than {}", "более {}", "{} астам"),
    "about": Phrase("about {}", "около {}", "шамамен {}"),
    "at_most": Phrase("at most {}", "не более {}", "ең көбі {}"),
    "less_than": Phrase("less than {}", "менее {}", "{} кем"),
}
_BARE_SIGN = {"more_than": "> {}", "less_than": "< {}"}
_TIMES_QUALIFIED: dict[str, Phrase] = {
    "exactly": Phrase("{}", "в {}", "{}"),
    "at_least": Phrase("at least {}", "не менее чем в {}", "кемінде {}"),
    "more_than": Phrase("more than {}", "более чем в {}", "{} астам"),
    "about": Phrase("about {}", "примерно в {}", "шамамен {}"),
    "at_most": Phrase("at most {}", "не более чем в {}", "ең көбі {}"),
    "less_than": Phrase("less than {}", "менее чем в {}", "{} кем"),
}
_TIMES_BASELINE = Phrase("{} the starting level", "{} выше исходного уровня", "бастапқы деңгеймен салыстырғанда {}")
_PART_OF_BASELINE = Phrase("{} the starting level", "{} от исходного уровня", "бастапқы деңгеймен салыстырғанда {}")
_CHANGE_ON_BASELINE = Phrase("{} on the starting level", "{} к исходному уровню", "бастапқы деңгеймен салыстырғанда {}")
# A report's period of comparison may differ from the target's starting level.
_TIMES_PERIOD = Phrase("{} {}", "{} к {}", "{} салыстырғанда {}")
_CHANGE_ON_PERIOD = Phrase("{} on {}", "{} к {}", "{} салыстырғанда {}")
_NOT_COMPARED = Phrase(
    "{} (compared with what is not said)", "{} (с чем сравнивают, не сказано)", "{} (немен салыстырылғаны айтылмаған)"
)
Window = tuple[date | None, date | None]

_DONE = Phrase("done", "выполнено", "орындалды")
_NOT_DONE = Phrase("not done", "не выполнено", "орындалған жоқ")
_TO_BE_DONE = Phrase("to be done", "должно быть выполнено", "орындалуы тиіс")
_NO_FIGURE = Phrase("no figure named", "число не названо", "саны аталмаған")
_BETWEEN_NUMBERS = Phrase("between {} and {}", "от {} до {}", "{}–{}")
_GENITIVE = {"at_least", "more_than", "about", "at_most", "less_than", "between"}
_ABLATIVE = {"more_than", "less_than"}


def qualified(qualifier: str, value: Figure | None, upper: Figure | None, unit: str, lang: str) -> str:
    """A figure as announced: ``at least 180 projects``, ``не менее 180 проектов``, ``кемінде 180 жоба``."""
    code = language(lang)
    if value is None or value == "":
        return _NO_FIGURE.text(code)
    if qualifier == "between" and upper not in (None, ""):
        return _between(Decimal(value), Decimal(str(upper)), unit, code)
    pattern = _QUALIFIED.get(qualifier, _QUALIFIED["exactly"]).text(code)
    if code == "kk" and qualifier in _ABLATIVE and "kk_ablative" not in (forms_of(unit) or {}):
        if not unit:
            return pattern.format(in_case(amount(value, unit, code), "ablative"))
        pattern = _BARE_SIGN[qualifier]
    return pattern.format(amount(value, unit, code, genitive=qualifier in _GENITIVE, ablative=qualifier in _ABLATIVE))


def _between(lower: Decimal, upper: Decimal, unit: str, code: str) -> str:
    """Both ends of a range; the unit and a shared scale word stand once."""
    end = amount(upper, unit, code, genitive=True)
    start = amount(lower, "percent" if unit == "percent" else "", code)
    short, scale = scaled(lower)
    if scale is not None and scale == scaled(upper)[1]:
        start = number(short, code)
    return _BETWEEN_NUMBERS.text(code, start, end)


def stated(
    *,
    basis: str,
    qualifier: str,
    value: Figure | None,
    upper: Figure | None,
    unit: str,
    lang: str,
    promised: bool = False,
    compared_with: Window | None = None,
) -> str:
    """A claim on any basis: an amount, a multiple, a percent change, or done.

    ``promised``: the claim is a target. Its milestone is *to be done*, its relative figure is one of the starting
    level. A report's relative figure is one of the period ``compared_with`` (first and last day); without a last day
    the report names no period.
    """
    code = language(lang)
    if basis == "done":
        if promised:
            return _TO_BE_DONE.text(code)
        return (_NOT_DONE if value is not None and Decimal(value) == 0 else _DONE).text(code)
    if value is None or value == "" or basis == "absolute":
        return qualified(qualifier, value, upper, unit, code)
    figure = Decimal(value)
    text = ratio_or_change(basis, qualifier, figure, upper, code)
    if promised or compared_with is None:
        return on_starting_level(basis, figure, text, code)
    start, end = compared_with
    if end is None:
        return _NOT_COMPARED.text(code, text)
    phrase = (_TIMES_PERIOD if basis == "multiple" else _CHANGE_ON_PERIOD).text(code)
    earlier = compared_period(start, end, code)
    return phrase.format(earlier, text) if code == "kk" else phrase.format(text, earlier)


def ratio_or_change(basis: str, qualifier: str, value: Decimal, upper: Figure | None, code: str) -> str:
    """A relative figure without what it is compared with: ``1.5 times``, ``more than +8%``."""
    return (_multiple if basis == "multiple" else _percent_change)(qualifier, value, upper, code)


def on_starting_level(basis: str, value: Decimal, text: str, code: str) -> str:
    """A relative figure compared with a starting level: ``1.5 times the starting level``."""
    part = _TIMES_BASELINE if value > 1 else _PART_OF_BASELINE
    return (part if basis == "multiple" else _CHANGE_ON_BASELINE).text(code, text)


def _multiple(qualifier: str, value: Decimal, upper: Figure | None, code: str) -> str:
    if qualifier == "between" and upper not in (None, ""):
        return _between(value, Decimal(str(upper)), "times", code)
    return _times(qualifier, value, code)


def _times(qualifier: str, value: Decimal, code: str) -> str:
    pattern = _TIMES_QUALIFIED.get(qualifier, _TIMES_QUALIFIED["exactly"]).text(code)
    return pattern.format(amount(value, "times", code, ablative=qualifier in _ABLATIVE))


def _percent_change(qualifier: str, value: Decimal, upper: Figure | None, code: str) -> str:
    text = signed_percent(value, code)
    if qualifier == "between" and upper not in (None, ""):
        return _BETWEEN_NUMBERS.text(code, text, signed_percent(Decimal(str(upper)), code))
    if code == "kk" and qualifier in _ABLATIVE:
        return _BARE_SIGN[qualifier].format(text)
    return _QUALIFIED.get(qualifier, _QUALIFIED["exactly"]).text(code, text)


def signed_percent(value: Decimal, lang: str) -> str:
    """A percent change with its sign: ``+8%``, ``−7,4 %``."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    text = number(value.copy_abs(), lang)
    return f"{sign}{text}%" if grammar(lang) == "en" else f"{sign}{text}{NBSP}%"


def in_terms(value: Figure | None, basis: str, unit: str, lang: str, *, digits: int | None = None) -> str:
    """A computed figure in the terms of its target: an amount, a multiple, or a percent change."""
    if value is None or value == "":
        return ""
    if basis == "percent_change":
        figure = Decimal(value)
        return signed_percent(figure if digits is None else rounded(figure, digits), lang)
    return amount(value, "times" if basis == "multiple" else unit, lang, digits=digits)


def measured(value: Figure | None, qualifier: str | None, basis: str, unit: str, lang: str) -> str:
    """An actual with the qualifier of its reports: ``about 17,800 jobs``, ``more than 1.5 times``."""
    if value is None or value == "" or qualifier in (None, "", "exactly"):
        return in_terms(value, basis, unit, lang)
    code = language(lang)
    if basis == "percent_change":
        return _percent_change(str(qualifier), Decimal(value), None, code)
    if basis == "multiple":
        return _times(str(qualifier), Decimal(value), code)
    return qualified(str(qualifier), value, None, unit, code)


def ranged(low: Decimal | None, high: Decimal | None, basis: str, unit: str, lang: str) -> str:
    """An interval: ``between 85 and 95 projects``, ``at least 12,000 jobs``; "" if both ends are open."""
    if low is not None and high is not None:
        if basis == "percent_change":
            ends = (signed_percent(low, lang), signed_percent(high, lang))
            return _BETWEEN_NUMBERS.text(lang, *ends)
        return _between(low, high, "times" if basis == "multiple" else unit, language(lang))
    if low is None and high is None:
        return ""
    end, qualifier = (low, "at_least") if high is None else (high, "at_most")
    if basis == "absolute":
        return qualified(qualifier, end, None, unit, lang)
    return _QUALIFIED[qualifier].text(lang, in_terms(end, basis, unit, lang))
