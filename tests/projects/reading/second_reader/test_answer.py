"""Whatever an endpoint answers: the claims in it, or a plain refusal."""

from __future__ import annotations

import json
import time
from decimal import Decimal

import pytest

from projects.reading.second_reader import UnreadableAnswerError, parse_answer

BOUND = 1.0  # seconds of the processor
FIGURES = '{"figures": [{"text": "12 homes", "value": 12}]}'
CLAIMS = [{"text": "12 homes", "value": Decimal(12)}]


@pytest.mark.parametrize(
    "content",
    [
        FIGURES,
        f"```json\n{FIGURES}\n```",
        f"```\n{FIGURES}```",
        f"Here are the figures:\n\n{FIGURES}\n\nI hope that helps!",
        f"<think>The article has {{12}} homes [1].</think>\n{FIGURES}",
        f'<think>Perhaps {{"figures": []}}? No.</think>{FIGURES}',
        f'<think>Perhaps {{"figures": [}}? No.</think>{FIGURES}',
        '[{"text": "12 homes", "value": 12}]',
        '\ufeff{"note": "as asked", "figures": [{"text": "12 homes", "value": 12}]}',
    ],
)
def test_figures_are_read_whatever_stands_around_them(content) -> None:
    assert parse_answer(content) == CLAIMS


@pytest.mark.parametrize(
    "content",
    [
        "",
        "I cannot help with that.",
        "null",
        "12",
        '"figures"',
        "{}",
        '{"figures": null}',
        '{"figures": {"text": "12 homes"}}',
        '{"figures": "12 homes"}',
        FIGURES[:-3],
        "[" * 100_000,
        '{"figures":' * 50_000,
        "{" * 200_000,
        "\x00",
        "<html><body>502 Bad Gateway</body></html>",
        '{"figures": [1' + "0" * 100 + ",",
    ],
)
def test_anything_else_is_unreadable_at_once(content) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableAnswerError):
        parse_answer(content)
    assert time.process_time() - began < BOUND


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "9" * 5000, "1." + "1" * 5000])
def test_number_that_is_none_is_nothing(value) -> None:
    assert parse_answer(f'{{"figures": [{{"value": {value}}}]}}') == [{"value": None}]


def test_exponent_is_not_written_out() -> None:
    ((claim,),) = (parse_answer('{"figures": [{"value": 1e999999}]}'),)
    assert claim["value"] == Decimal("1E+999999")


def test_figures_without_end_are_read_in_a_time_in_proportion() -> None:
    began = time.process_time()
    assert len(parse_answer(json.dumps({"figures": [{"text": "12 homes", "value": 12}] * 100_000}))) == 100_000
    assert time.process_time() - began < BOUND
