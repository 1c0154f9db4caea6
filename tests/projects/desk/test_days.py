"""Dates as editors type them on the desk: understood in every language, asked about, refused with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from projects.models import Outcome, Source
from tests.projects.desk.boxes import add, errors, options

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("text", ["30.06.2024", "2024-06-30", "30/06/2024", "30 июня 2024 г.", "30 маусым 2024"])
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_date_is_understood_in_every_language(client, editor, columns, text, language):
    client.cookies["django_language"] = language
    response = add(client, Outcome, {**columns, "value": "90", "period_end": text})
    assert response.status_code == 302, errors(response)
    assert Outcome.objects.get().period_end == date(2024, 6, 30)


@pytest.mark.parametrize(("choice", "day"), [(0, date(2024, 6, 5)), (1, date(2024, 5, 6))])
def test_ambiguous_date_is_chosen(client, editor, columns, choice, day):
    columns |= {"value": "90", "period_end": "05/06/2024"}
    first = add(client, Outcome, columns)
    assert "in two ways" in errors(first)["period_end"][0]
    question = options(first)
    assert [label for _kind, _token, label in question] == ["5 June 2024 (Wed)", "6 May 2024 (Mon)"]
    assert add(client, Outcome, {**columns, "period_end-understood": question[choice][1]}).status_code == 302
    assert Outcome.objects.get().period_end == day


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("31.06.2024", "That month has days 1 to 30."),
        ("30.13.2024", "There is no month 13."),
        ("30.06.24", "year with four digits"),
        ("June 2024", "The day is needed here"),
        ("soon", "This is not a date."),
    ],
)
def test_impossible_date_is_refused_with_its_reason(client, editor, columns, text, part):
    [problem] = errors(add(client, Outcome, {**columns, "value": "90", "period_end": text}))["period_end"]
    assert part in problem
    assert "31 желтоқсан 2024" in problem


def test_source_printed_with_its_month_alone(client, editor):
    source = {"id": "review", "title": "Review", "publisher": "Bureau", "kind": "press", "published": "ақпан 2024"}
    response = add(client, Source, {**source, "published_precision": "day"})
    assert "Only “February 2024” is written" in errors(response)["published_precision"][0]
    assert add(client, Source, {**source, "published_precision": "month"}).status_code == 302
    assert Source.objects.get().public_on == date(2024, 2, 29)
