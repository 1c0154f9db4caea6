from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from projects.adapters import claims, claims_affected_by, work
from projects.judging.claims import sources_in
from tests.factories import (
    IndicatorFactory,
    OutcomeFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def by_first(**options):
    return {chain.first_id: chain for chain in claims(**options)}


def test_chain_comes_oldest_link_first_with_all_outcomes_of_its_indicators():
    projects, plants = IndicatorFactory(id="projects"), IndicatorFactory(id="plants")
    first = TargetFactory(id="z-first", indicator=projects)
    second = TargetFactory(id="m-second", indicator=plants, revises=first, announced=date(2024, 3, 1))
    TargetFactory(id="a-third", indicator=projects, revises=second, announced=date(2024, 4, 1))
    OutcomeFactory(id="o-projects", indicator=projects)
    OutcomeFactory(id="o-plants", indicator=plants)
    OutcomeFactory(id="o-elsewhere")

    [chain] = claims()

    assert chain.first_id == "z-first"
    assert [link.id for link in chain.chain] == ["z-first", "m-second", "a-third"]
    assert {outcome.id for outcome in chain.outcomes} == {"o-projects", "o-plants"}


def test_chains_on_one_indicator_each_get_its_outcomes():
    indicator = IndicatorFactory()
    for year in (2023, 2024, 2025):
        TargetFactory(id=f"pool-{year}", indicator=indicator)
    OutcomeFactory(id="seen-by-all", indicator=indicator)

    assert {first: [o.id for o in chain.outcomes] for first, chain in by_first().items()} == {
        "pool-2023": ["seen-by-all"],
        "pool-2024": ["seen-by-all"],
        "pool-2025": ["seen-by-all"],
    }


def test_chains_tied_through_a_third_get_only_the_outcomes_of_their_own_indicators():
    first_indicator, second_indicator = IndicatorFactory(id="one"), IndicatorFactory(id="two")
    TargetFactory(id="on-one", indicator=first_indicator)
    TargetFactory(id="on-two", indicator=second_indicator)
    both = TargetFactory(id="on-both", indicator=first_indicator)
    TargetFactory(id="on-both-later", indicator=second_indicator, revises=both, announced=date(2024, 5, 1))
    OutcomeFactory(id="o-one", indicator=first_indicator)
    OutcomeFactory(id="o-two", indicator=second_indicator)

    chains = {first: {o.id for o in chain.outcomes} for first, chain in by_first().items()}

    assert chains == {"on-one": {"o-one"}, "on-two": {"o-two"}, "on-both": {"o-one", "o-two"}}


def test_interims_are_the_links_that_are_interim_for_the_chain_and_what_revises_them():
    main = TargetFactory(id="main")
    revised = TargetFactory(id="main-2", revises=main, indicator=main.indicator, announced=date(2024, 3, 1))
    step = TargetFactory(id="step", interim_for=revised)
    TargetFactory(id="step-2", revises=step, indicator=step.indicator, announced=date(2024, 4, 1))
    OutcomeFactory(id="of-step", indicator=step.indicator)

    chains = by_first()

    assert {link.id for link in chains["main"].interims} == {"step", "step-2"}
    assert [o.id for o in chains["main"].outcomes] == ["of-step"]
    assert chains["step"].interims == ()
    assert by_first(first_ids={"main"}) == {"main": chains["main"]}


def test_effective_territory_is_the_outcomes_else_the_indicators_else_the_programmes():
    kz, region, city = (TerritoryFactory(id=i, name=i) for i in ("kz", "kz-10", "kz-71"))
    plain = IndicatorFactory(id="plain", programme=ProgrammeFactory(territory=kz))
    regional = IndicatorFactory(id="regional", programme=plain.programme, territory=region)
    for indicator in (plain, regional):
        TargetFactory(id=f"target-{indicator.id}", indicator=indicator)
        OutcomeFactory(id=f"own-{indicator.id}", indicator=indicator, territory=city)
        OutcomeFactory(id=f"default-{indicator.id}", indicator=indicator)

    chains = by_first()

    assert chains["target-plain"].chain[0].indicator.territory == "kz"
    assert chains["target-regional"].chain[0].indicator.territory == "kz-10"
    assert {o.id: o.territory for item in chains.values() for o in item.outcomes} == {
        "own-plain": "kz-71",
        "default-plain": "kz",
        "own-regional": "kz-71",
        "default-regional": "kz-10",
    }


def test_figures_and_dates_arrive_exact_and_whole():
    target = TargetFactory(value=Decimal("1500000000000.07"), rounded_to=Decimal("100000000000"))
    source = SourceFactory(published=date(2024, 2, 1), published_precision="month", publisher="Bureau", kind="press")
    original = OutcomeFactory(id="original", indicator=target.indicator)
    OutcomeFactory(
        id="later",
        indicator=target.indicator,
        qualifier="between",
        value=Decimal("0.1"),
        upper_value=Decimal("0.30"),
        rounded_to=Decimal("0.1"),
        period_end=date(2024, 9, 30),
        final=False,
        corrects=original,
        note="Restated.",
        source=source,
    )

    [chain] = claims()

    assert chain.chain[0].value == Decimal("1500000000000.07")
    later = chain.outcomes[-1]
    assert (later.value, later.upper_value, later.rounded_to) == (Decimal("0.1"), Decimal("0.3"), Decimal("0.1"))
    assert (later.period_start, later.period_end) == (date(2024, 1, 1), date(2024, 9, 30))
    assert later.published == date(2024, 2, 29)  # R1: a month counts from its last day
    assert (later.publisher.name, later.source_kind, later.final) == ("Bureau", "press", False)
    assert (later.corrects, later.has_note) == ("original", True)
    assert not chain.outcomes[0].has_note


def test_a_publishers_name_of_several_lines_stays_one_name():
    source = SourceFactory(publisher="Bureau\tof\nNumbers")
    target = TargetFactory()
    for name in ("one", "other"):
        OutcomeFactory(id=name, indicator=target.indicator, source=source)

    [chain] = claims(first_ids=[target.id])

    assert [(outcome.id, outcome.publisher.name) for outcome in chain.outcomes] == [
        (i, "Bureau of Numbers") for i in ("one", "other")
    ]


@pytest.mark.parametrize(("first_ids", "named"), [(None, {"s-mine", "s-others"}), (["mine"], {"s-mine"})])
def test_sources_come_once_and_only_those_that_are_named(first_ids, named):
    for whose in ("mine", "others"):
        indicator, source = IndicatorFactory(), SourceFactory(id=f"s-{whose}")
        TargetFactory(id=whose, indicator=indicator, source=source)
        OutcomeFactory.create_batch(2, indicator=indicator, source=source)

    with closing(work(first_ids)) as chains:
        sources = sources_in(chains.sources)

    assert len(chains.sources.split("\n")) == len(sources)
    assert set(sources) == named


@pytest.mark.postgresql
def test_work_that_is_given_up_before_it_is_begun_leaves_no_cursor_open():
    OutcomeFactory(indicator=TargetFactory().indicator)

    with closing(work()):
        assert open_cursors() == 1
    assert open_cursors() == 0


def open_cursors() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '\\_django%%'", [])
        [count] = cursor.fetchone()
    return count


def test_known_at_leaves_out_what_was_recorded_later():
    early, late = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
    first = TargetFactory(id="first", recorded_at=early)
    TargetFactory(id="second", revises=first, indicator=first.indicator, recorded_at=late)
    TargetFactory(id="unknown", recorded_at=late)
    OutcomeFactory(id="known", indicator=first.indicator, recorded_at=early)
    OutcomeFactory(id="not-yet", indicator=first.indicator, recorded_at=late)

    [chain] = claims(known_at=datetime(2024, 4, 1, tzinfo=UTC))

    assert [link.id for link in chain.chain] == ["first"]
    assert [outcome.id for outcome in chain.outcomes] == ["known"]


@pytest.mark.parametrize("chains", [1, 7])
def test_claims_take_two_queries_whatever_the_size(chains, django_assert_num_queries):
    for _ in range(chains):
        target = TargetFactory()
        OutcomeFactory(indicator=target.indicator)

    with django_assert_num_queries(2):
        assert len(list(claims())) == chains
    with django_assert_num_queries(2):
        assert [chain.first_id for chain in claims(first_ids=[target.id])] == [target.id]


def test_affected_chains_are_found_from_anything_a_verdict_depends_on(django_assert_max_num_queries):
    main = TargetFactory(id="main")
    step = TargetFactory(id="step", interim_for=main)
    newer = TargetFactory(id="step-2", revises=step, indicator=IndicatorFactory(), announced=date(2024, 4, 1))
    outcome = OutcomeFactory(indicator=newer.indicator)
    TargetFactory(id="unrelated")

    for touched in (
        {"outcomes": [outcome.id]},
        {"sources": [outcome.source_id]},
        {"indicators": [newer.indicator_id]},
        {"programmes": [newer.indicator.programme_id]},
        {"targets": [newer.id]},
    ):
        with django_assert_max_num_queries(2):
            assert claims_affected_by(**touched) == {"main", "step"}
    assert claims_affected_by(outcomes=["nothing-of-the-kind"]) == set()
