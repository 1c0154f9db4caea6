"""The section of a target's page that tells how its verdict was reached."""

from __future__ import annotations

import pytest
from django.test import Client

from .test_pages import text

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]


@pytest.mark.parametrize(
    ("language", "heading", "sentence"),
    [
        ("en", "How this verdict was reached", "Progress: 90 ÷ 180 = 50% (R7)."),
        ("ru", "Как получен этот вывод", "Выполнено: 90 ÷ 180 = 50 % (R7)."),
        ("kk", "Бұл қорытынды қалай шықты", "Орындалғаны: 90 ÷ 180 = 50 % (R7)."),
    ],
)
def test_page_tells_the_arithmetic(reader: Client, language: str, heading: str, sentence: str) -> None:
    shown = text(reader.get("/targets/count-2024/", headers={"accept-language": language}))
    assert heading in shown
    assert f"<li>{sentence}</li>" in shown


def test_page_of_an_earlier_day_knows_nothing_of_later_reports(reader: Client) -> None:
    shown = text(reader.get("/targets/count-2024/?as_of=2024-03-01"))
    assert "No report counts, so there is nothing to compare yet" in shown
    assert "was not public yet" not in shown
