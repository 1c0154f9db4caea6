"""How the record stores texts: without invisible differences."""

from __future__ import annotations

import unicodedata

from django.db import models
from django.utils.translation import gettext as _

from projects.reading.clean_text import CONTROLS

LONGEST_TEXT = 2**20  # characters: no cell of a package has more, and what is recorded must come back from a package
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


def overlong_texts(row: models.Model) -> dict[str, list[str]]:
    """What is wrong with the texts that are longer than any file of the record can hold, by column."""
    columns = (field.attname for field in text_columns(type(row)))
    too_long = [name for name in columns if len(getattr(row, name) or "") > LONGEST_TEXT]
    return {name: [_("At most %(number)d characters.") % {"number": LONGEST_TEXT}] for name in too_long}


def text_columns(model: type[models.Model]) -> list[models.Field[str, str]]:
    """The columns of a table with free text."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.primary_key and not field.choices
    ]
