"""What recording an announcement would do: verdicts, and every problem and doubt at its line and box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.safestring import SafeString

from projects.actions.changes import ChangeDoubt
from projects.actions.preview_changes import ChangesPreview, preview_changes
from projects.desk.doubt_questions import question_of
from projects.desk.effects import Effects, effects_of
from projects.desk.shown_changes import token_of

from .line_view import Note
from .page import Page

# Where a box of the announcement takes what is said of a table's column.
BOXES = {"organisations": "body", "territories": "place", "programmes": "programme"}


@dataclass(slots=True)
class Outlook:
    """What recording it would do. ``token`` names the changes that were shown; empty where they cannot be made.

    ``missing``: boxes that are empty or not understood. ``asks``: something is wrong or doubtful at a line.
    ``open_doubts``: those that nobody has confirmed as printed.
    """

    effects: Effects | None = None
    notes: list[Note] = field(default_factory=list)
    missing: list[Any] = field(default_factory=list)
    open_doubts: list[ChangeDoubt] = field(default_factory=list)
    asks: bool = False
    token: str = ""


def outlook_on(page: Page, *, by: AbstractBaseUser, at: datetime) -> Outlook:
    """Tries the changes out and undoes them. What is wrong at a line goes to the page's view of it."""
    outlook = Outlook()
    for number, line in page.settled.items():
        view = page.views[number - 1]
        view.notes += [Note(view.form[box], text) for box, text in line.problems.items()]
    if not page.is_valid:
        outlook.missing = list(_missing(page))
        outlook.asks = any(view.notes for view in page.views)
        return outlook
    preview = preview_changes(page.changes, by=by, at=at)
    outlook.open_doubts = [doubt for doubt in preview.doubts if doubt.token not in page.confirmed]
    outlook.asks = bool(preview.problems or outlook.open_doubts)
    _put(preview, page, outlook)
    if not preview.problems:
        outlook.effects = effects_of(preview, at)
        outlook.token = token_of(page.changes)
    return outlook


def _missing(page: Page) -> Iterator[Any]:
    """Boxes that are not understood or not filled."""
    for form in (page.form, page.source, *page.lines.forms):
        yield from (form[name] for name in form.errors if name in form.fields)


def _put(preview: ChangesPreview, page: Page, outlook: Outlook) -> None:
    confirmed = set(page.confirmed)
    for problem in preview.problems:
        _note(page, outlook, problem.index, problem.column, problem.text)
    for doubt in preview.doubts:
        _note(page, outlook, doubt.index, doubt.doubt.column, question_of(doubt, confirmed))


def _note(page: Page, outlook: Outlook, index: int, column: str, text: SafeString | str) -> None:
    step = page.planned[index]
    if step.line is not None:
        view = page.views[step.line - 1]
        note = Note(view.form[step.box(column) or "what"], text)
        if note not in view.notes:
            view.notes.append(note)
        return
    table = step.change.table
    if table == "sources":
        box = page.source[column if column in page.source.fields else "url"]
    elif table == "organisations" and column == "kind":
        box = page.form["body_kind"]
    else:
        box = page.form[BOXES[table]]
    outlook.notes.append(Note(box, text))
