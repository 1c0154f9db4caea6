"""What the pages of imports show of one, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import wording
from projects.actions.table_imports.put_right import put_right_since
from projects.actions.table_imports.requests import refusal_to_publish
from projects.actions.table_imports.run import progress_key
from projects.actions.table_imports.undo import refusal_to_undo
from projects.models import TableImport
from projects.models.names import active_language
from projects.packages.problems import SHOWN
from projects.packages.sheets.header import PASSED_OVER
from projects.packages.sheets.headings import heading_of
from projects.packages.tables import BY_NAME, TABLES

STEPS: dict[str, Promise] = {
    "": gettext_lazy("Waits for a worker"),
    "reading": gettext_lazy("Reads the rows"),
    "judging": gettext_lazy("Holds them against the rules and the record"),
    "writing": gettext_lazy("Writes"),
    "verdicts": gettext_lazy("Judges the targets anew"),
}
ORDERS: dict[str, Promise] = {
    "dmy": gettext_lazy("Day first"),
    "mdy": gettext_lazy("Month first"),
    "ymd": gettext_lazy("Year first"),
}
DECIMALS: dict[str, Promise] = {",": gettext_lazy("The comma"), ".": gettext_lazy("The point")}
NOTES: dict[str, Promise] = {
    "formulas": gettext_lazy("Formulas: the values that the file holds of them are taken."),
    "rounded": gettext_lazy("Numbers with more than 15 digits: a spreadsheet is exact to 15, so many are taken."),
    "serials": gettext_lazy("Numbers in columns of dates: taken as the spreadsheet’s numbers of days."),
    "merged": gettext_lazy("Merged cells: the value is taken in each row."),
    "hidden": gettext_lazy("Rows that the spreadsheet hides: they are read too."),
}
COUNTS: dict[str, Promise] = {
    "new": gettext_lazy("New rows"),
    "replace": gettext_lazy("Rows that correct or revise another"),
    "disagree": gettext_lazy("Rows that disagree with a recorded figure"),
    "updated": gettext_lazy("Rows that change a recorded one"),
    "same": gettext_lazy("Rows that are recorded already"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer, its name, and an example of what it makes of a cell."""

    answer: str
    name: str | Promise
    example: str = ""


@dataclass(frozen=True, slots=True)
class ImportPage:
    """``counts``: (name, number) of the difference; ``problem_count`` counts also those that are not listed.

    ``put_right``: rows of a published file that somebody has put right since; they stay when it is taken out.
    """

    row: TableImport
    table_name: str
    step: str | Promise
    thousandths: int | None
    counts: list[tuple[str | Promise, int]]
    notes: list[dict[str, Any]]
    problem_count: int
    decimals: list[Choice]
    orders: list[Choice]
    columns: list[Choice]
    refusal_to_publish: str
    refusal_to_undo: str
    put_right: list[str]
    writes_anything: bool
    unknown_columns: list[dict[str, Any]]
    sent: dict[str, str]

    @property
    def result(self) -> dict[str, Any]:
        return dict(self.row.result)

    @property
    def questions(self) -> dict[str, Any]:
        return dict(self.row.result.get("questions", {}))

    @property
    def most_doubts(self) -> int:
        """How many doubts are shown, where there may be more than these; else 0."""
        return SHOWN if len(self.row.result.get("doubts", ())) >= SHOWN else 0

    @property
    def may_be_answered(self) -> bool:
        return self.row.state in {TableImport.State.UNCLEAR, TableImport.State.REFUSED, TableImport.State.FAILED}


def import_page(
    table_import: TableImport, user: Any, sent: Mapping[str, Any] | None = None, *, has_answered: bool = False
) -> ImportPage:
    """One import; where it is at work, with how far it is. ``sent``: what a form held that comes back.

    Two queries at most.
    """
    sent = sent or {}
    lang, result = active_language(), table_import.result
    step, thousandths = (cache.get(progress_key(table_import)) or ("", None)) if table_import.is_at_work else ("", None)
    table = BY_NAME[table_import.table]
    counts = result.get("counts", {})
    names = [Choice(name, f"{heading_of(table, name, lang)} ({name})") for name in table.by_name]
    return ImportPage(
        row=table_import,
        table_name=capfirst(str(table.model._meta.verbose_name_plural)),
        step=STEPS.get(step, step),
        thousandths=thousandths,
        counts=[(name, counts[key]) for key, name in COUNTS.items() if counts.get(key)],
        notes=[{**note, "what": NOTES[note["kind"]]} for note in result.get("notes", [])],
        problem_count=len(result.get("problems", [])) + result.get("more", 0),
        decimals=_choices(DECIMALS, result, "decimal"),
        orders=_choices(ORDERS, result, "dates"),
        columns=[Choice(PASSED_OVER, _("none: pass it over")), *names],
        refusal_to_publish=refusal_to_publish(table_import, user, has_answered=has_answered),
        refusal_to_undo=refusal_to_undo(table_import),
        put_right=put_right_since(table_import) if table_import.state == TableImport.State.PUBLISHED else [],
        writes_anything=any(counts.get(key) for key in ("new", "replace", "disagree", "updated")),
        unknown_columns=[
            {**column, "name": column_name(column), "chosen": sent.get(f"column-{column['letters']}", "")}
            for column in result.get("questions", {}).get("columns", [])
        ],
        sent={name: str(sent.get(name, "")) for name in ("sheet", "decimal", "dates", "reason", "do")},
    )


def column_name(column: Mapping[str, str]) -> str:
    """A column of the file by its letters and its heading: ``C “Value”``."""
    return _("%(letters)s “%(heading)s”") % {"letters": column["letters"], "heading": column["heading"]}


def _choices(names: dict[str, Promise], result: dict[str, Any], question: str) -> list[Choice]:
    """The answers with what each makes of the first cell in doubt."""
    examples = result.get("questions", {}).get(question, {}).get("examples", [])
    if not examples:
        return []
    text, readings = examples[0]["text"], examples[0]["readings"]
    in_words = _day_in_words if question == "dates" else _figure_in_words
    return [
        Choice(answer, name, f"{text} = {in_words(readings[answer])}" if answer in readings else "")
        for answer, name in names.items()
    ]


def _day_in_words(cell: str) -> str:
    """``2024-03-02`` → ``2 March 2024``: with the month as a word nobody reads it in another order."""
    return wording.day(date.fromisoformat(cell), active_language())


def _figure_in_words(cell: str) -> str:
    """``1700.5`` → ``1700,5``: the decimal sign is the reader's, and there is no second sign between the digits."""
    return wording.number(Decimal(cell), active_language(), grouped=False)


def table_choices() -> list[tuple[str, str]]:
    """The tables by name, those with figures first."""
    order = sorted(TABLES, key=lambda table: (not table.is_claim, TABLES.index(table)))
    return [(table.name, capfirst(str(table.model._meta.verbose_name_plural))) for table in order]
