"""The boxes of one line of an announcement: what · how many · unit · from when · by when · was …"""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects import wording
from projects.desk.day_field import PRECISIONS, DayFormField
from projects.desk.echo import Entry
from projects.desk.figure_field import FigureFormField
from projects.desk.window_field import WindowFormField, agreed
from projects.models.columns import COLUMNS
from projects.models.fields import LONG_TEXT
from projects.reading import FigureReading, read_day, read_figure
from projects.reading.windows import WindowReading, read_window

from .promises import Baseline
from .settled import CHOICES
from .typed import Figure, Time, Typed

COLUMN_NAMES: Any = COLUMNS  # lazy text, for which the stubs have a name of their own
NO_DEADLINE = frozenset("-–—")
MOST_LINES = 30
TYPED = ("what", "how_many", "unit", "since", "by", "was", "was_by", "baseline", "baseline_when", "note")

# What stands under a box; the same as the columns' texts in docs/data-package.md.
HELP: dict[str, Promise | str] = {
    "what": _("What is measured, in the words of the announcement: schools built."),
    "how_many": _("As printed: 12, at least 900, 40 billion tenge, 10–12. Empty for something done or not done."),
    "unit": _("What is counted, in the plural: schools, jobs, tonnes; a currency; empty if the figure says it."),
    "since": _("First day that counts; empty if the time beside it says it, or none is named."),
    "by": _("As printed: in 2027, by the end of 2027. Empty: as in the line above; “–”: none was named."),
    "was": _("The figure that was promised before, if it changed."),
    "was_by": _("The time that was promised before, if it moved."),
    "baseline": _("The value before, where the promise is a change of it."),
    "baseline_when": _("The period of that value."),
    "note": _("Remark of the editor."),
}


class Box(WindowFormField):
    """The time of a promise, or a dash where none was named."""

    def to_python(self, value: Any) -> WindowReading | None:
        return None if str(value).strip() in NO_DEADLINE else super().to_python(value)


class LineForm(forms.Form):
    """One line; whatever was typed is read by ``typed``, also where the form is not valid."""

    what = forms.CharField(label=_("what"), max_length=LONG_TEXT, required=False)
    how_many = FigureFormField(label=_("how many"), required=False)
    unit = forms.CharField(label=COLUMN_NAMES["unit"], max_length=200, required=False)
    since = DayFormField(label=_("from when"), required=False, precisions=PRECISIONS)
    by = Box(label=_("by when"), required=False)
    was = FigureFormField(label=_("was: how many"), required=False)
    was_by = WindowFormField(label=_("was: by when"), required=False)
    baseline = FigureFormField(label=_("value before"), required=False)
    baseline_when = WindowFormField(label=_("value before: when"), required=False)
    note = forms.CharField(label=COLUMN_NAMES["note"], max_length=LONG_TEXT, required=False)
    accumulation = forms.CharField(label=COLUMN_NAMES["accumulation"], required=False, widget=forms.Select)
    direction = forms.CharField(label=COLUMN_NAMES["direction"], required=False, widget=forms.Select)
    timing = forms.CharField(label=COLUMN_NAMES["timing"], required=False, widget=forms.Select)
    basis = forms.CharField(label=COLUMN_NAMES["basis"], required=False, widget=forms.Select)
    qualifier = forms.CharField(label=COLUMN_NAMES["qualifier"], required=False, widget=forms.Select)
    indicator = forms.CharField(label=COLUMN_NAMES["indicator"], required=False, widget=forms.Select)
    revises = forms.CharField(label=COLUMN_NAMES["revises"], required=False, widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        where = reverse("desk-understood")
        for name, text in HELP.items():
            fields[name].help_text = text
        for name in ("how_many", "was", "baseline"):
            fields[name].widget.attrs["data-understood"] = f"{where}?reads=figure&rounding=1"
            fields[name].widget.offers_rounding = True
            fields[name].widget.unit = self.data.get(self.add_prefix("unit"), "")[:200] if self.is_bound else ""
        for name in ("by", "was_by", "baseline_when"):
            fields[name].widget.attrs["data-understood"] = f"{where}?reads=window"
        fields["since"].widget.attrs["data-understood"] = f"{where}?reads=date"
        fields["unit"].widget.attrs["list"] = "units"
        fields["what"].widget.attrs["data-first"] = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: such a line is left out."""
        return not any(str(self._raw(name)).strip() for name in TYPED)

    def clean(self) -> Any:
        cleaned = super().clean()
        if not self.is_empty and not self.cleaned_data.get("what") and not self.cleaned_data.get("revises"):
            self.add_error("what", forms.Field.default_error_messages["required"])
        return cleaned

    def typed(self, number: int) -> Typed:
        """What was typed, as far as it can be read."""
        by = str(self._raw("by")).strip()
        since = self._raw("since")
        first = self._since(since) if isinstance(since, Entry) else None
        return Typed(
            number=number,
            what=str(self._raw("what")).strip()[:LONG_TEXT],
            how_many=str(self._raw("how_many")).strip(),
            figure=self._figure("how_many"),
            unit=unit_named(str(self._raw("unit"))[:200]),
            since=first.first if first is not None else None,
            by=self._time("by"),
            has_no_deadline=by in NO_DEADLINE and bool(by),
            was=self._figure("was"),
            was_by=self._time("was_by"),
            baseline=self._baseline(),
            note=str(self._raw("note")).strip()[:LONG_TEXT],
            chosen={name: str(self._raw(name)) for name in (*CHOICES, "indicator", "revises") if self._raw(name)},
        )

    def _raw(self, name: str) -> Any:
        """The text of a box, or its Entry."""
        if not self.is_bound:
            return ""
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) or ""

    def _since(self, entry: Entry) -> Any:
        field = self.fields["since"]
        assert isinstance(field, DayFormField)
        return field.reading(entry)

    def _figure(self, name: str) -> Figure | None:
        entry, field = self._raw(name), self.fields[name]
        if not isinstance(entry, Entry) or not entry.text.strip():
            return None
        assert isinstance(field, FigureFormField)
        reading: FigureReading | None = field.reading(entry) or read_figure(entry.text).reading
        return Figure(reading, entry.is_rounding_ticked) if reading is not None else None

    def _time(self, name: str) -> Time | None:
        entry = self._raw(name)
        if not isinstance(entry, Entry) or entry.text.strip() in ("", *NO_DEADLINE):
            return None
        reading = agreed(read_window(entry.text), entry)
        return Time(reading, entry.text.strip()) if reading is not None else None

    def _baseline(self) -> Baseline:
        figure, time = self._figure("baseline"), self._time("baseline_when")
        start = end = None
        if time is not None:
            start, end = time.reading.first, time.reading.last
            named = read_day(time.text, PRECISIONS).reading
            if named is not None and named.precision != "day":
                start = named.first
        return Baseline(figure.reading.value if figure is not None else None, start, end)


def unit_named(text: str) -> str:
    """The unit that a word names, in any form and language; an unknown one as it is written."""
    code = wording.unit_code(text)
    if not code or not code[0].isalpha():
        return code
    reading = read_figure(f"1 {code}").reading
    return reading.unit if reading is not None and reading.unit else code
