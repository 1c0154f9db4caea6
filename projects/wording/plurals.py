"""Numbers and the noun forms that follow them, by the plural rules of each language (CLDR, through Babel)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, localcontext

from babel import Locale
from babel.numbers import format_decimal

from projects.language_folders import FOLDERS

from .languages import language

NBSP = "\u00a0"
_LOCALES = {"en": "en_GB", "ru": "ru", "kk": "kk"}
_PLURAL = {code: Locale.parse(locale).plural_form for code, locale in _LOCALES.items()}
_FORMS = {"en": ("one", "other"), "ru": ("one", "few", "many", "other"), "kk": ("other",)}

# The record has figures of 45 digits and sums of more; Python's default of 28 digits cannot format them.
ALL_DIGITS = Context(prec=400)


def locale_of(lang: str) -> str:
    """The locale of CLDR that writes the numbers and months of a language."""
    code = language(lang)
    return _LOCALES[code] if code in _LOCALES else FOLDERS[code].locale


def number(value: Decimal | int, lang: str, *, grouped: bool = True) -> str:
    """A number in the notation of a language, with all digits: ``1,234.5``, ``1 234,5``; not grouped, ``1234,5``."""
    with localcontext(ALL_DIGITS):
        return format_decimal(
            Decimal(value), locale=locale_of(lang), decimal_quantization=False, group_separator=grouped
        )


def form(value: Decimal | int, forms: Mapping[str, Sequence[str]], lang: str, *, genitive: bool = False) -> str:
    """The form of a noun that follows a number.

    ``forms``: English (one, other), Russian (1, 2–4, 5–20, fraction), Kazakh (one form). The Russian form after a
    fraction is the genitive singular; with ``genitive`` it also follows 1 (“около 1 …”). The folder of a language has
    its own by the English ones.
    """
    code = language(lang)
    if code in FOLDERS:
        return FOLDERS[code].noun(Decimal(value), tuple(forms["en"]))
    names = _FORMS[code]
    category = _PLURAL[code](abs(Decimal(value)))
    if code == "ru" and genitive:
        category = {"one": "other", "few": "many"}.get(category, category)
    return forms[code][names.index(category) if category in names else -1]


def counted(value: Decimal | int, forms: Mapping[str, Sequence[str]], lang: str, *, genitive: bool = False) -> str:
    """A number and its noun with a space that does not break."""
    return f"{number(value, lang)}{NBSP}{form(value, forms, lang, genitive=genitive)}"
