"""A page that reads a verdict and then its figures shows one promise, whatever is recorded in between."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from projects.actions.refresh import refresh_assessments
from projects.reports.verdicts.verdict_lookup import payloads_of, verdicts_of_chains
from tests.factories import TargetFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_promise_that_is_moved_between_two_questions_is_shown_by_its_new_link() -> None:
    first = TargetFactory(id="first", announced=date(2024, 3, 1), deadline=date(2024, 12, 31), value=Decimal(10))
    refresh_assessments(as_of=TODAY, at=NOW)
    verdicts = verdicts_of_chains(["first"], TODAY)
    moved = date(2024, 9, 1)
    TargetFactory(id="moved", revises=first, announced=moved, deadline=date(2027, 12, 31), value=Decimal(10))
    refresh_assessments(as_of=TODAY, at=NOW)
    ((link, payload),) = payloads_of(list(verdicts.values()), TODAY)
    assert link == "moved"
    assert [step["target"] for step in payload["revisions"]] == ["first", "moved"]
