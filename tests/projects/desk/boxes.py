"""A form with a box for a figure: what is typed, the answer, and the choices that it offers."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

TRILLIONS = "1500000000000;;100000000000;;"
OPTION = re.compile(
    r'<input type="(checkbox|radio)"\s+name="(\w+)-understood"\s+value="([^"]+)"(\s+checked)?\s*>\s*([^<]+?)\s*<'
)


def add(client, model, columns: dict[str, str]) -> Any:
    return client.post(reverse(f"admin:projects_{model._meta.model_name}_add"), columns)


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def options(response) -> list[tuple[str, str, str]]:
    """Kind, token and words of what the page asks about."""
    html = response.content.decode().replace("\u00a0", " ")
    return [(kind, token, label) for kind, _name, token, _checked, label in OPTION.findall(html)]


TYPED = [
    ("1,5 трлн", "1500000000000", "1,500,000,000,000 = 1.5 trillion tonnes, rounded to 100 billion"),
    ("12 тыс.", "12000", "12,000 tonnes, rounded to 1,000"),
    ("1.500.000", "1500000", "1,500,000 = 1.5 million tonnes"),
    ("1 500 000", "1500000", "1,500,000 = 1.5 million tonnes"),
    ("150 мың", "150000", "150,000 tonnes, rounded to 1,000"),
    ("7,4", "7.4", "7.4 tonnes, rounded to 0.1"),
]
