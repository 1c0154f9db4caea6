"""Cells as people and spreadsheets write them: each is spelt as the package does, refused with a reason, or asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.comparison.quantities import plain
from projects.packages.cells import BadCellError, reader
from projects.packages.sheets.answers import Answers
from projects.packages.sheets.grid import AnyCell, Cell
from projects.packages.sheets.spelling import Speller, UnclearCellError
from projects.packages.tables import BY_NAME
from projects.reading import read_figure

pytestmark = pytest.mark.once

OUTCOMES, SOURCES, INDICATORS = BY_NAME["outcomes"], BY_NAME["sources"], BY_NAME["indicators"]
ASKED = Answers()


def spelled(column: str, cell: AnyCell, answers: Answers = ASKED, table: str = "outcomes", epoch: str = "1900") -> str:
    described = BY_NAME[table].by_name[column]
    text = Speller(BY_NAME[table], answers, epoch).spell(described)(cell)
    return reader(BY_NAME[table], described)[text]


@pytest.mark.parametrize(
    ("column", "cell", "spelling"),
    [
        ("value", "1500000", "1500000"),
        ("value", "1 500 000,5", "1500000.5"),
        ("value", "1\u00a0500\u202f000,5", "1500000.5"),
        ("value", "1,5 трлн", "1500000000000"),
        ("value", "1.5 trillion", "1500000000000"),
        ("value", "12 мың", "12000"),
        ("value", "не менее 500", "500"),
        ("value", "-7,25", "-7.25"),
        ("value", "0.125", "0.125"),
        ("value", "1234.567", "1234.567"),
        ("value", "1,234,567", "1234567"),
        ("value", Cell("number", "0.3"), "0.3"),
        ("value", Cell("percent", "0.125"), "12.5"),
        ("period_end", "2024-12-31", "2024-12-31"),
        ("period_end", "31.12.2024", "2024-12-31"),
        ("period_end", "31 декабря 2024 г.", "2024-12-31"),
        ("period_end", "31 желтоқсан 2024", "2024-12-31"),
        ("period_end", "12/31/2024", "2024-12-31"),
        ("period_end", "07/07/2024", "2024-07-07"),
        ("period_end", Cell("day", "2024-12-31"), "2024-12-31"),
        ("period_end", Cell("number", "45657"), "2024-12-31"),
        ("final", "TRUE", "true"),
        ("final", "ИСТИНА", "true"),
        ("final", "True", "true"),
        ("final", "да", "true"),
        ("final", "иә", "true"),
        ("final", "ЛОЖЬ", "false"),
        ("final", "нет", "false"),
        ("final", "жоқ", "false"),
        ("final", Cell("boolean", "true"), "true"),
        ("final", Cell("number", "0"), "false"),
        ("qualifier", "at_least", "at_least"),
        ("qualifier", "At least", "at_least"),
        ("qualifier", "не менее", "at_least"),
        ("qualifier", "кемінде", "at_least"),
        ("basis", "изменение в процентах", "percent_change"),
        ("locator", Cell("number", "12"), "12"),
        ("locator", "стр. 5", "стр. 5"),
        ("source", Cell("number", "2024"), "2024"),
        ("value", "", ""),
    ],
)
def test_cell_is_spelt_as_a_package_does(column: str, cell: AnyCell, spelling: str) -> None:
    assert spelled(column, cell) == spelling


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("value", "abc", "there are no digits in this"),
        ("value", "12 e5", "looks like an exponent"),
        ("value", "12 34", "not in groups of three"),
        ("value", Cell("day", "2024-05-01"), "is a date in the spreadsheet"),
        ("value", Cell("boolean", "true"), "is TRUE or FALSE"),
        ("value", Cell("error", "#REF!"), "is an error of the spreadsheet"),
        ("value", Cell("lost", "=A1*2"), "is a formula whose value the file does not hold"),
        ("value", Cell("foreign", "=[1]Sheet1!A1"), "is a formula that refers to another file"),
        ("note", Cell("foreign", "=[1]Sheet1!A1"), "is a formula that refers to another file"),
        ("period_end", "45657", "is a number, not a date"),
        ("period_end", "2024", "the day is needed here"),
        ("period_end", "31.02.2024", "that month has days 1 to 29"),
        ("period_end", "31.12.24", "write the year with four digits"),
        ("period_end", Cell("number", "2024"), "is a number, not a date"),
        ("period_end", Cell("serial", "0.5"), "is a number, not a date"),
        ("locator", Cell("day", "2024-03-12"), "is a date in the spreadsheet, where a text is wanted"),
        ("locator", Cell("boolean", "true"), "is TRUE or FALSE in the spreadsheet"),
        ("final", Cell("day", "2024-03-12"), "is neither true nor false"),
    ],
)
def test_cell_is_refused_with_its_reason(column: str, cell: AnyCell, reason: str) -> None:
    with pytest.raises(BadCellError, match=reason):
        spelled(column, cell)


@pytest.mark.parametrize(
    ("column", "cell", "readings"),
    [
        ("value", "1,000", {",": "1", ".": "1000"}),
        ("value", "1.500", {",": "1500", ".": "1.5"}),
        ("value", "-1,250", {",": "-1.25", ".": "-1250"}),
        ("value", "1,000 млн", {",": "1000000", ".": "1000000000"}),
        ("period_end", "05/06/2024", {"dmy": "2024-06-05", "mdy": "2024-05-06"}),
        ("period_end", "05-06-2024", {"dmy": "2024-06-05", "mdy": "2024-05-06"}),
    ],
)
def test_ambiguous_cell_is_asked_about_and_decided_by_the_answer(
    column: str, cell: str, readings: dict[str, str]
) -> None:
    with pytest.raises(UnclearCellError) as unclear:
        spelled(column, cell)
    assert unclear.value.readings == readings
    for answer, spelling in readings.items():
        answers = Answers(dates=answer) if unclear.value.question == "dates" else Answers(decimal=answer)
        assert spelled(column, cell, answers) == spelling


@pytest.mark.parametrize(
    ("column", "cell", "answers"),
    [
        ("value", "1,5", Answers(decimal=".")),
        ("value", "1.5", Answers(decimal=",")),
        ("value", "1,5 млн", Answers(decimal=".")),
        ("period_end", "12/31/2024", Answers(dates="dmy")),
        ("period_end", "31/12/2024", Answers(dates="mdy")),
        ("period_end", "05/06/2024", Answers(dates="ymd")),
    ],
)
def test_cell_against_the_answer_is_refused(column: str, cell: str, answers: Answers) -> None:
    with pytest.raises(BadCellError, match="the rest of the file"):
        spelled(column, cell, answers)


def test_day_of_a_source_may_be_a_month_or_a_year() -> None:
    assert spelled("published", "февраль 2024", table="sources") == "2024-02-01"
    assert spelled("published", "2024", table="sources") == "2024-01-01"


def test_days_count_from_the_epoch_of_the_workbook() -> None:
    assert spelled("period_end", Cell("number", "44195"), epoch="1904") == "2024-12-31"


@settings(deadline=None)
@given(
    whole=st.from_regex(r"-?[0-9]{1,8}", fullmatch=True),
    sign=st.sampled_from(".,"),
    decimals=st.from_regex(r"[0-9]{1,5}", fullmatch=True),
    decimal=st.sampled_from(["", ".", ","]),
)
def test_a_glance_reads_what_the_reader_reads(whole: str, sign: str, decimals: str, decimal: str) -> None:
    text = f"{whole}{sign}{decimals}"
    at_a_glance = Speller(OUTCOMES, Answers(decimal=decimal), "1900")._plainly(text)
    reading = read_figure(text, decimal=decimal).reading
    if at_a_glance is not None:
        assert reading is not None
        assert plain(reading.value) == plain(type(reading.value)(at_a_glance))
