"""Figures in words: ``1.5 trillion tenge``, ``1,5 трлн тенге``, ``1,5 трлн теңге``."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, localcontext

from babel import Locale
from babel.numbers import format_decimal, get_currency_name

from .isolation import isolated
from .languages import LANGUAGES, Phrase, grammar, language
from .plurals import ALL_DIGITS, NBSP, form, locale_of, number
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
# A number for each plural form of a language (projects.wording.units).
_COUNTED = {"en": (1, 2), "ru": (1, 2, 5, Decimal("1.5")), "kk": (1,)}
_MANY = 5  # a number with the Russian “many” form, which follows трлн too


def rounded(value: Decimal, digits: int) -> Decimal:
    """A value to so many significant digits, all whole digits kept: 145.6129 → 145.6, 145612.9 → 145613."""
    whole = max(value.adjusted() + 1, 1)
    return +Context(prec=max(digits, whole), rounding=ROUND_HALF_EVEN).create_decimal(value)


def scaled(value: Decimal) -> tuple[Decimal, Phrase | None]:
    """A value in trillions, billions or millions with the word, if three decimals keep every digit; else as it is."""
    with localcontext(ALL_DIGITS):
        size = abs(value)
        for scale, word in _SCALES:
            short = value / scale
            if size >= scale and short == round(short, _LONGEST_FRACTION):
                return short.normalize(), word
    return value, None


def scale_of(size: Decimal) -> tuple[Decimal, Phrase | None]:
    """The scale of an axis that reaches up to ``size``, with its word; 1 and None for small numbers."""
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
    """The noun forms of a unit; None for an unknown unit."""
    return UNITS.get(unit) or _currency(unit)


def _percent(text: str, lang: str) -> str:
    return f"{text}%" if grammar(lang) == "en" else f"{text}{NBSP}%"


def amount(
    value: Figure | None,
    unit: str,
    lang: str,
    *,
    digits: int | None = None,
    genitive: bool = False,
    ablative: bool = False,
) -> str:
    """A figure with its unit, as a newspaper prints it.

    ``value`` is in base units; None gives "", never zero. ``digits`` rounds a computed figure to so many significant
    digits; without it all digits stay. ``genitive`` (Russian, “не менее …”) and ``ablative`` (Kazakh, “… астам”) are
    the case of the noun. A unit may be a rate (``cars a year``); an unknown unit is shown as it is written.
    """
    if value is None or value == "":
        return ""
    if unit.endswith(PER_YEAR) and (counted := unit.removesuffix(PER_YEAR)) in UNITS:
        figures = amount(value, counted, lang, digits=digits, genitive=genitive, ablative=ablative)
        return A_YEAR.text(lang, figures)
    figure = Decimal(value)
    if digits is not None:
        figure = _computed(figure, digits)
    if unit == "percent" and not (ablative and language(lang) == "kk"):
        return _percent(number(figure, lang), lang)
    short, scale = scaled(figure)
    text = number(short, lang)
    if scale is not None:
        text = f"{text}{NBSP}{scale.text(lang)}"
    if not unit:
        return text
    space = NBSP if scale is None else " "  # a line may break in “1.5 trillion tenge”, not in “180 projects”
    return f"{text}{space}{_noun(short, scale is not None, unit, lang, genitive=genitive, ablative=ablative)}"


def _computed(figure: Decimal, digits: int) -> Decimal:
    """A computed figure, rounded in its scale."""
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


def unit_name(unit: str, lang: str) -> str:
    """A unit alone, for a heading or a filter."""
    if unit in PLURAL_LABELS:
        return Phrase(*PLURAL_LABELS[unit]).text(lang)
    forms = forms_of(unit)
    return isolated(unit.replace("_", " ")) if forms is None else form(_MANY, forms, lang)


def counted_unit(unit: str, lang: str) -> str:
    """A unit after a scale word: ``автомобилей``, as in млн автомобилей."""
    return _noun(Decimal(_MANY), True, unit, lang, genitive=False, ablative=False)


def percent(ratio: Figure | None, lang: str) -> str:
    """A ratio as a percentage with one decimal.

    A ratio below 1 never shows as 100 %, and only zero shows as 0 %: a smaller one has its first digit, ``0.04%``.
    """
    if ratio is None or ratio == "":
        return ""
    with localcontext(ALL_DIGITS):
        value = Decimal(ratio) * 100
        shown = value.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
        if abs(value) < 100 <= abs(shown):
            shown = value.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
        if shown == 0:
            shown = rounded_to_first_digit(value)
    return _percent(number(_trimmed(shown), lang), lang)


def rounded_to_first_digit(value: Decimal) -> Decimal:
    """A value to one significant digit: 0.0364 → 0.04; zero without a sign."""
    return Context(prec=1, rounding=ROUND_HALF_EVEN).create_decimal(value) if value else Decimal(0)


def ratio(value: Figure | None, lang: str) -> str:
    """A pace with two decimals, rounded down so that no value seems to reach the next band: ``0.95``."""
    if value is None or value == "":
        return ""
    with localcontext(ALL_DIGITS):
        shown = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_FLOOR)
        return format_decimal(shown, "0.00", locale=locale_of(lang))


def _trimmed(value: Decimal) -> Decimal:
    with localcontext(ALL_DIGITS):
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
