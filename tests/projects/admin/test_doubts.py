"""A form that is in doubt comes back with the question at the field, a box, and all that was typed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from projects.models import AuditEntry, Outcome, Source
from tests.factories import SourceFactory, TargetFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
ADD = "admin:projects_outcome_add"


@pytest.fixture
def editor(editor, time_machine):
    time_machine.move_to(AT, tick=False)
    return editor


@pytest.fixture
def typed():
    target = TargetFactory()
    return {
        "indicator": target.indicator.pk,
        "value": "1800.5",
        "qualifier": "exactly",
        "basis": "absolute",
        "period_start": "2024-01-01",
        "period_end": "2024-06-30",
        "final": "on",
        "source": SourceFactory(published=date(2024, 7, 10)).pk,
        "note": "Page 4.",
    }


def boxes(response):
    """Tokens of the questions that stand at a field."""
    return re.findall(r'<input type="checkbox" name="as_printed" value="([^"]+)">', response.content.decode())


def test_doubts_are_asked_one_by_one_and_nothing_typed_is_lost(client, editor, typed):
    first = client.post(reverse(ADD), typed)

    assert [token.split(":")[0] for token in boxes(first)] == ["fraction", "far_from_target"]
    assert list(first.context["adminform"].form.errors) == ["value"]
    page = first.content.decode()
    assert 'value="1800.5"' in page
    assert "Page 4." in page
    assert not Outcome.objects.exists()

    second = client.post(reverse(ADD), {**typed, "as_printed": boxes(first)[:1]})
    assert [token.split(":")[0] for token in boxes(second)] == ["far_from_target"]

    third = client.post(reverse(ADD), {**typed, "as_printed": boxes(first)})
    assert third.status_code == 302
    assert AuditEntry.objects.get().details == {"as_printed": ["far_from_target", "fraction"]}


def test_a_confirmed_doubt_hides_no_other_figure(client, editor, typed):
    confirmed = boxes(client.post(reverse(ADD), typed))
    response = client.post(reverse(ADD), {**typed, "value": "18000.5", "as_printed": confirmed})
    assert len(boxes(response)) == 2
    assert not Outcome.objects.exists()


def test_confirmation_outlives_another_error(client, editor, typed):
    confirmed = boxes(client.post(reverse(ADD), typed))
    response = client.post(reverse(ADD), {**typed, "qualifier": "", "as_printed": confirmed})
    tokens = re.findall(r'<input type="hidden" name="as_printed" value="([^"]+)">', response.content.decode())
    assert tokens == confirmed


def test_what_has_not_come_yet_has_no_box(client, editor, typed):
    response = client.post(reverse(ADD), {**typed, "value": "90", "period_end": "2024-08-02"})
    assert list(response.context["adminform"].form.errors) == ["period_end"]
    assert not boxes(response)


@pytest.mark.parametrize(
    ("language", "sentence", "box"),
    [
        ("ru", "разница не менее чем в десять раз", "Так напечатано в источнике"),
        ("kk", "айырмашылық кемінде он есе", "Дереккөзде осылай басылған"),
    ],
)
def test_question_is_in_the_language_of_the_editor(client, editor, typed, language, sentence, box):
    page = client.post(reverse(ADD), typed, headers={"accept-language": language}).content.decode()
    assert sentence in page
    assert box in page


def test_the_same_source_again_is_asked_about(client, editor):
    recorded = SourceFactory(url="https://example.org/a")
    source = {"id": "again", "title": "T", "publisher": "P", "kind": "press", "published": "2024-02-01"}
    source |= {"published_precision": "day", "url": "http://example.org/a/"}
    response = client.post(reverse("admin:projects_source_add"), source)
    assert boxes(response) == [f"same_source:url:{recorded.pk}"]
    assert (
        client.post(reverse("admin:projects_source_add"), {**source, "as_printed": boxes(response)}).status_code == 302
    )
    assert Source.objects.count() == 2
