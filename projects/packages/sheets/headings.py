"""What columns are called in spreadsheets: as the format names them, and as forms and documents do in each language."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings
from django.utils import translation

from projects.packages.columns import Table

# What people write besides: column → headings.
_ALSO: dict[str, tuple[str, ...]] = {
    "id": ("идентификатор", "код", "сәйкестендіргіш"),
    "name": ("name", "name en", "name in english"),
    "name_ru": ("название", "наименование", "name in russian", "название на русском"),
    "name_kk": ("атауы", "name in kazakh", "название на казахском", "қазақша атауы"),
    "period_start": (
        "start of the period",
        "period from",
        "начало периода",
        "период с",
        "кезең басталуы",
        "кезеңнің басы",
    ),
    "period_end": (
        "end of the period",
        "period to",
        "конец периода",
        "окончание периода",
        "период по",
        "кезеңнің соңы",
    ),
    "compared_with_start": ("compared with from", "сравнено с начало периода"),
    "compared_with_end": ("compared with to", "сравнено с конец периода"),
    "baseline_value": ("baseline value", "исходное значение", "базовое значение", "бастапқы мәні"),
    "rounded_to": ("rounding", "округление", "дөңгелектеу"),
    "upper_value": ("upper end", "верхняя граница", "жоғарғы шегі"),
    "locator": ("page", "place", "страница", "место в источнике", "бет"),
    "note": ("remark", "comment", "комментарий", "түсініктеме"),
    "url": ("link", "web address", "ссылка", "сілтеме"),
    "published": ("date of publication", "дата публикации", "жарияланған күні"),
    "announced": ("date of the announcement", "announced on", "дата объявления", "жариялаған күні"),
    "deadline": ("due", "срок исполнения", "орындау мерзімі"),
    "territory": ("place", "region", "территория", "регион", "өңір"),
    "unit": ("unit of measurement", "единица измерения"),
    "source": ("source id", "источник", "дереккөз"),
    "indicator": ("indicator id", "индикатор"),
    "responsible": ("responsible", "ответственный", "жауапты"),
    "value": ("figure", "число", "цифра", "сан"),
    "qualifier": ("how exactly", "уточнение"),
    "speaker": ("who said it", "кто сказал", "кім айтты"),
    "withdrawn": ("withdrawal", "отозвана", "отозван"),
    "final": ("final figure", "окончательный", "окончательно", "окончательная"),
}
_SEPARATING = re.compile(r"[\W_]+")


def heading_key(heading: str) -> str:
    """Headings that differ in case, signs and spaces are one: ``Period_End``, ``period: end``."""
    return _SEPARATING.sub(" ", heading.casefold()).strip()


def heading_of(table: Table, column: str, lang: str) -> str:
    """What the desk calls the column in that language."""
    with translation.override(lang):
        return str(table.field(table.by_name[column]).verbose_name)


@cache
def headings_of(table: Table) -> dict[str, str]:
    """Heading key → column; what two columns of the table are called is in it for neither."""
    columns_of: dict[str, set[str]] = {}
    named: dict[str, str] = {}
    for column in table.by_name:
        named[heading_key(column)] = column
        for lang, _language in settings.LANGUAGES:
            columns_of.setdefault(heading_key(heading_of(table, column, lang)), set()).add(column)
    for column, also in _ALSO.items():
        if column in table.by_name:
            for heading in also:
                columns_of.setdefault(heading_key(heading), set()).add(column)
    sure = {key: columns.copy().pop() for key, columns in columns_of.items() if len(columns) == 1}
    return {**sure, **named}


@cache
def table_names(table: Table) -> tuple[str, ...]:
    """What a sheet of the table may be called, case folded."""
    names = {table.name}
    for lang, _language in settings.LANGUAGES:
        with translation.override(lang):
            names.add(str(table.model._meta.verbose_name_plural))
    return tuple(sorted(name.casefold() for name in names))
