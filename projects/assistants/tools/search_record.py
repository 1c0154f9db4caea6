"""Everything of the record by words: how an assistant comes from a name to an id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from projects import wording
from projects.assistants import shapes
from projects.assistants.answers import Answer, Asking, answer_schema
from projects.assistants.parts import as_of_day
from projects.http.public_urls import public_url
from projects.http.rate_limits import Allowance, SearchAllowance
from projects.models import Territory
from projects.reports.catalogue.search_page import search_page
from projects.reports.parameters import AS_OF, PAGING, Kind, Parameter
from projects.reports.search.entries import KINDS
from projects.templatetags.search import hit_name, hit_url, kind_heading

from .tool import Tool, Values

WORDS = Parameter(
    "words", Kind.TEXT, "Words, a figure or an id, in English, Russian or Kazakh; all must be found, the first eight."
)
KIND = Parameter("kind", Kind.CHOICE, "Only things of this kind, a page at a time.", choices=KINDS)
PLACE = Parameter("territory", Kind.REFERENCE, "Only what is for this place or a part of it.", model=Territory)
HIT = shapes.members(
    id=shapes.text("Of a target for get_promise; else for the filter named after the kind."),
    name=shapes.text(),
    url=shapes.address(),
)


def search_record(values: Values, asking: Asking) -> Answer:
    as_of = values.get("as_of", asking.today)
    day, words, kind = as_of_day(as_of, asking), values["words"], values.get("kind")
    place = values.get("territory")
    report = search_page(
        words, as_of, asking.lang, territory=place, version=asking.version, kind=kind, page=values.get("page", 1)
    )
    context: dict[str, Any] = {"travelling": bool(day), "as_of": as_of}
    groups = [
        {
            "kind": group.kind,
            "heading": kind_heading(group.kind),
            "count": group.count,
            "hits": [
                {"id": line.hit.id, "name": hit_name(line), "url": f"{settings.SITE_URL}{hit_url(context, line.hit)}"}
                for line in group.lines
            ],
        }
        for group in report.groups
    ]
    suggestions = [text for text in (report.results.did_you_mean, *report.results.tries) if text]
    members = {"groups": groups, "page": report.page, "pages": report.pages, "suggestions": suggestions}
    url = public_url("search", q=words, kind=kind or "", territory=place or "", as_of=as_of.isoformat())
    return Answer(as_of, members, _text(groups, suggestions, asking), url)


def _text(groups: Sequence[Any], suggestions: Sequence[str], asking: Asking) -> str:
    if not groups:
        nothing = _("Nothing in the record answers.")
        return f"{nothing} {_('Try: %s') % ', '.join(suggestions)}" if suggestions else nothing
    lines = []
    for group in groups:
        lines.append(f"{group['heading']} ({wording.number(group['count'], asking.lang)})")
        lines += [f"- {hit['name']} [{hit['id']}] {hit['url']}" for hit in group["hits"]]
    return "\n".join(lines)


def _allowances(_values: Values, _asking: Asking) -> Sequence[type[Allowance]]:
    return (SearchAllowance,)


SEARCH_RECORD = Tool(
    name="search_record",
    title="Find ids",
    about=(
        "Finds programmes, bodies, people, places, sectors, projects, indicators, sources and promises by words, with "
        "their ids for the filters of the other tools. Ask it when you know a name (“Ministry of Industry”, "
        "“Шарлапаев”, “Астана”) and need the id. Without `kind` the best few of each kind."
    ),
    parameters=(WORDS, KIND, PLACE, AS_OF, PAGING[0]),
    required=(WORDS.name,),
    schema=answer_schema(
        groups=shapes.list_of(
            shapes.members(
                kind=shapes.one_of(KINDS),
                heading=shapes.text(),
                count=shapes.count("How many answer in all."),
                hits=shapes.list_of(HIT, "The best first."),
            )
        ),
        page=shapes.count(),
        pages=shapes.count(),
        suggestions=shapes.list_of(shapes.text(), "Other words that have answers, where these have none."),
    ),
    answer=search_record,
    allowances=_allowances,
)
