"""The links from a page that lists things to the same list as a file."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse

from projects.http.extra_packages import is_installed
from projects.models.names import active_language
from projects.reports.verdicts.track_records import Question

from .page_addresses import asked_place
from .track_records import against_of

register = template.Library()
FORMATS = [("csv", "CSV"), ("xlsx", "XLSX"), ("jsonl", "JSON Lines")]
if is_installed("duckdb"):  # no page offers what this installation cannot make
    FORMATS.append(("parquet", "Parquet"))
OF_PEOPLE = ("xlsx", "parquet")  # formats that say in a language what they are


@register.inclusion_tag("projects/_list_files.html", takes_context=True)
def list_files(context: Context, name: str, **filters: Any) -> dict[str, Any]:
    """The links for a list of the API with these filters, for the place and the day that the reader is looking at.

    Collections without dates of their own know things of coming days: the day keeps them out.
    """
    place = asked_place(context)
    return _links(name, urlencode(_set({**({"territory": place} if place else {}), **filters, **_day(context)})))


@register.inclusion_tag("projects/_list_files.html", name="target_files")
def target_files(query: str) -> dict[str, Any]:
    """The links for the list of targets with a query string."""
    return _links("targets", query)


@register.inclusion_tag("projects/_list_files.html", name="track_files", takes_context=True)
def track_files(context: Context, question: Question, by: str) -> dict[str, Any]:
    """The links for the track records of each subject of a kind, in the scope and on the day of a question."""
    parameters = {**asdict(question.scope), "against": against_of(question), "by": by, **_day(context)}
    return _links("track-records", urlencode(_set(parameters)))


def _day(context: Context) -> dict[str, str]:
    return {"as_of": context["as_of"].isoformat()}


def _set(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value not in (None, "")}


def _links(name: str, query: str) -> dict[str, Any]:
    """By format the title and the address; CSV with the mark by which Excel knows its letters."""
    lang = active_language()
    links = []
    for format, title in FORMATS:
        words = "bom=true" if format == "csv" else f"lang={lang}" if format in OF_PEOPLE and lang != "en" else ""
        parameters = "&".join(filter(None, (query, words)))
        address = reverse("list-file", args=(name, format))
        links.append((title, f"{address}?{parameters}" if parameters else address))
    return {"links": links}
