"""Searches of the list of targets that people follow: parsed, stored in one form, and named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models.follow import MAX_NAME, MAX_SEARCH
from projects import wording
from projects.models import Organisation, Person, Programme, RenamedId, Territory
from projects.reports.parameters import BadParametersError, Problem
from projects.reports.targets.target_query import NARROWING, TargetQuery
from projects.reports.verdicts.counted_promises import COUNTED_PARAMETERS, PERSON
from projects.wording.languages import language

# A search by one of these alone is followed as that thing, so that it counts once however it was found.
SAME_AS = {"programme": "programme", "responsible": "organisation", "territory": "territory", "sector": "sector"}
_NAMED: dict[str, Any] = {
    "programme": Programme,
    "responsible": Organisation,
    "territory": Territory,
    "spoken_by": Person,
}


def parse_search(query_string: str) -> TargetQuery:
    """The query in the address of a list. Raises BadParametersError, also for one that cannot be followed.

    What a number of a track record counts is no search to follow: who hears of it would have to be worked out from
    the history of every chain. Following the body, the place or the programme brings the same news.
    """
    query = TargetQuery.read(QueryDict(query_string), blank_is_absent=True)
    if query.by_chains:
        names = (parameter.name for parameter in (PERSON, *COUNTED_PARAMETERS))
        name = next(name for name in names if getattr(query, name) not in (None, ()))
        detail = _("What a track record counts cannot be followed; follow the body, the place or the programme.")
        raise BadParametersError([Problem(name, detail)])
    if len(query.canonical()) > MAX_SEARCH:
        raise BadParametersError([Problem("search", _("This search is too long to be followed; use fewer filters."))])
    return query


def stored_query(canonical: str) -> TargetQuery:
    """The query of a followed search. What it names may be gone since."""
    return TargetQuery.read_again(QueryDict(canonical))


def with_current_ids(queries: Mapping[str, TargetQuery]) -> dict[str, TargetQuery]:
    """The same searches with the present ids of things that were renamed. One query."""
    named = {name: {value for query in queries.values() if (value := getattr(query, name))} for name in _NAMED}
    ids = {old_id for old_ids in named.values() for old_id in old_ids}
    renamed = {
        (kind, old): new
        for kind, old, new in RenamedId.objects.filter(old_id__in=ids).values_list("kind", "old_id", "new_id")
    }
    kinds = {name: str(model._meta.model_name) for name, model in _NAMED.items()}

    def current(query: TargetQuery) -> TargetQuery:
        given = {name: getattr(query, name) for name in _NAMED}
        return replace(query, **{name: renamed.get((kinds[name], value), value) for name, value in given.items()})

    return {search: current(query) if renamed else query for search, query in queries.items()}


def thing_of(query: TargetQuery) -> tuple[str, str]:
    """Kind and id under which a search is followed: the search, or the one thing that it filters by."""
    filters = [name for name in NARROWING if getattr(query, name) not in (None, ())]
    value = getattr(query, filters[0]) if len(filters) == 1 else None
    if filters and filters[0] in SAME_AS and isinstance(value, str):
        return SAME_AS[filters[0]], value
    return "search", query.canonical()


def describe_search(query: TargetQuery, lang: str) -> str:
    """A name for a search, made of its filters: ``Missed · Kazakhstan · “flats”``. At most three queries."""
    parts = [wording.status(code, lang) for code in query.status]
    for name, model in _NAMED.items():
        thing = model._default_manager.filter(pk=getattr(query, name)).first() if getattr(query, name) else None
        if thing is not None:
            parts.append(getattr(thing, f"name_{language(lang)}", "") or thing.name)
    parts += [text for text in (query.sector, query.bundle) if text]
    if query.unit:
        parts.append(wording.unit_name(query.unit, lang))
    if query.due_after:
        parts.append(_("due from %s") % wording.kazakh_case(wording.short_day(query.due_after, lang), "ablative", lang))
    if query.due_before:
        parts.append(_("due by %s") % wording.kazakh_case(wording.short_day(query.due_before, lang), "dative", lang))
    if query.overdue is not None:
        parts.append(_("past the deadline") if query.overdue else _("not past the deadline"))
    if query.revised is not None:
        parts.append(_("revised") if query.revised else _("never revised"))
    if query.search:
        parts.append(f"“{query.search}”")
    name = " · ".join(parts)
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1]}…"
