"""Codes of IATI for what the record says, and none where it does not say it for certain."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from projects.iati.codes import COUNTRIES, ORGANISATION_TYPES, activity_status, country_code, planned_dates
from projects.iati.links import FORMATS, WEB_PAGE_FORMAT

from .standard import lists

pytestmark = pytest.mark.once
DAY = date(2025, 1, 10)


def promise(status: str, start: date | None = None, deadline: date | None = None, announced: date = DAY):
    return SimpleNamespace(
        assessment={"status": status}, window_start=start, deadline=deadline, announced=announced, revisions=()
    )


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        (["withdrawn", "withdrawn"], "5"),
        (["withdrawn", "achieved"], "3"),
        (["missed"], "3"),
        (["missed", "overdue"], "2"),
        (["not_assessable"], "2"),
        (["no_data"], "2"),
    ],
)
def test_status_of_an_activity_follows_its_promises(statuses: list[str], code: str) -> None:
    assert activity_status([promise(status) for status in statuses], DAY) == code


def test_activity_whose_open_promises_begin_later_is_in_preparation() -> None:
    later = promise("too_early", start=date(2026, 1, 1))
    assert activity_status([later, promise("achieved")], DAY) == "1"
    assert activity_status([later, promise("no_data")], DAY) == "2"


def test_planned_days_are_in_order_even_when_announced_afterwards() -> None:
    early, late = date(2024, 1, 1), date(2024, 12, 31)
    assert planned_dates([promise("missed", deadline=late)]) == (late, late)
    assert planned_dates([promise("missed", start=early, deadline=late)]) == (early, late)
    assert planned_dates([promise("no_data")]) == (DAY, None)


def test_codes_are_those_of_the_lists() -> None:
    codes = lists()["codes"]
    assert set(codes["Country"]) >= COUNTRIES
    assert set(codes["OrganisationType"]) >= {*ORGANISATION_TYPES.values()}
    assert set(codes["FileFormat"]) >= {*FORMATS.values(), WEB_PAGE_FORMAT}


@pytest.mark.parametrize(
    ("place", "code"), [("kz", "KZ"), ("de", "DE"), ("kz-71", None), ("eu", None), ("steppe", None)]
)
def test_only_countries_have_a_code(place: str, code: str | None) -> None:
    assert country_code(place) == code
