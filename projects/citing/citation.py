"""One citation of a verdict, in the forms that people and reference managers take: words, CSL-JSON, BibTeX, tags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.http.public_urls import public_url
from projects.publishing.feeds import writable
from projects.publishing.licence import DATA, SITE_NAME
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_entry import TargetEntry

CSL_TYPE = "application/vnd.citationstyles.csl+json"
BIBTEX_TYPE = "application/x-bibtex; charset=utf-8"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {"en": "english", "ru": "russian", "kk": "kazakh"}  # as biblatex names them
# What TeX or BibTeX would read as more than a letter. Braces are words: BibTeX counts even those after a backslash.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "#$%&_"},
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited: the promise, the verdict of a day by a version of the method, and where it stays.

    ``indicator`` is "" where the title names it. ``accessed`` is the day on which it was looked at.
    """

    key: str
    title: str
    indicator: str
    responsible: str
    verdict: str
    method: str
    site: str
    url: str
    as_of: date
    accessed: date
    lang: str

    @property
    def text(self) -> str:
        """The citation as a sentence, without its address."""
        parts = (self.title, self.indicator, self.responsible)
        named = " ".join(f"{part}." for part in parts if part)
        return f"{named} {self.verdict} {self.method_words} {self.site}"

    @property
    def method_words(self) -> str:
        return _("Method version %(version)s.") % {"version": self.method}

    @property
    def accessed_words(self) -> str:
        words = _("Accessed %(day)s.") % {"day": wording.day(self.accessed, self.lang)}
        return words.replace("..", ".")  # a Russian date ends in one

    @property
    def note(self) -> str:
        """What no field of a reference holds: the body, the verdict, the method, the licence."""
        named = " ".join(f"{part}." for part in (self.indicator, self.responsible) if part)
        return f"{named} {self.verdict} {self.method_words} {DATA.short}."


def citation_of(entry: TargetEntry, as_of: date, accessed: date, lang: str) -> Citation:
    """The citation of a target's page as of a day. The active language is ``lang``."""
    title, verdict = title_of(entry, lang), entry.assessment
    day = wording.kazakh_case(wording.day(as_of, lang), "attributive", lang)
    words = {"day": day, "status": wording.status(verdict["status"], lang)}
    return Citation(
        key=f"{entry.id}-{as_of.isoformat()}",
        title=_plain(title.text),
        indicator=_plain(title.indicator),
        responsible=_plain(entry.responsible.in_language(lang)),
        verdict=_("Verdict as of %(day)s: %(status)s.") % words,
        method=str(verdict["method_version"]),
        site=SITE_NAME.text(lang),
        url=public_url("target", entry.id, as_of=as_of.isoformat()),
        as_of=as_of,
        accessed=accessed,
        lang=lang,
    )


def csl(citation: Citation) -> list[dict[str, Any]]:
    """The reference as CSL-JSON: a list of one item, as reference managers import it."""
    author = [{"literal": citation.site}]
    return [
        {
            "id": citation.key,
            "type": "webpage",
            "title": citation.title,
            "author": author,
            "container-title": citation.site,
            "publisher": citation.site,
            "issued": _date_parts(citation.as_of),
            "accessed": _date_parts(citation.accessed),
            "URL": citation.url,
            "version": citation.method,
            "language": citation.lang,
            "note": citation.note,
        }
    ]


def bibtex(citation: Citation) -> str:
    """The reference as a BibTeX entry, UTF-8; ``url`` and ``urldate`` are those of biblatex."""
    day = citation.as_of
    fields = {
        "author": f"{{{{{tex(citation.site)}}}}}",
        "title": f"{{{{{tex(citation.title)}}}}}",
        "year": f"{{{day.year}}}",
        "month": _MONTHS[day.month - 1],
        "date": f"{{{day.isoformat()}}}",
        "howpublished": f"{{\\url{{{citation.url}}}}}",
        "url": f"{{{citation.url}}}",
        "urldate": f"{{{citation.accessed.isoformat()}}}",
        "version": f"{{{tex(citation.method)}}}",
        "note": f"{{{tex(citation.note)} {tex(citation.accessed_words)}}}",
    }
    if citation.lang in _LANGUAGES:
        fields["langid"] = f"{{{_LANGUAGES[citation.lang]}}}"
    lines = [f"  {name} = {value}" for name, value in fields.items()]
    return f"@misc{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


def meta_tags(citation: Citation) -> list[tuple[str, str]]:
    """Names and contents of the tags by which programs recognise what a page is: Google Scholar's and Dublin Core."""
    day = citation.as_of
    return [
        ("citation_title", citation.title),
        ("citation_author", citation.site),
        ("citation_publisher", citation.site),
        ("citation_publication_date", day.isoformat().replace("-", "/")),
        ("citation_online_date", day.isoformat().replace("-", "/")),
        ("citation_language", citation.lang),
        ("citation_public_url", citation.url),
        ("DC.title", citation.title),
        ("DC.creator", citation.site),
        ("DC.publisher", citation.site),
        ("DC.date", day.isoformat()),
        ("DC.language", citation.lang),
        ("DC.identifier", citation.url),
        ("DC.rights", DATA.url),
        ("DC.description", citation.note),
    ]


def tex(text: str) -> str:
    """A text as TeX prints it, in one line."""
    return "".join(_TEX.get(letter, letter) for letter in " ".join(_plain(text).split()))


def _plain(text: str) -> str:
    return writable(text).replace("\u00a0", " ").replace("\u202f", " ")


def _date_parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
