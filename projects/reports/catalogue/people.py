"""The list of all people: offices, and how the promises stand that they announced; a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from projects.models import Office, Outcome, Person
from projects.models.record_version import Version
from projects.reports.hierarchies import Hierarchies, for_places
from projects.reports.named import NAME_COLUMNS, Named, sorted_by_name
from projects.reports.overviews.snapshot import StatusCount, count_statuses
from projects.reports.paging import Page, paginate
from projects.reports.search import containing

from .spoken_chains import SpokenChain, spoken_chains

ON_A_PAGE = 30
MOST_OFFICES = 3  # in a line, the latest


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person with the offices held by then, the latest first.

    ``counts`` are of the ``standing`` promises that stand as this person announced them; ``replaced`` counts the
    announcements that were replaced since.
    """

    person: Person
    offices: tuple[Office, ...]
    counts: tuple[StatusCount, ...]
    standing: int
    replaced: int


def people_list(
    as_of: date,
    *,
    search: str | None = None,
    territory: str | None = None,
    page: int = 1,
    lang: str = "en",
    version: Version | None = None,
) -> Page[PersonLine]:
    """The people who announced or reported something by a day, or held an office; most promises first.

    Of a place: those who spoke of it or of a part of it, and who hold an office of a body that answers for a
    programme there. A constant number of queries.
    """
    places, chains = _spoken(as_of, territory, version)
    announced = _said(chains)
    wanted = _people(as_of, search, places, announced)
    named = sorted_by_name((Named(*row) for row in wanted.order_by().values_list(*NAME_COLUMNS)), lang)
    ranked = sorted((person.id for person in named), key=lambda id: -sum(announced[id]) if id in announced else 0)
    shown = paginate(ranked, page, ON_A_PAGE)
    people = Person.objects.in_bulk(shown.rows)
    offices = _offices(shown.rows, as_of)
    standing: dict[str, list[str]] = defaultdict(list)
    for chain in chains:
        if chain.current.person is not None:
            standing[chain.current.person].append(chain.status)
    return shown.with_rows(
        PersonLine(
            people[id],
            tuple(offices[id][:MOST_OFFICES]),
            count_statuses(standing[id]),
            len(standing[id]),
            announced[id][1] if id in announced else 0,
        )
        for id in shown.rows
        if id in people
    )


def people_known(as_of: date, territory: str | None = None, version: Version | None = None) -> QuerySet[Person]:
    """The people of that list."""
    places, chains = _spoken(as_of, territory, version)
    return _people(as_of, None, places, _said(chains))


def _spoken(
    as_of: date, territory: str | None, version: Version | None
) -> tuple[frozenset[str] | None, Sequence[SpokenChain]]:
    """A place with its parts, and the chains there in which somebody spoke."""
    places = None if territory is None else Hierarchies(version).with_parts(territory)
    return places, spoken_chains(Q(), as_of, None if places is None else for_places(places, "indicator__"), version)


def _said(chains: Iterable[SpokenChain]) -> dict[str, tuple[int, int]]:
    """By person, how many announcements stand and how many were replaced."""
    numbers: dict[str, tuple[int, int]] = {}
    for chain in chains:
        for link in chain.links:
            if link.person is not None:
                standing, replaced = numbers.get(link.person, (0, 0))
                stands = link == chain.current
                numbers[link.person] = (standing + stands, replaced + (not stands))
    return numbers


def _people(
    as_of: date, search: str | None, places: Iterable[str] | None, announced: Iterable[str]
) -> QuerySet[Person]:
    reports = Outcome.objects.published_by(as_of).filter(spoken_by__isnull=False)
    offices = Office.objects.exclude(since__gt=as_of)
    if places is not None:
        reports = reports.filter(for_places(places, "indicator__"))
        offices = offices.filter(organisation__programmes__territory__in=places)
    people = Person.objects.filter(
        Q(pk__in=list(announced)) | Q(pk__in=reports.values("spoken_by")) | Q(pk__in=offices.values("person"))
    )
    return people if search is None else people.filter(containing(search, NAME_COLUMNS))


def _offices(people: Iterable[str], as_of: date) -> dict[str, list[Office]]:
    """By person, the offices that had begun, the latest first."""
    offices: dict[str, list[Office]] = defaultdict(list)
    rows = Office.objects.filter(person__in=people).exclude(since__gt=as_of).select_related("organisation")
    for office in rows.order_by(F("since").desc(nulls_last=True), "id"):
        offices[office.person_id].append(office)
    return offices
