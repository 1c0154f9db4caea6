from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from projects.actions.import_table import ImportedTable, check_table, import_table
from projects.management.people import person_of
from projects.packages.columns import Table
from projects.packages.problems import PackageRefusedError, show
from projects.packages.sheets.answers import DECIMALS, ORDERS, Answers, Asked, Questions
from projects.packages.sheets.grid import Noted, Notes, letters
from projects.packages.sheets.header import PASSED_OVER
from projects.packages.sheets.limits import MAX_FILE_BYTES
from projects.packages.sheets.stage import SheetFile, UnclearSheetError
from projects.packages.tables import BY_NAME


class Command(BaseCommand):
    help = "Import one table from a spreadsheet, XLSX or CSV: all of it, or nothing when any row is wrong or unclear."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the XLSX or CSV file")
        parser.add_argument("--table", required=True, choices=tuple(BY_NAME), help="which table its rows are")
        parser.add_argument("--check", action="store_true", help="only validate and say what would change")
        parser.add_argument("--decimal", choices=DECIMALS, default="", help="the decimal sign of its figures")
        parser.add_argument("--dates", choices=ORDERS, default="", help="the order of the parts of 05/06/2024")
        parser.add_argument("--sheet", default="", help="which sheet of the workbook, where it has several")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            type=_named_column,
            metavar="HEADING=COLUMN",
            help="which column of the table a heading of the file means; HEADING= passes it over; may be repeated",
        )
        parser.add_argument("--by", metavar="EMAIL", help="who imports it (default: the tracker itself)")

    def handle(self, *, file: Path, table: str, check: bool, by: str | None, **options: Any) -> None:
        chosen = BY_NAME[table]
        answers = Answers(options["decimal"], options["dates"], options["sheet"], _columns(chosen, options["column"]))
        try:
            with translation.override("en"):  # as every line about a package
                if check:
                    imported = check_table(table=chosen, file=_read(file), answers=answers)
                else:
                    # The clock is read here, at the edge, once.
                    at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
                    imported = import_table(
                        table=chosen,
                        file=_read(file),
                        answers=answers,
                        by=person_of(by),
                        at=at,
                        as_of=timezone.localdate(at),
                    )
        except PackageRefusedError as error:
            raise self._refused(file, error, []) from None
        except UnclearSheetError as error:
            refused = PackageRefusedError(error.problems, error.more)
            raise self._refused(file, refused, list(_questions(file.name, chosen, error.questions))) from None
        self._tell(imported, file, table, check=check)

    def _refused(self, file: Path, error: PackageRefusedError, questions: list[str]) -> CommandError:
        for line in [*error.lines(), *questions]:
            self.stderr.write(line)
        problems, unanswered = len(error.problems) + error.more, len(questions)
        counts = [f"{problems} problem{'s'[: problems != 1]}"] if problems or not unanswered else []
        counts += [f"{unanswered} question{'s'[: unanswered != 1]}"] if unanswered else []
        return CommandError(f"{' and '.join(counts)} in {file}: nothing was written.")

    def _tell(self, imported: ImportedTable, file: Path, table: str, *, check: bool) -> None:
        loaded = imported.loaded
        for remark in (*_notes(file.name, imported.notes), *loaded.remarks):
            self.stderr.write(remark)
        counts = loaded.tables[table]
        self.stdout.write(f"{table}: {counts.new} new, {counts.updated} updated, {counts.unchanged} unchanged")
        for doubt in loaded.doubts:
            self.stderr.write(doubt)
        if not loaded.changed:
            self.stdout.write(f"{file} is good and would change nothing." if check else "Nothing changed.")
        elif check:
            self.stdout.write(self.style.SUCCESS(f"{file} is good. Nothing was written."))
        else:
            self.stdout.write(self.style.SUCCESS(f"Imported {file}."))


def _named_column(text: str) -> tuple[str, str]:
    heading, equals, column = text.rpartition("=")
    if not equals or not heading.strip():
        raise ArgumentTypeError(f"“{text}” is not HEADING=COLUMN, as in --column Комментарий=note")
    return heading.strip(), column.strip() or PASSED_OVER


def _columns(table: Table, named: list[tuple[str, str]]) -> dict[str, str]:
    for heading, column in named:
        if column != PASSED_OVER and column not in table.by_name:
            has = ", ".join(table.by_name)
            raise CommandError(f"{column} is no column of {table.name} (--column {heading}={column}); it has {has}")
    return dict(named)


def _read(file: Path) -> SheetFile:
    """One byte more than is taken: a longer file is refused by its length, whatever it is."""
    try:
        with file.open("rb") as stream:
            return SheetFile(file.name, stream.read(MAX_FILE_BYTES + 1))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from None


def _questions(file: str, table: Table, questions: Questions) -> Iterator[str]:
    """One line a question, with its first example and how it is answered."""
    if questions.sheets:
        names = ", ".join(f"“{name}”" for name in questions.sheets)
        yield f"{file}: has several sheets, {names}: say which with --sheet"
    for column in questions.columns:
        heading = column.heading or letters(column.place)
        what = f"is no column of {table.name}; it has {', '.join(table.by_name)}"
        answer = f'--column "{heading}=COLUMN" says which it is, --column "{heading}=" passes it over'
        yield f"{file}: {letters(column.place)} “{column.heading}”: {what}. {answer} ({show(column.example)})"
    yield from _asked(file, questions.decimal, "decimal", "the decimal sign")
    yield from _asked(file, questions.dates, "dates", "the order of day, month and year")


def _asked(file: str, question: Asked, option: str, what: str) -> Iterator[str]:
    if not question.total:
        return
    example = question.examples[0]
    ways = " or ".join(f"--{option} {answer} ({reading})" for answer, reading in example.readings.items())
    others = question.total - 1
    more = f"; so can {others} more cell{'s'[: others != 1]}" if others else ""
    yield (
        f"{file}:{example.line}: {example.column}: can be read in two ways{more}: "
        f"say {what} of the file with {ways} ({show(example.text)})"
    )


def _notes(file: str, notes: Notes) -> Iterator[str]:
    sentences: tuple[tuple[Noted, str], ...] = (
        (notes.formulas, "formulas: the values that the file holds of them were taken"),
        (notes.rounded, "numbers with more than 15 digits: a spreadsheet is exact to 15, so many were taken"),
        (notes.serials, "numbers in columns of dates: taken as the spreadsheet’s numbers of days"),
        (notes.merged, "cells of merged ranges: the range’s value was taken in each row"),
        (notes.hidden, "rows that the spreadsheet hides: they were read too"),
    )
    for noted, what in sentences:
        if noted.total:
            line, column, text = noted.examples[0]
            shown = f" ({show(text)})" if text else ""
            yield f"{file}:{line}: {letters(column)}: remark: first of {noted.total} {what}{shown}"
