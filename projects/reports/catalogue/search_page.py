"""The page of a search: its answers with what a reader sees of each, and the suggestions as somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from projects.models.record_version import Version
from projects.reports.paging import clamp_page
from projects.reports.search.entries import TARGET
from projects.reports.search.results import MOST, Hit, SearchResults, search
from projects.reports.targets.target_entry import TargetEntry, target_entries
from projects.reports.verdicts import verdict_lookup

ON_A_PAGE = 30  # answers of one kind
SUGGESTED = 8
SUGGESTED_OF_A_KIND = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A hit. Of a target ``entry`` is the link that stands on the day, ``earlier`` the one that answers if another."""

    hit: Hit
    entry: TargetEntry | None = None
    earlier: TargetEntry | None = None


@dataclass(frozen=True, slots=True)
class LineGroup:
    """The best hits of a kind; ``count`` is how many there are."""

    kind: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answers in groups; of one ``kind`` a page of ``pages``."""

    results: SearchResults
    groups: tuple[LineGroup, ...]
    kind: str | None = None
    page: int = 1
    pages: int = 1


def search_page(
    text: str,
    as_of: date,
    lang: str,
    *,
    territory: str | None = None,
    version: Version | None = None,
    kind: str | None = None,
    page: int = 1,
) -> SearchPage:
    """The answers to a question, as of a day; without ``kind`` the best of each. A constant number of queries."""
    most = MOST if kind is None else page * ON_A_PAGE
    results = search(text, as_of, lang, territory=territory, version=version, kind=kind, most=most)
    groups, pages = results.groups, 1
    if kind is not None and groups:
        page, pages = clamp_page(groups[0].count, page, ON_A_PAGE)
        groups = (replace(groups[0], hits=groups[0].hits[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]),)
    links = {id for group in groups for hit in group.hits if group.kind == TARGET for id in _links(hit)}
    entries = _entries(links, as_of)
    shown = (LineGroup(group.kind, group.count, tuple(_line(hit, entries) for hit in group.hits)) for group in groups)
    return SearchPage(results, tuple(shown), kind, page if kind else 1, pages)


def suggestions(
    text: str, as_of: date, lang: str, *, territory: str | None = None, version: Version | None = None
) -> tuple[Line, ...]:
    """The few best answers of all kinds: those that answer best first, else in the order of the page."""
    results = search(text, as_of, lang, territory=territory, version=version, most=SUGGESTED_OF_A_KIND)
    every = [hit for group in results.groups for hit in group.hits if not hit.promises]  # its targets say more
    hits = sorted(every, key=lambda hit: hit.grade)[:SUGGESTED]
    entries = _entries({hit.id for hit in hits if hit.kind == TARGET}, as_of)
    return tuple(Line(hit, entries.get(hit.id) if hit.kind == TARGET else None) for hit in hits)


def _entries(links: set[str], as_of: date) -> Mapping[str, TargetEntry]:
    payloads = verdict_lookup.payloads_of_links(links, as_of) if links else {}
    return {entry.id: entry for entry in target_entries(list(payloads.items()), as_of)}


def _links(hit: Hit) -> tuple[str, ...]:
    return (hit.id,) if hit.matched in ("", hit.id) else (hit.id, hit.matched)


def _line(hit: Hit, entries: Mapping[str, TargetEntry]) -> Line:
    if hit.kind != TARGET:
        return Line(hit)
    return Line(hit, entries.get(hit.id), entries.get(hit.matched) if hit.matched != hit.id else None)
