"""How the record stores texts: without invisible differences."""

from __future__ import annotations

import unicodedata

from django.db import models

from projects.reading.clean_text import CONTROLS

UNSEEN = "\u200b\u2060\ufeff"  # zero-width space, word joiner, byte order mark, which copying leaves
BLANKS = "".join(mark for mark in map(chr, range(0x3001)) if mark.isspace()) + UNSEEN


def stored_text(text: str) -> str:
    """The text without control characters and without blanks around it, in Unicode's composed form (NFC)."""
    if not text.isprintable():
        text = CONTROLS.sub("", text)
    return unicodedata.normalize("NFC", text).strip(BLANKS)


def tidy_texts(row: models.Model) -> None:
    """Apply ``stored_text`` to a row's text columns, not to ids and choices."""
    for field in text_columns(type(row)):
        text = getattr(row, field.attname)
        if isinstance(text, str):
            setattr(row, field.attname, stored_text(text))


def text_columns(model: type[models.Model]) -> list[models.Field[str, str]]:
    """The columns of a table with free text."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.primary_key and not field.choices
    ]
