"""The words of the glossary (``docs/glossary*.md``) in every language, each with what it means."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from projects.wording import LANGUAGES

_ROW = re.compile(r"\| *(?P<word>[^|]+?) *\| *(?P<meaning>[^|]+?) *\|")
_MARKS = re.compile(r"[`*]")


class GlossaryWord(NamedTuple):
    """A word by its place in the glossary, counted from 1; the word and its meaning in the order of the languages."""

    number: int
    names: tuple[str, ...]
    meanings: tuple[str, ...]


def glossary_file(lang: str) -> Path:
    """The glossary as it is written in a language."""
    name = "glossary.md" if lang == "en" else f"glossary.{lang}.md"
    return Path(settings.BASE_DIR) / "docs" / name


@cache
def glossary() -> tuple[GlossaryWord, ...]:
    """Every word; the documents have the same rows in every language."""
    tables = [_rows(glossary_file(lang).read_text(encoding="utf-8")) for lang in LANGUAGES]
    return tuple(
        GlossaryWord(number, tuple(word for word, _meaning in row), tuple(meaning for _word, meaning in row))
        for number, row in enumerate(zip(*tables, strict=True), start=1)
    )


def _rows(text: str) -> list[tuple[str, str]]:
    rows = [match for line in text.splitlines() if (match := _ROW.match(line))]
    return [(_MARKS.sub("", row["word"]), _MARKS.sub("", row["meaning"])) for row in rows[2:]]
