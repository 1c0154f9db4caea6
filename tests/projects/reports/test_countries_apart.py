"""Two countries in one record: figures never add up across them, and counts of both are the sum of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

import projects.data
from projects.actions.refresh import refresh_assessments
from projects.models import Assessment, Outcome, Source
from projects.reports.catalogue.countries import countries
from projects.reports.catalogue.directory import body_list, place_list, programme_list
from projects.reports.catalogue.sources import source_list
from projects.reports.overviews.change_log import change_log
from projects.reports.overviews.due_dates import due_dates
from projects.reports.overviews.snapshot import take_snapshot
from projects.reports.targets.target_query import TargetQuery

TODAY = date(2026, 11, 28)
SCOPES = (None, "kz", "de")

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def both(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Both shipped records with their verdicts, loaded once and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        for country in ("kazakhstan", "germany"):
            call_command("import_package", str(Path(next(iter(projects.data.__path__))) / country), stdout=None)
        refresh_assessments(as_of=TODAY, at=datetime(2026, 11, 28, 9, tzinfo=UTC))
        yield
        transaction.set_rollback(True)


def test_every_verdict_rests_on_figures_of_its_own_country_and_unit() -> None:
    country_of = countries().country_of
    columns = ("pk", "indicator", "territory", "indicator__territory", "indicator__programme__territory")
    outcomes = {id: (indicator, places) for id, indicator, *places in Outcome.objects.values_list(*columns)}
    rows = Assessment.objects.select_related("target__indicator__programme")
    evidence = 0
    for row in rows:
        indicator = row.target.indicator
        country = country_of[indicator.territory_id or indicator.programme.territory_id]
        for id in row.payload["evidence"]:
            evidence += 1
            assert outcomes[id][0] == indicator.pk
            assert {country_of[place] for place in outcomes[id][1] if place} == {country}
    assert evidence > 40


def test_counts_of_both_countries_are_the_sum_of_their_own() -> None:
    snapshots = [take_snapshot(TODAY, TargetQuery(territory=territory)) for territory in SCOPES]
    everything, kazakh, german = (
        Counter({line.status: line.count for line in snapshot.counts()}) for snapshot in snapshots
    )

    assert everything == kazakh + german
    assert german.total() > 10


def test_lists_of_one_country_hold_nothing_of_the_other() -> None:
    country_of = countries().country_of
    for territory in ("kz", "de"):
        programmes = programme_list(TODAY, territory=territory, lang="en").rows
        assert {country_of[line.programme.territory_id] for line in programmes} == {territory}
        places = place_list(TODAY, territory=territory).rows
        assert {country_of[line.territory.id] for line in places} == {territory}
    bodies = [
        {line.organisation.id for line in body_list(TODAY, territory=territory).rows} for territory in ("kz", "de")
    ]
    assert all(bodies)
    assert not set.intersection(*bodies)


@pytest.mark.parametrize(
    "count",
    [
        lambda territory: change_log(TODAY, 1, None, territory).count,
        lambda territory: due_dates(TODAY, territory=territory).undated,
        lambda territory: programme_list(TODAY, territory=territory).count,
        lambda territory: place_list(TODAY, territory=territory).count,
    ],
    ids=["changes", "undated", "programmes", "places"],
)
def test_lists_of_both_countries_are_those_of_each(count) -> None:
    everything, kazakh, german = map(count, SCOPES)

    assert kazakh
    assert german
    assert everything == kazakh + german


def test_source_is_listed_for_the_countries_that_cite_it() -> None:
    everything, kazakh, german = (source_list(TODAY, territory=territory).count for territory in SCOPES)
    uncited = Source.objects.filter(targets=None, outcomes=None, project_events=None, published__lte=TODAY).count()

    assert everything == kazakh + german + uncited
