"""The filters of the list of targets as a page shows them: each that is set, and the address without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from projects import wording
from projects.models.names import active_language
from projects.reports.targets.facets import Facet
from projects.reports.targets.target_query import DEFAULT_PAGE_SIZE, PARAMETERS, TargetQuery
from projects.reports.verdicts.counted_promises import COUNTED_PARAMETERS, PERSON
from projects.templatetags.names import localname
from projects.templatetags.target_list import filter_words

IN_SIGHT = ("search", "status")  # the others are behind “More filters”
_OF_CODES = {
    "accumulation": wording.accumulation,
    "ended": wording.ending,
    "moved": wording.change,
    "sector": wording.sector,
    "status": wording.status,
    "unit": wording.unit_name,
}
_OF_THINGS: dict[str, type[Model]] = {
    parameter.name: parameter.model for parameter in PARAMETERS if parameter.model is not None
}
_WITHOUT_FIELD = ("accumulation", "spoken_by", *(parameter.name for parameter in (PERSON, *COUNTED_PARAMETERS)))
UNSAID = {"ordering": TargetQuery().ordering, "page_size": str(DEFAULT_PAGE_SIZE), "page": "1"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set: its name, its value in words, and the query string without it.

    ``more`` says that it is one of those behind “More filters”.
    """

    name: str
    words: str
    without: str
    more: bool


def filter_labels() -> dict[str, str]:
    """The filters' labels by parameter, in the order of the form."""
    return {
        "search": _("Search"),
        "status": _("Verdict"),
        "programme": _("Programme"),
        "responsible": _("Who answers for it"),
        "territory": _("Place"),
        "sector": _("Sector"),
        "unit": _("Unit"),
        "accumulation": _("How it is counted"),
        "bundle": _("Bundle"),
        "due_after": _("Due on or after"),
        "due_before": _("Due on or before"),
        "overdue": _("Past the deadline"),
        "revised": _("Revised"),
        "spoken_by": _("Announced by, as it stands"),
        "person": _("Announced by"),
        "ended": _("What became of it"),
        "fell_due": _("Has fallen due"),
        "moved": _("Moved"),
        "after_the_fact": _("Moved after the fact"),
        "answered": _("First reported after the deadline"),
        "silent": _("Silent since the deadline"),
        "undated": _("Names no day"),
        "announced_in": _("First announced in"),
        "against": _("Judged against"),
    }


def filter_chips(query: TargetQuery, facets: Mapping[str, Facet], given: QueryDict) -> list[Chip]:
    """Every filter that is set, in the order of the form; a filter with several values has one for each."""
    if not query.filtered:
        return []
    return [
        Chip(label, words, without_value(given, name, value), name not in IN_SIGHT)
        for name, label in filter_labels().items()
        for value, words in _set(query, name, facets.get(name))
    ]


def query_in_words(query: TargetQuery) -> Iterator[str]:
    """Every filter that is set, in the order of the form: ``Verdict: Missed``. A query for each thing that is named."""
    for name, label in filter_labels().items():
        values = [_in_words(name, value) for value in _each(getattr(query, name))]
        if values:
            yield f"{label}: {', '.join(values)}"


def canonical_query(given: QueryDict) -> str:
    """The same query string without empty values and defaults."""
    query = given.copy()
    for name, values in given.lists():
        values_set = [value for value in values if value and value != UNSAID.get(name)]
        query.setlist(name, values_set)
        if not values_set:
            del query[name]
    return query.urlencode()


def without_value(given: QueryDict, name: str, value: str) -> str:
    """The query string without one value of a parameter, back on the first page.

    Without its place it says so, lest it lead back to the country that the reader chose.
    """
    query = given.copy()
    query.setlist(name, [other for other in given.getlist(name) if other != value])
    query.pop("page", None)
    words = canonical_query(query)
    return "&".join(filter(None, (words, "territory="))) if name == "territory" else words


def hidden_filters(query: TargetQuery) -> list[tuple[str, str]]:
    """The filters that no field of the form shows, so that the form keeps them: name and value."""
    pairs = [(name, getattr(query, name)) for name in _WITHOUT_FIELD]
    return [(name, _text(value)) for name, values in pairs for value in _each(values)]


def _set(query: TargetQuery, name: str, facet: Facet | None) -> Iterator[tuple[str, str]]:
    if facet is not None:
        yield from ((value.value, filter_words(value, name)) for value in facet.chosen)
        return
    for value in _each(getattr(query, name)):
        yield _text(value), _in_words(name, value)


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _text(value: str | bool | int | date) -> str:
    """A value as an address writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_words(name: str, value: str | bool | int | date) -> str:
    lang = active_language()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return wording.short_day(value, lang)
    if name in _OF_CODES:
        return _OF_CODES[name](str(value), lang)
    if name in _OF_THINGS:
        return localname(_OF_THINGS[name]._default_manager.get(pk=value))
    if name == "against":
        return _("the first announcement") if value == "first" else _("what stands now")
    return str(value)
