"""Numbers and the noun forms that follow them, by the plural rules of each language (CLDR, through Babel)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, localcontext

from babel import Locale
from babel.numbers import format_decimal

from .languages import language
from .memory import remembered

NBSP = "\u00a0"
LOCALES = {"en": "en_GB", "ru": "ru", "kk": "kk"}
_PLURAL = {code: Locale.parse(locale).plural_form for code, locale in LOCALES.items()}
_FORMS = {"en": ("one", "other"), "ru": ("one", "few", "many", "other"), "kk": ("other",)}

# The record holds figures of 45 digits and sums may have more: Python's usual 28 would refuse to format them.
ALL_DIGITS = Context(prec=400)


@remembered
def number(value: Decimal | int, lang: str) -> str:
    """A number grouped and pointed as the language does, with all its digits: ``1,234.5``, ``1 234,5``."""
    with localcontext(ALL_DIGITS):
        return format_decimal(Decimal(value), locale=LOCALES[language(lang)], decimal_quantization=False)


def form(value: Decimal | int, forms: Mapping[str, Sequence[str]], lang: str, *, genitive: bool = False) -> str:
    """The form of a noun that follows a number.

    ``forms``: English (one, other), Russian (1, 2–4, 5–20, fraction), Kazakh (one form for all). The Russian
    form after a fraction is the genitive singular, so it also follows “около 1” when ``genitive`` is asked for.
    """
    code = language(lang)
    names = _FORMS[code]
    category = _PLURAL[code](abs(Decimal(value)))
    if code == "ru" and genitive:
        category = {"one": "other", "few": "many"}.get(category, category)
    return forms[code][names.index(category) if category in names else -1]


def counted(value: Decimal | int, forms: Mapping[str, Sequence[str]], lang: str, *, genitive: bool = False) -> str:
    """A number with its noun, kept on one line."""
    return f"{number(value, lang)}{NBSP}{form(value, forms, lang, genitive=genitive)}"
