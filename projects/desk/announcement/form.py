"""The boxes of an announcement that are filled once: the body, the programme, the place, the day, the words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects import wording
from projects.desk.day_field import DayFormField
from projects.desk.people_box import people_of_record, people_offered, who_spoke
from projects.desk.translation_boxes import TranslationBoxes, translations_of
from projects.models import Organisation, Programme, Territory
from projects.models.columns import COLUMNS
from projects.models.fields import LONG_TEXT
from projects.models.names import active_language
from projects.reports.hierarchies import root_of

from .names import offered_names, row_named
from .promises import Thing

COLUMN_NAMES: Any = COLUMNS  # lazy text, for which the stubs have a name of their own
NEW = "new"
LINES_ARE_ONE, LINES_ARE_SEVERAL = "yes", "no"


class AnnouncementForm(TranslationBoxes, forms.Form):
    """Names are typed; what they mean in the record is settled in ``clean`` and stands in ``*_row``."""

    body = forms.CharField(
        label=_("who promises"),
        max_length=LONG_TEXT,
        required=False,
        help_text=_("A name of the record, or a new one. Of a programme of the record it is known."),
    )
    body_is = forms.CharField(label=_("which of these"), required=False, widget=forms.RadioSelect)
    body_kind = forms.ChoiceField(
        label=_("kind of body"),
        required=False,
        choices=[("", "–"), *Organisation.Kind.choices],
        help_text=_("Only of a new body: what kind it is."),
    )
    programme = forms.CharField(
        label=COLUMN_NAMES["programme"],
        max_length=LONG_TEXT,
        help_text=_("The announced undertaking: a name of the record, or a new one."),
    )
    programme_is = forms.CharField(label=_("which of these"), required=False, widget=forms.RadioSelect)
    sector = forms.CharField(
        label=COLUMN_NAMES["sector"],
        max_length=500,
        required=False,
        help_text=_("Only of a new programme: its field of policy."),
    )
    place = forms.CharField(
        label=_("place"),
        max_length=LONG_TEXT,
        required=False,
        help_text=_("Empty: that of the programme, or of what the body has promised so far."),
    )
    announced = DayFormField(
        label=COLUMN_NAMES["announced"],
        required=False,
        help_text=_("Day of the announcement. Empty: the day of the source."),
    )
    earlier = DayFormField(
        label=_("announced before"),
        required=False,
        help_text=_("Day on which the older figure or time was announced, if it is known. Empty: the same day."),
    )
    sentence = forms.CharField(
        label=_("in the words of the source"),
        max_length=LONG_TEXT,
        required=False,
        widget=forms.Textarea({"rows": "2"}),
        help_text=_("Kept as the note of each promise; proposals are read from it too."),
    )
    locator = forms.CharField(
        label=COLUMN_NAMES["locator"],
        max_length=LONG_TEXT,
        required=False,
        help_text=_("Where in the source: page, paragraph, minute."),
    )
    speaker = forms.CharField(
        label=COLUMN_NAMES["speaker"], max_length=LONG_TEXT, required=False, help_text=_("Who said it.")
    )
    spoken_by = forms.ChoiceField(label=COLUMN_NAMES["spoken_by"], required=False)
    bundle = forms.CharField(
        label=_("one promise?"),
        required=False,
        widget=forms.Select,
        help_text=_("Lines of one promise are shown together, with a verdict for each part."),
    )

    translated = ("locator", "speaker")
    organisation_row: Organisation | None = None
    programme_row: Programme | None = None
    territory_row: Territory | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self._people = people_of_record(active_language())
        fields["spoken_by"].choices = people_offered(self._people.values())
        for name in ("announced", "earlier"):
            fields[name].widget.attrs["data-understood"] = f"{reverse('desk-understood')}?reads=day"
        for name, options in (
            ("body", "bodies"),
            ("programme", "programmes"),
            ("place", "places"),
            ("sector", "sectors"),
        ):
            fields[name].widget.attrs |= {"list": options, "autocomplete": "off"}

    # --- Lists to choose from ------------------------------------------------------------------------------------

    @property
    def bodies(self) -> list[str]:
        return offered_names(Organisation)

    @property
    def programmes(self) -> list[str]:
        return offered_names(Programme)

    @property
    def places(self) -> list[str]:
        return offered_names(Territory)

    @property
    def sectors(self) -> list[str]:
        return wording.sector_names(active_language())

    # --- What the names mean -------------------------------------------------------------------------------------

    def clean(self) -> Any:
        cleaned = super().clean()
        self.programme_row = self._row(Programme, "programme")
        self.organisation_row = self._row(Organisation, "body")
        self.territory_row = self._row(Territory, "place")
        self._clean_body()
        self._clean_place()
        return cleaned

    def _row(self, model: type[Model], name: str) -> Any:
        """The row that a name means; several alike are asked about."""
        text, which = self.cleaned_data.get(name) or "", f"{name}_is"
        named = row_named(model, text)
        if named.row is not None or not named.alike or name in self.errors:
            return named.row
        chosen = self.data.get(which, "")
        self._offer(which, named.alike)
        if chosen == NEW:
            return None
        row = next((row for row in named.alike if row.pk == chosen), None)
        if row is None:
            if which in self.fields:
                self.add_error(which, _("Choose which is meant."))
            else:
                names = ", ".join(f"“{row}”" for row in named.alike)
                self.add_error(name, _("Write one of these as it is spelt: %(names)s.") % {"names": names})
        return row

    def _offer(self, name: str, rows: Iterable[Any]) -> None:
        if name in self.fields:
            field: Any = self.fields[name]
            field.widget.choices = [
                *((row.pk, f"{row} ({row.pk})") for row in rows),
                (NEW, _("none of these: a new one")),
            ]

    def _clean_body(self) -> None:
        programme, body = self.programme_row, self.organisation_row
        if programme is not None:
            if self.cleaned_data.get("body") and body != programme.responsible:
                text = _("%(name)s answers for this programme: leave this empty, or name another programme.")
                self.add_error("body", text % {"name": programme.responsible})
            return
        if not self.cleaned_data.get("body"):
            self.add_error("body", forms.Field.default_error_messages["required"])
        elif body is None and "body_is" not in self.errors and not self.cleaned_data.get("body_kind"):
            self.add_error(
                "body_kind", _("“%(name)s” is new: say what kind of body it is.") % self.cleaned_data_named("body")
            )

    def _clean_place(self) -> None:
        """A new place is part of a country: which one must be certain, else it would be a country itself."""
        is_new = not self.errors and self.cleaned_data.get("place") and self.territory_row is None
        if is_new and self.likely_place() is None and Territory.objects.exists():
            text = _("“%(name)s” is new, and it is not certain in which country it lies: add it to the places first.")
            self.add_error("place", text % self.cleaned_data_named("place"))

    def cleaned_data_named(self, name: str) -> dict[str, str]:
        return {"name": self.cleaned_data.get(name, "")}

    # --- Things of the announcement ------------------------------------------------------------------------------

    def organisation(self) -> Thing:
        if self.programme_row is not None:
            return Thing(self.programme_row.responsible_id)
        if self.organisation_row is not None:
            return Thing(self.organisation_row.pk)
        return Thing(name=self.cleaned_data["body"], columns={"kind": self.cleaned_data["body_kind"]})

    def programme_thing(self) -> Thing:
        if self.programme_row is not None:
            return Thing(self.programme_row.pk)
        return Thing(
            name=self.cleaned_data["programme"], columns={"sector": wording.sector_code(self.cleaned_data["sector"])}
        )

    def territory(self) -> Thing | None:
        """The place that was typed, else the likely one; None where there is none."""
        if self.territory_row is not None:
            return Thing(self.territory_row.pk)
        likely = self.likely_place()
        if name := self.cleaned_data.get("place"):
            return Thing(name=name, columns={"parent": _country(likely)})
        return Thing(likely.pk) if likely is not None else None

    def is_elsewhere(self) -> bool:
        """Whether the announcement is about another place than its programme of the record."""
        programme, place = self.programme_row, self.cleaned_data.get("place")
        return programme is not None and bool(place) and self.territory_row != programme.territory

    def likely_place(self) -> Territory | None:
        """That of the programme; that of all programmes of the body, or their country; or the record's only country."""
        if self.programme_row is not None:
            return self.programme_row.territory
        parents = dict(Territory.objects.order_by().values_list("pk", "parent_id"))
        places: set[str] = set()
        if self.organisation_row is not None:
            programmes = Programme.objects.filter(responsible=self.organisation_row).order_by()
            places.update(programmes.values_list("territory_id", flat=True).distinct())
        if len(places) != 1:
            places = {root_of(place, parents) for place in places or parents}
        return Territory.objects.get(pk=places.pop()) if len(places) == 1 else None

    def texts(self) -> dict[str, str]:
        sentence, speaker = (self.cleaned_data.get(name, "") for name in ("sentence", "speaker"))
        person = who_spoke(self.cleaned_data.get("spoken_by", ""), speaker, self._people)
        return {
            "locator": self.cleaned_data.get("locator", ""),
            "speaker": speaker,
            "spoken_by": person.pk if person else "",
            "note": f"“{sentence}”" if sentence else "",
            **{name: self.cleaned_data.get(name, "") for name in translations_of(self.translated)},
        }

    def day_announced(self, published: date | None) -> date | None:
        """The day that was written, else that of the source, where it is a day."""
        written: date | None = self.cleaned_data.get("announced")
        return written or published


def _country(place: Territory | None) -> str | None:
    """What a new place is part of: the whole to which the likely one belongs."""
    while place is not None and place.parent is not None:
        place = place.parent
    return place.pk if place is not None else None
