"""What the boxes of the desk's pages understand while one types."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import IndicatorFactory

pytestmark = pytest.mark.django_db


def shown(client, **query: str) -> str:
    response = client.get(reverse("desk-understood"), query)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"reads": "figure", "text": "1,5 трлн", "unit": "KZT"}, "1.5 trillion tenge"),
        ({"reads": "figure", "text": "12", "unit": "schools"}, "12 schools"),
        ({"reads": "figure", "text": "12", "basis": "percent_change"}, "12%"),
        ({"reads": "figure", "text": "1,000"}, 'type="radio"'),
        ({"reads": "day", "text": "31.12.2024"}, "31 December 2024"),
        ({"reads": "date", "text": "2024"}, "2024"),
        ({"reads": "start", "text": "май 2024"}, "1 May 2024"),
        ({"reads": "end", "text": "май 2024"}, "31 May 2024"),
        ({"reads": "end", "text": "05/06/2024"}, 'type="radio"'),
    ],
)
def test_box_says_what_it_understands(client, editor, query, words) -> None:
    html = shown(client, field="figures-0-value", **query)
    assert words in html
    assert 'id="id_figures-0-value_understood"' in html


def test_unit_is_that_of_the_indicator(client, editor) -> None:
    indicator = IndicatorFactory(unit="tonnes")
    assert "tonnes" in shown(client, reads="figure", field="x-value", text="5", indicator=indicator.pk)
    assert "tonnes" not in shown(client, reads="figure", field="x-value", text="5", indicator="<b>")


@pytest.mark.parametrize("query", [{"reads": "figure", "field": "<b>"}, {"reads": "word", "field": "a"}, {}])
def test_unknown_box_is_not_there(client, editor, query) -> None:
    assert client.get(reverse("desk-understood"), query).status_code == 404
