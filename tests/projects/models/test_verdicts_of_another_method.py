"""Every sweep asks whether a verdict is of another version of the method: an index answers, however many there are."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from projects.actions.refresh import refresh_assessments
from projects.comparison.figures import METHOD_VERSION
from projects.models import Assessment
from tests.factories import RECORDED_AT, TargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def verdicts() -> list[str]:
    """The chains of three verdicts."""
    chains = [TargetFactory(id=id).pk for id in ("a", "b", "c")]
    refresh_assessments(as_of=date(2026, 1, 1), at=RECORDED_AT)
    assert Assessment.objects.count() == len(chains)
    return chains


@pytest.mark.parametrize("version", ["", "0", f"{METHOD_VERSION}.1", "~"])
def test_verdicts_of_any_other_version_are_rebuilt(verdicts: list[str], version: str) -> None:
    assert not Assessment.objects.of_another_method().exists()
    assert not Assessment.objects.to_rebuild().exists()
    Assessment.objects.filter(first="b").update(method_version=version)
    assert [verdict.pk for verdict in Assessment.objects.of_another_method()] == ["b"]
    Assessment.objects.filter(first="c").update(has_periods=False)
    assert [verdict.pk for verdict in Assessment.objects.of_another_method()] == ["b"]
    assert sorted(verdict.pk for verdict in Assessment.objects.to_rebuild()) == ["b", "c"]


@pytest.mark.postgresql
@pytest.mark.parametrize("question", ["of_another_method", "to_rebuild"])
def test_an_index_answers(verdicts: list[str], question: str) -> None:
    rows = getattr(Assessment.objects, question)().order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = rows.values("pk").explain()
    assert "assessment_by_method" in plan, plan
    assert "Seq Scan" not in plan, plan
