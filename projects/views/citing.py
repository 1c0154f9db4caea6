"""How to cite the page of a target: what stands on the page, and the references as files."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from projects.citing.citation import BIBTEX_TYPE, CSL_TYPE, Citation, bibtex, citation_of, csl, meta_tags
from projects.citing.claim_review import claim_review
from projects.citing.datasets import target_dataset
from projects.citing.json_ld import json_ld
from projects.http.pages import LANG, activate_language, found_or_404, public_page, today
from projects.publishing.licence import LINK
from projects.reports.targets.target_detail import TargetDetail
from projects.reports.targets.target_list import find_target


def cited(report: TargetDetail, accessed: date, lang: str) -> dict[str, Any]:
    """What the page of a target says of itself: references, meta tags, linked data."""
    citation = citation_of(report.entry, report.as_of, accessed, lang)
    review = claim_review(report, lang)
    nodes = [*([review] if review is not None else []), target_dataset(report, citation, lang)]
    return {
        "citation": citation,
        "citation_tags": meta_tags(citation),
        "bibtex": bibtex(citation),
        "csl": _csl_text(citation),
        "linked": json_ld(nodes),
    }


@public_page(LANG)
def cite_csl(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """The reference for programs that keep references, as CSL-JSON."""
    citation = _citation(request, target_id, as_of, lang)
    return _file(_csl_text(citation), CSL_TYPE, f"{citation.key}.json")


@public_page(LANG)
def cite_bibtex(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """The same as BibTeX."""
    citation = _citation(request, target_id, as_of, lang)
    return _file(bibtex(citation), BIBTEX_TYPE, f"{citation.key}.bib")


def _citation(request: HttpRequest, target_id: str, as_of: date, lang: str | None) -> Citation:
    lang = activate_language(request, lang)
    entry = found_or_404(find_target(target_id, as_of), _("There is no target “%s” on that day.") % target_id)
    return citation_of(entry, as_of, today(), lang)


def _csl_text(citation: Citation) -> str:
    """A field a line."""
    items = csl(citation)
    lines = [[f"    {_json(name)}: {_json(value)}" for name, value in item.items()] for item in items]
    return "[\n" + ",\n".join("  {\n" + ",\n".join(item) + "\n  }" for item in lines) + "\n]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Link"] = LINK
    return answer
