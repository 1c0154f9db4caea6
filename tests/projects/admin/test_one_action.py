"""A form of the desk is one action: its rules run once, and a refused form keeps what was typed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.actions import record_claim
from projects.models import Outcome
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
ADD = "admin:projects_outcome_add"
MOST_QUERIES = 28  # with the session, the references of the form, the lock and the admin's own log


@pytest.fixture(autouse=True)
def editor(editor, time_machine):
    time_machine.move_to(AT, tick=False)
    return editor


@pytest.fixture
def typed():
    return {
        "indicator": TargetFactory().indicator.pk,
        "value": "150",
        "qualifier": "exactly",
        "basis": "absolute",
        "period_start": "2024-01-01",
        "period_end": "2024-06-30",
        "final": "on",
        "source": SourceFactory(published=date(2024, 7, 10)).pk,
        "note": "Typed on page 4.",
    }


def test_new_figure_takes_few_queries_however_much_is_recorded(client, typed, monkeypatch):
    counts = []
    validations = []
    validate = record_claim.validate_claim
    monkeypatch.setattr(record_claim, "validate_claim", lambda *a, **k: (validations.append(1), validate(*a, **k)))
    for number, end in enumerate(("2024-06-30", "2024-05-31")):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(reverse(ADD), {**typed, "period_end": end, "value": str(150 - number)})
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        counts.append(len(queries))
        for _ in range(12):
            OutcomeFactory(indicator=TargetFactory().indicator)
    assert counts[0] <= MOST_QUERIES, "\n".join(query["sql"][:200] for query in queries)
    assert counts[1] <= counts[0]
    assert len(validations) == 2, "the rules are asked once for each figure"


def test_form_keeps_what_was_typed_where_somebody_was_quicker(client, typed, monkeypatch):
    def save(*_arguments, **_options):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(Outcome, "save", save)
    answer = client.post(reverse(ADD), typed)

    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert form["note"].value() == "Typed on page 4."
    assert form["value"].value().text == "150"
    assert "at the same moment" in str(form.non_field_errors())
    assert not Outcome.objects.exists()


def test_figure_that_was_corrected_meanwhile_is_asked_about_at_its_field(client, typed):
    wrong = OutcomeFactory(indicator_id=typed["indicator"], source_id=typed["source"])
    OutcomeFactory(id="quicker", indicator=wrong.indicator, source=wrong.source, corrects=wrong)
    answer = client.post(reverse(ADD), {**typed, "corrects": wrong.pk})

    form = answer.context["adminform"].form
    [question] = form.errors["corrects"]
    assert "It is corrected by quicker already: correct that one" in re.sub(r"[\u2068\u2069]", "", question)
    assert form["note"].value() == "Typed on page 4."
    assert not wrong.corrections.exclude(pk="quicker").exists()

    confirmed = re.search('name="as_printed" value="([^"]+)"', question)[1]
    client.post(reverse(ADD), {**typed, "corrects": wrong.pk, "as_printed": confirmed})
    assert wrong.corrections.count() == 2
