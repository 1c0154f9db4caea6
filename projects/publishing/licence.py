"""The licences of data and code, and the sentence that names the tracker: the same on pages and in every file.

What the data is under is said once, in ``projects.packages.schema``. Whoever runs a tracker with a record of another
licence says so there, and in ``LICENSE-DATA``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from projects import wording
from projects.packages.schema import LICENCES
from projects.wording.languages import Phrase, say


@dataclass(frozen=True, slots=True)
class Licence:
    """``name`` is the SPDX identifier, ``short`` what people call it, ``url`` where it is explained."""

    name: str
    title: str
    short: str
    url: str


_DATA = LICENCES[0]
DATA = Licence(_DATA["name"], _DATA["title"], "CC BY 4.0", _DATA["path"])
CODE = Licence("BSD-3-Clause", "BSD 3-Clause License", "BSD 3-Clause", "https://spdx.org/licenses/BSD-3-Clause.html")
LINK = f'<{DATA.url}>; rel="license"'  # of the header Link, for files that cannot say it inside

SITE_NAME = Phrase("Promise tracker", "Трекер обещаний", "Уәделер трекері")
TERMS = Phrase(
    "Use it for anything, also commercially, if you name the source and say what you changed.",
    "Используйте для любых целей, в том числе коммерческих, если указываете источник и сообщаете, что изменили.",
    "Дереккөзді көрсетіп, нені өзгерткеніңізді айтсаңыз, кез келген мақсатта, соның ішінде коммерциялық мақсатта да "
    "пайдалана аласыз.",
)


def attribution(on: date, lang: str, address: str = "") -> str:
    """How to name the source: ``Promise tracker, https://…, 28 November 2026, CC BY 4.0``.

    ``address`` is that of the page or file; without it the tracker's. ``on`` is the as-of day of what was taken.
    """
    parts = (SITE_NAME.text(lang), address or settings.SITE_URL, wording.day(on, lang), DATA.short)
    return ", ".join(parts)


def terms(lang: str) -> str:
    """What the licence of the data asks for, as a sentence."""
    return say(TERMS, lang)


def licences(on: date, lang: str) -> dict[str, Any]:
    """What a page says of both licences, and an example of how to name the source."""
    return {"data": DATA, "code": CODE, "terms": terms(lang), "example": attribution(on, lang)}
