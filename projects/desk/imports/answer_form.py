"""The answers to what a file leaves open, out of a POST."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from projects.actions.table_imports.requests import answers_of
from projects.models import TableImport
from projects.packages.sheets.answers import DECIMALS, ORDERS, Answers
from projects.packages.sheets.header import PASSED_OVER
from projects.packages.tables import BY_NAME

from .import_page import column_name


def answers_from(sent: QueryDict, table_import: TableImport) -> Answers:
    """Those given before, with what was answered now. Raises ValidationError for a question that is not answered."""
    before = answers_of(table_import.answers)
    questions = table_import.result.get("questions", {})
    decimal, dates, sheet = (sent.get(name, "") for name in ("decimal", "dates", "sheet"))
    problems: list[str] = []
    if questions.get("decimal", {}).get("total") and decimal not in DECIMALS:
        problems.append(_("Say which sign is the decimal one."))
    if questions.get("dates", {}).get("total") and dates not in ORDERS:
        problems.append(_("Say in which order day, month and year stand."))
    if questions.get("sheets") and sheet not in questions["sheets"]:
        problems.append(_("Choose the sheet that is meant."))
    columns = dict(before.columns)
    allowed = {PASSED_OVER, *BY_NAME[table_import.table].by_name}
    for column in questions.get("columns", []):
        answer = sent.get(f"column-{column['letters']}", "")
        if answer not in allowed:
            problems.append(_("Say what the column %s is.") % column_name(column))
        columns[column["letters"]] = answer
    if problems:
        raise ValidationError(problems)
    return Answers(
        decimal=decimal if decimal in DECIMALS else before.decimal,
        dates=dates if dates in ORDERS else before.dates,
        sheet=sheet if questions.get("sheets") else before.sheet,
        columns=columns,
    )
