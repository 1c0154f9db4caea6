"""A search of the list of targets that somebody follows: read, made canonical and named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models.follow import MAX_NAME, MAX_SEARCH
from projects import wording
from projects.models import Organisation, Programme, RenamedId, Territory
from projects.reports.parameters import BadParametersError, Problem
from projects.reports.targets.target_query import NARROWING, TargetQuery
from projects.wording.languages import language

# A search by one of these alone is that thing: followed as such, it counts once however it was found.
SAME_AS = {"programme": "programme", "responsible": "organisation", "territory": "territory", "sector": "sector"}
_NAMED: dict[str, Any] = {"programme": Programme, "responsible": Organisation, "territory": Territory}


def parse_search(query_string: str) -> TargetQuery:
    """The question in the address of a list. Raises BadParametersError, also for one too long to be kept."""
    query = TargetQuery.read(QueryDict(query_string), blank_is_absent=True)
    if len(query.canonical()) > MAX_SEARCH:
        raise BadParametersError([Problem("search", _("This search is too long to be followed; use fewer filters."))])
    return query


def stored_query(canonical: str) -> TargetQuery:
    """The question of a search that is followed; what it names may be gone since."""
    return TargetQuery.read_again(QueryDict(canonical))


def with_current_ids(asked: Mapping[str, TargetQuery]) -> dict[str, TargetQuery]:
    """Searches that were kept under ids that things had then, with the ids that they have now. One query."""
    named = {name: {value for query in asked.values() if (value := getattr(query, name))} for name in _NAMED}
    ids = {each for values in named.values() for each in values}
    renamed = {
        (kind, old): new
        for kind, old, new in RenamedId.objects.filter(old_id__in=ids).values_list("kind", "old_id", "new_id")
    }
    kinds = {name: str(model._meta.model_name) for name, model in _NAMED.items()}

    def present(query: TargetQuery) -> TargetQuery:
        given = {name: getattr(query, name) for name in _NAMED}
        return replace(query, **{name: renamed.get((kinds[name], value), value) for name, value in given.items()})

    return {search: present(query) if renamed else query for search, query in asked.items()}


def thing_of(query: TargetQuery) -> tuple[str, str]:
    """Kind and id under which a search is followed: a search, or the one thing that it amounts to."""
    asked = [name for name in NARROWING if getattr(query, name) not in (None, ())]
    value = getattr(query, asked[0]) if len(asked) == 1 else None
    if asked and asked[0] in SAME_AS and isinstance(value, str):
        return SAME_AS[asked[0]], value
    return "search", query.canonical()


def describe_search(query: TargetQuery, lang: str) -> str:
    """A name for a search in the words of its filters: ``Missed · Kazakhstan · “flats”``. At most three queries."""
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
