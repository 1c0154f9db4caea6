"""A report as it was typed: its forms, what they would change in the record, what a draft keeps of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from projects.actions.changes import Change, ChangesRefusedError
from projects.desk.doubt_questions import CONFIRMED, question_of
from projects.desk.draft_conflicts import CHOICE, CONFLICTING
from projects.desk.made_ids import MadeIds
from projects.desk.report.choices import Choices
from projects.desk.report.forms import PREFIX, FigureForm
from projects.desk.saved_forms import FIELD as KEPT_AS
from projects.desk.source_box import SourceForm
from projects.desk.stored_boxes import as_if_sent, stored_boxes
from projects.models import Draft

MOST_FIGURES = 30
TOTAL = f"{PREFIX}-TOTAL_FORMS"
SOURCE = "source"
PROPOSED = ("url", "figure", "note")
BOXES = "boxes"  # of what a draft keeps
KEPT_OUT = {"csrfmiddlewaretoken", KEPT_AS, "act", "version", "asked", CONFLICTING}  # of what a draft keeps


@dataclass(slots=True)
class ReportEntry:
    """``source`` and ``figures`` are forms; ``target`` says what is beside them."""

    choices: Choices
    source: SourceForm
    figures: list[FigureForm]
    confirmed: list[str]
    has_too_many: bool = False

    @property
    def empty_row(self) -> FigureForm:
        """The row that “add another figure” copies."""
        return FigureForm(initial=self.choices.first_figure(), choices=self.choices, row="__prefix__")

    def is_valid(self) -> bool:
        """Whether every form can be read; the rules of the record are asked later."""
        wrong = [form for form in (self.source, *self._meant()) if not form.is_valid()]
        if self.has_too_many:
            self.source.add_error(None, _("At most %d figures fit into one report: make two of it.") % MOST_FIGURES)
        return not wrong and not self.has_too_many

    def _meant(self) -> list[FigureForm]:
        return [form for form in self.figures if not form.is_empty]

    def changes(self) -> list[Change]:
        """The source, if it is a new one, and the figures of valid forms, in this order."""
        source, change = self.source.source(MadeIds())
        figures = [form.change(source) for form in self._meant()]
        return [change, *figures] if change is not None else figures

    def put_problems(self, error: ChangesRefusedError) -> None:
        """Each problem at its box; each doubt with the box that confirms it."""
        forms: list[Any] = [self.source] if self.source.row is None else []
        forms += self._meant()
        for problem in error.problems:
            forms[problem.index].put_problem(problem.column, problem.text)
        for item in error.doubts:
            forms[item.index].put_problem(item.doubt.column, question_of(item))

    def lacking(self) -> Iterator[str]:
        """What is still to be filled in or mended before anything can be said of it, in words."""
        labels = self.labels()
        for form in (self.source, *self._meant()):
            yield from (labels[form.add_prefix(name)] for name in form.errors if name in form.fields)

    def labels(self) -> dict[str, str]:
        """Name of a box → what it is called, with the number of its figure where there are several."""
        labels = {self.source.add_prefix(name): str(field.label) for name, field in self.source.fields.items()}
        for form in self.figures:
            number = f" ({form.number})" if len(self.figures) > 1 else ""
            labels |= {form.add_prefix(name): f"{field.label}{number}" for name, field in form.fields.items()}
        return labels

    def title(self) -> str:
        """What a list of drafts calls it."""
        publisher = self.source.row.publisher if self.source.row else str(self.source["publisher"].value() or "")
        words = _("%(indicator)s: a report by %(publisher)s") if publisher else _("%(indicator)s: a report")
        return words % {"indicator": self.choices.indicator, "publisher": publisher}


def new_entry(choices: Choices, url: str = "") -> ReportEntry:
    """An empty form; ``url`` is the address of the source, where it is known."""
    figures = [FigureForm(initial=choices.first_figure(), choices=choices, row=0)]
    return ReportEntry(choices, SourceForm(initial={"url": url}, prefix=SOURCE), figures, [])


def entry_from(data: QueryDict, choices: Choices) -> ReportEntry:
    """What was sent."""
    rows = _rows(data)
    figures = [FigureForm(data, choices=choices, row=row) for row in range(min(rows, MOST_FIGURES))]
    return ReportEntry(
        choices, SourceForm(data, prefix=SOURCE), figures, data.getlist(CONFIRMED), has_too_many=rows > MOST_FIGURES
    )


def entry_of_draft(stored: Mapping[str, Any], choices: Choices) -> ReportEntry:
    """What a draft keeps, to go on with: as it was typed, without a complaint about what is not there yet."""
    return entry_as_typed(as_if_sent(stored_boxes(stored, BOXES)), choices)


def entry_as_typed(data: QueryDict, choices: Choices) -> ReportEntry:
    """What was sent, as it was typed and without complaints."""
    read = entry_from(data, choices)
    figures = [
        FigureForm(initial=_typed(form, data), choices=choices, row=number) for number, form in enumerate(read.figures)
    ]
    source = SourceForm(initial=_typed(read.source, data), prefix=SOURCE)
    return ReportEntry(choices, source, figures, read.confirmed)


def proposed_in(draft: Draft | None) -> dict[str, str]:
    """What a reader wrote who proposed the source (``PROPOSED``). It is kept beside what editors make of it."""
    entry = draft.entry if draft is not None else {}
    return {name: str(entry[name]) for name in PROPOSED if name in entry}


def kept_of(data: QueryDict, target: str) -> dict[str, Any]:
    """What a draft keeps of what was sent: the target, and the boxes by name."""
    return {"target": target, BOXES: {name: values for name, values in data.lists() if not _is_kept_out(name)}}


def _is_kept_out(name: str) -> bool:
    return name in KEPT_OUT or name.startswith(CHOICE)


def _typed(form: Any, data: QueryDict) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name)) for name, field in form.fields.items()
    }


def _rows(data: QueryDict) -> int:
    text = data.get(TOTAL, "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
