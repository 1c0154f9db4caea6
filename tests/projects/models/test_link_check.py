"""What a link is after a check: which answers are failures, and which checks cannot be."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from projects.models import LinkCheck
from projects.models.link_check import LinkAnswer
from tests.factories import RECORDED_AT, SourceFactory


@pytest.mark.once
@pytest.mark.parametrize(
    ("answer", "is_failure"),
    [
        *((LinkAnswer(status), False) for status in (200, 204, 304, 401, 403, 429)),
        *((LinkAnswer(status), True) for status in (400, 404, 405, 410, 451, 500, 503)),
        *((LinkAnswer(None, error), True) for error in ("refused", "unreachable", "no_answer", "redirects")),
        (LinkAnswer(None, "certificate"), False),
    ],
)
def test_only_where_a_reader_finds_nothing_a_link_fails(answer, is_failure) -> None:
    assert answer.is_failure == is_failure


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"status": 200, "error": "refused"},
        {"failures": 1},
        {"first_failed_at": RECORDED_AT},
        {"failures": 2, "first_failed_at": RECORDED_AT, "is_dead": True},
    ],
)
def test_check_that_contradicts_itself_is_refused(columns) -> None:
    source = SourceFactory(url="https://example.org/a")
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkCheck.objects.create(source=source, url=source.url, next_check_at=RECORDED_AT, **columns)
