"""Explanations in words: every code in three languages, every placeholder filled, numbers as a calculator has them."""

from __future__ import annotations

import operator
import re
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings

from projects import wording
from projects.comparison.explaining.report_choices import CODES
from projects.comparison.explaining.steps import RULES
from projects.wording import results
from projects.wording.explanations import NONE, TOGETHER, WAYS
from projects.wording.languages import LANGUAGES, Phrase
from projects.wording.step_phrases import REPORTS, STEPS
from tests.projects.comparison.claim_strategies import Claims, claims, monthly_claims, wild_claims
from tests.projects.comparison.claims import day, report, target
from tests.projects.comparison.explaining.explained import explain
from tests.projects.comparison.explaining.explained_cases import ALL, Explained


def placeholders(text: str) -> set[tuple[str, str]]:
    """Return the names in a sentence with their ways of writing."""
    return {(name, way or "") for _, name, way, _ in Formatter().parse(text) if name is not None}


def sentences(explained_case: Explained | Claims, lang: str) -> dict[str, str]:
    """Return the sentence of each code; the last where a code comes twice."""
    explanation = explain(explained_case.links, explained_case.outcomes, explained_case.as_of, explained_case.interims)
    if explanation is None:
        return {}
    return {step.code: wording.explained(step, explanation.unit, explanation.terms, lang) for step in explanation.steps}


def test_every_code_has_its_sentence() -> None:
    assert set(STEPS) == {code for code in RULES if not code.startswith("report_")}
    assert set(REPORTS) == set(CODES)


@pytest.mark.parametrize("code", [*STEPS, *(f"report_{code}" for code in REPORTS)])
def test_sentence_names_the_same_values_in_all_three_languages(code: str) -> None:
    phrase: Phrase = STEPS[code] if code in STEPS else REPORTS[code.removeprefix("report_")]
    assert all(text.strip() for text in phrase)
    names = [{name for name, _ in placeholders(text)} for text in phrase]
    assert names[0] == names[1] == names[2]
    assert {way.partition("+")[0] for text in phrase for _, way in placeholders(text)} <= {"", *WAYS}
    assert len(set(phrase)) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("explained_case", ALL, ids=lambda explained_case: explained_case.id)
def test_sentences_are_filled_and_end_with_their_rules(explained_case: Explained, lang: str) -> None:
    for code, text in sentences(explained_case, lang).items():
        assert "{" not in text, text
        assert "}" not in text, text
        assert text.endswith(")."), text
        assert "R" in text.rsplit("(", 1)[1], text
        assert ".." not in text, text
        assert f"({NONE})" not in text, code


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(wild_claims())
def test_wording_is_total(case: Claims) -> None:
    for lang in LANGUAGES:
        assert all(sentences(case, lang).values())


FORMULA = re.compile(r"([(−\d][\d,.()−+×÷ ]*?)(?:, rounded up)? (=|<|>|≤|≥) (\(?−?[\d,.]*\d)(%?)")
HOLDS = {"=": operator.eq, "<": operator.lt, ">": operator.gt, "≤": operator.le, "≥": operator.ge}


def computed(formula: str) -> Fraction:
    """Return what a printed formula comes to on a calculator."""
    text = formula.replace(",", "").replace("−", "-").replace("×", "*").replace("÷", "/")
    numbers = re.sub(r"\d+(?:\.\d+)?", lambda number: f"Fraction('{number[0]}')", text)
    return Fraction(eval(numbers, {"Fraction": Fraction}))  # digits and signs only, see FORMULA


def wrong_formulas(text: str) -> list[str]:
    """Return the formulas of a sentence whose sign is not true of the numbers that are printed."""
    wrong = []
    for match in FORMULA.finditer(text):
        formula, sign, result, percent = match.groups()
        if "power" in text or "√" in text:
            continue
        left, right = computed(formula), computed(result.lstrip("("))
        left = left * 100 if percent and "÷" in formula else left
        left = Fraction(ceil(left)) if "rounded up" in match[0] else left
        if not HOLDS[sign](left, right):
            wrong.append(match[0])
    return wrong


@pytest.mark.parametrize(
    "text",
    [
        "Pace: 222.26 × 20 ÷ 8 = 555.6427",
        "Not met: 222.26 < 222.26",
        "day 8 × 3 ÷ 10, rounded up = 2",
        "(−60) × 0.05 = 3",
    ],
)
def test_wrong_formulas_are_seen(text: str) -> None:
    assert wrong_formulas(text)


@pytest.mark.parametrize("explained_case", ALL, ids=lambda explained_case: explained_case.id)
def test_signs_are_true_of_what_is_printed(explained_case: Explained) -> None:
    assert [wrong for text in sentences(explained_case, "en").values() for wrong in wrong_formulas(text)] == []


@pytest.mark.slow
@settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(claims() | wild_claims() | monthly_claims())
def test_signs_are_true_of_what_is_printed_whatever_the_claims(case: Claims) -> None:
    assert [wrong for text in sentences(case, "en").values() for wrong in wrong_formulas(text)] == []


CARS = target(value=160000, window_start="2024-01-01", deadline="2024-12-31", announced="2024-05-28", rounded_to=1000)
TOLD = Explained("cars", (CARS,), (report(46000, "2024-01-01", "2024-04-30"),), day("2024-06-01"))


@pytest.mark.parametrize(
    ("lang", "code", "sentence"),
    [
        (
            "en",
            "window_days",
            "The window 1 January 2024 – 31 December 2024 has 366 days; the counted reports cover 121 of them, "
            "to 30 April 2024 (R6, R7).",
        ),
        ("en", "expected_from_zero", "Expected by then: 160,000 × 121 ÷ 366 ≈ 52,896 (R7)."),
        ("en", "pace", "Pace: 46,000 ÷ 52,896 ≈ 0.870 (R7)."),
        ("en", "band_behind", "From 0.6 to below 0.95 is behind, and the pace is 0.870 (R11.10)."),
        ("en", "percent", "Progress: 46,000 ÷ 160,000 = 28.75% (R7)."),
        ("en", "not_met", "Not met: 46,000 < 159,500 (R5)."),
        ("ru", "expected_from_zero", "Ожидалось к этому дню: 160 000 × 121 ÷ 366 ≈ 52 896 (R7)."),
        ("ru", "pace", "Темп: 46 000 ÷ 52 896 ≈ 0,870 (R7)."),
        ("ru", "percent", "Выполнено: 46 000 ÷ 160 000 = 28,75 % (R7)."),
        ("ru", "status", "Вывод: Отстаёт (R11.10)."),
        ("kk", "pace", "Қарқын: 46 000 ÷ 52 896 ≈ 0,870 (R7)."),
        ("kk", "status", "Қорытынды: Кешеуілдеуде (R11.10)."),
    ],
)  # fmt: skip
def test_sentence_reads_as_written(lang: str, code: str, sentence: str) -> None:
    assert sentences(TOLD, lang)[code].replace("\u00a0", " ") == sentence


def test_place_is_told_by_its_name_where_it_is_known() -> None:
    astana = report(9, "01-01", "01-31", territory="kz-71", id="a")
    explanation = explain([target()], [astana], day("03-31"))
    assert explanation is not None
    step = next(step for step in explanation.steps if step.code == "report_other_territory")
    assert "kz-71" in wording.explained(step, explanation.unit, explanation.terms, "en")
    named = wording.explained(step, explanation.unit, explanation.terms, "en", {"kz-71": "Astana", "kz": "Kazakhstan"})
    assert "it is for another place (Astana; the target is for Kazakhstan)" in named


def test_names_put_together_are_no_ways_of_writing() -> None:
    assert not set(TOGETHER) & set(WAYS)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0.949999", "≈ 0.949999"),  # never seems to reach a band that it falls short of
        ("0.9496", "≈ 0.9496"),
        ("0.95", "= 0.950"),
        ("0.5999", "≈ 0.5999"),
        ("1", "= 1"),
        ("-0.0001", "≈ −0.0001"),
        ("0.86962", "≈ 0.870"),
    ],
)
def test_ratio_keeps_to_its_side_of_a_band(value: str, written: str) -> None:
    with localcontext(results.WIDE):
        assert results.ratio_result(Decimal(value), "en").replace("=", "≈") == written.replace("=", "≈")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("500000", "= 500,000"),
        ("52896.1748", "= 52,896.1748"),
        ("52896.17486", "≈ 52,896"),
        ("465.306122448", "≈ 465.31"),
        ("0.0123456", "≈ 0.012346"),
        ("-5", "= −5"),
        ("1500000000000", "= 1,500,000,000,000"),
        ("1E+30", "= 1,000,000,000,000,000,000,000,000,000,000"),
    ],
)
def test_result_says_whether_it_is_exact(value: str, written: str) -> None:
    with localcontext(results.WIDE):
        assert results.result(Decimal(value), "en") == written


def test_negative_number_of_a_formula_stands_in_brackets() -> None:
    with localcontext(results.WIDE):
        assert results.bare(Decimal("-1234.5"), "en") == "(−1,234.5)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_zero_has_no_sign(lang: str) -> None:
    """R7: half of a ceiling of zero against 50 paid back: 0 ÷ (−50) is 0."""
    with localcontext(results.WIDE):
        nothing = Decimal(0) / Decimal(-50)
        assert str(nothing) == "-0"
        assert [write(nothing, lang) for write in (results.result, results.ratio_result, results.share_result)] == [
            "= 0"
        ] * 3
        assert results.bare(nothing, lang) == results.bare_ratio(nothing, lang) == "0"
        assert "−" not in results.bare_percent(nothing, lang)
