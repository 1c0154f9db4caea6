"""What a report will do, before it is saved: computed by the same actions, and undone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import AuditEntry, Outcome, Source
from tests.factories import OutcomeFactory, TargetFactory
from tests.projects.desk.report.typed import MADE, TYPED, second

pytestmark = pytest.mark.django_db


def look(client, **changed: str) -> str:
    response = client.post(f"{reverse('desk-report-effects')}?target=pool", {**TYPED, **changed})
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def test_verdict_before_and_after_is_shown_and_nothing_is_kept(client, editor, target) -> None:
    before = AuditEntry.objects.count()
    html = look(client)
    assert 'class="moves"' in html
    assert "50%" in html
    assert not Outcome.objects.exists()
    assert not Source.objects.filter(pk=MADE).exists()
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"source-title": "", "figures-0-period_end": ""}, "Shown once these boxes are in order: title, period: end"),
        ({"figures-0-period_end": "31.12.2023"}, "field-error"),
        ({"figures-0-value": "9000"}, 'name="as_printed"'),
        (second(value="x"), "value (2)"),
    ],
)
def test_what_is_lacking_wrong_or_doubtful_is_said(client, editor, target, changed, words) -> None:
    assert words in look(client, **changed)


def test_confirmed_doubt_is_asked_no_more_and_stays_confirmed(client, editor, target) -> None:
    html = look(client, **{"figures-0-value": "9000"})
    token = html.split('name="as_printed" value="')[1].split('"')[0]
    again = look(client, **{"figures-0-value": "9000", "as_printed": token})
    assert again.count('name="as_printed"') == 1
    assert 'type="checkbox"' not in again
    assert 'type="checkbox"' not in look(client, **{"figures-0-value": "9000", "asked": token})


def test_report_that_is_recorded_already_is_said(client, editor, target) -> None:
    client.post(f"{reverse('desk-report')}?target=pool", {**TYPED, "act": "publish"})
    assert "in the record already" in look(client)


def test_number_of_queries_is_constant(client, editor, target) -> None:
    with CaptureQueriesContext(connection) as few:
        look(client)
    TargetFactory.create_batch(8, indicator__programme=target.indicator.programme)
    OutcomeFactory.create_batch(20, indicator=target.indicator)
    OutcomeFactory.create_batch(20)
    with CaptureQueriesContext(connection) as many:
        look(client)
    assert len(many) <= len(few)
    assert len(few) < 70


def test_looks_are_limited(client, editor, target, settings) -> None:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "previews": 1}
    look(client)
    response = client.post(f"{reverse('desk-report-effects')}?target=pool", TYPED)
    assert response.status_code == 429
    assert "Retry-After" in response


def test_looking_is_for_editors_and_by_post(client, target) -> None:
    where = f"{reverse('desk-report-effects')}?target=pool"
    assert client.post(where, TYPED, headers={"hx-request": "true"}).status_code == 401


def test_looking_is_not_by_get(client, editor, target) -> None:
    assert client.get(f"{reverse('desk-report-effects')}?target=pool").status_code == 405
