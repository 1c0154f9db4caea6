"""Editors' notes, in which sources are named by their ids: readers see whose document it is, and a link to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects import wording
from projects.models import Source
from projects.models.names import active_language
from projects.models.renamed_id import RenamedId

from .names import marked
from .page_addresses import page_url

register = template.Library()

# An id that stands alone: words with hyphens and a number, as ``the-astana-times-2024-05-16``. Whether it is the id of
# a source the record says.
ID = re.compile(r"(?<![\w./@-])(?=[a-z0-9.-]*\d)[a-z0-9]+(?:\.[a-z0-9]+)*(?:-[a-z0-9]+(?:\.[a-z0-9]+)*)+(?![\w/@-])")
ASKED = re.compile(r'<span data-source="([a-z0-9.-]+)">\1</span>')  # a text of the record is escaped and never reads so


@register.filter
def note(thing: Any, field: str) -> str:
    """As ``localtext``; ids in it become links where ``link_sources`` stands around it, for all notes in one query."""
    words = wording.reading(thing, field, active_language())
    return marked(words._replace(text=SafeString("".join(_parts(words.text)))))


def _parts(text: str) -> Iterator[SafeString]:
    end = 0
    for match in ID.finditer(text):
        yield format_html("{}", text[end : match.start()])
        yield format_html('<span data-source="{0}">{0}</span>', match[0])
        end = match.end()
    yield format_html("{}", text[end:])


@register.tag
def link_sources(parser: Parser, _token: Token) -> template.Node:
    """Around what shows notes: ``{% link_sources %} … {% end_link_sources %}``."""
    inside = parser.parse(("end_link_sources",))
    parser.delete_first_token()
    return LinkedNotes(inside)


class LinkedNotes(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = self.nodelist.render(context)
        ids = {match[1] for match in ASKED.finditer(html)} if "<span data-source=" in html else set()
        return SafeString(ASKED.sub(_link(context, ids), html)) if ids else html


def _link(context: Context, ids: set[str]) -> Callable[[re.Match[str]], str]:
    """What stands in the place of an id: the source, by its publisher and title; the id itself where there is none.

    On a page of an earlier day there is none that came out later: the note is of today.
    """
    published = Source.objects.published_by(context["as_of"]) if context.get("travelling") else Source.objects.all()
    sources: dict[str, Source] = published.in_bulk(ids)
    if former := ids - sources.keys():
        today = RenamedId.objects.current("source", former)
        renamed = published.in_bulk(today.values()) if today else {}
        sources |= {old: renamed[new] for old, new in today.items() if new in renamed}

    def link(match: re.Match[str]) -> str:
        source = sources.get(match[1])
        if source is None:
            return match[1]
        title = marked(wording.reading(source, "title", active_language()))
        address = page_url(context, "source", source.pk)
        return format_html('<a href="{}">{}: {}</a>', address, wording.isolated(source.publisher), title)

    return link
