"""What the page of a draft shows: the changes in words, what is wrong with them today, what they would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from projects import wording
from projects.actions.apply_changes import are_a_batch
from projects.actions.changes import Change, ChangeDoubt, ChangeProblem
from projects.actions.confirming import alike, token_of_rows
from projects.actions.drafts.publishing_right import refusal_to_publish
from projects.actions.preview_changes import preview_changes
from projects.actions.row_doubts import in_words
from projects.actions.stored_change import stored_changes
from projects.desk.effects import Effects, effects_of
from projects.desk.row_pages import pages_of
from projects.models import Draft, DraftEvent
from projects.models.columns import COLUMNS
from projects.models.names import active_language
from projects.reports.paging import clamp_page

from .change_words import ChangeInWords, changes_in_words
from .edit_addresses import edit_address, edit_address_of

ON_A_PAGE = 50
EVIDENCE = "evidence"  # of what a draft of an article keeps: sentences by the place of their change
MOST_PREVIEWED = 300  # changes one by one; what more would do is worked out when they are published


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row by its place in the draft, from 1, by its id where it has one, and the page that shows it."""

    number: int
    row_id: str
    page: int


@dataclass(frozen=True, slots=True)
class DoubtInWords:
    """A doubt that nobody has confirmed yet; ``confirmation`` is what its box says, of exactly these ``rows``."""

    token: str
    text: str
    confirmation: str
    rows: tuple[DoubtfulRow, ...]


@dataclass(frozen=True, slots=True)
class DraftedChange:
    """A change with what is wrong and doubtful in it today.

    ``page``: where readers see the row, once it is recorded. ``evidence``: the sentence that it was read from, before
    the figure, the figure, and behind it. ``edit_at``: its own form, where the draft has several changes.
    """

    words: ChangeInWords
    problems: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    is_repeated: bool
    page: str
    evidence: tuple[str, ...] = ()
    edit_at: str = ""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft, a page of its changes (``page`` of ``pages``), and what is wrong with it today.

    ``effects`` is None where the draft is closed or too long to be tried out. ``refusal``: why this person may not
    publish it. ``doubts`` are those of all changes, what is said in the same words once, with its rows;
    ``more_problems``: what is wrong with changes that are not shown. ``unreadable``: why none of them is shown.
    """

    draft: Draft
    changes: tuple[DraftedChange, ...]
    count: int
    page: int
    pages: int
    effects: Effects | None
    refusal: str
    more_problems: int
    doubts: tuple[DoubtInWords, ...]
    events: tuple[DraftEvent, ...]
    people: tuple[Any, ...]
    edit_at: str
    unreadable: str = ""


def draft_page(draft: Draft, *, by: Any, at: datetime, page: int = 1) -> DraftPage:
    """The number of queries depends on how many changes are tried out, never on the size of the record."""
    lang = active_language()
    changes, unreadable = _readable_changes(draft)
    page, pages = clamp_page(len(changes), page, ON_A_PAGE)
    start, end = (page - 1) * ON_A_PAGE, page * ON_A_PAGE
    words = changes_in_words(changes, start, end, lang)
    problems: Sequence[ChangeProblem] = ()
    doubts: Sequence[ChangeDoubt] = ()
    effects, repeated = None, set[tuple[str, str]]()
    if draft.is_open and changes and (len(changes) <= MOST_PREVIEWED or are_a_batch(changes)):
        preview = preview_changes(changes, by=draft.saved_by, at=at, confirmed=draft.confirmed)
        problems, doubts, repeated = preview.problems, preview.doubts, set(preview.repeated)
        effects = effects_of(preview, at)
    recorded = [tuple(row) for row in draft.recorded]
    addresses = pages_of(recorded[start:end])
    shown = tuple(
        DraftedChange(
            change,
            tuple(_problem(problem) for problem in problems if problem.index == change.index),
            tuple(in_words(doubt.doubt) for doubt in doubts if doubt.index == change.index),
            (change.table, change.row_id) in repeated,
            addresses.get(recorded[change.index], "") if change.index < len(recorded) else "",
            evidence_of(draft, change.index),
            edit_address_of(draft, changes, change.index),
        )
        for change in words
    )
    places = [*(problem.index for problem in problems), *(doubt.index for doubt in doubts)]
    events = draft.events.select_related("done_by")
    return DraftPage(
        draft=draft,
        changes=shown,
        count=len(changes),
        page=page,
        pages=pages,
        effects=effects,
        refusal=refusal_to_publish(draft, by) if draft.is_open else "",
        more_problems=sum(not start <= place < end for place in places),
        doubts=tuple(_doubt(group, changes, lang) for group in alike(doubts)),
        events=tuple(events),
        people=_editors(),
        edit_at=edit_address(draft, changes),
        unreadable=unreadable,
    )


def evidence_of(draft: Draft, index: int) -> tuple[str, ...]:
    """The sentence that the change of that place was read from, in three parts; empty where none is kept."""
    sentences = draft.entry.get(EVIDENCE) if isinstance(draft.entry, dict) else None
    parts = sentences.get(str(index)) if isinstance(sentences, dict) else None
    return tuple(map(str, parts)) if isinstance(parts, list) and len(parts) == 3 else ()


def _readable_changes(draft: Draft) -> tuple[list[Change], str]:
    """Its changes; where they cannot be read, none of them, and why."""
    try:
        return stored_changes(draft.changes), ""
    except ValidationError as error:
        return [], " ".join(error.messages)


def _problem(problem: ChangeProblem) -> tuple[str, str]:
    return str(COLUMNS.get(problem.column, problem.column)), problem.text


def _doubt(group: Sequence[ChangeDoubt], changes: Sequence[Change], lang: str) -> DoubtInWords:
    doubt = group[0].doubt
    rows = tuple(
        DoubtfulRow(index + 1, changes[index].row_id or changes[index].cells.get("id", ""), index // ON_A_PAGE + 1)
        for index in (item.index for item in group)
    )
    return DoubtInWords(token_of_rows(group), in_words(doubt), wording.confirmation(doubt.code, lang), rows)


def _editors() -> tuple[Any, ...]:
    """Whom a draft can be assigned to."""
    people: Any = get_user_model()._default_manager
    return tuple(people.filter(is_active=True, is_staff=True).order_by("email"))
