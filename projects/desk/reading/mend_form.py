"""The boxes in which a person mends how a figure was read, or says what the text does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.desk.announcement.names import offered_names, row_named
from projects.desk.cells import cells_of
from projects.desk.figure_field import FigureFormField
from projects.desk.period_field import PeriodEndField, PeriodStartField
from projects.desk.reading_form import ReadingForm
from projects.desk.translation_boxes import TranslationBoxes, translations_of
from projects.models import Indicator, Target
from projects.models.columns import COLUMNS
from projects.models.fields import LONG_TEXT
from projects.models.recorded import Basis, Qualifier

from .claims import OUTCOMES, TARGETS
from .known_claims import KnownClaims

NAMES: Any = COLUMNS  # lazy text, for which the stubs have a name of their own
WHAT = (("", "–"), (TARGETS, gettext_lazy("a promise")), (OUTCOMES, gettext_lazy("a report")))
FINAL = (("true", gettext_lazy("final")), ("false", gettext_lazy("provisional")))
TIMES = {OUTCOMES: ("period_start", "period_end"), TARGETS: ("window_start", "deadline")}
# Columns that the two tables share, those of each alone, and those that are worked out here.
WORDS = ("locator", "speaker", "note")
OF_A_PROMISE = ("deadline_text", "claimed", "not_entered")
SHARED = ("basis", "qualifier", "value", "upper_value", "rounded_to", *WORDS, *translations_of(WORDS))
OWN = {
    OUTCOMES: ("final", "compared_with_start", "compared_with_end"),
    TARGETS: ("timing", *OF_A_PROMISE, *translations_of(OF_A_PROMISE)),
}
IN_THE_TEXT = ("value", "upper_value", "rounded_to")


class MendForm(TranslationBoxes, ReadingForm, forms.Form):
    """One figure. ``row`` is its indicator after ``is_valid()``; ``claims`` are the claims that it may replace."""

    what = forms.ChoiceField(label=gettext_lazy("a promise or a report"), choices=WHAT)
    indicator = forms.CharField(label=NAMES["indicator"], required=False, widget=forms.Select)
    another = forms.CharField(
        label=gettext_lazy("or another indicator, by its name"), required=False, max_length=LONG_TEXT
    )
    value = FigureFormField(label=NAMES["value"], required=False)
    qualifier = forms.ChoiceField(
        label=NAMES["qualifier"],
        required=False,
        choices=[("", gettext_lazy("as written in the value")), *Qualifier.choices],
    )
    upper_value = FigureFormField(label=NAMES["upper_value"], required=False)
    basis = forms.ChoiceField(label=NAMES["basis"], choices=Basis.choices)
    start = PeriodStartField(label=gettext_lazy("from"), required=False)
    end = PeriodEndField(label=gettext_lazy("until"), required=False)
    timeless = forms.BooleanField(label=gettext_lazy("No time was named"), required=False)
    revises = forms.CharField(label=NAMES["revises"], required=False, widget=forms.Select)
    timing = forms.ChoiceField(
        label=NAMES["timing"],
        required=False,
        choices=[("", gettext_lazy("as the time is written")), *Target.Timing.choices],
    )
    deadline_text = forms.CharField(label=NAMES["deadline_text"], required=False, max_length=LONG_TEXT)
    final = forms.ChoiceField(label=NAMES["final"], choices=FINAL, required=False)
    corrects = forms.CharField(label=NAMES["corrects"], required=False, widget=forms.Select)
    compared_with_start = PeriodStartField(label=NAMES["compared_with_start"], required=False)
    compared_with_end = PeriodEndField(label=NAMES["compared_with_end"], required=False)
    rounded_to = FigureFormField(label=NAMES["rounded_to"], required=False)
    speaker = forms.CharField(label=NAMES["speaker"], required=False, max_length=LONG_TEXT)
    locator = forms.CharField(label=NAMES["locator"], required=False, max_length=LONG_TEXT)
    note = forms.CharField(label=NAMES["note"], required=False, widget=forms.Textarea({"rows": "2"}))
    claimed = forms.CharField(label=NAMES["claimed"], required=False, widget=forms.Textarea({"rows": "2"}))
    not_entered = forms.CharField(label=NAMES["not_entered"], required=False, widget=forms.Textarea({"rows": "2"}))

    translated = (*WORDS, *OF_A_PROMISE)
    row: Indicator | None = None

    def __init__(self, *args: Any, indicators: Iterable[Indicator], claims: KnownClaims, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = claims
        self.offered = {row.pk: row for row in indicators}
        fields: dict[str, Any] = self.fields
        fields["another"].widget.attrs |= {"list": self.add_prefix("indicators"), "autocomplete": "off"}
        self._offer()
        where = reverse("desk-understood")
        for field in fields.values():
            if isinstance(field, FigureFormField):
                field.widget.attrs["data-understood"] = f"{where}?reads=figure"
            elif isinstance(field, PeriodStartField):
                end = "end" if isinstance(field, PeriodEndField) else "start"
                field.widget.attrs["data-understood"] = f"{where}?reads={end}"

    def _offer(self) -> None:
        """What the selections hold: the likely indicators, and what is recorded of them."""
        fields: dict[str, Any] = self.fields
        rows = [(row.pk, f"{row} ({row.programme})") for row in self.offered.values()]
        fields["indicator"].widget.choices = [("", _("another, named below") if rows else "–"), *rows]
        fields["revises"].widget.choices = [
            ("", _("nothing: it is a new promise")),
            *self.claims.options.get(TARGETS, ()),
        ]
        fields["corrects"].widget.choices = [
            ("", _("nothing: it is a new figure")),
            *self.claims.options.get(OUTCOMES, ()),
        ]

    @property
    def indicators(self) -> list[str]:
        """Names to choose from; any other of the record can be typed. One query."""
        return offered_names(Indicator)

    # --- What was sent -----------------------------------------------------------------------------------------

    def clean(self) -> Any:
        cleaned = self.cleaned_data
        self.row = cleaned["indicator"] = self._indicator()
        self._clean_qualifier(cleaned)
        self._clean_replaced("revises", TARGETS)
        self._clean_replaced("corrects", OUTCOMES)
        super().clean()
        if self.row is not None and self.row.accumulation == Indicator.Accumulation.MILESTONE:
            self._clean_milestone(cleaned)
        elif cleaned.get("basis") == Basis.DONE:
            self.add_error("basis", _("Only a milestone is done: this indicator has figures."))
        elif cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", forms.Field.default_error_messages["required"])
        self._clean_time(cleaned)
        return cleaned

    def _clean_qualifier(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("qualifier") or cleaned.get("basis") == Basis.DONE:
            return
        field: Any = self.fields["value"]
        reading = field.reading(self._entry("value", field))
        cleaned["qualifier"] = (reading.qualifier if reading is not None else "") or "exactly"
        if (reading is not None and reading.upper_value is not None) or cleaned.get("upper_value") is not None:
            cleaned["qualifier"] = "between"

    def _clean_milestone(self, cleaned: dict[str, Any]) -> None:
        """A milestone is promised without a figure, and reported done (1) or not done (0)."""
        cleaned |= {"basis": str(Basis.DONE), "qualifier": "", "upper_value": None, "rounded_to": None}
        if cleaned.get("what") == TARGETS:
            cleaned["value"] = None
            self.errors.pop("value", None)

    def _clean_time(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("end") is not None or "end" in self.errors or not cleaned.get("what"):
            return
        if cleaned["what"] == OUTCOMES:
            self.add_error("end", _("Write for which time it was reported."))
        elif not cleaned.get("timeless"):
            self.add_error("end", _("Write until when, or tick that no time was named."))

    def _clean_replaced(self, name: str, table: str) -> None:
        """The claim that it replaces is of the same table and indicator."""
        row_id = self.cleaned_data.get(name)
        row = None
        if row_id and self.cleaned_data.get("what") == table:
            row = self.claims.row(table, row_id)
            if row is None or (self.row is not None and row.indicator_id != self.row.pk):
                self.add_error(name, _("Choose one of the indicator of this figure."))
        self.cleaned_data[name] = row

    def _indicator(self) -> Indicator | None:
        """The row that was chosen or named. Rows that may be meant are offered. Three queries at most."""
        text, chosen = self.cleaned_data.get("another", "").strip(), self.cleaned_data.get("indicator", "")
        if text:
            named = row_named(Indicator, text)
            if named.row is not None:
                self._take({named.row.pk: named.row})
                return Indicator.objects.select_related("programme").get(pk=named.row.pk)
            self._take({row.pk: row for row in named.alike})
            self.add_error("another", _("Choose above which is meant.") if named.alike else _("There is none like it."))
            return None
        row = self.offered.get(chosen) or Indicator.objects.select_related("programme").filter(pk=chosen).first()
        if row is None:
            self.add_error("indicator", _("Choose an indicator, or name another one."))
        return row

    def _take(self, rows: Mapping[str, Indicator]) -> None:
        self.offered |= rows
        self._offer()

    # --- What it makes -----------------------------------------------------------------------------------------

    @property
    def table(self) -> str:
        return str(self.cleaned_data["what"])

    def cells(self) -> dict[str, str]:
        """The columns of the row, of a valid form."""
        cleaned, table = self.cleaned_data, self.table
        columns = {name: cleaned.get(name) for name in (*SHARED, *OWN[table])}
        columns["indicator"] = cleaned["indicator"]
        start, end = TIMES[table]
        columns |= {start: cleaned.get("start"), end: cleaned.get("end")}
        if table == TARGETS:
            is_window = cleaned.get("start") is not None
            proposed = Target.Timing.WITHIN_PERIOD if is_window else Target.Timing.BY_DEADLINE
            columns |= {"timing": cleaned.get("timing") or str(proposed), "revises": cleaned["revises"]}
        else:
            columns |= {"corrects": cleaned["corrects"], "final": cleaned.get("final") or "true"}
            columns["our_slip"] = "" if cleaned["corrects"] else "false"
        return cells_of(columns)


def initial_of(table: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """What the form starts with: the columns of a row, canonical, in its boxes."""
    start, end = TIMES.get(table, TIMES[TARGETS])
    boxes: dict[str, Any] = {name: cells.get(name, "") for name in (*SHARED, *OWN[OUTCOMES], *OWN[TARGETS])}
    for name in IN_THE_TEXT:
        boxes[name] = Decimal(cells[name]) if cells.get(name) else None
    boxes |= {"what": table, "indicator": cells.get("indicator", ""), "final": cells.get("final") or "true"}
    boxes |= {"start": _day(cells.get(start)), "end": _day(cells.get(end))}
    for name in ("compared_with_start", "compared_with_end"):
        boxes[name] = _day(cells.get(name))
    boxes |= {name: cells.get(name, "") for name in ("revises", "corrects")}
    boxes["qualifier"] = "" if cells.get("qualifier") == "exactly" else cells.get("qualifier", "")
    return boxes


def _day(cell: str | None) -> date | None:
    return date.fromisoformat(cell) if cell else None
