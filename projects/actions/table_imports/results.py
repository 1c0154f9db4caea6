"""What a check found, as the JSON that an import keeps and pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from projects.actions.import_table import ImportedTable
from projects.packages.problems import Problem, show
from projects.packages.sheets.answers import Asked, Questions
from projects.packages.sheets.grid import Notes, letters


def of_import(imported: ImportedTable, table: str) -> dict[str, Any]:
    """Of a good file: how many rows do what, which are doubtful, and how cells were read."""
    counts = imported.loaded.tables[table]
    beside = asdict(imported.beside)
    return {
        "counts": {
            "new": counts.new - beside["replace"] - beside["disagree"],
            "same": counts.unchanged,
            "updated": counts.updated,
            "replace": beside["replace"],
            "disagree": beside["disagree"],
        },
        "replacements": beside["replacements"],
        "disagreements": beside["disagreements"],
        "remarks": _problems(imported.remarks),
        "doubts": _problems(imported.doubts),
        "notes": _notes(imported.notes),
        "overwritten": imported.overwritten,
    }


def does_more(now: Mapping[str, Any], approved: Mapping[str, Any]) -> bool:
    """Whether publishing a file would do what nobody has seen: the record went on since it was checked.

    It would write over another text, stand beside another figure, or be doubtful where it was not.
    """
    if now["counts"]["updated"] and now["overwritten"] != approved.get("overwritten"):
        return True
    if now["counts"]["disagree"] > approved.get("counts", {}).get("disagree", 0):
        return True
    return any(line not in approved.get(kind, ()) for kind in ("disagreements", "doubts") for line in now[kind])


def of_problems(problems: Iterable[Problem], more: int) -> dict[str, Any]:
    return {"problems": _problems(problems), "more": more}


def of_questions(questions: Questions) -> dict[str, Any]:
    return {
        "questions": {
            "decimal": _asked(questions.decimal),
            "dates": _asked(questions.dates),
            "sheets": list(questions.sheets),
            "columns": [{**asdict(column), "letters": letters(column.place)} for column in questions.columns],
            "missing": list(questions.missing),
        }
    }


def _asked(question: Asked) -> dict[str, Any]:
    return {"total": question.total, "examples": [asdict(example) for example in question.examples]}


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "line": problem.line,
            "column": problem.column,
            "what": problem.what,
            "value": "" if problem.value is None else show(problem.value),
        }
        for problem in problems
    ]


def _notes(notes: Notes) -> list[dict[str, Any]]:
    kinds = {
        "formulas": notes.formulas,
        "rounded": notes.rounded,
        "serials": notes.serials,
        "merged": notes.merged,
        "hidden": notes.hidden,
    }
    return [
        {
            "kind": kind,
            "total": noted.total,
            "examples": [
                {"line": line, "column": letters(column), "text": text} for line, column, text in noted.examples
            ],
        }
        for kind, noted in kinds.items()
        if noted.total
    ]
