"""How many people hear of a change: the same people whom a digest would tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.follows.audience import followed_among, followers_of
from accounts.follows.chains import followed_chains
from accounts.models import Follow
from projects.actions.refresh import refresh_assessments
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    ProgrammeFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def things():
    """A target with everything it belongs to, and its wider places and bodies."""
    country = TerritoryFactory(id="kz")
    region = TerritoryFactory(id="kz-71", parent=country)
    former = OrganisationFactory()
    body = OrganisationFactory(succeeds=former)
    programme = ProgrammeFactory(responsible=body, territory=region, sector="housing")
    target = TargetFactory(id="pool", indicator=IndicatorFactory(programme=programme))
    elsewhere = ProgrammeFactory(territory=TerritoryFactory(id="xx"), responsible=OrganisationFactory())
    TargetFactory(id="other", indicator=IndicatorFactory(programme=elsewhere))
    refresh_assessments(as_of=AT.date(), at=AT)
    return {
        "target": target,
        "programme": programme,
        "organisation": body,
        "territory": region,
        "former": former,
        "country": country,
    }


FOLLOWS = [
    ("target", "target"),
    ("programme", "programme"),
    ("organisation", "organisation"),
    ("organisation", "former"),
    ("territory", "territory"),
    ("territory", "country"),
]


@pytest.mark.parametrize(("kind", "thing"), FOLLOWS)
def test_whoever_follows_what_brings_the_chain_is_counted(things, kind, thing):
    follow = Follow.objects.create(user=UserFactory(), created_at=AT, **{kind: things[thing]})
    assert "pool" in followed_chains([follow.user_id], AT)[follow.user_id]
    assert followers_of(["pool"], AT) == 1
    assert followers_of(["other"], AT) == 0
    assert followed_among(["pool", "other"], AT) == {"pool"}


@pytest.mark.parametrize("columns", [{"sector": "housing"}, {"search": "sector=housing", "name": "Housing"}])
def test_sectors_and_searches_count_too(things, columns):
    follow = Follow.objects.create(user=UserFactory(), created_at=AT, **columns)
    assert "pool" in followed_chains([follow.user_id], AT)[follow.user_id]
    assert followers_of(["pool"], AT) == 1
    assert followed_among(["pool", "other"], AT) == {"pool"}


def test_nothing_is_followed_by_nobody(things):
    assert followed_among([], AT) == followed_among(["pool"], AT) == frozenset()


def test_nobody_is_counted_twice_and_the_queries_stay(things):
    def count():
        with CaptureQueriesContext(connection) as captured:
            people = followers_of(["pool"], AT)
        return people, len(captured)

    user = UserFactory()
    Follow.objects.create(user=user, created_at=AT, target=things["target"])
    Follow.objects.create(user=user, created_at=AT, programme=things["programme"])
    people, queries = count()
    assert people == 1
    for _number in range(10):
        Follow.objects.create(user=UserFactory(), created_at=AT, programme=things["programme"])
    assert count() == (11, queries)
    assert followers_of([], AT) == 0
