"""Figures in words: ``1.5 trillion tenge``, ``1,5 трлн тенге``, ``1,5 трлн теңге``."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal, localcontext

from babel import Locale
from babel.numbers import format_decimal, get_currency_name

from .isolation import isolated
from .languages import LANGUAGES, Phrase, language
from .memory import remembered
from .plurals import ALL_DIGITS, LOCALES, NBSP, form, number
from .units import PLURAL_LABELS, UNITS, Forms

Figure = Decimal | int | str

_SCALES: tuple[tuple[Decimal, Phrase], ...] = (
    (Decimal(10) ** 12, Phrase("trillion", "трлн", "трлн")),
    (Decimal(10) ** 9, Phrase("billion", "млрд", "млрд")),
    (Decimal(10) ** 6, Phrase("million", "млн", "млн")),
)
# The capacity of a plant: 120,000 cars a year.
PER_YEAR = " a year"
A_YEAR = Phrase("{} a year", "{} в год", "жылына {}")
_LONGEST_FRACTION = 3
# One number for each form that a language has (projects.wording.units).
_COUNTED = {"en": (1, 2), "ru": (1, 2, 5, Decimal("1.5")), "kk": (1,)}
_MANY = 5  # any number that Russian counts with its “many” form, as after трлн


def rounded(value: Decimal, digits: int) -> Decimal:
    """A value to so many significant digits, whole digits always kept: 145.6129 → 145.6, 145612.9 → 145613."""
    whole = max(value.adjusted() + 1, 1)
    return +Context(prec=max(digits, whole), rounding=ROUND_HALF_EVEN).create_decimal(value)


def scaled(value: Decimal) -> tuple[Decimal, Phrase | None]:
    """A value and its scale word, where that keeps every digit within three decimals; else as it is."""
    with localcontext(ALL_DIGITS):
        size = abs(value)
        for scale, word in _SCALES:
            scaled = value / scale
            if size >= scale and scaled == round(scaled, _LONGEST_FRACTION):
                return scaled.normalize(), word
    return value, None


def scale_of(size: Decimal) -> tuple[Decimal, Phrase | None]:
    """The scale that numbers up to a size are written in, with its word; one and None for small ones."""
    return next(((scale, word) for scale, word in _SCALES if size >= scale), (Decimal(1), None))


def _currency(unit: str) -> Forms | None:
    """The forms of a currency that the table does not have, from CLDR."""
    if len(unit) != 3 or not unit.isupper():
        return None
    if not all(unit in Locale.parse(code).currencies for code in LANGUAGES):
        return None
    return {
        code: tuple(get_currency_name(unit, count, locale=code) for count in counts)
        for code, counts in _COUNTED.items()
    }


def is_money(unit: str) -> bool:
    """Whether a unit is a currency (ISO 4217)."""
    return len(unit) == 3 and unit in Locale.parse("en").currencies


def forms_of(unit: str) -> Forms | None:
    """The noun forms of a unit, or ``None`` for one that is only shown as it is written."""
    return UNITS.get(unit) or _currency(unit)


def _percent(text: str, lang: str) -> str:
    return f"{text}%" if language(lang) == "en" else f"{text}{NBSP}%"


@remembered
def amount(
    value: Figure | None,
    unit: str,
    lang: str,
    *,
    digits: int | None = None,
    genitive: bool = False,
    ablative: bool = False,
) -> str:
    """A figure with its unit, in words a newspaper would print.

    ``value`` in whole base units; absent gives an empty text, never a zero. ``digits`` rounds a computed figure to
    so many significant digits; a reported one keeps all its own. ``genitive`` (Russian, “не менее …”) and
    ``ablative`` (Kazakh, “… астам”) choose the case of the noun. A unit may be a rate (``cars a year``); an unknown
    one is shown as it is written.
    """
    if value is None or value == "":
        return ""
    if unit.endswith(PER_YEAR) and (counted := unit.removesuffix(PER_YEAR)) in UNITS:
        figures = amount(value, counted, lang, digits=digits, genitive=genitive, ablative=ablative)
        return str(getattr(A_YEAR, language(lang))).format(figures)
    figure = Decimal(value)
    if digits is not None:
        figure = _computed(figure, digits)
    if unit == "percent" and not (ablative and language(lang) == "kk"):
        return _percent(number(figure, lang), lang)
    short, scale = scaled(figure)
    text = number(short, lang)
    if scale is not None:
        text = f"{text}{NBSP}{getattr(scale, language(lang))}"
    if not unit:
        return text
    space = NBSP if scale is None else " "  # 1.5 trillion | tenge may part in a narrow column, 180 projects may not
    return f"{text}{space}{_noun(short, scale is not None, unit, lang, genitive=genitive, ablative=ablative)}"


def _computed(figure: Decimal, digits: int) -> Decimal:
    """A computed figure, rounded so that a scale word can carry it."""
    for scale, _word in _SCALES:
        if abs(figure) >= scale:
            return rounded(figure / scale, digits) * scale
    return rounded(figure, digits)


def _noun(value: Decimal, scaled: bool, unit: str, lang: str, *, genitive: bool, ablative: bool) -> str:
    forms = forms_of(unit)
    code = language(lang)
    if forms is None:
        return isolated(unit.replace("_", " "))
    if code == "kk" and ablative and "kk_ablative" in forms:
        return forms["kk_ablative"][0]
    if scaled:
        return form(_MANY, forms, code)
    return form(value, forms, code, genitive=genitive)


@remembered
def unit_name(unit: str, lang: str) -> str:
    """A unit on its own, as a heading or a filter names it."""
    if unit in PLURAL_LABELS:
        return PLURAL_LABELS[unit][LANGUAGES.index(language(lang))]
    forms = forms_of(unit)
    return isolated(unit.replace("_", " ")) if forms is None else form(_MANY, forms, lang)


def counted_unit(unit: str, lang: str) -> str:
    """A unit as it follows a scale word: ``автомобилей``, as in млн автомобилей."""
    return _noun(Decimal(_MANY), True, unit, lang, genitive=False, ablative=False)


@remembered
def percent(ratio: Figure | None, lang: str) -> str:
    """A ratio as a percentage with one decimal; what is short of 1 is never shown as 100 %."""
    if ratio is None or ratio == "":
        return ""
    with localcontext(ALL_DIGITS):
        value = Decimal(ratio) * 100
        shown = value.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
        if value < 100 <= shown:
            shown = value.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    return _percent(number(_trimmed(shown), lang), lang)


@remembered
def ratio(value: Figure | None, lang: str) -> str:
    """A bare ratio with two decimals, as pace is given: ``0.95``; a value below a band never rounds into it."""
    if value is None or value == "":
        return ""
    with localcontext(ALL_DIGITS):
        shown = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
        return format_decimal(shown, "0.00", locale=LOCALES[language(lang)])


def _trimmed(value: Decimal) -> Decimal:
    with localcontext(ALL_DIGITS):
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
