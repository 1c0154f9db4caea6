"""Where sources disagree the page says who disagrees with whom, and who differs by rounding alone."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from projects.actions.refresh import refresh_assessments
from projects.reports.targets.target_detail import target_detail
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY

from .test_pages import text

pytestmark = pytest.mark.django_db
YEAR = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}


def report(id: str, publisher: str, kind: str, value: int, rounded_to: int | None = None, **more: object) -> None:
    source = SourceFactory(id=f"source-{id}", publisher=publisher, kind=kind, published=date(2025, 1, 3))
    given = {**YEAR, "indicator_id": "area", "source": source, **more}
    OutcomeFactory(id=id, value=value, rounded_to=None if rounded_to is None else Decimal(rounded_to), **given)


@pytest.fixture
def housing() -> None:
    area = IndicatorFactory(id="area", unit="m2")
    window = {"window_start": date(2024, 1, 1), "deadline": date(2024, 12, 31)}
    TargetFactory(id="area-2024", indicator=area, value=Decimal(15_300_000), **window)
    report("statistics", "Bureau", "official_statistics", 18_963_400, 100)
    report("agency", "Agency", "press", 18_960_000, 10_000)


@pytest.mark.usefixtures("housing")
def test_figures_that_differ_by_their_rounding_are_no_disagreement(reader: Client) -> None:
    refresh_assessments(as_of=TODAY, at=NOW)
    assert "disagree" not in text(reader.get("/targets/area-2024/")).lower()


@pytest.mark.usefixtures("housing")
def test_page_tells_who_disagrees_with_whom(reader: Client) -> None:
    report("president", "Herald", "press", 18_000_000, 1_000_000)
    refresh_assessments(as_of=TODAY, at=NOW)
    (group,) = target_detail("area-2024", TODAY).disputes  # type: ignore[union-attr]  # it is there
    disputes = {
        row.outcome.id: ({figure.id for figure in row.against}, {figure.id for figure in row.with_it}) for row in group
    }
    assert disputes == {
        "statistics": ({"president"}, {"agency"}),
        "agency": ({"president"}, {"statistics"}),
        "president": ({"statistics", "agency"}, set()),
    }
    assert group[0].outcome.id == "statistics", "the one that counts is first"
    page = re.sub(r"<[^>]+>|\s+", " ", text(reader.get("/targets/area-2024/")))
    assert re.search(r"agrees with 18,963,400 m² \( ?.?Bureau.? ?\) within rounding", page)


@pytest.mark.usefixtures("housing")
def test_total_against_parts_is_said_to_be_that(reader: Client) -> None:
    for number, (start, end) in enumerate([((2024, 1, 1), (2024, 6, 30)), ((2024, 7, 1), (2024, 12, 31))]):
        period = {"period_start": date(*start), "period_end": date(*end)}
        report(f"half-{number}", "Ministry", "government", 5_000_000, 1000, **period)
    refresh_assessments(as_of=TODAY, at=NOW)
    groups = target_detail("area-2024", TODAY).disputes  # type: ignore[union-attr]  # it is there
    assert {frozenset(row.outcome.id for row in group) for group in groups} == {
        frozenset({"half-0", "half-1", "statistics"}), frozenset({"half-0", "half-1", "agency"}),
    }  # fmt: skip
    assert not any(row.against or row.with_it for group in groups for row in group)
    assert "the total and its parts do not add up" in text(reader.get("/targets/area-2024/"))


@pytest.mark.usefixtures("housing")
@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_disputes_are_told_in_each_language(reader: Client, lang: str) -> None:
    report("president", "Herald", "press", 18_000_000, 1_000_000)
    refresh_assessments(as_of=TODAY, at=NOW)
    assert "within rounding" not in text(reader.get(f"/{lang}/targets/area-2024/"))
