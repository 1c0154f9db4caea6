"""Small tables as CSV files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from projects.packages.spreadsheet import write_table

from .licence import LINK

CSV_TYPE = "text/csv; charset=utf-8"


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """The rows as a file for spreadsheets, written in memory."""
    answer = HttpResponse(content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Link"] = LINK
    write_table(answer, columns, rows)
    return answer
