"""What every answer has beside its own members: day, method, licence, permanent links, and how it may be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.comparison.figures import METHOD_VERSION
from projects.models.record_version import Version
from projects.publishing.licence import DATA, attribution

from . import shapes
from .shapes import Shape


class RefusedError(Exception):
    """A question that cannot be answered, with a sentence that says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks in which language, today; ``version`` is that of the record."""

    today: date
    lang: str
    version: Version


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as of a day: its own members, the same as a short text, and the page that shows the same."""

    as_of: date
    members: Mapping[str, Any]
    text: str
    url: str


def answer_schema(**own: Shape) -> dict[str, Any]:
    """The JSON Schema of an answer with these members of its own."""
    return dict(
        shapes.members(
            as_of=shapes.day("The day of the answer: only what was public by then counts."),
            method_version=shapes.text("The version of the method by which verdicts were made."),
            language=shapes.text("The language of titles, labels and sentences."),
            url=shapes.address("The permanent page that shows the same, as of the same day. Cite it."),
            how_to_quote=shapes.text("How figures and verdicts may be quoted."),
            licence=shapes.members(
                name=shapes.text(),
                url=shapes.address(),
                attribution=shapes.text("The line that names the source, as the licence asks."),
            ),
            **own,
        )
    )


def full_answer(answer: Answer, asking: Asking) -> tuple[dict[str, Any], str]:
    """The structured content and the text, each with all that every answer has."""
    how = how_to_quote()
    attributed = attribution(answer.as_of, asking.lang, answer.url)
    structured = {
        "as_of": answer.as_of,
        "method_version": METHOD_VERSION,
        "language": asking.lang,
        "url": answer.url,
        "how_to_quote": how,
        "licence": {"name": DATA.name, "url": DATA.url, "attribution": attributed},
        **answer.members,
    }
    day = _("As of %(day)s, by version %(version)s of the method.") % {
        "day": wording.kazakh_case(wording.day(answer.as_of, asking.lang), "attributive", asking.lang),
        "version": METHOD_VERSION,
    }
    return structured, "\n".join((answer.text.strip(), "", day, how, attributed))


def how_to_quote() -> str:
    """The rule of quoting, in the active language."""
    return _(
        "Every figure is the claim of the source named beside it: say whose it is. Every verdict is this tracker’s, by "
        "its published method, on that day. What is undecided, or has no final report, is not missed: do not say it "
        "is. Cite the page of each promise."
    )
