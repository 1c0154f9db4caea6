"""``import_table``: a sheet into the record, by the rules and in the words of packages."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.annotate_claim import annotate_claim
from projects.models import AuditEntry, Outcome, Source
from projects.models.system_user import system_user
from projects.packages.tables import BY_NAME
from tests.projects.packages.sample import load, sample, write

from .workbooks import PERCENT, formula, number, saved, workbook

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)

HEADER = "indicator,basis,qualifier,value,period_start,period_end,final,source"
ROW = "cars-made,absolute,exactly,{value},2023-07-01,2023-12-31,true,report"


@pytest.fixture(autouse=True)
def record(tmp_path: Path) -> None:
    load(write(tmp_path / "record", sample()))


def imported(path: Path, *options: str, table: str = "outcomes") -> list[str]:
    out = StringIO()
    call_command("import_table", str(path), "--table", table, *options, stdout=out, stderr=out)
    return out.getvalue().splitlines()


def refused(path: Path, *options: str, table: str = "outcomes") -> list[str]:
    err = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_table", str(path), "--table", table, *options, stdout=StringIO(), stderr=err)
    assert error.value.returncode == 1
    return [*err.getvalue().splitlines(), str(error.value)]


def csv(tmp_path: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    return saved(tmp_path / "figures.csv", "\n".join([header, *rows]) + "\n", encoding)


def test_claim_without_an_id_gets_one_and_again_changes_nothing(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="700"))
    assert imported(path)[0] == "outcomes: 1 new, 0 updated, 0 unchanged"
    assert Outcome.objects.get(pk="cars-made-2023-12-31").value == 700
    assert AuditEntry.objects.filter(action="import_table").count() == 1
    assert imported(path) == ["outcomes: 0 new, 0 updated, 1 unchanged", "Nothing changed."]
    assert AuditEntry.objects.filter(action="import_table").count() == 1


def test_check_writes_nothing(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="700"))
    lines = imported(path, "--check")
    assert lines == ["outcomes: 1 new, 0 updated, 0 unchanged", f"{path} is good. Nothing was written."]
    assert not Outcome.objects.filter(value=700).exists()


def test_every_problem_is_one_line_by_row_and_column(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="12 e5"), ROW.format(value="700").replace("cars-made", "none"))
    lines = refused(path)
    assert lines[0].startswith("figures.csv:2: value: ")
    assert lines[0].endswith("(12 e5)")
    assert lines[-1] == f"1 problem in {path}: nothing was written."
    lines = refused(csv(tmp_path, ROW.format(value="700").replace("cars-made", "none")))
    assert lines[0].startswith("figures.csv:2: indicator: names a row that is neither")


def test_ambiguous_figures_are_asked_once(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value='"1,000"'), ROW.format(value='"2,000"').replace("12-31", "11-30"))
    lines = refused(path)
    assert lines == [
        "figures.csv:2: value: can be read in two ways; so can 1 more cell: say the decimal sign of the file with "
        "--decimal , (1) or --decimal . (1000) (1,000)",
        f"1 question in {path}: nothing was written.",
    ]
    assert imported(path, "--decimal", ".")[0] == "outcomes: 2 new, 0 updated, 0 unchanged"
    assert set(Outcome.objects.filter(pk__startswith="cars-made").values_list("value", flat=True)) == {1000, 2000}


def test_ambiguous_dates_are_asked_once(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="700").replace("2023-07-01", "01/07/2023"))
    assert refused(path)[0] == (
        "figures.csv:2: period_start: can be read in two ways: say the order of day, month and year of the file with "
        "--dates dmy (2023-07-01) or --dates mdy (2023-01-07) (01/07/2023)"
    )
    imported(path, "--dates", "dmy")
    assert str(Outcome.objects.get(value=700).period_start) == "2023-07-01"


def test_unknown_heading_is_asked_about_and_answered(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="700") + ",p. 5,x", header=HEADER + ",Wo,")
    lines = refused(path)
    assert lines[0].startswith("figures.csv: I “Wo”: is no column of outcomes; it has id, indicator, ")
    assert lines[0].endswith('--column "Wo=COLUMN" says which it is, --column "Wo=" passes it over (p. 5)')
    assert lines[1].startswith("figures.csv: J “”: is no column of outcomes")
    assert lines[2] == f"2 questions in {path}: nothing was written."
    imported(path, "--column", "Wo=locator", "--column", "J=")
    assert Outcome.objects.get(value=700).locator == "p. 5"
    with pytest.raises(CommandError, match="wo is no column of outcomes"):
        imported(path, "--column", "Wo=wo")


def test_missing_column_is_a_problem_beside_the_question_which_it_may_be(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="700"), header=HEADER.replace("source", "whence"))
    lines = refused(path)
    assert lines[0].startswith("figures.csv:1: source: is missing: this column is required (indicator, basis,")
    assert lines[1].startswith("figures.csv: H “whence”: is no column of outcomes")
    assert lines[2] == f"1 problem and 1 question in {path}: nothing was written."
    assert imported(path, "--column", "whence=source")[0] == "outcomes: 1 new, 0 updated, 0 unchanged"


def test_heading_in_another_language_is_named_with_its_place(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="много"), header=HEADER.replace("value", "Значение"))
    assert refused(path)[0].startswith("figures.csv:2: value (D “Значение”): there are no digits in this.")


def test_figure_says_range_qualifier_and_rounding(tmp_path: Path) -> None:
    row = ROW.replace("exactly", "")
    imported(csv(tmp_path, row.format(value="140–150 тыс."), row.format(value="около 700").replace("12-31", "11-30")))
    wide, about = Outcome.objects.filter(pk__startswith="cars-made").order_by("-period_end")
    assert (wide.qualifier, wide.value, wide.upper_value, wide.rounded_to) == ("between", 140000, 150000, 1000)
    assert (about.qualifier, about.value, about.rounded_to) == ("about", 700, None)
    lines = refused(csv(tmp_path, ROW.format(value="не менее 700")))
    assert lines[0].startswith("figures.csv:2: qualifier: is exactly, but the value says at_least")


def test_figure_in_another_unit_is_a_problem(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", workbook([HEADER.split(","), ROW.format(value="12 %").split(",")]))
    assert refused(path)[0] == "a.xlsx:2: value: is in percent, but this figure is in vehicles (12 %)"
    row = [number("0.12", PERCENT) if cell == "12" else cell for cell in ROW.format(value="12").split(",")]
    path = saved(tmp_path / "a.xlsx", workbook([HEADER.split(","), row]))
    assert refused(path)[0] == "a.xlsx:2: value: is in percent, but this figure is in vehicles (0.12)"
    row[1] = "percent_change"
    imported(saved(tmp_path / "a.xlsx", workbook([HEADER.split(","), row])))
    assert Outcome.objects.get(basis="percent_change").value == 12


def test_formula_is_taken_with_its_value_and_told(tmp_path: Path) -> None:
    row = [formula("A1*2", "700") if cell == "7" else cell for cell in ROW.format(value="7").split(",")]
    lines = imported(saved(tmp_path / "a.xlsx", workbook([HEADER.split(","), row])))
    assert lines[0] == (
        "a.xlsx:2: D: remark: first of 1 formulas: the values that the file holds of them were taken (700)"
    )
    assert Outcome.objects.get(value=700)


def test_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", b"")
    assert refused(path) == ["a.xlsx: is empty", f"1 problem in {path}: nothing was written."]
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        imported(tmp_path / "none.csv")


def test_rows_in_another_order_and_some_of_them_are_still_the_same(tmp_path: Path) -> None:
    rows = [ROW.format(value=value) + f",{place}" for value, place in ((700, ""), (800, "kz-71"), (900, "kz"))]
    header = HEADER + ",territory"
    imported(csv(tmp_path, *rows, header=header))
    ids = {f"cars-made-2023-12-31{number}" for number in ("", "-2", "-3")}
    assert set(Outcome.objects.filter(pk__startswith="cars-made").values_list("pk", flat=True)) == ids
    assert imported(csv(tmp_path, *rows[:0:-1], header=header))[-1] == "Nothing changed."
    assert imported(csv(tmp_path, rows[2].replace("900", "901"), *rows, header=header))[0].startswith(
        "outcomes: 1 new, 0 updated, 3 unchanged"
    )
    assert Outcome.objects.get(value=901).pk == "cars-made-2023-12-31-4"


def test_same_row_twice_is_two_rows_once_and_again(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="700"), ROW.format(value="700"))
    lines = imported(path)
    assert lines[0] == "outcomes: 2 new, 0 updated, 0 unchanged"
    assert "same_figure" in lines[1]
    assert imported(path)[-1] == "Nothing changed."


def test_made_id_gives_way_to_a_given_one(tmp_path: Path) -> None:
    given = ROW.format(value="800") + ",cars-made-2023-12-31"
    imported(csv(tmp_path, ROW.format(value="700") + ",", given, header=HEADER + ",id"))
    assert Outcome.objects.get(value=800).pk == "cars-made-2023-12-31"
    assert Outcome.objects.get(value=700).pk == "cars-made-2023-12-31-2"


def test_claim_with_an_id_and_other_content_is_refused(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="700") + ",cars-first-half", header=HEADER + ",id")
    assert "differs from what is recorded" in refused(path)[0]


def test_word_mended_since_makes_no_second_row_where_the_file_has_no_such_column(tmp_path: Path) -> None:
    path = csv(tmp_path, ROW.format(value="700"))
    imported(path)
    annotate_claim(claim=Outcome.objects.get(value=700), by=system_user(), at=AT, note="A remark.")
    assert imported(path)[-1] == "Nothing changed."


@pytest.mark.parametrize(
    ("table", "header", "row", "made"),
    [
        (
            "targets",
            "indicator,basis,qualifier,value,deadline,timing,announced,source",
            "cars-made,absolute,at_least,900,2025-12-31,by_deadline,2023-02-01,plan",
            "cars-made-2025-12-31",
        ),
        (
            "targets",
            "indicator,basis,qualifier,value,deadline,timing,announced,source,revises",
            "cars-made,absolute,at_least,900,2023-12-31,by_deadline,2023-07-01,plan,cars-2023-again",
            "cars-2023-again-revised",
        ),
        (
            "outcomes",
            HEADER + ",corrects",
            ROW.format(value="490") + ",cars-first-half-corrected",
            "cars-first-half-corrected-corrected",
        ),
        (
            "project_events",
            "project,stage,date,source",
            "plant-1,stopped,2023-06-01,paper",
            "plant-1-stopped-2023-06-01",
        ),
    ],
)
def test_ids_that_are_made(tmp_path: Path, table: str, header: str, row: str, made: str) -> None:
    path = csv(tmp_path, row, header=header)
    assert f"{table}: 1 new, 0 updated, 0 unchanged" in imported(path, table=table)
    assert BY_NAME[table].model._default_manager.filter(pk=made).exists()
    assert imported(path, table=table)[-1] == "Nothing changed."


def test_row_edited_by_hand_is_updated_and_keeps_what_the_file_does_not_say(tmp_path: Path) -> None:
    header, row = (
        "id,title,publisher,published,kind",
        "report,Другое название,Statistics,февраль 2024,официальная статистика",
    )
    lines = imported(csv(tmp_path, row, header=header, encoding="cp1251"), table="sources")
    assert lines[0] == "sources: 0 new, 1 updated, 0 unchanged"
    source = Source.objects.get(pk="report")
    assert (source.title, source.published_precision) == ("Другое название", "month")
    paper = "paper,An article,Newspaper,05.03.2024,press"
    assert imported(csv(tmp_path, paper, header=header), table="sources")[-1] == "Nothing changed."


def test_example_of_a_template_is_refused(tmp_path: Path) -> None:
    path = csv(tmp_path, "example-1,A,B,2024-01-01,press", header="id,title,publisher,published,kind")
    assert refused(path, table="sources")[0] == (
        "figures.csv:2: id: is that of the template’s example: take this row out (example-1)"
    )


def test_queries_do_not_grow_with_the_file(tmp_path: Path) -> None:
    counts = []
    for rows in (3, 60):
        values = [ROW.format(value=500 + number) for number in range(rows)]
        with CaptureQueriesContext(connection) as queries:
            imported(csv(tmp_path, *values), "--check")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_xlsx_in_russian(tmp_path: Path) -> None:
    header = [
        "Показатель",
        "Вид значения",
        "Оговорка",
        "Значение",
        "Период: начало",
        "Период: конец",
        "Окончательное",
        "Источник",
    ]
    rows = [header, ["cars-made", "абсолютное", "не менее", "1,5 тыс.", "01.01.2024", "31.12.2024", "ИСТИНА", "report"]]
    assert imported(saved(tmp_path / "a.xlsx", workbook(rows)))[0] == "outcomes: 1 new, 0 updated, 0 unchanged"
    outcome = Outcome.objects.get(pk="cars-made-2024-12-31")
    assert (outcome.value, outcome.rounded_to, outcome.qualifier, outcome.final) == (1500, 100, "at_least", True)


def test_figure_in_merged_rows_is_refused_and_their_common_words_are_taken(tmp_path: Path) -> None:
    first, second = ROW.format(value="700").split(","), ROW.format(value="").split(",")
    second[4:6] = "2022-07-01", "2022-12-31"
    rows = [["Made in 2023"], HEADER.split(","), first, second]
    path = saved(tmp_path / "a.xlsx", workbook(rows, merged=["A1:A2", "D3:D4"]))
    line = "a.xlsx:4: value: is merged as D3:D4: whether the figure is that of each row or their total is nowhere said"
    assert refused(path)[0] == f"{line} (700)"
    assert not Outcome.objects.filter(value=700).exists()

    rows[3] = ["", *ROW.format(value="650").split(",")[1:]]
    rows[3][4:6] = "2022-07-01", "2022-12-31"
    imported(saved(tmp_path / "a.xlsx", workbook(rows, merged=["A3:A4", "H3:H4"])))
    assert set(Outcome.objects.filter(value__in=[700, 650]).values_list("indicator_id", flat=True)) == {"cars-made"}
