"""Rows with a text that readers of Russian or Kazakh get in another language."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from projects.packages.tables import TABLES

TRANSLATED: dict[type[Any], tuple[str, ...]] = {
    table.model: names
    for table in TABLES
    if (names := tuple(column.name for column in table.described if column.translated))
}
# By these letters a text is told to need no translation, as in wording/texts.py. Each is there in both cases: how a
# database ignores the case of Cyrillic letters depends on its settings.
_CYRILLIC = "[А-Яа-яЁё]"
_KAZAKH = "[ӘәҒғҚқҢңӨөҰұҮүҺһІі]"
_LETTER = "[A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]"


def untranslated(model: type[Any]) -> Q:
    """Rows of which a text is there, in words, and not in Russian or not in Kazakh."""
    condition = Q()
    for name in TRANSLATED[model]:
        condition |= ~Q(**{name: ""}) & (_lacks_russian(name) | _lacks_kazakh(name))
    return condition


def untranslated_counts() -> tuple[tuple[type[Any], int], ...]:
    """Table and number of rows, where there are any. One query for each table."""
    counts = ((model, model._default_manager.filter(untranslated(model)).count()) for model in TRANSLATED)
    return tuple((model, count) for model, count in counts if count)


def _lacks_russian(name: str) -> Q:
    is_other = Q(**{f"{name}__regex": _KAZAKH}) | ~Q(**{f"{name}__regex": _CYRILLIC})
    return Q(**{f"{name}_ru": "", f"{name}__regex": _LETTER}) & is_other


def _lacks_kazakh(name: str) -> Q:
    return Q(**{f"{name}_kk": "", f"{name}__regex": _LETTER}) & ~Q(**{f"{name}__regex": _KAZAKH})
