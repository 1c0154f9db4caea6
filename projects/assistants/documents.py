"""What an assistant can read whole: the method and the glossary, and what it is told at the beginning."""

from __future__ import annotations

from dataclasses import dataclass

from projects.publishing.documents import document
from projects.wording import LANGUAGES, own_names

SCHEME = "promise-tracker://"
INSTRUCTIONS = (
    "This server reads a public record of promises that governments made in figures and dates, what sources later "
    "reported, and a verdict on each promise by a published method. To say what became of a promise: find it with "
    "search_promises, read it with get_promise, and answer with the verdict's own words, the day it is as of, the "
    "sources by name and the address of the promise. Keep three things apart: what was promised (by whom, where it was "
    "announced), what was reported (by which source), and the verdict (this tracker's, by its method). Never call a "
    "promise missed whose verdict is overdue, no final report, no data or not assessable. Never make a share of fewer "
    "than five decided promises. Never work out a figure that no source gives. If the record does not hold it, say so. "
    "The record reaches as far as its newest source; it is not complete. Ask with `as_of` for what was known on an "
    "earlier day, and with `language` en, ru or kk for the reader's own words."
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language."""

    what: str
    lang: str
    title: str
    about: str

    @property
    def uri(self) -> str:
        return f"{SCHEME}{self.what}/{self.lang}"

    @property
    def name(self) -> str:
        return f"{self.what}-{self.lang}"


def _documents(what: str, title: str, about: str) -> list[Document]:
    names = own_names()
    return [Document(what, lang, f"{title} ({names[lang]})", about) for lang in LANGUAGES]


DOCUMENTS = (
    *_documents("method", "The method", "How verdicts are made: every rule, as published."),
    *_documents("glossary", "The glossary", "What the words of the record mean."),
)


def read_document(uri: str) -> str | None:
    """The Markdown of a document; None where there is none at that address."""
    wanted = next((document for document in DOCUMENTS if document.uri == uri), None)
    return None if wanted is None else document(wanted.lang, wanted.what).read_text(encoding="utf-8")
