"""Answers of a search, for templates and suggestions: their addresses, and what their kinds are called."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from projects.models.names import active_language
from projects.reports.catalogue.search_page import Line
from projects.reports.search.entries import (
    BODY,
    INDICATOR,
    PERSON,
    PLACE,
    PROGRAMME,
    PROJECT,
    SECTOR,
    SOURCE,
    TARGET,
    WORD,
)
from projects.reports.search.results import Hit
from projects.wording import isolated, sector

from .claims import titled
from .page_addresses import page_url

LONGEST = 140  # characters of an option
register = template.Library()

_PAGES = (TARGET, PROGRAMME, BODY, PERSON, PLACE, PROJECT, SOURCE)  # kinds whose pages are called as they are


@register.filter
def kind_heading(kind: str) -> str:
    """What the things of a kind are called together: the heading of their group."""
    headings = {
        TARGET: _("Targets"),
        PROGRAMME: _("Programmes"),
        INDICATOR: _("Indicators"),
        BODY: _("Bodies"),
        PERSON: _("People"),
        PLACE: _("Places"),
        SECTOR: _("Sectors"),
        PROJECT: _("Projects"),
        WORD: _("Words of the glossary"),
        SOURCE: _("Sources"),
    }
    return headings[kind]


@register.filter
def kind_name(kind: str) -> str:
    """What one thing of a kind is called, beside its name."""
    names = {
        TARGET: _("target"),
        PROGRAMME: _("programme"),
        INDICATOR: _("indicator"),
        BODY: _("body"),
        PERSON: _("person"),
        PLACE: _("territory"),
        SECTOR: _("sector"),
        PROJECT: _("project"),
        WORD: _("glossary"),
        SOURCE: _("source"),
    }
    return names[kind]


@register.simple_tag(takes_context=True)
def hit_url(context: Context | dict[str, Any], hit: Hit) -> str:
    """Where a hit leads: its page, or the list of what it stands for."""
    if hit.kind in _PAGES:
        return page_url(context, hit.kind, hit.id)
    if hit.kind == SECTOR:
        return page_url(context, "targets", sector=hit.id)
    if hit.kind == WORD:
        return f"{page_url(context, 'glossary')}#word-{hit.id}"
    if len(hit.promises) == 1:
        return page_url(context, "target", hit.promises[0])
    return page_url(context, "programme", hit.about)


@register.simple_tag(takes_context=True)
def all_of_kind(context: Context, kind: str, question: str) -> str:
    """The address of everything of a kind that answers; of targets the list with its filters."""
    if kind == TARGET:
        return page_url(context, "targets", search=question)
    return page_url(context, "search", q=question, kind=kind)


@register.simple_tag
def hit_name(line: Line) -> str:
    """The name of a hit as readers call it: of a target what is promised."""
    if line.entry is not None:
        return titled(line.entry)
    name = sector(line.hit.id, active_language()) if line.hit.kind == SECTOR else line.hit.name
    return isolated(name[:1].upper() + name[1:])


def suggestion(context: dict[str, Any], line: Line) -> dict[str, str]:
    """A hit as an option of the box: its text, what it is, where it leads."""
    text = Truncator(hit_name(line)).chars(LONGEST)
    return {"text": isolated(text), "kind": kind_name(line.hit.kind), "url": hit_url(context, line.hit)}
