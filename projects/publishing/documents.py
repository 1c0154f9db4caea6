"""The documents that readers get as they are written: the method and the glossary, and the rules in the method."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from projects.wording.languages import grammar

RULES = tuple(f"R{number}" for number in range(1, 17))
_SECTION = re.compile(r"^(#{2,3}) +(.+?) *$", re.MULTILINE)
_RULE = re.compile(r"R[0-9]+(?=\b)")


class Section(NamedTuple):
    """A section of a document: the rule that it is about or "", its heading, its Markdown."""

    rule: str
    heading: str
    text: str


def document(lang: str, what: str = "method") -> Path:
    """The method, or the glossary, as it is written in a language; in English where it is not."""
    name = {"en": f"{what}.md"}.get(grammar(lang), f"{what}.{grammar(lang)}.md")
    return Path(settings.BASE_DIR) / "docs" / name


@cache
def sections(path: Path) -> tuple[Section, ...]:
    """The sections of a document in order, each up to the next heading."""
    text = path.read_text(encoding="utf-8")
    headings = list(_SECTION.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return tuple(
        Section(
            rule.group() if (rule := _RULE.match(heading[2])) else "", heading[2], text[heading.end() : end].strip()
        )
        for heading, end in zip(headings, ends, strict=True)
    )
