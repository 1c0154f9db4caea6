"""The rules of a row say what is wrong in the reader's language; a package says the same in half of an English line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from projects.packages import row_rules
from projects.packages.problems import half
from projects.packages.row_rules import ROW_RULES

pytestmark = pytest.mark.once

PERIOD = {"basis": "absolute", "qualifier": "exactly", "value": "1"}
BETWEEN = {**PERIOD, "qualifier": "between"}
BROKEN = [
    ("targets", {**PERIOD, "qualifier": ""}, "qualifier"),
    ("targets", {**BETWEEN, "value": "", "upper_value": "2"}, "value"),
    ("outcomes", {**BETWEEN, "upper_value": ""}, "upper_value"),
    ("outcomes", {**BETWEEN, "upper_value": "0.9"}, "upper_value"),
    ("targets", {**PERIOD, "upper_value": "2"}, "upper_value"),
    ("targets", {**PERIOD, "rounded_to": "0"}, "rounded_to"),
    ("outcomes", {**PERIOD, "rounded_to": "-5"}, "rounded_to"),
    ("targets", {**PERIOD, "baseline_start": "2024-02-01", "baseline_end": "2024-01-31"}, "baseline_end"),
    ("targets", {**PERIOD, "window_start": "2024-02-01", "deadline": "2024-01-31"}, "deadline"),
    ("targets", {**PERIOD, "withdrawn": "true"}, "revises"),
    ("targets", {**PERIOD, "id": "a", "revises": "a"}, "revises"),
    ("targets", {**PERIOD, "id": "a", "interim_for": "a"}, "interim_for"),
    ("outcomes", {"basis": "done", "value": "2"}, "value"),
    (
        "outcomes",
        {**PERIOD, "compared_with_start": "2023-02-01", "compared_with_end": "2023-01-31"},
        "compared_with_end",
    ),
    ("outcomes", {**PERIOD, "period_start": "2024-02-01", "period_end": "2024-01-31"}, "period_end"),
    ("outcomes", {**PERIOD, "id": "a", "corrects": "a"}, "corrects"),
    ("outcomes", {**PERIOD, "our_slip": "true"}, "our_slip"),
    ("organisations", {"id": "a", "parent": "a"}, "parent"),
    ("organisations", {"id": "a", "succeeds": "a"}, "succeeds"),
    ("organisations", {"id": "a", "succeeded_on": "2024-01-01"}, "succeeds"),
    ("territories", {"id": "a", "parent": "a"}, "parent"),
    ("publishers", {"id": "a", "same_as": "a"}, "same_as"),
    ("offices", {"since": "2024-01-02", "until": "2024-01-01"}, "until"),
    ("indicators", {"accumulation": "milestone", "unit": "km"}, "unit"),
    ("projects", {"capacity": "5"}, "capacity_unit"),
    ("projects", {"investment": "5"}, "currency"),
]


def sentence_about(table, cells, column, lang):
    rules = ROW_RULES[table]
    with translation.override(lang):
        [finding] = rules.judge(*(cells.get(name, "") for name in rules.columns))
    assert finding.column == column
    return finding.sentence


@pytest.mark.parametrize(("table", "cells", "column"), BROKEN)
def test_broken_rule_is_told_in_the_language_of_the_reader(table, cells, column):
    english, *others = (sentence_about(table, cells, column, lang) for lang in ("en", "ru", "kk"))
    for sentence in (english, *others):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert not [sentence for sentence in others if re.search("[A-Za-z]", sentence)]
    assert len({english, *others}) == 3
    assert half(english) == english[0].lower() + english[1:-1]


def test_every_rule_is_broken_here():
    source = Path(row_rules.__file__).read_text(encoding="utf-8")
    sentences = set(re.findall(r'_\(\s*"([^"]+)"', source))
    sentences_of_cases = [sentence_about(*broken, "en") for broken in BROKEN]
    assert len(sentences) > 20
    for sentence in sentences:
        pattern = re.sub(r"%\\\((\w+)\\\)s", ".+", re.escape(sentence))
        assert any(re.fullmatch(pattern, text) for text in sentences_of_cases), sentence
