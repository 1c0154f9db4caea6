"""What people type for a figure: understood, asked about, or refused with a reason; never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from projects.reading import Problem, read_figure
from projects.reading.languages import PHRASES
from projects.reading.limits import MAX_TEXT

TRILLION = 10**12
# Text, value, unit of the last printed digit.
UNDERSTOOD = [
    ("1500000000000", 1500 * 10**9, 1),
    ("7.4", "7.4", "0.1"),
    ("0.500", "0.5", "0.001"),
    ("-5", -5, 1),
    ("−5,5", "-5.5", "0.1"),
    ("–5", -5, 1),
    ("+5", 5, 1),
    ("007", 7, 1),
    ("0", 0, 1),
    ("-0", 0, 1),
    # Grouping.
    ("1 500 000", 1500000, 1),
    ("1\u00a0500\u00a0000", 1500000, 1),
    ("1\u2009500\u2009000", 1500000, 1),
    ("1\u202f500\u202f000", 1500000, 1),
    ("1\u202f500\u00a0000,5", "1500000.5", "0.1"),
    ("1'500'000", 1500000, 1),
    ("1’500’000.25", "1500000.25", "0.01"),
    ("1,500,000", 1500000, 1),
    ("1.500.000", 1500000, 1),
    ("1,500,000.50", "1500000.5", "0.01"),
    ("1.500.000,5", "1500000.5", "0.1"),
    ("1,500.250", "1500.25", "0.001"),
    ("1.500,250", "1500.25", "0.001"),
    ("1 500,250", "1500.25", "0.001"),
    ("0,500", "0.5", "0.001"),
    ("1500,500", "1500.5", "0.001"),
    ("12,5", "12.5", "0.1"),
    ("1,5000", "1.5", "0.0001"),
    ("140\u200b000\ufeff", 140000, 1),
    # Scale words.
    ("1,5 трлн", 1500 * 10**9, 10**11),
    ("1,5 трлн.", 1500 * 10**9, 10**11),
    ("1.5 trillion", 1500 * 10**9, 10**11),
    ("12 тыс.", 12000, 1000),
    ("12тыс", 12000, 1000),
    ("12k", 12000, 1000),
    ("12K", 12000, 1000),
    ("12 МЛН", 12 * 10**6, 10**6),
    ("12 mln", 12 * 10**6, 10**6),
    ("12 мың", 12000, 1000),
    ("2,25 миллиарда", 2250 * 10**6, 10**7),
    ("3 миллиона", 3 * 10**6, 10**6),
    ("5 миллионов", 5 * 10**6, 10**6),
    ("21 тысяча", 21000, 1000),
    ("22 тысячи", 22000, 1000),
    ("25 тысяч", 25000, 1000),
    ("1,5 триллиона", 1500 * 10**9, 10**11),
    ("3 bn", 3 * 10**9, 10**9),
    ("3bn", 3 * 10**9, 10**9),
    ("2 trn", 2 * TRILLION, TRILLION),
    ("2 millions", 2 * 10**6, 10**6),
    ("1 500 тыс.", 1500000, 1000),
    ("1 млн 250 тыс.", 1250000, 1000),
    ("3 млн 456 тыс. 789", 3456789, 1),
    ("2 мың 500", 2500, 1),
    ("5 миллионға", 5 * 10**6, 10**6),
]


@pytest.mark.parametrize(("text", "value", "rounded_to"), UNDERSTOOD)
def test_figure_is_understood(text: str, value: int | str, rounded_to: int | str) -> None:
    for language in ("", "en", "ru", "kk"):
        reading = read_figure(text, language).reading
        assert reading is not None, read_figure(text)
        assert (reading.value, reading.rounded_to) == (Decimal(value), Decimal(rounded_to))
        assert (reading.upper_value, reading.qualifier, reading.unit) == (None, "", "")
        assert "E" not in str(reading.value)


@pytest.mark.parametrize(("text", "is_plain"), [
    ("1500000000000", True), ("7.4", True), ("-5", True), (" 5 ", True), ("0.500", True),
    ("1.500", False), ("7,4", False), ("1 000", False), ("−5", False), ("5%", False), ("5\u200b0", False),
])  # fmt: skip
def test_plain_digits_are_told_from_the_rest(text: str, is_plain: bool) -> None:
    assert read_figure(text).is_plain is is_plain


# Text, lower and upper end.
RANGES = [
    ("140000-150000", 140000, 150000),
    ("140000 — 150000", 140000, 150000),
    ("140 000–150 000", 140000, 150000),
    ("140–150 тыс.", 140000, 150000),
    ("140 тыс.–150 тыс.", 140000, 150000),
    ("900 тыс. – 1,2 млн", 900000, 1200000),
    ("от 140 до 150", 140, 150),
    ("от 140 до 150 тысяч", 140000, 150000),
    ("между 140 и 150", 140, 150),
    ("140…150", 140, 150),
    ("from 140 to 150", 140, 150),
    ("140 to 150 thousand", 140000, 150000),
    ("between 140 and 150", 140, 150),
    ("140-тан 150-ге дейін", 140, 150),
    ("140–150 мың", 140000, 150000),
    ("140 пен 150 арасында", 140, 150),
    ("1,5-2 млрд", 1500 * 10**6, 2 * 10**9),
    ("-5 - -3", -5, -3),
    ("0–5 млн", 0, 5 * 10**6),
]


@pytest.mark.parametrize(("text", "lower", "upper"), RANGES)
def test_range_has_both_ends(text: str, lower: int, upper: int) -> None:
    reading = read_figure(text).reading
    assert reading is not None, read_figure(text)
    assert (reading.value, reading.upper_value, reading.qualifier) == (lower, upper, "between")


QUALIFIED = [
    ("около 5", "about"),
    ("примерно 5", "about"),
    ("~5", "about"),
    ("≈ 5", "about"),
    ("about 5", "about"),
    ("шамамен 5", "about"),
    ("5 шамасында", "about"),
    ("5-ке жуық", "about"),
    ("более 5", "more_than"),
    ("свыше 5", "more_than"),
    ("> 5", "more_than"),
    ("over 5", "more_than"),
    ("5-тен астам", "more_than"),
    ("не менее 5", "at_least"),
    ("at least 5", "at_least"),
    ("no fewer than 5", "at_least"),
    ("≥5", "at_least"),
    (">= 5", "at_least"),
    ("от 5", "at_least"),
    ("кемінде 5", "at_least"),
    ("5-тен кем емес", "at_least"),
    ("не более 5", "at_most"),
    ("до 5", "at_most"),
    ("up to 5", "at_most"),
    ("5-ке дейін", "at_most"),
    ("ең көбі 5", "at_most"),
    ("менее 5", "less_than"),
    ("fewer than 5", "less_than"),
    ("5-тен кем", "less_than"),
    ("ровно 5", "exactly"),
]


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIED)
def test_qualifier_is_kept_apart(text: str, qualifier: str) -> None:
    reading = read_figure(text).reading
    assert reading is not None, read_figure(text)
    assert (reading.value, reading.qualifier) == (5, qualifier)


UNITS = [
    ("15%", "percent"),
    ("15 %", "percent"),
    ("на 15 процентов", "percent"),
    ("15 per cent", "percent"),
    ("15 пайызға", "percent"),
    ("15%-ға", "percent"),
    ("15 п.п.", "percentage_points"),
    ("15 процентных пунктов", "percentage_points"),
    ("в 15 раз", "times"),
    ("×15", "times"),
    ("15×", "times"),
    ("15x", "times"),
    ("15 times", "times"),
    ("15 есе", "times"),
    ("15 есеге", "times"),
    ("15 тенге", "KZT"),
    ("15 теңгеден", "KZT"),
    ("₸15", "KZT"),
    ("$15", "USD"),
    ("15 долл. США", "USD"),
    ("15 АҚШ долларына", "USD"),
    ("15 евро", "EUR"),
    ("15 рублей", "RUB"),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_unit_is_kept_apart_and_only_where_it_is_allowed(text: str, unit: str) -> None:
    reading = read_figure(text).reading
    assert reading is not None, read_figure(text)
    assert (reading.value, reading.unit) == (15, unit)
    assert read_figure(text, units={unit}).reading == reading
    assert read_figure(text, units=()).problem is Problem.UNIT_NOT_ALLOWED
    assert read_figure("15", units=()).reading is not None


def test_everything_at_once() -> None:
    reading = read_figure("не менее чем 1,25 млрд тенге").reading
    assert reading is not None
    assert (reading.value, reading.rounded_to) == (1250 * 10**6, 10**7)
    assert (reading.qualifier, reading.unit) == ("at_least", "KZT")
    reading = read_figure("не менее чем в 4,5 раза").reading
    assert reading is not None
    assert (reading.value, reading.qualifier, reading.unit) == (Decimal("4.5"), "at_least", "times")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,000", [1000, 1]),
        ("1.500", [1500, "1.5"]),
        ("-1.500", [-1500, "-1.5"]),
        ("12,345", [12345, "12.345"]),
        ("1,500 трлн", [1500 * TRILLION, "1500000000000"]),
        ("1.500%", [1500, "1.5"]),
    ],
)
def test_ambiguous_figure_has_both_readings(text: str, readings: list[int | str]) -> None:
    result = read_figure(text)
    assert result.reading is None
    assert [reading.value for reading in result.readings] == [Decimal(value) for value in readings]


def test_ambiguous_range_is_read_the_same_way_at_both_ends() -> None:
    ends = [(reading.value, reading.upper_value) for reading in read_figure("1,000–1,500").readings]
    assert ends == [(1000, 1500), (1, Decimal("1.5"))]
    reading = read_figure("0,5–1,500").reading
    assert reading is not None
    assert reading.upper_value == Decimal("1.5")


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [("1,000", "en", 1000), ("1,000", "ru", 1), ("1,000", "kk", 1), ("1.500", "en", "1.5"), ("1.500", "ru", 1500)],
)
def test_language_orders_the_readings_and_decides_nothing(text: str, language: str, first: int | str) -> None:
    readings = read_figure(text, language).readings
    assert len(readings) == 2
    assert readings[0].value == Decimal(first)


REFUSED = [
    ("", Problem.EMPTY, ""),
    (" \u00a0\u200b", Problem.EMPTY, ""),
    ("полтора миллиона", Problem.NO_DIGITS, ""),
    ("NaN", Problem.NO_DIGITS, ""),
    ("inf", Problem.NO_DIGITS, ""),
    ("%", Problem.NO_DIGITS, ""),
    ("١٢", Problem.OTHER_DIGITS, "١"),
    ("1٢", Problem.OTHER_DIGITS, "٢"),
    ("10²", Problem.OTHER_DIGITS, "²"),
    ("½", Problem.OTHER_DIGITS, "½"),
    ("1e12", Problem.EXPONENT, "1e1"),
    ("1E+12", Problem.EXPONENT, "1e+1"),
    ("10^12", Problem.EXPONENT, "0^"),
    ("1.5×10^12", Problem.EXPONENT, "5×10^"),
    ("1_000", Problem.UNKNOWN_SIGN, "_"),
    ("15 00", Problem.GROUPING, "15 00"),
    ("1,50,000", Problem.GROUPING, "1,50,000"),
    ("1.500.00", Problem.GROUPING, "1.500.00"),
    ("31.12.2024", Problem.GROUPING, "31.12.2024"),
    ("5 10", Problem.GROUPING, "5 10"),
    (".5", Problem.UNKNOWN_SIGN, "."),
    ("5.", Problem.UNKNOWN_SIGN, "."),
    ("±5", Problem.UNKNOWN_SIGN, "±"),
    ("(5)", Problem.UNKNOWN_SIGN, "("),
    ("5‰", Problem.UNKNOWN_SIGN, "‰"),
    ("12 тыс. чел.", Problem.UNKNOWN_WORD, "чел"),
    ("5m", Problem.UNKNOWN_WORD, "m"),
    ("0x10", Problem.SHAPE, ""),
    ("=1+1", Problem.UNKNOWN_SIGN, "="),
    ("1+1", Problem.SHAPE, ""),
    ("5 тыс. млн", Problem.SHAPE, ""),
    ("200 тыс. 1 млн", Problem.SHAPE, ""),
    ("1,5 млн 200 тыс.", Problem.SHAPE, ""),
    ("млн 5", Problem.SHAPE, ""),
    ("150–", Problem.SHAPE, ""),
    ("1–2–3", Problem.SHAPE, ""),
    ("150 +", Problem.SHAPE, "+"),
    ("150-140", Problem.RANGE_ORDER, ""),
    ("150-150", Problem.RANGE_ORDER, ""),
    ("900 – 1 млн", Problem.RANGE_SCALE, ""),
    ("около 140–150", Problem.RANGE_QUALIFIED, ""),
    ("5% тенге", Problem.UNITS_DIFFER, "KZT, percent"),
    ("9" * 31, Problem.TOO_MANY_DIGITS, ""),
    ("9" * 20 + " трлн", Problem.TOO_MANY_DIGITS, ""),
    ("0," + "3" * 31, Problem.TOO_MANY_DIGITS, ""),
    ("9" * (MAX_TEXT + 1), Problem.TOO_LONG, ""),
]


@pytest.mark.parametrize(("text", "problem", "detail"), REFUSED)
def test_anything_else_is_refused_with_its_reason(text: str, problem: Problem, detail: str) -> None:
    result = read_figure(text)
    assert (result.readings, result.problem) == ((), problem)
    assert not detail or result.detail == detail


def test_longest_figure_of_the_record_is_read_digit_by_digit() -> None:
    reading = read_figure("9" * 30 + "." + "1" * 30).reading
    assert reading is not None
    assert str(reading.value) == "9" * 30 + "." + "1" * 30


FIGURES = st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False, allow_infinity=False)


@given(FIGURES, st.sampled_from(["en", "en_US", "ru", "kk", "de", "fr", "de_CH"]), st.integers(0, 4))
def test_figure_printed_in_any_locale_is_read_back_or_asked_about(value: Decimal, locale: str, places: int) -> None:
    value = round(value, places)
    text = format_decimal(value, locale=locale, decimal_quantization=False)
    readings = read_figure(text, locale[:2]).readings
    assert value in [reading.value for reading in readings], (text, readings)


@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from([3, 6, 9, 12]), st.sampled_from(["en", "ru", "kk"]))
def test_figure_shortened_in_our_languages_is_read_back(whole: int, part: int, exponent: int, locale: str) -> None:
    value = Decimal(whole * 100 + part) * 10 ** (exponent - 2)
    text = format_compact_decimal(value, format_type="long", locale=locale, fraction_digits=2)
    readings = read_figure(text, locale).readings
    assert value in [reading.value for reading in readings], (text, readings)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=5),
        st.sampled_from([" ".join(phrase) for phrase in PHRASES]),
        st.from_regex(r"[0-9 .,'’+-]{1,12}", fullmatch=True),
    ),
    max_size=12,
)


@given(st.one_of(st.text(max_size=300), PIECES.map(" ".join), PIECES.map("".join)))
def test_no_text_raises(text: str) -> None:
    result = read_figure(text)
    assert (result.problem is None) == bool(result.readings)
    for reading in result.readings:
        assert reading.value.is_finite()
        assert reading.rounded_to > 0
        assert (reading.upper_value is not None) == (reading.qualifier == "between")
    assert len(result.readings) <= 2


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,000", ",", "1"),
        ("1,000", ".", "1000"),
        ("1.500", ",", "1500"),
        ("1 234,5", ",", "1234.5"),
        ("1,234.5", ".", "1234.5"),
        ("1,5 трлн", ",", "1500000000000"),
    ],
)
def test_decimal_sign_that_is_known_decides(text: str, decimal: str, value: str) -> None:
    reading = read_figure(text, decimal=decimal).reading
    assert reading is not None
    assert reading.value == Decimal(value)


@pytest.mark.parametrize(("text", "decimal"), [("1,5", "."), ("1.5", ","), ("1,234.5", ","), ("1.234,5", ".")])
def test_figure_with_another_decimal_sign_than_the_known_one_is_refused(text: str, decimal: str) -> None:
    assert read_figure(text, decimal=decimal).problem is Problem.OTHER_DECIMAL
