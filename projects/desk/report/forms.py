"""The boxes of one figure of a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.actions.changes import Change
from projects.desk.cells import cells_of
from projects.desk.figure_field import FigureFormField
from projects.desk.people_box import who_spoke
from projects.desk.period_field import PeriodEndField, PeriodStartField
from projects.desk.reading_form import ReadingForm, unit_of
from projects.desk.report.choices import Choices
from projects.desk.translation_boxes import TranslationBoxes, translations_of
from projects.models.columns import COLUMNS
from projects.models.fields import LONG_TEXT
from projects.models.recorded import Basis, Qualifier

NAMES: Any = COLUMNS  # lazy text, for which the stubs have a name of their own
PREFIX = "figures"
WHOSE = (
    ("", _("as the sources say: ours where it is the same source")),
    ("false", _("the publisher corrected its figure")),
    ("true", _("our slip: the source always said so")),
)
FINAL = (("true", _("final")), ("false", _("provisional")))
# What is typed for this figure alone; where all of it is empty, the row is none.
TRANSLATED = ("locator", "speaker", "note")
OWN = ("value", "upper_value", *TRANSLATED, *translations_of(TRANSLATED), "corrects")
NOT_IN_THE_TABLE = ("leave_out",)


class FigureForm(TranslationBoxes, ReadingForm, forms.Form):
    """One figure. ``is_empty``: nothing was typed that makes it one; ``row`` is its number from 0 on."""

    indicator = forms.TypedChoiceField(label=NAMES["indicator"])
    value = FigureFormField(label=NAMES["value"], required=False)
    qualifier = forms.ChoiceField(
        label=NAMES["qualifier"], required=False, choices=[("", _("as written in the value")), *Qualifier.choices]
    )
    period_start = PeriodStartField(label=NAMES["period_start"], required=False)
    period_end = PeriodEndField(label=NAMES["period_end"])
    final = forms.ChoiceField(label=NAMES["final"], choices=FINAL)
    locator = forms.CharField(label=NAMES["locator"], required=False, max_length=LONG_TEXT)
    upper_value = FigureFormField(label=NAMES["upper_value"], required=False)
    rounded_to = FigureFormField(label=NAMES["rounded_to"], required=False)
    basis = forms.ChoiceField(label=NAMES["basis"], choices=Basis.choices)
    compared_with_start = PeriodStartField(label=NAMES["compared_with_start"], required=False)
    compared_with_end = PeriodEndField(label=NAMES["compared_with_end"], required=False)
    territory = forms.TypedChoiceField(label=NAMES["territory"], required=False)
    speaker = forms.CharField(label=NAMES["speaker"], required=False, max_length=LONG_TEXT)
    spoken_by = forms.ChoiceField(label=NAMES["spoken_by"], required=False)
    note = forms.CharField(label=NAMES["note"], required=False, widget=forms.Textarea({"rows": "2"}))
    corrects = forms.TypedChoiceField(label=NAMES["corrects"], required=False)
    our_slip = forms.ChoiceField(label=NAMES["our_slip"], required=False, choices=WHOSE)
    leave_out = forms.BooleanField(label=_("Leave this figure out"), required=False)

    translated = TRANSLATED

    def __init__(self, *args: Any, choices: Choices, row: int | str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"{PREFIX}-{row}", **kwargs)
        self.row = row
        fields: dict[str, Any] = self.fields
        for name, offered, rows in (
            ("indicator", choices.of_indicators(), choices.indicators),
            ("corrects", choices.of_earlier(), choices.earlier),
            ("territory", choices.of_territories(), choices.territories),
        ):
            fields[name].choices, fields[name].coerce, fields[name].empty_value = offered, rows.get, None
        fields["spoken_by"].choices = choices.of_people()
        self._people = choices.people
        self._read_while_typing(choices)
        fields["value"].widget.attrs["data-first"] = ""
        for name in ("period_start", "period_end", "final"):
            fields[name].widget.attrs["data-like-last"] = ""

    def _read_while_typing(self, choices: Choices) -> None:
        where = reverse("desk-understood")
        for name, field in self.fields.items():
            widget: Any = field.widget
            if isinstance(field, FigureFormField):
                widget.offers_rounding = name == "value"
                rounding = "&rounding=1" if name == "value" else ""
                widget.attrs["data-understood"] = f"{where}?reads=figure{rounding}"
                basis = self["basis"].value() or choices.usual_basis
                indicator = choices.indicators.get(str(self["indicator"].value())) or choices.indicator
                widget.unit = unit_of("value", {"basis": basis, "indicator": indicator})
            elif isinstance(field, PeriodStartField):
                end = "end" if isinstance(field, PeriodEndField) else "start"
                widget.attrs["data-understood"] = f"{where}?reads={end}"

    @property
    def number(self) -> int | str:
        """The number that is shown."""
        return self.row + 1 if isinstance(self.row, int) else "__number__"

    @property
    def is_empty(self) -> bool:
        """Whether it is no figure: it was left out, or it is a further row without anything of its own."""
        if self["leave_out"].value():
            return True
        if self.row == 0 or self["basis"].value() == Basis.DONE:
            return False
        return not any(str(self[name].value() or "").strip() for name in OWN)

    @property
    def has_more(self) -> bool:
        """Whether a box under “More” was filled in or is refused."""
        names = (
            "upper_value",
            "rounded_to",
            "compared_with_end",
            "territory",
            "speaker",
            "spoken_by",
            "note",
            "corrects",
        )
        return any(str(self[name].value() or "").strip() for name in names) or (
            self.is_bound and any(name in self.errors for name in (*names, "basis", "our_slip"))
        )

    def clean(self) -> Any:
        cleaned = self.cleaned_data
        if "qualifier" in cleaned and not cleaned["qualifier"] and cleaned.get("basis") != Basis.DONE:
            reading = self.fields["value"].reading(self._entry("value", self.fields["value"]))  # type: ignore[attr-defined]  # a figure's
            cleaned["qualifier"] = (reading.qualifier if reading is not None else "") or "exactly"
            if (reading is not None and reading.upper_value is not None) or cleaned.get("upper_value") is not None:
                cleaned["qualifier"] = "between"
        if "spoken_by" in cleaned:
            cleaned["spoken_by"] = who_spoke(cleaned["spoken_by"], cleaned.get("speaker", ""), self._people)
        return super().clean()

    def change(self, source: str) -> Change:
        """The change that records the figure of a valid form. Its id is made when it is recorded."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in NOT_IN_THE_TABLE}
        if values["corrects"] is None:
            values["our_slip"] = "false"
        return Change("add", "outcomes", cells=cells_of({**values, "id": "", "source": source}))

    def put_problem(self, column: str, text: str) -> None:
        """A problem of the figure's change at its box."""
        self.add_error(column if column in self.fields else None, text)
