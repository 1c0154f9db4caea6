"""What entering the accepted figures would do: verdicts, and every problem and doubt at its figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.changes import Change, ChangeDoubt, ChangeProblem
from projects.actions.preview_changes import preview_changes
from projects.desk.doubt_questions import question_of
from projects.desk.effects import Effects, effects_of
from projects.desk.shown_changes import token_of

from .cards import Card, Note
from .claims import TARGETS
from .enter_form import EnterForm
from .other_times import other_times
from .page import ArticlePage
from .plan import MOST_AT_ONCE, Planned, plan


@dataclass(slots=True)
class Outlook:
    """``token`` names the changes that are shown; empty where they cannot be made. ``lacking``: labels of boxes.

    ``left_for_later``: accepted figures beyond those that are entered at once.
    """

    planned: list[Planned] = field(default_factory=list)
    effects: Effects | None = None
    problems: list[Note] = field(default_factory=list)
    questions: list[Note] = field(default_factory=list)
    repeated: list[Card] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    open_doubts: list[ChangeDoubt] = field(default_factory=list)
    left_for_later: int = 0
    token: str = ""

    @property
    def changes(self) -> list[Change]:
        return [step.change for step in self.planned]


def outlook_on(page: ArticlePage, form: EnterForm, *, by: AbstractBaseUser, at: datetime) -> Outlook:
    """Tries the accepted figures out and undoes them. The number of queries depends on how many they are."""
    outlook = Outlook()
    cards = page.to_enter
    outlook.left_for_later = max(len(cards) - MOST_AT_ONCE, 0)
    if not cards:
        return outlook
    has_promises = any(card.decision is not None and card.decision.table == TARGETS for card in cards)
    if not form.is_valid(promises=has_promises):
        outlook.lacking = form.lacking()
        return outlook
    outlook.planned = plan(cards, form)
    preview = preview_changes(outlook.changes, by=by, at=at)
    outlook.problems = [outlook_note(outlook, form, problem) for problem in preview.problems]
    outlook.problems += other_times(page, form)
    outlook.open_doubts = [doubt for doubt in preview.doubts if doubt.token not in form.confirmed]
    for doubt in preview.doubts:
        card = outlook.planned[doubt.index].card
        outlook.questions.append(Note(card, question_of(doubt, form.confirmed)))
    if not outlook.problems:
        outlook.effects = effects_of(preview, at)
        outlook.token = token_of(outlook.changes)
    return outlook


def outlook_note(outlook: Outlook, form: EnterForm, problem: ChangeProblem) -> Note:
    """A problem at its figure; one of the source also at its box."""
    card = outlook.planned[problem.index].card if problem.index < len(outlook.planned) else None
    if card is None:
        form.source.put_problem(problem.column, problem.text)
    return Note(card, problem.text)
