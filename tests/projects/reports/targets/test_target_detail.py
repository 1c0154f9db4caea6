"""What the page of a target reads: its figures with their reasons, and each announcement with what it moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.comparison.explaining.report_choices import CODES
from projects.reports.targets.reported_figures import IN_SHORT
from projects.reports.targets.target_detail import target_detail
from tests.factories import (
    OutcomeFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)
from tests.projects.reports.refreshed import TODAY, refreshed

pytestmark = pytest.mark.django_db


def test_target_page_says_why_a_figure_is_not_evidence() -> None:
    target = TargetFactory(id="pool")
    TerritoryFactory(id="kz-71", name="Astana", parent_id="kz")
    given = {"indicator": target.indicator}
    wrong = OutcomeFactory(id="wrong", **given)
    OutcomeFactory(id="right", corrects=wrong, value=95, **given)
    OutcomeFactory(id="city", territory_id="kz-71", **given)
    OutcomeFactory(id="growth", basis="percent_change", **given)
    OutcomeFactory(id="undated", period_start=None, **given)
    OutcomeFactory(id="before", period_start=date(2023, 1, 1), period_end=date(2023, 12, 31), **given)
    OutcomeFactory(id="quarter", period_end=date(2024, 3, 31), **given)
    OutcomeFactory(id="unpublished", source__published=date(2025, 2, 1), **given)
    refreshed()
    page = target_detail("pool", TODAY)
    assert page is not None
    assert [figure.outcome.id for figure in page.evidence] == ["right"]
    assert {figure.outcome.id: figure.why_not for figure in page.others} == {
        "wrong": "corrected",
        "city": "other_territory",
        "growth": "other_terms",
        "undated": "no_period",
        "before": "outside_window",
        "quarter": "another_stands",
    }


def test_what_the_page_says_in_short_is_what_the_comparison_says() -> None:
    """A correction by another publisher without a note does not count (R9): the page must not call it one."""
    assert set(IN_SHORT) < set(CODES)
    target = TargetFactory(id="pool")
    stands = OutcomeFactory(id="stands", indicator=target.indicator, source__kind="government")
    wordless = SourceFactory(publisher="Another newspaper", kind="press", published=stands.source.published)
    OutcomeFactory(id="wordless", indicator=target.indicator, corrects=stands, note="", source=wordless)
    refreshed()
    page = target_detail("pool", TODAY)
    assert page is not None
    assert [figure.outcome.id for figure in page.evidence] == ["stands"]
    assert {figure.outcome.id: figure.why_not for figure in page.others} == {"wordless": "another_stands"}


def test_target_page_tells_how_far_each_link_moved() -> None:
    first = TargetFactory(id="first", value=Decimal(200))
    TargetFactory(
        id="second", indicator=first.indicator, revises=first, value=Decimal(150), deadline=date(2025, 1, 31),
        announced=date(2024, 6, 1),
    )  # fmt: skip
    refreshed()
    page = target_detail("first", TODAY)
    assert page is not None
    assert [(link.target.id, link.days, link.percent) for link in page.links] == [
        ("first", None, None), ("second", 31, Decimal("0.25")),
    ]  # fmt: skip
    assert page.current.target.id == "second"
    assert page.days_left == 21
    assert target_detail("second", date(2024, 5, 31)) is None
