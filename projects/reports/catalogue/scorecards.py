"""Scorecards of bodies and places: counts per status and the targets behind them, never an average (R12)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q, QuerySet

from projects.models import Office, Organisation, Outcome, Programme, Source, Territory
from projects.models.record_version import Version
from projects.reports.catalogue.projects import ProjectSample, project_sample
from projects.reports.catalogue.target_group import TargetGroup, target_group
from projects.reports.hierarchies import Hierarchies, announced_by_day
from projects.reports.named import sorted_by_name
from projects.reports.overviews.regions import CountryRegions, country_regions
from projects.reports.paging import Page, paginate
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.chain_records import Scope, chain_rows
from projects.reports.version_cache import cached_for_version

NEWEST = 50  # sources in which a body's latest report is looked for first
MOST_NAMES = 60  # names of the programmes of a body, or of the parts of a place


@dataclass(frozen=True, slots=True)
class Silence:
    """When something was last published on what a body answers for, and how many days ago that was."""

    last_on: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A body and who held its offices. ``inherited`` are the bodies it took over from, whose targets count here too."""

    organisation: Organisation
    as_of: date
    targets: TargetGroup
    inherited: Page[Organisation]
    successors: Page[Organisation]
    programmes: Page[Programme]
    offices: Page[Office]
    silence: Silence


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place with the targets for it and its parts, and the projects named in it; a country with its regions."""

    territory: Territory
    as_of: date
    targets: TargetGroup
    parts: Page[Territory]
    projects: ProjectSample
    silence: Silence
    regions: CountryRegions | None


def scorecard(
    organisation_id: str, as_of: date, page: int = 1, lang: str = "en", version: Version | None = None
) -> Scorecard | None:
    """One body; None for an unknown id. What is counted over all is counted once for a ``version`` of the record."""
    organisation = Organisation.objects.select_related("parent", "succeeds").filter(id=organisation_id).first()
    if organisation is None:
        return None
    answers_for = Hierarchies(version).with_predecessors(organisation_id)
    programmes = announced_by_day(Programme.objects.filter(responsible__in=answers_for), "indicator__programme", as_of)
    inherited = Organisation.objects.filter(id__in=answers_for - {organisation_id})
    successors = organisation.successors.exclude(succeeded_on__gt=as_of)
    return Scorecard(
        organisation=organisation,
        as_of=as_of,
        targets=target_group(TargetQuery(responsible=organisation_id, page=page), as_of, version),
        inherited=paginate(sorted_by_name(inherited, lang), 1, MOST_NAMES),
        successors=paginate(sorted_by_name(successors, lang), 1, MOST_NAMES),
        programmes=cached_for_version(
            version,
            lambda: paginate(sorted_by_name(programmes, lang), 1, MOST_NAMES),
            "programmes of a body",
            *(organisation_id, as_of, lang),
        ),
        offices=paginate(_offices(organisation, as_of), 1, MOST_NAMES),
        silence=cached_for_version(
            version,
            lambda: _last_report(Q(indicator__programme__responsible__in=answers_for), as_of),
            "last report of a body",
            *(organisation_id, as_of),
        ),
    )


def _offices(organisation: Organisation, as_of: date) -> list[Office]:
    """The offices of a body that had begun by a day, the latest first. One query."""
    begun = organisation.offices.exclude(since__gt=as_of).select_related("person")
    return list(begun.order_by(F("since").desc(nulls_last=True), "id"))


def place_page(
    territory_id: str, as_of: date, page: int = 1, lang: str = "en", version: Version | None = None
) -> PlacePage | None:
    """One place; None for an unknown id. What is counted over all is counted once for a ``version`` of the record."""
    territory = Territory.objects.select_related("parent").filter(id=territory_id).first()
    if territory is None:
        return None
    hierarchies = Hierarchies(version)
    return PlacePage(
        territory=territory,
        as_of=as_of,
        targets=target_group(TargetQuery(territory=territory_id, page=page), as_of, version),
        parts=paginate(sorted_by_name(territory.parts.all(), lang), 1, MOST_NAMES),
        projects=project_sample(as_of, territory=territory_id, lang=lang, hierarchies=hierarchies),
        silence=cached_for_version(
            version,
            lambda: _last_report(_about(hierarchies.with_parts(territory_id)), as_of),
            "last report of a place",
            *(territory_id, as_of),
        ),
        regions=cached_for_version(
            version, lambda: _regions(territory, as_of, lang, version), "regions of a place", territory_id, as_of, lang
        ),
    )


def _regions(territory: Territory, as_of: date, lang: str, version: Version | None) -> CountryRegions | None:
    """The regions of a country; None for a part of one."""
    if territory.parent_id is not None:
        return None
    rows = chain_rows(as_of, Scope(territory=territory.pk), version=version)
    return country_regions(rows, (territory.pk,), lang, version)[0]


def silence_since(last_on: date | None, as_of: date) -> Silence:
    return Silence(last_on, None if last_on is None else (as_of - last_on).days)


def _last_report(about: Q, as_of: date) -> Silence:
    """At most three queries. Whoever reports often has a report in one of the newest sources: no other is looked at."""
    outcomes = Outcome.objects.published_by(as_of).filter(about)
    newest = Source.objects.published_by(as_of).order_by("-public_on").values_list("pk", flat=True)
    last = _newest(outcomes.filter(source__in=list(newest[:NEWEST])))
    return silence_since(last or _newest(outcomes), as_of)


def _newest(outcomes: QuerySet[Outcome]) -> date | None:
    last: date | None = outcomes.aggregate(last=Max("source__public_on"))["last"]
    return last


def _about(places: Collection[str]) -> Q:
    """Reports for a place: their own, else their indicator's, else their programme's (R2)."""
    of_indicator = Q(indicator__territory__in=places) | Q(
        indicator__territory__isnull=True, indicator__programme__territory__in=places
    )
    return Q(territory__in=places) | (Q(territory__isnull=True) & of_indicator)
